package io.bauta.simulator.eight;

import io.bauta.simulator.Identifiers;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The payloads of the webhooks, as the account writes them. */
final class EightPayloads {

  /** By how much a session seems to begin later than its first leg, as in 8x8's sample. */
  private static final Duration SESSION_LAG = Duration.ofSeconds(2);

  private final EightSettings settings;
  private final EightAccount account;
  private final Identifiers identifiers;

  EightPayloads(EightSettings settings, EightAccount account, Identifiers identifiers) {
    this.settings = settings;
    this.account = account;
    this.identifiers = identifiers;
  }

  /** A VCS, or what a VCA has in common with it. */
  ObjectNode status(EightSession session, EightLeg leg, String callStatus) {
    ObjectNode payload = StrictJson.object();
    payload.put("eventId", identifiers.uuid());
    payload.put("sessionId", session.sessionId());
    payload.put("callId", leg.callId());
    payload.put("subAccountId", settings.subAccountId());
    payload.put("callStatus", callStatus);
    payload.put("callDirection", leg.direction());
    payload.put("callType", "PSTN");
    writeNumbers(payload, leg, session.dialing().network());
    writeDuration(payload, leg);
    payload.put("sipCode", 200);
    payload.put("timestamp", written(session.clock().now()));
    return payload;
  }

  /** The first VCA of a call, which asks. */
  ObjectNode firstAction(EightSession session) {
    ObjectNode payload = status(session, session.callA(), "CALL_RECEIVED");
    writeOptional(payload, "destinationRefId", reference(session));
    return payload;
  }

  /** A VCA after an action; {@code digits} where that was a capture. */
  ObjectNode nextAction(EightSession session, Optional<Optional<String>> digits) {
    String callStatus = digits.isPresent() ? settings.dtmfShape().callStatus() : "ACTION_COMPLETED";
    ObjectNode payload = status(session, session.callA(), callStatus);
    writeOptional(payload, "destinationRefId", reference(session));
    writeOptional(payload, "sourceRefId", Optional.empty());
    session.clientActionId().ifPresent(id -> payload.put("clientActionId", id));
    digits.ifPresent(captured -> settings.dtmfShape().write(payload, captured));
    return payload;
  }

  /** The VSS. */
  ObjectNode summary(EightSession session) {
    ObjectNode payload = StrictJson.object();
    Instant end = session.callA().disconnectedAt();
    Instant start = session.callA().initiatedAt().plus(SESSION_LAG);
    payload.put("sessionId", session.sessionId());
    payload.put("subAccountId", settings.subAccountId());
    payload.put("sessionStatus", session.status().written(settings));
    payload.put("startTime", written(start.isAfter(end) ? end : start));
    payload.put("endTime", written(end));
    payload.put("lastAction", session.lastAction());
    payload.put("callCount", session.callB().isPresent() ? 2 : 1);
    session.error().ifPresent(error -> payload.set("errorDetails", details(error)));
    ObjectNode legs = payload.putObject("details");
    boolean isCapital = settings.has(EightVariant.CAPITAL_LEGS);
    session
        .callB()
        .ifPresent(leg -> legs.set(isCapital ? "CallB" : "callB", summary(session, leg)));
    legs.set(isCapital ? "CallA" : "callA", summary(session, session.callA()));
    return payload;
  }

  /** The VRU. */
  ObjectNode uploaded(EightRecording recording) {
    return StrictJson.object()
        .put("sessionId", recording.sessionId())
        .put("recordingId", recording.recordingId())
        .put("durationSeconds", recording.length().toSeconds())
        .put("filePath", recording.filePath())
        .put("status", "UPLOAD_COMPLETED");
  }

  /** A VNU about these numbers, {@code SNAPSHOT} or {@code UPDATES}. */
  ObjectNode numbers(String updateEventType, List<VirtualNumber> numbers) {
    ObjectNode payload =
        StrictJson.object()
            .put("subAccountId", settings.subAccountId())
            .put("totalNumbers", account.numbers().size())
            .put("updateEventType", updateEventType);
    var list = payload.putArray("virtualNumbers");
    boolean isUpdate = updateEventType.equals("UPDATES");
    numbers.forEach(number -> list.add(number(number, isUpdate)));
    return payload;
  }

  private ObjectNode number(VirtualNumber number, boolean isUpdate) {
    ObjectNode item =
        StrictJson.object()
            .put("msisdn", number.msisdn())
            .put("updatedTimestamp", written(number.updatedAt()));
    writeOptional(item, "countryCode", CountryCodes.of(number.msisdn()));
    return item.put("operationalStatus", number.status().written())
        .put("referenceId", number.referenceId())
        .put("rentalPrice", 0)
        .put("incomingRate", 0)
        .put("billingUnit", 60)
        .put("billingCurrency", "SGD")
        .put("numberHealthCheckEnabled", true)
        .put("updateStatus", isUpdate ? "UPDATED" : "NO_CHANGE");
  }

  private ObjectNode summary(EightSession session, EightLeg leg) {
    ObjectNode summary = StrictJson.object();
    summary.put("callId", leg.callId());
    summary.put("callDirection", leg.direction());
    summary.put("callType", "PSTN");
    summary.put("initiatedTimestamp", written(leg.initiatedAt()));
    leg.connectedAt().ifPresent(at -> summary.put("connectedTimestamp", written(at)));
    summary.put("disconnectedTimestamp", written(leg.disconnectedAt()));
    writeNumbers(summary, leg, session.dialing().network());
    Optional<String> reference = reference(session);
    writeOptional(summary, "sourceRefId", leg.isInbound() ? Optional.empty() : reference);
    writeOptional(summary, "destinationRefId", leg.isInbound() ? reference : Optional.empty());
    summary.put("callStatus", leg.status().written(settings));
    writeDuration(summary, leg);
    return summary;
  }

  private void writeNumbers(ObjectNode payload, EightLeg leg, PhoneNetwork network) {
    payload.put("source", leg.source().orElse(null));
    payload.put("destination", leg.destination());
    payload.put("sourceFormat", "MSISDN");
    payload.put("destinationFormat", "MSISDN");
    writeOptional(
        payload,
        "sourceCountryCode",
        leg.source().map(network::canonical).flatMap(CountryCodes::of));
    writeOptional(
        payload, "destinationCountryCode", CountryCodes.of(network.canonical(leg.destination())));
  }

  private void writeDuration(ObjectNode payload, EightLeg leg) {
    long seconds = leg.talk().toSeconds();
    if (settings.has(EightVariant.DURATION_AS_TEXT)) {
      payload.put("callDuration", Long.toString(seconds));
    } else {
      payload.put("callDuration", seconds);
    }
  }

  private void writeOptional(ObjectNode payload, String name, Optional<String> value) {
    Optional<String> nothing =
        settings.has(EightVariant.NULL_AS_TEXT) ? Optional.of("null") : Optional.empty();
    payload.put(name, value.or(() -> nothing).orElse(null));
  }

  private Optional<String> reference(EightSession session) {
    return account.number(session.dialing().dialed()).map(VirtualNumber::referenceId);
  }

  private String written(Instant moment) {
    boolean isFine = settings.has(EightVariant.MILLISECONDS);
    return moment.truncatedTo(isFine ? ChronoUnit.MILLIS : ChronoUnit.SECONDS).toString();
  }

  private static ObjectNode details(EightError error) {
    return StrictJson.object().put("errorMsg", error.message()).put("errorCode", error.code());
  }
}
