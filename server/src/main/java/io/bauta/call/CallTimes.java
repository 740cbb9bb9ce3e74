package io.bauta.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When things happened on one call. What the carrier says counts more than when its webhook came,
 * which may be much later; but a time that cannot be is not believed, and what the record shows is
 * in the order in which things happen on a call.
 */
final class CallTimes {

  /** How far a carrier's clock and ours may be apart. */
  static final Duration SKEW_MAX = Duration.ofMinutes(5);

  /** No call lasts longer, and nobody talks longer: carriers cut them before. */
  static final Duration LASTS_MAX = Duration.ofDays(1);

  private final Instant receivedAt;

  /** Of a call that came in then. */
  CallTimes(Instant receivedAt) {
    this.receivedAt = receivedAt;
  }

  /** The first of {@code told}, or when we learned of it where no carrier says when it can be. */
  Optional<Instant> first(List<ToldFact> told) {
    return earliest(
            told.stream().flatMap(fact -> fact.fact().at().filter(at -> canBe(at, fact)).stream()))
        .or(() -> earliest(told.stream().map(ToldFact::receivedAt)));
  }

  /** Not before the call came in, nor long after, nor after we learned of it. */
  private boolean canBe(Instant at, ToldFact told) {
    return !at.isBefore(receivedAt.minus(SKEW_MAX))
        && !at.isAfter(receivedAt.plus(LASTS_MAX).plus(SKEW_MAX))
        && !at.isAfter(told.receivedAt().plus(SKEW_MAX));
  }

  /** {@code at}, but not before the call came in, and not after what can only come later. */
  Instant within(Instant at, Optional<Instant> latest) {
    Instant early = latest.filter(at::isAfter).orElse(at);
    return early.isBefore(receivedAt) ? receivedAt : early;
  }

  /**
   * From the first of {@code beginnings} until the first of {@code ends} that can be its end, both
   * by the carrier's clock, whatever that shows; empty when it does not say. Ours would not do:
   * webhooks come late, and not each as late as the other.
   */
  static Optional<Duration> between(List<ToldFact> beginnings, List<ToldFact> ends) {
    return saidAt(beginnings)
        .sorted()
        .flatMap(
            from ->
                saidAt(ends)
                    .map(to -> Duration.between(from, to))
                    .filter(CallTimes::canLast)
                    .sorted()
                    .limit(1))
        .findFirst();
  }

  /** Whether anything on a call can last so long. */
  static boolean canLast(Duration time) {
    return !time.isNegative() && time.compareTo(LASTS_MAX) <= 0;
  }

  private static Stream<Instant> saidAt(List<ToldFact> told) {
    return told.stream().flatMap(fact -> fact.fact().at().stream());
  }

  private static Optional<Instant> earliest(Stream<Instant> times) {
    return times.min(Instant::compareTo);
  }
}
