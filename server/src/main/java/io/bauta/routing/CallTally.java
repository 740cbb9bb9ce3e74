package io.bauta.routing;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.PoolId;
import io.bauta.rules.CallCounts;
import io.bauta.rules.CallLimit;
import io.bauta.rules.CallLimits;
import io.bauta.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Counts calls where rules limit them. One tally is of one call, which counts once however often
 * its question comes, and is answered in the same way each time.
 */
@FunctionalInterface
public interface CallTally {

  /** What is known of no call: where calls are limited, none is let through. */
  CallTally UNKNOWN = claim -> new Counted.NoAnswer();

  /**
   * A call that is about to be connected.
   *
   * @param session empty outside any: then only the pool's own limits count
   * @param caller who calls; withheld callers of one session are one caller
   * @param lasts how long it can last at most, so that one whose end is never told is over some day
   */
  record Claim(
      PoolId pool,
      Optional<SessionId> session,
      Optional<PhoneNumber> caller,
      CallLimits limits,
      Duration lasts,
      Instant now) {

    /** A call of a session. */
    public Claim(
        PoolId pool,
        SessionId session,
        Optional<PhoneNumber> caller,
        CallLimits limits,
        Duration lasts,
        Instant now) {
      this(pool, Optional.of(session), caller, limits, lasts, now);
    }
  }

  /** What came of counting. */
  sealed interface Counted {

    /**
     * There is room for the call, and it has been counted.
     *
     * @param before how many there were without it
     */
    record Fits(CallCounts before) implements Counted {}

    /** There is no room, and the call was not counted. */
    record Over(CallLimit limit, CallCounts before) implements Counted {}

    /** The store did not answer in time. */
    record NoAnswer() implements Counted {}
  }

  Counted count(Claim claim);

  /**
   * When the call was first put through: {@code now}, unless its question has come before. A
   * repetition prolongs nothing.
   */
  default Instant putThroughAt(Instant now) {
    return now;
  }
}
