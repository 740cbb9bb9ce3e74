package io.bauta.session;

import io.bauta.number.PhoneNumber;
import java.util.Optional;

/**
 * Keeps which telephones have entered a code, the last one of each telephone on each number. What
 * it answered is durable.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception; nothing is then changed.
 */
public interface KnownPhoneStore {

  /** Keeps it in place of what was known of the telephone on this number before. */
  void remember(KnownPhone known);

  /** What was entered last from {@code phone} on the number {@code dialed}. */
  Optional<KnownPhone> find(PhoneNumber dialed, PhoneNumber phone);
}
