package io.bauta.simulator.vobiz;

import io.bauta.simulator.vobiz.Verb.Callback;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The recordings of one call: told as begun at once, and as finished when the call is over. */
final class Recorder {

  private final CallerLeg leg;
  private final VobizCarrier carrier;
  private final VobizEvents events;
  private final List<Running> running = new ArrayList<>();
  private final List<Verb.Record> awaitingAnswer = new ArrayList<>();

  Recorder(CallerLeg leg, VobizCarrier carrier, VobizEvents events) {
    this.leg = leg;
    this.carrier = carrier;
    this.events = events;
  }

  /**
   * Carries out {@code wanted}; a plain recording takes the caller's time until silence ends it.
   */
  void execute(Verb.Record wanted) {
    if (wanted.fromDialAnswer()) {
      awaitingAnswer.add(wanted);
    } else if (wanted.wholeCall()) {
      begin(wanted);
    } else {
      leg.answer();
      Running plain = new Running(wanted, carrier.newUuid(), leg.clock().now());
      Duration length = shorter(wanted.silence(), wanted.maxLength());
      leg.clock().advance(length);
      tellStopped(plain, length, "RecordingTimeout");
    }
  }

  /** The two talk. */
  void dialAnswered() {
    awaitingAnswer.forEach(this::begin);
    awaitingAnswer.clear();
  }

  /** The call is over; where it was never answered there is nothing to tell. */
  void finish() {
    Instant end = leg.startedAt().plus(leg.duration());
    for (Running recording : running) {
      leg.answeredAt()
          .ifPresent(
              answered -> {
                boolean wasRinging = recording.since().isBefore(answered);
                stop(recording, Duration.between(wasRinging ? answered : recording.since(), end));
              });
    }
    running.clear();
  }

  private void begin(Verb.Record wanted) {
    var recording = new Running(wanted, carrier.newUuid(), leg.clock().now());
    running.add(recording);
    wanted.action().ifPresent(action -> tellBegun(recording, action));
  }

  private void stop(Running recording, Duration length) {
    Duration longest = recording.wanted().maxLength();
    boolean wasCut = length.compareTo(longest) >= 0;
    tellStopped(recording, shorter(length, longest), wasCut ? "maxLength" : "HungUp");
  }

  private void tellBegun(Running recording, Callback action) {
    SortedMap<String, String> fields = events.fields().standard("Record");
    fields.put("RecordingID", recording.id());
    events.tells(Optional.of(action), fields);
  }

  private void tellStopped(Running recording, Duration length, String reason) {
    String media =
        "v1/Account/%s/Recording/%s.%s"
            .formatted(carrier.settings().authId(), recording.id(), recording.wanted().format());
    SortedMap<String, String> fields = events.fields().standard("RecordStop");
    fields.putAll(
        Map.of(
            "RecordingID", recording.id(),
            "RecordUrl", carrier.settings().mediaBase().resolve(media).toString(),
            "RecordingDuration", VobizFields.seconds(length),
            "RecordingDurationMs", Long.toString(length.toMillis()),
            "RecordingStartMs", Long.toString(recording.since().toEpochMilli()),
            "RecordingEndMs", Long.toString(recording.since().plus(length).toEpochMilli()),
            "RecordingEndReason", reason));
    events.tells(recording.wanted().events(), fields);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private record Running(Verb.Record wanted, String id, Instant since) {}
}
