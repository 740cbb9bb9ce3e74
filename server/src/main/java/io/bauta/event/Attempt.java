package io.bauta.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One try of a delivery, for its log.
 *
 * @param number from 1
 * @param status of the reply; empty when there was none
 * @param cause what came of it, in a few words of ours; of the reply nothing is kept
 */
public record Attempt(
    int number, Instant at, Duration took, Optional<Integer> status, String cause) {

  /** How many of one delivery are kept, the newest. */
  public static final int KEPT_MAX = 50;
}
