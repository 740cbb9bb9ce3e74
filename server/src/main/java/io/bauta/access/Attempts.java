package io.bauta.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down whoever tries something often: after some attempts in a minute, an address waits until
 * the minute is over.
 */
public final class Attempts {

  /** Wrong keys of one address in a {@link #WINDOW}. */
  static final int FAILURES_MAX = 20;

  static final Duration WINDOW = Duration.ofMinutes(1);

  /** Addresses that are remembered; of more, those whose window began first are forgotten. */
  static final int ORIGINS_MAX = 10_000;

  private final int most;

  /** In the order in which their windows began. */
  private final Map<String, Failures> failures = new LinkedHashMap<>();

  private record Failures(Instant since, int count) {

    boolean isOverAt(Instant now) {
      return now.isBefore(since) || !now.isBefore(since.plus(WINDOW));
    }
  }

  /** For wrong keys. */
  Attempts() {
    this(FAILURES_MAX);
  }

  /**
   * For anything.
   *
   * @param most attempts of one address in a {@link #WINDOW}
   */
  public Attempts(int most) {
    this.most = most;
  }

  /** How long {@code origin} must wait; empty when it may try. */
  public synchronized Optional<Duration> pause(String origin, Instant now) {
    return Optional.ofNullable(failures.get(origin))
        .filter(known -> known.count() >= most && !known.isOverAt(now))
        .map(known -> Duration.between(now, known.since().plus(WINDOW)));
  }

  /** An attempt came from {@code origin}. */
  public synchronized void failed(String origin, Instant now) {
    Failures known = failures.get(origin);
    if (known != null && !known.isOverAt(now)) {
      failures.put(origin, new Failures(known.since(), known.count() + 1));
      return;
    }
    failures.remove(origin);
    failures.put(origin, new Failures(now, 1));
    Iterator<String> oldest = failures.keySet().iterator();
    while (failures.size() > ORIGINS_MAX) {
      oldest.next();
      oldest.remove();
    }
  }
}
