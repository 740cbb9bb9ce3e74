package io.bauta.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How hard a delivery is tried.
 *
 * @param pauses how long it rests after each failed try; after the last, always as long as that
 * @param givesUpAfter how long after its first try a failed one is not tried again
 * @param retryAfterMax how long an endpoint may ask us to wait
 */
public record DeliveryPace(List<Duration> pauses, Duration givesUpAfter, Duration retryAfterMax) {

  public static final DeliveryPace USUAL =
      new DeliveryPace(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofSeconds(30),
              Duration.ofMinutes(2),
              Duration.ofMinutes(10),
              Duration.ofMinutes(30),
              Duration.ofHours(1),
              Duration.ofHours(2),
              Duration.ofHours(4),
              Duration.ofHours(8),
              Duration.ofHours(12)),
          Duration.ofDays(3),
          Duration.ofHours(1));

  public DeliveryPace {
    pauses = List.copyOf(pauses);
  }

  /**
   * When to try again after a try that failed at {@code now}; empty when it is given up.
   *
   * @param tries how many there were, this one too
   * @param firstTriedAt when the first of them was
   * @param retryAfter how long the endpoint asks us to wait
   */
  public Optional<Instant> next(
      int tries, Instant firstTriedAt, Optional<Duration> retryAfter, Instant now) {
    if (!now.isBefore(firstTriedAt.plus(givesUpAfter))) {
      return Optional.empty();
    }
    Duration pause = pauses.get(Math.min(tries, pauses.size()) - 1);
    Duration asked = retryAfter.map(wish -> shorter(wish, retryAfterMax)).orElse(Duration.ZERO);
    return Optional.of(now.plus(asked.compareTo(pause) > 0 ? asked : pause));
  }

  /** No delivery is put off by more than this. */
  public Duration longest() {
    return Stream.concat(pauses.stream(), Stream.of(retryAfterMax))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
