package io.bauta.carrier;

import java.time.Duration;

/**
 * Something that a carrier must be told to do, as data: kept until it is done.
 *
 * @param id the same for a repetition, and different from every other command to the account: the
 *     carrier and we both do nothing for an id that was seen before
 * @param action the carrier's name for it
 * @param leg what the carrier calls the leg that it is about
 * @param body what is sent with it; may hold the number to ring
 * @param delay how long to wait before it is sent; zero but for what only happens if nothing else
 *     does. When a command with the same id is owed with a shorter delay, it takes the place of the
 *     one that waits
 * @param when whether it is still wanted when its time has come
 */
public record CarrierCommand(
    String id, String action, String leg, String body, Duration delay, When when) {

  public static final int ID_LENGTH_MAX = 200;

  /** Of which calls a command is wanted, when its time has come. */
  public enum When {
    /** Of all. */
    ALWAYS,
    /** While nobody has answered and the call is not over: a net below what comes before it. */
    WHILE_UNANSWERED,
    /**
     * Once it is told that the call is over, where nobody answered and nobody told that the
     * destination's leg is over too. Its delay counts from then.
     */
    ENDED_UNANSWERED
  }

  /** To be sent at once. */
  public CarrierCommand(String id, String action, String leg, String body) {
    this(id, action, leg, body, Duration.ZERO, When.ALWAYS);
  }

  /** The same command, to be sent later and if it is wanted then. */
  public CarrierCommand after(Duration newDelay, When newWhen) {
    return new CarrierCommand(id, action, leg, body, newDelay, newWhen);
  }

  /** Redacted: the body may hold the number to ring. */
  @Override
  public String toString() {
    return "CarrierCommand["
        + action
        + " "
        + id
        + (delay.isZero() ? "" : " after " + delay)
        + (when == When.ALWAYS ? "" : " " + when)
        + "]";
  }
}
