package io.bauta.carrier.eight;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Reads instants (ISO 8601, with or without a fraction) and durations; what cannot be is empty. */
final class EightTimes {

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final Duration LONGEST = Duration.ofDays(1);

  private EightTimes() {}

  /** To the millisecond, as instants are kept. A time without a zone is none. */
  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text).truncatedTo(ChronoUnit.MILLIS))
          .filter(instant -> instant.isAfter(EARLIEST) && instant.isBefore(LATEST));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  static Optional<Duration> seconds(String text) {
    try {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text))).filter(EightTimes::canBe);
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  static Optional<Duration> between(Instant start, Instant end) {
    return Optional.of(Duration.between(start, end)).filter(EightTimes::canBe);
  }

  private static boolean canBe(Duration duration) {
    return !duration.isNegative() && duration.compareTo(LONGEST) <= 0;
  }
}
