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
 *     does. When the same command is owed again with a shorter delay, it is sent earlier
 */
public record CarrierCommand(String id, String action, String leg, String body, Duration delay) {

  public static final int ID_LENGTH_MAX = 200;

  /** To be sent at once. */
  public CarrierCommand(String id, String action, String leg, String body) {
    this(id, action, leg, body, Duration.ZERO);
  }

  /** Redacted: the body may hold the number to ring. */
  @Override
  public String toString() {
    return "CarrierCommand[" + action + " " + id + (delay.isZero() ? "" : " after " + delay) + "]";
  }
}
