package io.bauta.simulator.telnyx;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The recordings of one call; what ends with a leg is told when the call is over. */
final class LegRecorder {

  private final TelnyxCarrier carrier;
  private final TelnyxEvents events;
  private final String sessionId;
  private final String connectionId;
  private final List<Running> running = new ArrayList<>();
  private final List<TelnyxRecording> finished = new ArrayList<>();

  LegRecorder(TelnyxCarrier carrier, TelnyxEvents events, String sessionId, String connectionId) {
    this.carrier = carrier;
    this.events = events;
    this.sessionId = sessionId;
    this.connectionId = connectionId;
  }

  /** Begins what {@code order} asks for in its {@code record} parameters, if it does. */
  void begin(Order order, TelnyxLeg leg, Instant now) {
    if (order.text("record").isPresent()) {
      int most = Json.number(order.body(), "record_max_length", 0);
      String format = order.text("record_format").orElse("mp3");
      String channels = order.text("record_channels").orElse("dual");
      running.add(new Running(order.recordingId(), leg, format, channels, most, now));
    }
  }

  /** Begins what the command {@code record_start} asks for. */
  void start(Order order, Instant now) {
    int most = Json.number(order.body(), "max_length", 0);
    String format = order.text("format").orElse("mp3");
    String channels = order.text("channels").orElse("dual");
    running.add(new Running(order.recordingId(), order.leg(), format, channels, most, now));
  }

  /** Ends what the command {@code record_stop} names, or all of its leg, and tells so. */
  void stop(Order order, Instant now) {
    Optional<String> id = order.text("recording_id");
    for (Running one : List.copyOf(running)) {
      if (one.leg().equals(order.leg()) && id.map(one.id()::equals).orElse(true)) {
        finish(one, now);
      }
    }
    tellFinished();
  }

  /** The leg has ended, and its recordings with it. */
  void ends(TelnyxLeg leg) {
    for (Running one : List.copyOf(running)) {
      if (one.leg().equals(leg)) {
        finish(one, leg.endedAt().orElseThrow());
      }
    }
  }

  void tellFinished() {
    for (TelnyxRecording recording : finished) {
      String url = carrier.recordings().add(recording);
      events.recordingSaved(recording, url);
    }
    finished.clear();
  }

  private void finish(Running one, Instant now) {
    running.remove(one);
    TelnyxLeg leg = one.leg();
    boolean isCut = one.secondsMax() > 0;
    Instant last = isCut ? one.since().plus(Duration.ofSeconds(one.secondsMax())) : now;
    finished.add(
        new TelnyxRecording(
            one.id(),
            sessionId,
            leg.legId(),
            leg.callControlId(),
            connectionId,
            leg.from(),
            leg.to(),
            leg.clientState(),
            one.format(),
            one.channels(),
            one.since(),
            last.isBefore(now) ? last : now));
  }

  /**
   * @param secondsMax 0 where it has no limit
   */
  private record Running(
      String id, TelnyxLeg leg, String format, String channels, int secondsMax, Instant since) {}
}
