package io.bauta.routing;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.GracePolicy;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolMode;
import io.bauta.pool.Ringing;
import io.bauta.pool.UnknownCaller;
import java.util.List;
import java.util.Optional;

/** Something that happens to a masking server that has one pool of each mode. */
sealed interface ModesStep {

  /** What the pool of a mode says about callers whom no open session connects. */
  record Policies(GracePolicy grace, UnknownCaller unknownCaller, Ringing ringing) {}

  /** Whether the store fails, and whether it has done what it was asked for by then. */
  enum Fault {
    NONE,
    BEFORE,
    AFTER
  }

  /** Somebody who is to take part. */
  record Asked(List<PhoneNumber> numbers, Optional<String> pin) {}

  /**
   * How long a session lasts.
   *
   * @param seconds empty until it is closed
   * @param fromLastCall whether they run from the last call
   * @param most after how many no call moves the end
   */
  record Lasts(Optional<Integer> seconds, boolean fromLastCall, Optional<Integer> most) {}

  record Open(PoolMode pool, List<Asked> people, Lasts lasts, Optional<String> key, Fault fault)
      implements ModesStep {}

  /** Two at once: the second has chosen its numbers before the first is stored. */
  record Race(Open first, Open second) implements ModesStep {}

  /** Closes one of the sessions so far. */
  record Close(int index, Fault fault) implements ModesStep {}

  /** Gives one of the sessions so far another end. */
  record Extend(int index, Lasts lasts, Fault fault) implements ModesStep {}

  /** Opens one of the sessions so far again. */
  record Reopen(int index, Lasts lasts, Fault fault) implements ModesStep {}

  /** A participant of one of the sessions so far has another number. */
  record Replace(int index, int participant, PhoneNumber number, Fault fault)
      implements ModesStep {}

  record Tick(int seconds) implements ModesStep {}

  /** The records of the calls so far are stored; until then they wait, and a restart loses them. */
  record StoreCalls() implements ModesStep {}

  /** The index forgets what rested long ago. */
  record Forget() implements ModesStep {}

  /** The server starts again, with nothing in memory. */
  record Restart() implements ModesStep {}

  /** One of the sessions that were stored at the start is loaded. */
  record LoadOne(int index) implements ModesStep {}

  /** All are loaded. */
  record LoadAll() implements ModesStep {}

  record Add(PoolMode pool, ProxyNumber number) implements ModesStep {}

  /** Gives one of the numbers of a pool another state. */
  record SetState(PoolMode pool, int index, NumberState state) implements ModesStep {}

  record Remove(PoolMode pool, ProxyNumber number) implements ModesStep {}

  /** Without a caller: withheld. Without digits: a call at its beginning. */
  record Call(Optional<PhoneNumber> caller, ProxyNumber dialed, Optional<String> entered)
      implements ModesStep {}

  /** Asks once more for one of the sessions that were asked for with a key. */
  record Again(int index) implements ModesStep {}

  /** One of the participants of one of the sessions so far calls by it. */
  record CallBy(int session, int participant, int place) implements ModesStep {}

  /** Somebody wants one of the participants of one of the sessions so far, by their code or not. */
  record CallFor(Optional<PhoneNumber> caller, int session, int participant, Entered entered)
      implements ModesStep {}

  /** What a caller enters. */
  enum Entered {
    NOTHING_YET,
    THE_CODE,
    ANOTHER_CODE,
    TOO_FEW
  }
}
