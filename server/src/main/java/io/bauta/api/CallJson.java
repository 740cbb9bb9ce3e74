package io.bauta.api;

import io.bauta.call.Call;
import io.bauta.call.CallStart;
import io.bauta.call.HangUp;
import io.bauta.number.PhoneNumber;
import io.bauta.pool.Pools;
import io.bauta.recording.Recording;
import io.bauta.recording.RecordingStore;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls in JSON: people's numbers masked, our own in clear. */
public final class CallJson {

  private final ShownNumbers numbers;
  private final RecordingStore recordings;

  public CallJson(Pools pools, RecordingStore recordings) {
    this.numbers = new ShownNumbers(pools);
    this.recordings = recordings;
  }

  /** With what was looked at until it was decided, where that is kept. */
  ObjectNode withSteps(Call call) {
    ObjectNode json = of(call);
    json.set("decision_trace", StepJson.of(call.start().steps()));
    return json;
  }

  ObjectNode of(Call call) {
    CallStart start = call.start();
    ObjectNode json = Json.object();
    json.put("id", start.id().toString());
    json.put("trace_id", start.id().traceId());
    json.put("session", start.decision().session().map(SessionId::toString).orElse(null));
    json.put("carrier_account", start.incoming().carrierAccount());
    json.put("carrier_call_id", start.carrierCallId().text());
    json.put("dialed", numbers.of(start.incoming().dialed()));
    json.put("caller", start.incoming().caller().map(PhoneNumber::masked).orElse(null));
    json.put("destination", destinationOf(start.decision()).orElse(null));
    json.put("caller_id", callerIdOf(start.decision()).orElse(null));
    json.put("status", Names.of(call.status()));
    json.put("refusal_reason", refusalOf(start.decision()).orElse(null));
    json.put("received_at", start.receivedAt().toString());
    json.put("answered_at", call.answeredAt().map(Instant::toString).orElse(null));
    json.put("ended_at", call.endedAt().map(Instant::toString).orElse(null));
    json.put("talk_seconds", call.talkTime().map(Duration::toSeconds).orElse(null));
    json.put("hangup_cause", call.hangUp().map(HangUp::cause).map(Names::of).orElse(null));
    json.put("carrier_cause", call.hangUp().map(HangUp::carrierCause).orElse(null));
    json.put("hangup_source", call.hangUp().map(HangUp::source).map(Names::of).orElse(null));
    json.set("recordings", Json.array(recordingsOf(call)));
    ArrayNode shortfalls = json.putArray("shortfalls");
    start.shortfalls().stream().sorted().forEach(shortfalls::add);
    return json;
  }

  private static Optional<String> destinationOf(RoutingDecision decision) {
    return decision instanceof Connect connect
        ? Optional.of(connect.destination().masked())
        : Optional.empty();
  }

  private static Optional<String> callerIdOf(RoutingDecision decision) {
    return decision instanceof Connect connect
        ? Optional.of(connect.callerId().e164())
        : Optional.empty();
  }

  private static Optional<String> refusalOf(RoutingDecision decision) {
    return decision instanceof Refuse refuse
        ? Optional.of(Names.of(refuse.reason()))
        : Optional.empty();
  }

  /** Looked for only where the carrier told of one. */
  private List<ObjectNode> recordingsOf(Call call) {
    CallStart start = call.start();
    return call.recordings().isEmpty()
        ? List.of()
        : recordings
            .ofCalls(start.incoming().carrierAccount(), Set.of(start.carrierCallId()))
            .stream()
            .map(CallJson::of)
            .toList();
  }

  private static ObjectNode of(Recording recording) {
    ObjectNode json = Json.object();
    json.put("id", recording.id().toString());
    json.put("state", Names.of(recording.state()));
    json.put("length_seconds", recording.length().map(Duration::toSeconds).orElse(null));
    return json;
  }
}
