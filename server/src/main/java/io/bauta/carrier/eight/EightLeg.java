package io.bauta.carrier.eight;

import io.bauta.carrier.MalformedWebhookException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A leg in the summary of a session.
 *
 * @param status how it ended, in one of several spellings; empty when it is not said
 * @param initiatedAt when it began; empty when it is not said
 * @param connectedAt when it was answered; empty when it never was
 * @param duration how long it was connected, as 8x8 says
 */
record EightLeg(
    boolean outbound,
    String status,
    Optional<Instant> initiatedAt,
    Optional<Instant> connectedAt,
    Optional<Instant> disconnectedAt,
    Optional<Duration> duration) {

  static final String OUTBOUND = "OUTBOUND";
  private static final String INBOUND = "INBOUND";

  /**
   * Reads a leg.
   *
   * @param outboundByName what its name says of its direction. The direction itself counts more:
   *     callA was seen to be the outbound one
   */
  static EightLeg of(EightFields fields, boolean outboundByName) throws MalformedWebhookException {
    String direction = fields.text("callDirection");
    return new EightLeg(
        outboundByName ? !direction.equals(INBOUND) : direction.equals(OUTBOUND),
        fields.text("callStatus"),
        fields.time("initiatedTimestamp"),
        fields.time("connectedTimestamp"),
        fields.time("disconnectedTimestamp"),
        fields.seconds("callDuration"));
  }

  /** Whether somebody answered: completed means that people talked. */
  boolean connected() {
    return connectedAt.isPresent() || EightCauses.isCompleted(status);
  }

  /** How long people talked; zero when nobody answered, and empty when nobody says. */
  Optional<Duration> talkTime() {
    if (!connected()) {
      return Optional.of(Duration.ZERO);
    }
    return duration.or(
        () -> connectedAt.flatMap(s -> disconnectedAt.flatMap(e -> EightTimes.between(s, e))));
  }
}
