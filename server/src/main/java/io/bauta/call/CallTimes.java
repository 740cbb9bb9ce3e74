package io.bauta.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When things happened on a call. What the carrier says counts more than when its webhook came,
 * which may be much later.
 */
final class CallTimes {

  private CallTimes() {}

  /** The first of {@code told}, or when we learned of it where the carrier does not say. */
  static Optional<Instant> first(List<ToldFact> told) {
    return happened(told).or(() -> told.stream().map(ToldFact::receivedAt).min(Instant::compareTo));
  }

  /**
   * From the first of {@code beginnings} until the first of {@code ends}, both by the carrier's
   * clock; empty when it does not say. Ours would not do: webhooks come late, and not each as late
   * as the other.
   */
  static Optional<Duration> between(List<ToldFact> beginnings, List<ToldFact> ends) {
    Optional<Instant> end = happened(ends);
    return happened(beginnings)
        .flatMap(from -> end.map(to -> Duration.between(from, to)))
        .filter(time -> !time.isNegative());
  }

  private static Optional<Instant> happened(List<ToldFact> told) {
    Stream<Instant> times = told.stream().flatMap(fact -> fact.fact().at().stream());
    return times.min(Instant::compareTo);
  }
}
