package io.bauta.vault;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What may be known of a vault: never a key.
 *
 * @param masterKey where that is kept, in words
 * @param wrappedAt since when the data keys are wrapped with it
 */
public record VaultStatus(
    String masterKey, Instant wrappedAt, List<KeyInfo> keys, Optional<RotationProgress> rotation) {

  public VaultStatus {
    keys = List.copyOf(keys);
  }

  /**
   * One data key.
   *
   * @param id what Tink calls it
   * @param madeAt when it was made, or first seen
   * @param retiredAt since when it is not there any more
   */
  public record KeyInfo(Keyset keyset, int id, Instant madeAt, Optional<Instant> retiredAt) {}
}
