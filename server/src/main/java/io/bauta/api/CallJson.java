package io.bauta.api;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.bauta.call.Call;
import io.bauta.call.CallLeg;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.call.Cost;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls in JSON: people's numbers masked, our own in clear. */
public final class CallJson {

  private final ShownNumbers numbers;
  private final Optional<RecordingStore> recordings;

  public CallJson(Pools pools, RecordingStore recordings) {
    this(pools, Optional.of(recordings));
  }

  private CallJson(Pools pools, Optional<RecordingStore> recordings) {
    this.numbers = new ShownNumbers(pools);
    this.recordings = recordings;
  }

  /** For whoever writes calls down in a unit of work, where no store can be asked. */
  public static CallJson withoutRecordings(Pools pools) {
    return new CallJson(pools, Optional.empty());
  }

  /** With what was looked at until it was decided, where that is kept. */
  ObjectNode withSteps(Call call) {
    ObjectNode json = of(call);
    json.set("decision_trace", StepJson.of(call.start().steps()));
    return json;
  }

  ObjectNode of(Call call) {
    return ofAll(List.of(call)).apply(call);
  }

  /** Shows each of these calls; what is looked up for it is looked up of all of them together. */
  Function<Call, ObjectNode> ofAll(List<Call> calls) {
    Optional<Map<AtCarrier, List<Recording>>> found = recordings.map(store -> of(calls, store));
    return call -> of(call, found);
  }

  private record AtCarrier(String account, CarrierCallId id) {

    static AtCarrier of(Call call) {
      return new AtCarrier(call.start().incoming().carrierAccount(), call.start().carrierCallId());
    }
  }

  /** Looked for only where the carrier told of one. */
  private static Map<AtCarrier, List<Recording>> of(List<Call> calls, RecordingStore store) {
    Map<String, Set<CarrierCallId>> recorded =
        calls.stream()
            .filter(call -> !call.recordings().isEmpty())
            .map(AtCarrier::of)
            .collect(groupingBy(AtCarrier::account, mapping(AtCarrier::id, toSet())));
    Map<AtCarrier, List<Recording>> found = new HashMap<>();
    recorded.forEach(
        (account, ids) ->
            store
                .ofCalls(account, ids)
                .forEach(
                    one ->
                        found
                            .computeIfAbsent(
                                new AtCarrier(account, one.carrierCallId()),
                                key -> new ArrayList<>())
                            .add(one)));
    return found;
  }

  private ObjectNode of(Call call, Optional<Map<AtCarrier, List<Recording>>> found) {
    CallStart start = call.start();
    ObjectNode json = Json.object();
    json.put("id", start.id().toString());
    json.put("trace_id", start.id().traceId());
    json.put("session", start.decision().session().map(SessionId::toString).orElse(null));
    json.put("carrier_account", start.incoming().carrierAccount());
    json.put("carrier_call_id", start.carrierCallId().text());
    json.put("dialed", shown(Optional.of(start.incoming().dialed()), numbers::of));
    json.put("caller", shown(start.incoming().caller(), PhoneNumber::masked));
    json.put("destination", destinationOf(start.decision()).orElse(null));
    json.put("caller_id", callerIdOf(start.decision()).orElse(null));
    json.put("status", Names.of(call.status()));
    json.put("refusal_reason", refusalOf(start.decision()).orElse(null));
    json.put("received_at", start.receivedAt().toString());
    json.put("ringing_at", text(call.ringingAt()));
    json.put("answered_at", text(call.answeredAt()));
    json.put("ended_at", text(call.endedAt()));
    json.put("given_up_at", text(call.givenUpAt()));
    json.put("talk_seconds", seconds(call.talkTime()));
    putHangUp(json, call.hangUp());
    json.put("billed_seconds", seconds(call.billed()));
    json.set("cost", call.cost().map(CallJson::of).orElse(null));
    json.set("legs", Json.array(call.legs().stream().map(CallJson::of).toList()));
    found
        .map(kept -> kept.getOrDefault(AtCarrier.of(call), List.of()))
        .ifPresent(
            kept -> json.set("recordings", Json.array(kept.stream().map(CallJson::of).toList())));
    ArrayNode shortfalls = json.putArray("shortfalls");
    start.shortfalls().stream().sorted().forEach(shortfalls::add);
    if (start.isOfErased()) {
      json.put("erased", true);
    }
    return json;
  }

  private static @Nullable String shown(
      Optional<PhoneNumber> number, Function<PhoneNumber, String> shown) {
    return number.filter(known -> !known.isErased()).map(shown).orElse(null);
  }

  private static @Nullable String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }

  private static @Nullable Long seconds(Optional<Duration> time) {
    return time.map(Duration::toSeconds).orElse(null);
  }

  private static void putHangUp(ObjectNode json, Optional<HangUp> hangUp) {
    json.put("hangup_cause", hangUp.map(HangUp::cause).map(Names::of).orElse(null));
    json.put("carrier_cause", hangUp.map(HangUp::carrierCause).orElse(null));
    json.put("hangup_source", hangUp.map(HangUp::source).map(Names::of).orElse(null));
  }

  private static ObjectNode of(CallLeg leg) {
    ObjectNode json = Json.object();
    json.put("leg", Names.of(leg.leg()));
    json.put("began_at", text(leg.beganAt()));
    json.put("answered_at", text(leg.answeredAt()));
    json.put("ended_at", text(leg.endedAt()));
    json.put("talk_seconds", seconds(leg.talkTime()));
    putHangUp(json, leg.hangUp());
    json.put("billed_seconds", seconds(leg.billed()));
    json.set("cost", leg.cost().map(CallJson::of).orElse(null));
    return json;
  }

  /** The amount as text: a JSON number is a binary fraction to whoever reads it. */
  private static ObjectNode of(Cost cost) {
    ObjectNode json = Json.object();
    json.put("amount", cost.decimal());
    json.put("currency", cost.currency().orElse(null));
    return json;
  }

  private static Optional<String> destinationOf(RoutingDecision decision) {
    return decision instanceof Connect connect && !connect.destination().isErased()
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

  private static ObjectNode of(Recording recording) {
    ObjectNode json = Json.object();
    json.put("id", recording.id().toString());
    json.put("state", Names.of(recording.state()));
    json.put("length_seconds", recording.length().map(Duration::toSeconds).orElse(null));
    return json;
  }
}
