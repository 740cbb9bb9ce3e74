package io.bauta.simulator.alohaa;

import io.bauta.simulator.Dialing;
import io.bauta.simulator.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What the two webhooks of a call hold. */
final class AlohaaPayloads {

  /** Three digits of milliseconds, also where they are zero. */
  private static final DateTimeFormatter WIRE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** A recording's name has the time in India. */
  private static final DateTimeFormatter NAME_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneId.of("Asia/Kolkata"));

  private final AlohaaSettings settings;
  private final Dialing dialing;

  AlohaaPayloads(AlohaaSettings settings, Dialing dialing) {
    this.settings = settings;
    this.dialing = dialing;
  }

  /** The question for the receiver. */
  Map<String, String> question(String callId) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("caller_number", caller());
    fields.put("did", AlohaaNumbers.did(dialing.dialed()));
    if (!settings.has(AlohaaVariant.NO_CALL_ID)) {
      fields.put("call_id", callId);
    }
    return fields;
  }

  /**
   * The details of an ended call.
   *
   * @param receiver in E.164; empty where nobody was to be called
   */
  ObjectNode details(
      String callId, Optional<String> receiver, Instant receivedAt, Instant endedAt, CallEnd end) {
    boolean isCurrent = settings.generation() == Generation.CURRENT;
    String called = receiver.map(AlohaaNumbers::person).orElse("");
    String did = AlohaaNumbers.did(dialing.dialed());
    ObjectNode details = StrictJson.object();
    if (isCurrent) {
      details.put("organisation_id", settings.organisationId());
    }
    details.put("caller_number", caller());
    details.put("receiver_number", called);
    details.put(isCurrent ? "did_number" : "did", did);
    if (isCurrent) {
      details.put("received_at", WIRE_TIME.format(receivedAt));
      details.put("ended_at", WIRE_TIME.format(endedAt));
    } else if (end.isAnswered()) {
      details.put("answered_at", WIRE_TIME.format(endedAt.minus(end.talk())));
    }
    details.put("call_id", callId);
    details.put(
        "call_status", end.isAnswered() ? settings.answeredWord() : settings.unansweredWord());
    writeDuration(details, end.talk());
    writeRecording(details, called, receivedAt, end);
    if (settings.has(AlohaaVariant.HANGUP_CAUSE)) {
      details.put("total_ring_duration", end.ring().toSeconds());
      details.put("hangup_cause", end.hangupCause());
    }
    return details;
  }

  private String caller() {
    return dialing.caller().isWithheld()
        ? settings.withheld()
        : AlohaaNumbers.person(dialing.caller().number());
  }

  private void writeDuration(ObjectNode details, Duration talk) {
    if (settings.has(AlohaaVariant.DURATION_IN_SECONDS)) {
      details.put("call_duration", talk.toSeconds());
    } else {
      String clock =
          "%02d:%02d:%02d".formatted(talk.toHours(), talk.toMinutesPart(), talk.toSecondsPart());
      details.put("call_duration", clock);
    }
  }

  private void writeRecording(ObjectNode details, String called, Instant receivedAt, CallEnd end) {
    boolean isRecorded = settings.has(AlohaaVariant.RECORDING) && end.isAnswered();
    if (isRecorded) {
      String name = "%s_%s_%s.wav".formatted(caller(), called, NAME_TIME.format(receivedAt));
      details.put("call_recording_url", settings.mediaBase().resolve(name).toString());
    } else if (settings.generation() == Generation.CURRENT) {
      details.putNull("call_recording_url");
    }
  }
}
