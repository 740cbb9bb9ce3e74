package io.bauta.carrier.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.carrier.Webhook;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.routing.RoutingDecision;
import io.bauta.session.SessionId;
import io.bauta.speech.Words;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Telnyx events, accounts and decisions for tests; every number, id and key is fictitious. */
final class Events {

  static final JsonMapper JSON = new JsonMapper();

  static final String PUBLIC_KEY = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=";
  static final String CONNECTION = "1684641123236054244";
  static final String SESSION = "428c31b6-abf3-3bc1-b7f4-5013ef9657c1";
  static final String CALLER_LEG = "v3:test-a-leg";
  static final String DESTINATION_LEG = "v3:test-b-leg";

  static final String CALLER = "+12025550133";
  static final String DIALED = "+12025550131";
  static final String DESTINATION = "+12025550102";
  static final String SHOWN = "+12025550132";
  static final String WORDS = "Sorry, this number is not authorised for your account.";

  private Events() {}

  static CarrierAccount account() {
    return account(Map.of());
  }

  /** An account with these settings beside the usual ones. */
  static CarrierAccount account(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("api-key", "KEY0123456789ABCDEF");
    all.put("public-keys", PUBLIC_KEY);
    all.put("connection-id", CONNECTION);
    all.putAll(settings);
    return new CarrierAccount(
        "telnyx",
        "telnyx",
        HomeRegion.of("US"),
        Optional.of("https://mask.example.com"),
        Optional.empty(),
        SignatureMode.REQUIRE,
        all.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> new Secret(e.getValue()))));
  }

  /** An event of the caller's leg, which carries the state that {@code last} gave it. */
  static Webhook ofCaller(String type, @Nullable CarrierCommand last, Map<String, ?> fields) {
    String state = last == null ? null : text(last, "client_state");
    return webhook(type, payload(CALLER_LEG, state, CALLER, DIALED, fields));
  }

  /** An event of the destination's leg, which {@code transfer} made. */
  static Webhook ofDestination(String type, CarrierCommand transfer, Map<String, ?> fields) {
    String state = text(transfer, "target_leg_client_state");
    return webhook(type, payload(DESTINATION_LEG, state, SHOWN, DESTINATION, fields));
  }

  private static Map<String, Object> payload(
      String leg, @Nullable String state, String from, String to, Map<String, ?> fields) {
    Map<String, Object> payload = new HashMap<>();
    payload.put("call_control_id", leg);
    payload.put("call_session_id", SESSION);
    payload.put("connection_id", CONNECTION);
    payload.put("client_state", state);
    payload.put("from", from);
    payload.put("to", to);
    payload.putAll(fields);
    return payload;
  }

  static Webhook webhook(String type, Map<String, ?> payload) {
    Map<String, Object> data = new HashMap<>();
    data.put("event_type", type);
    data.put("occurred_at", "2026-05-28T20:26:40.000000Z");
    data.put("payload", payload);
    return post(JSON.writeValueAsBytes(Map.of("data", data)));
  }

  static Webhook post(byte[] body) {
    return new Webhook(
        "voice",
        "",
        "POST",
        "https://mask.example.com/carriers/telnyx/voice",
        "",
        Map.of("content-type", "application/json"),
        body);
  }

  static CarrierMessage read(Webhook webhook) {
    try {
      return new Telnyx().read(webhook, account());
    } catch (MalformedWebhookException malformed) {
      throw new AssertionError(malformed);
    }
  }

  static JsonNode body(CarrierCommand command) {
    return JSON.readTree(command.body().getBytes(UTF_8));
  }

  static String text(CarrierCommand command, String name) {
    return body(command).path(name).asString("");
  }

  static RoutingDecision connect() {
    return connect(DESTINATION, SHOWN);
  }

  /** A connection whose caller must hear {@code notice} before. */
  static RoutingDecision connectAfter(String notice) {
    return connectAfter(Optional.of(notice), false);
  }

  static RoutingDecision connectRecorded() {
    return connectAfter(Optional.empty(), true);
  }

  private static RoutingDecision connectAfter(Optional<String> notice, boolean recorded) {
    RoutingDecision.Connect connect = (RoutingDecision.Connect) connect();
    return new RoutingDecision.Connect(
        connect.why(),
        connect.session(),
        connect.caller(),
        connect.callee(),
        connect.destinations(),
        connect.ringing(),
        connect.callerId(),
        connect.ringTimeout(),
        connect.talkLimit(),
        notice.map(Words::of),
        recorded);
  }

  static RoutingDecision connect(String destination, String shown) {
    return new RoutingDecision.Connect(
        new SessionId(new UUID(1, 2)),
        0,
        1,
        PhoneNumber.ofE164(destination),
        ProxyNumber.of(PhoneNumber.ofE164(shown)),
        Duration.ofSeconds(25),
        Duration.ofHours(1));
  }

  static RoutingDecision challenge() {
    return new RoutingDecision.Challenge(
        Words.of("Your code?"), 10, Duration.ofSeconds(10), false, Optional.of(Words.of(WORDS)));
  }

  static RoutingDecision refuse(Optional<String> words) {
    return new RoutingDecision.Refuse(
        RoutingDecision.Reason.UNKNOWN_CALLER, Optional.empty(), words.map(Words::of));
  }
}
