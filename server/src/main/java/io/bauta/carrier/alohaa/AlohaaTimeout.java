package io.bauta.carrier.alohaa;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Shortfall;
import io.bauta.routing.RoutingDecision.Connect;
import java.time.Duration;
import java.util.Set;

/**
 * What is sent as {@code call_timeout}: "timeout for the call" in seconds, 0 for none, is all that
 * Alohaa says. It may limit ringing or the whole call, so the account decides, after a test.
 *
 * <p>The safe one is none: a ring timeout that is taken for a limit of the call would cut people
 * off in the middle of a sentence.
 */
enum AlohaaTimeout {
  NONE,
  RING,
  TALK;

  /** How 0 is documented. */
  static final long NO_TIMEOUT = 0;

  static AlohaaTimeout of(CarrierAccount account) {
    return Words.of(values(), account.setting(AlohaaProfile.CALL_TIMEOUT), NONE);
  }

  String word() {
    return Words.of(this);
  }

  /** What of the two limits is not kept. */
  Set<Shortfall> shortfalls() {
    return switch (this) {
      case NONE -> Set.of(Shortfall.RING_TIMEOUT_IGNORED, Shortfall.TALK_LIMIT_IGNORED);
      case RING -> Set.of(Shortfall.TALK_LIMIT_IGNORED);
      case TALK -> Set.of(Shortfall.RING_TIMEOUT_IGNORED);
    };
  }

  long seconds(Connect connect) {
    return switch (this) {
      case NONE -> NO_TIMEOUT;
      case RING -> seconds(connect.ringTimeout());
      case TALK -> seconds(connect.talkLimit());
    };
  }

  /** Less than a second must not become none at all. */
  private static long seconds(Duration duration) {
    return Math.max(1, duration.toSeconds());
  }
}
