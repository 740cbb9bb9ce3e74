package io.bauta.retention;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * For how long what is kept.
 *
 * <p>What stands on something else goes first: a call shows the numbers of its session, and a
 * recording belongs to its call. So sessions are kept no shorter than calls, and forgotten only
 * where calls are; and recordings are kept no longer than calls.
 *
 * @param keptFor by kind; one that is not in it is kept until somebody deletes it
 */
public record RetentionPolicy(Map<DataKind, Duration> keptFor) {

  /** Nothing is kept shorter: who looks at what happened today shall find it. */
  public static final Duration MIN = Duration.ofDays(1);

  /** A hundred years: longer is a mistake. */
  public static final Duration MAX = Duration.ofDays(36_500);

  /** What is told before its call is known may be about a call that comes: some days are needed. */
  public static final Duration UNMATCHED_MIN = Duration.ofDays(4);

  public static final Duration UNMATCHED_DEFAULT = Duration.ofDays(30);

  /** What somebody chooses who chooses nothing. */
  public static final RetentionPolicy DEFAULT =
      new RetentionPolicy(Map.of(DataKind.UNMATCHED, UNMATCHED_DEFAULT));

  public RetentionPolicy {
    keptFor = Map.copyOf(keptFor);
    Optional<Duration> calls = Optional.ofNullable(keptFor.get(DataKind.CALLS));
    Duration sessions = keptFor.get(DataKind.SESSIONS);
    if (sessions != null && calls.filter(kept -> kept.compareTo(sessions) <= 0).isEmpty()) {
      throw new IllegalArgumentException("sessions go before their calls");
    }
    Duration recordings = keptFor.get(DataKind.RECORDINGS);
    if (calls.isPresent() && (recordings == null || recordings.compareTo(calls.get()) > 0)) {
      throw new IllegalArgumentException("calls go before their recordings");
    }
  }

  /** For how long {@code kind} is kept; empty for as long as nobody deletes it. */
  public Optional<Duration> of(DataKind kind) {
    return Optional.ofNullable(keptFor.get(kind));
  }
}
