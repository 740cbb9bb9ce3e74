package io.bauta.simulator.telnyx;

import io.bauta.simulator.telnyx.TelnyxLeg.Side;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The payloads of one call's events, field by field as Telnyx's schema and real traffic have them.
 *
 * @param tags the marks on the dialled number
 */
record TelnyxPayloads(
    String sessionId, String connectionId, List<String> tags, boolean observedFields) {

  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final String CODECS = "G722,PCMU,PCMA";

  static String time(Instant at) {
    return MICROSECONDS.format(at);
  }

  /** What every event of a leg has. */
  ObjectNode base(TelnyxLeg leg) {
    ObjectNode payload = Json.object();
    payload.put("call_control_id", leg.callControlId());
    payload.put("call_leg_id", leg.legId());
    payload.put("call_session_id", sessionId);
    payload.put("client_state", leg.clientState().orElse(null));
    payload.put("connection_id", connectionId);
    payload.put("from", leg.from());
    payload.put("to", leg.to());
    return payload;
  }

  ObjectNode initiated(TelnyxLeg leg) {
    boolean isIncoming = leg.side() == Side.CALLER;
    ObjectNode payload = base(leg);
    payload.put("direction", leg.side().direction());
    payload.put("state", isIncoming ? "parked" : "bridging");
    payload.put("start_time", time(leg.startedAt()));
    payload.put("connection_codecs", CODECS);
    payload.put("offered_codecs", CODECS);
    payload.set("tags", Json.strings(tags));
    if (isIncoming) {
      payload.put("caller_id_name", leg.from());
      payload.put("shaken_stir_attestation", "A");
      payload.put("shaken_stir_validated", true);
      payload.set("custom_headers", Json.array(List.of()));
      payload.set("sip_headers", Json.array(List.of()));
    }
    if (observedFields) {
      payload.put("calling_party_type", "pstn");
      payload.put("from_sip_uri", sipUri(leg.from()));
      payload.put("to_sip_uri", sipUri(leg.to()));
    }
    return payload;
  }

  ObjectNode answered(TelnyxLeg leg) {
    ObjectNode payload = withHeaders(base(leg));
    payload.put("start_time", time(leg.startedAt()));
    payload.put("state", "answered");
    if (observedFields) {
      payload.put("codec", "PCMU");
      payload.put("sampling_rate", 8000);
    }
    return payload;
  }

  ObjectNode hangup(TelnyxLeg leg, TelnyxCause cause, HangupSource source) {
    ObjectNode payload = withHeaders(base(leg));
    payload.put("hangup_cause", cause.wire());
    payload.put("hangup_source", source.wire());
    payload.put("sip_hangup_cause", cause.sip());
    payload.put("start_time", time(leg.startedAt()));
    payload.put("state", "hangup");
    if (leg.isAnswered()) {
      payload.set("call_quality_stats", quality());
    } else {
      payload.putNull("call_quality_stats");
    }
    if (observedFields) {
      payload.put("end_time", time(leg.endedAt().orElse(leg.startedAt())));
    }
    return payload;
  }

  /** Unlike other events it names no number and no handle for commands. */
  ObjectNode recordingSaved(TelnyxRecording recording, String url) {
    ObjectNode urls = Json.object();
    urls.put(recording.format(), url);
    ObjectNode payload = Json.object();
    payload.put("call_leg_id", recording.legId());
    payload.put("call_session_id", sessionId);
    payload.put("client_state", recording.clientState().orElse(null));
    payload.put("connection_id", connectionId);
    payload.put("channels", recording.channels());
    payload.put("recording_started_at", time(recording.startedAt()));
    payload.put("recording_ended_at", time(recording.endedAt()));
    payload.set("recording_urls", urls);
    payload.set("public_recording_urls", Json.object());
    if (observedFields) {
      payload.put("call_control_id", recording.callControlId());
      payload.put("recording_id", recording.id());
      payload.put("format", recording.format());
      payload.put("start_time", time(recording.startedAt()));
      payload.put("end_time", time(recording.endedAt()));
      payload.put("calling_party_type", "pstn");
    }
    return payload;
  }

  private ObjectNode withHeaders(ObjectNode payload) {
    payload.set("custom_headers", Json.array(List.of()));
    payload.set("sip_headers", Json.array(List.of()));
    payload.set("tags", Json.strings(tags));
    return payload;
  }

  /** Every figure is a string. */
  private static ObjectNode quality() {
    ObjectNode inbound = Json.object();
    inbound.put("jitter_max_variance", "26.40");
    inbound.put("jitter_packet_count", "0");
    inbound.put("mos", "4.50");
    inbound.put("packet_count", "552");
    inbound.put("skip_packet_count", "4");
    ObjectNode outbound = Json.object();
    outbound.put("packet_count", "320");
    outbound.put("skip_packet_count", "0");
    ObjectNode stats = Json.object();
    stats.set("inbound", inbound);
    stats.set("outbound", outbound);
    return stats;
  }

  private static String sipUri(String number) {
    return number.startsWith("+")
        ? "sip:" + number + "@198.51.100.7:5060"
        : "sip:anonymous@anonymous.invalid";
  }
}
