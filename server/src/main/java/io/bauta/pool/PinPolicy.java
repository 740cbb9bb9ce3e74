package io.bauta.pool;

import java.time.Duration;

/**
 * How callers are asked for the code of a participant.
 *
 * @param length of the codes that are made here; one that is given may be of another length
 * @param attempts how many wrong codes one telephone may enter on one number before it is locked
 *     out
 * @param lockout how long, from the last of them
 * @param prompt what the caller hears first
 * @param promptAgain what they hear after a wrong code
 * @param bindsPhone whether a telephone from which the code was entered is put through without it
 *     afterwards, as long as the session is open
 */
public record PinPolicy(
    int length,
    int attempts,
    Duration lockout,
    String prompt,
    String promptAgain,
    boolean bindsPhone) {

  public static final int LENGTH_MIN = 4;
  public static final int LENGTH_MAX = 10;
  public static final int ATTEMPTS_MIN = 1;
  public static final int ATTEMPTS_MAX = 10;
  public static final Duration LOCKOUT_MIN = Duration.ofMinutes(1);
  public static final Duration LOCKOUT_MAX = Duration.ofDays(1);

  /** How long a caller may take to begin. */
  public static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** What holds when a pool says nothing. */
  public static final PinPolicy DEFAULT =
      new PinPolicy(
          6,
          3,
          Duration.ofMinutes(15),
          "Please enter the code of the person that you want to reach, then press hash.",
          "This code is not known. Please enter it again, then press hash.",
          false);

  /** One that asks each time. */
  public PinPolicy(int length, int attempts, Duration lockout, String prompt, String promptAgain) {
    this(length, attempts, lockout, prompt, promptAgain, false);
  }

  public PinPolicy {
    requireWithin("code length", length, LENGTH_MIN, LENGTH_MAX);
    requireWithin("attempts", attempts, ATTEMPTS_MIN, ATTEMPTS_MAX);
    if (lockout.compareTo(LOCKOUT_MIN) < 0 || lockout.compareTo(LOCKOUT_MAX) > 0) {
      throw new IllegalArgumentException("lockout of %d s".formatted(lockout.toSeconds()));
    }
    if (prompt.isBlank() || promptAgain.isBlank()) {
      throw new IllegalArgumentException("a caller who is asked hears words");
    }
  }

  private static void requireWithin(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s of %d: expected %d to %d".formatted(what, value, min, max));
    }
  }
}
