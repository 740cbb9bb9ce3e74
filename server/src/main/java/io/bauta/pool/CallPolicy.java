package io.bauta.pool;

import java.time.Duration;
import java.util.Optional;

/**
 * What a pool says about each call on its numbers.
 *
 * @param ringTimeout how long the destination rings
 * @param talkLimit how long they may talk, from the moment that the destination answers
 * @param announcement what a refused caller hears; empty refuses in silence, which carriers do not
 *     bill
 */
public record CallPolicy(Duration ringTimeout, Duration talkLimit, Optional<String> announcement) {

  public static final Duration RING_TIMEOUT_MIN = Duration.ofSeconds(5);
  public static final Duration RING_TIMEOUT_MAX = Duration.ofMinutes(2);
  public static final Duration TALK_LIMIT_MIN = Duration.ofSeconds(30);
  public static final Duration TALK_LIMIT_MAX = Duration.ofHours(4);
  public static final int ANNOUNCEMENT_LENGTH_MAX = 500;

  /** What holds when a pool says nothing. */
  public static final CallPolicy DEFAULT =
      new CallPolicy(
          Duration.ofSeconds(30),
          Duration.ofHours(1),
          Optional.of("Sorry, your call cannot be connected from this telephone."));

  public CallPolicy {
    requireWithin("ring timeout", ringTimeout, RING_TIMEOUT_MIN, RING_TIMEOUT_MAX);
    requireWithin("talk limit", talkLimit, TALK_LIMIT_MIN, TALK_LIMIT_MAX);
    announcement.ifPresent(CallPolicy::requireSpeakable);
  }

  private static void requireWithin(String what, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "%s of %d s: expected %d to %d s"
              .formatted(what, value.toSeconds(), min.toSeconds(), max.toSeconds()));
    }
  }

  private static void requireSpeakable(String text) {
    if (text.isBlank() || text.length() > ANNOUNCEMENT_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "announcement of %d characters: expected 1 to %d"
              .formatted(text.length(), ANNOUNCEMENT_LENGTH_MAX));
    }
  }
}
