package io.bauta.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What carriers told of calls that are not known here: they asked nothing about them, or not yet.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception.
 */
public interface UnmatchedFacts {

  /**
   * One fact, without what it says.
   *
   * @param key tells it from others of its call
   * @param kind what kind of fact, in the store's word for it
   */
  record Unmatched(
      Instant receivedAt,
      String carrierAccount,
      CarrierCallId carrierCallId,
      String key,
      String kind) {}

  /** Those before {@code before}, newest first. */
  List<Unmatched> newest(Optional<Unmatched> before, int limit);
}
