package io.bauta.carrier.alohaa;

import io.bauta.carrier.MalformedWebhookException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the times and the duration of a completion. What cannot be is left out. */
final class AlohaaTimes {

  /** Longer than any call: what is longer is something else. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private static final Pattern CLOCK = Pattern.compile("([0-9]{1,2}):([0-5][0-9]):([0-5][0-9])");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}");

  private AlohaaTimes() {}

  /**
   * How long the two talked, which is what call_duration was seen to hold: 20 s in a call of 29 s.
   * The documentation calls it seconds and shows hours, minutes and seconds; either is taken.
   */
  static Optional<Duration> talk(AlohaaFields fields) throws MalformedWebhookException {
    return fields.get(AlohaaFields.CALL_DURATION).map(String::strip).flatMap(AlohaaTimes::duration);
  }

  private static Optional<Duration> duration(String text) {
    Optional<Duration> said = Optional.empty();
    Matcher clock = CLOCK.matcher(text);
    if (clock.matches()) {
      said =
          Optional.of(
              Duration.ofHours(Long.parseLong(clock.group(1)))
                  .plusMinutes(Long.parseLong(clock.group(2)))
                  .plusSeconds(Long.parseLong(clock.group(3))));
    } else if (SECONDS.matcher(text).matches()) {
      said = Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    return said.filter(talk -> talk.compareTo(LONGEST) <= 0);
  }

  /** A moment by Alohaa's clock, with its offset from UTC; empty when it is not said so. */
  static Optional<Instant> at(String field, AlohaaFields fields) throws MalformedWebhookException {
    return fields.get(field).map(String::strip).flatMap(AlohaaTimes::instant);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant())
          .filter(at -> at.isAfter(EARLIEST) && at.isBefore(LATEST))
          .map(at -> at.truncatedTo(ChronoUnit.MILLIS));
    } catch (DateTimeException notAMoment) {
      return Optional.empty();
    }
  }
}
