package io.bauta.call;

import java.time.Duration;
import java.time.Instant;

/**
 * Closes calls whose end was never told: as long as {@link Call#canLastUntil} it is waited for.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception; nothing is lost by it.
 */
public interface CallSweep {

  /** How old a call is when it is looked at for the first time; most are over by then. */
  Duration LOOKED_AT_AFTER = Duration.ofMinutes(10);

  /** How many calls are looked at in one go. */
  int LOOKED_AT_MAX = 5_000;

  /** How many are closed in one go: everybody else who writes waits for that. */
  int CLOSED_MAX = 1_000;

  /** Does some of what is to be done at {@code now}, and says whether there is more. */
  boolean sweep(Instant now);
}
