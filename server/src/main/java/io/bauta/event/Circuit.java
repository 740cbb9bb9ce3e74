package io.bauta.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps us from hammering an endpoint that is down: after some failures in a row it is open, and
 * only one delivery at a time goes out to see whether the endpoint is back.
 *
 * @param failures in a row
 * @param probes failed ones, since it is open
 * @param probeAt when the next goes out; empty while it is closed
 */
public record Circuit(int failures, int probes, Optional<Instant> probeAt) {

  /** So many failures in a row open it. */
  public static final int FAILURES_MAX = 5;

  /** Between two probes; after the last, always as long as that. */
  static final List<Duration> PROBE_PAUSES =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5));

  public static final Circuit CLOSED = new Circuit(0, 0, Optional.empty());

  public boolean isOpen() {
    return probeAt.isPresent();
  }

  /** How many deliveries may go out at {@code now}, of {@code places} that are free. */
  public int allowed(int places, int underway, Instant now) {
    if (probeAt.isEmpty()) {
      return places;
    }
    return underway == 0 && isDue(probeAt.get(), now) ? Math.min(1, places) : 0;
  }

  /** Further away than any pause is only what was said by a clock that was ahead. */
  private static boolean isDue(Instant probeAt, Instant now) {
    return !now.isBefore(probeAt) || probeAt.isAfter(now.plus(PROBE_PAUSES.getLast()));
  }

  public Circuit failed(Instant now) {
    int more = failures + 1;
    if (probeAt.isPresent()) {
      // What went out before it opened says nothing new.
      return isDue(probeAt.get(), now) ? opened(more, probes + 1, now) : this;
    }
    return more >= FAILURES_MAX ? opened(more, 0, now) : new Circuit(more, 0, Optional.empty());
  }

  private static Circuit opened(int failures, int probes, Instant now) {
    Duration pause = PROBE_PAUSES.get(Math.min(probes, PROBE_PAUSES.size() - 1));
    return new Circuit(failures, probes, Optional.of(now.plus(pause)));
  }
}
