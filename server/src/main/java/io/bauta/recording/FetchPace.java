package io.bauta.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How often a thing is tried that another side must do, and when that is given up.
 *
 * @param pauses after each of the first tries
 * @param later the pause after every other one
 * @param triesMax so many tries there are
 */
public record FetchPace(List<Duration> pauses, Duration later, int triesMax) {

  /** So many tries a recording usually has. */
  public static final int TRIES_MAX = 30;

  /** They take three days: a carrier that is away over a weekend loses nothing. */
  public static final FetchPace USUAL =
      new FetchPace(
          List.of(
              Duration.ofSeconds(10),
              Duration.ofSeconds(30),
              Duration.ofMinutes(2),
              Duration.ofMinutes(10),
              Duration.ofMinutes(30),
              Duration.ofHours(1)),
          Duration.ofHours(3),
          TRIES_MAX);

  public FetchPace {
    pauses = List.copyOf(pauses);
  }

  /**
   * When to try again.
   *
   * @param tries how often it was tried until now
   * @return empty when it is given up
   */
  public Optional<Instant> next(int tries, Instant now) {
    if (tries >= triesMax) {
      return Optional.empty();
    }
    Duration pause = tries > 0 && tries <= pauses.size() ? pauses.get(tries - 1) : later;
    return Optional.of(now.plus(pause));
  }

  /** How long all tries take together, if each fails at once. */
  public Duration whole() {
    Duration first = pauses.stream().limit(triesMax - 1L).reduce(Duration.ZERO, Duration::plus);
    return first.plus(later.multipliedBy(Math.max(0, triesMax - 1L - pauses.size())));
  }
}
