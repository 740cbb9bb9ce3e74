package io.bauta.simulator;

import java.time.Duration;

/**
 * How ringing one telephone ended.
 *
 * @param after how long it rang
 */
public record Rung(Phone phone, Ending ending, Duration after) {

  /** Why the ringing stopped. */
  public enum Ending {
    ANSWERED,
    /** The telephone was in another call and never rang. */
    BUSY,
    REJECTED,
    /** There is no such telephone. */
    UNREACHABLE,
    /** The ring timeout passed. */
    UNANSWERED,
    /** The caller hung up first. */
    CALLER_GAVE_UP,
    /** Another telephone, rung at the same time, was picked up first. */
    LOST_RACE;

    /** Whether the telephone rang at all. */
    public boolean isAfterRinging() {
      return this != BUSY && this != UNREACHABLE;
    }
  }
}
