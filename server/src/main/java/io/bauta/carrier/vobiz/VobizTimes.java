package io.bauta.carrier.vobiz;

import io.bauta.carrier.MalformedWebhookException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Works out how long people talked.
 *
 * <p>Times come without a zone, and in real traffic one body held times of two zones, so only the
 * difference between AnswerTime and EndTime means something. BillDuration is rounded up to the
 * pulse and Duration holds the ringing too: neither is talk time.
 */
final class VobizTimes {

  private static final String ANSWER_TIME = "AnswerTime";
  private static final String END_TIME = "EndTime";

  /** Vobiz cuts every call at a day. */
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Durations are whole seconds and may be rounded either way. */
  private static final Duration ROUNDING = Duration.ofSeconds(2);

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter();

  private VobizTimes() {}

  /**
   * How long the caller's leg was connected; empty when nobody says, or what they say cannot be.
   */
  static Optional<Duration> ofCall(VobizFields fields) throws MalformedWebhookException {
    return betweenAnswerAndEnd(fields, seconds(fields, "Duration"));
  }

  /**
   * How long the destination's leg was connected. Without an AnswerTime, a duration counts only
   * when it was billed: it might be ringing.
   */
  static Optional<Duration> ofDestination(VobizFields fields) throws MalformedWebhookException {
    Optional<Duration> duration = seconds(fields, "DialBLegDuration");
    if (fields.has(ANSWER_TIME)) {
      Optional<Duration> talk = betweenAnswerAndEnd(fields, Optional.empty());
      return talk.isPresent() ? talk : duration;
    }
    Optional<Duration> billed = seconds(fields, "DialBLegBillDuration");
    if (billed.filter(Duration::isPositive).isPresent()) {
      return duration;
    }
    boolean silent = billed.isPresent() || duration.filter(Duration::isZero).isPresent();
    return silent ? Optional.of(Duration.ZERO) : Optional.empty();
  }

  static Optional<Duration> ofRecording(VobizFields fields) throws MalformedWebhookException {
    Optional<Duration> exact =
        number(fields, "RecordingDurationMs").map(Duration::ofMillis).filter(VobizTimes::canBe);
    return exact.isPresent() ? exact : seconds(fields, "RecordingDuration");
  }

  /** Talk cannot be longer than {@code whole}, which is how long the leg lasted in all. */
  private static Optional<Duration> betweenAnswerAndEnd(
      VobizFields fields, Optional<Duration> whole) throws MalformedWebhookException {
    String answered = fields.text(ANSWER_TIME);
    if (answered.isEmpty()) {
      // There but blank says that nobody answered.
      return fields.has(ANSWER_TIME) ? Optional.of(Duration.ZERO) : Optional.empty();
    }
    Optional<LocalDateTime> start = time(answered);
    Optional<LocalDateTime> end = time(fields.text(END_TIME));
    if (start.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Duration.between(start.get(), end.get()))
        .filter(VobizTimes::canBe)
        .filter(talk -> whole.isEmpty() || talk.compareTo(whole.get().plus(ROUNDING)) <= 0);
  }

  private static Optional<LocalDateTime> time(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, TIME));
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }

  /** Whole seconds; empty when they are not said, or cannot be. */
  static Optional<Duration> seconds(VobizFields fields, String name)
      throws MalformedWebhookException {
    return number(fields, name).map(Duration::ofSeconds).filter(VobizTimes::canBe);
  }

  private static Optional<Long> number(VobizFields fields, String name)
      throws MalformedWebhookException {
    try {
      return fields.get(name).map(Long::valueOf);
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  private static boolean canBe(Duration duration) {
    return !duration.isNegative() && duration.compareTo(LONGEST) <= 0;
  }
}
