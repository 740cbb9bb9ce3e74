package io.bauta.carrier.eight;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.bauta.call.CallFact;
import io.bauta.call.CarrierCallId;
import io.bauta.call.HangUp;
import io.bauta.carrier.Authenticity;
import io.bauta.carrier.Authenticity.Forged;
import io.bauta.carrier.Authenticity.Genuine;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Asks;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.NumbersChanged;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.CarrierReply;
import io.bauta.carrier.CarrierReply.InResponse;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.SetupPlan;
import io.bauta.carrier.Shortfall;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.session.SessionId;
import io.bauta.speech.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import tools.jackson.databind.JsonNode;

class EightProperties {

  private static final List<String> ENDPOINTS =
      List.of("handle", "status", "summary", "recording", "numbers");
  private static final List<String> EVENTS =
      List.of(
          "CALL_ACTION",
          "CALL_STATUS",
          "SESSION_SUMMARY",
          "CALL_RECORDING_STATUS",
          "VIRTUAL_NUMBER_UPDATE");

  /** Values that fields often have, or that are at the edge of what they can have. */
  private static final Object[] VALUES = {
    "CALL_RECEIVED",
    "CALL_CONNECTED",
    "ACTION_COMPLETED",
    "DTMF_RECEIVED",
    "challenge-1",
    "4711#",
    "UPLOAD_COMPLETED",
    "INBOUND",
    "OUTBOUND",
    "COMPLETED",
    "NO ANSWER",
    "CANCELLED",
    "ERROR",
    "Active",
    "HANGUP",
    "MSISDN",
    "null",
    "",
    "\u0000",
    "\ud800",
    "+6587654321",
    "6587654321",
    "-2008",
    "2026-06-08T06:07:43Z",
    "+1000000000-12-31T23:59:59.999999999Z",
    "-1000000000-01-01T00:00:00Z",
    "9223372036854775807",
    "x".repeat(129),
    -2002,
    13,
    -1,
    Long.MAX_VALUE,
    1e300,
    true,
    List.of(),
    Map.of()
  };

  private static final String[] NAMES = {
    "sessionId",
    "callStatus",
    "callDirection",
    "clientActionId",
    "eventData",
    "dtmf",
    "source",
    "sourceMsisdn",
    "sourceFormat",
    "destination",
    "targetMsisdn",
    "timestamp",
    "sessionStatus",
    "lastAction",
    "endTime",
    "errorDetails",
    "errorCode",
    "details",
    "callA",
    "callB",
    "CALLB",
    "connectedTimestamp",
    "disconnectedTimestamp",
    "callDuration",
    "status",
    "recordingId",
    "filePath",
    "durationSeconds",
    "virtualNumbers",
    "msisdn",
    "operationalStatus",
    "numberHealth"
  };

  private static final Map<String, String> CAPTURES = Map.of("say-and-capture", "true");

  private final Eight eight = new Eight();

  @Property
  void noBytesMakeReadingFailButAsMalformed(
      @ForAll("endpoints") String endpoint, @ForAll @Size(max = 300) byte[] body) {
    read(endpoint, body);
  }

  @Property
  void noTextMakesReadingFailButAsMalformed(
      @ForAll("endpoints") String endpoint, @ForAll @StringLength(max = 100) String text) {
    read(endpoint, ("{\"eventType\":\"CALL_ACTION\",\"payload\":" + text + "}").getBytes(UTF_8));
  }

  @Property
  void noPayloadMakesReadingFailButAsMalformed(
      @ForAll("places") int place, @ForAll("payloads") Map<String, Object> payload) {
    payload.put("subAccountId", Events.SUB_ACCOUNT);
    byte[] body = Events.event(EVENTS.get(place), payload).getBytes(UTF_8);

    read(ENDPOINTS.get(place), body).ifPresent(EightProperties::isWithinBounds);
  }

  @Property
  void onlyReceivedCallsAndEnteredDigitsAtHandleAsk(
      @ForAll("endpoints") String endpoint,
      @ForAll("places") int place,
      @ForAll("payloads") Map<String, Object> payload) {
    payload.put("subAccountId", Events.SUB_ACCOUNT);
    byte[] body = Events.event(EVENTS.get(place), payload).getBytes(UTF_8);

    if (read(endpoint, body).orElse(null) instanceof Asks(RoutingRequest asked)) {
      assertThat(endpoint).isEqualTo("handle");
      assertThat(payload.get("callStatus"))
          .isIn(
              asked.incoming().entered().isPresent()
                  ? List.of("ACTION_COMPLETED", "DTMF_RECEIVED")
                  : List.of("CALL_RECEIVED"));
    }
  }

  @Property
  void nothingOfAnotherSubAccountIsRead(
      @ForAll("places") int place,
      @ForAll("payloads") Map<String, Object> payload,
      @ForAll @StringLength(min = 1, max = 20) String subAccount) {
    payload.put("subAccountId", subAccount + "!");

    byte[] body = Events.event(EVENTS.get(place), payload).getBytes(UTF_8);

    assertThat(read(ENDPOINTS.get(place), body)).isEmpty();
  }

  @Property
  void onlyTheConfiguredHeaderHolds(@ForAll @StringLength(max = 80) String value) {
    Authenticity authenticity =
        eight.authenticate(
            Events.webhook("handle", new byte[0], Map.of("authorization", value)),
            Events.account(),
            Instant.EPOCH);

    assertThat(authenticity).isNotInstanceOf(Genuine.class);
    if (authenticity instanceof Forged(var _, String why, int status) && value.length() > 12) {
      assertThat(why).doesNotContain(value);
    }
  }

  @Property
  void theCallerIsInNoReplyAndTheDestinationOnlyWhereItIsRung(
      @ForAll @LongRange(min = 200_000_000_000L, max = 299_999_999_999L) long caller,
      @ForAll @LongRange(min = 300_000_000_000L, max = 399_999_999_999L) long destination,
      @ForAll @LongRange(min = 400_000_000_000L, max = 499_999_999_999L) long shown,
      @ForAll boolean plus) {
    RoutingRequest request = question(Optional.of(new PhoneNumber(caller)));
    var account = Events.account(Map.of("plus-sign", Boolean.toString(plus)));

    CarrierReply connected = eight.answer(request, connect(destination, shown), account);
    CarrierReply refused = eight.answer(request, refuse("Sorry."), account);

    JsonNode flow = Events.json(http(connected)).path("callflow");
    JsonNode params = flow.path(0).path("params");
    assertThat(flow.size()).isEqualTo(1);
    assertThat(flow.path(0).path("action").asString()).isEqualTo("makeCall");
    assertThat(params.path("destination").asString()).isEqualTo((plus ? "+" : "") + destination);
    assertThat(params.path("source").asString()).isEqualTo((plus ? "+" : "") + shown);
    assertThat(Events.text(http(connected)).replace("\"" + (plus ? "+" : "") + destination, ""))
        .doesNotContain(Long.toString(destination));
    assertThat(List.of(Events.text(http(connected)), Events.text(http(refused))))
        .noneMatch(reply -> reply.contains(Long.toString(caller)));
    assertThat(connected.shortfalls())
        .containsExactly(Shortfall.RING_TIMEOUT_IGNORED, Shortfall.TALK_LIMIT_IGNORED);
    assertThat(refused.shortfalls()).isEmpty();
  }

  @Property
  void everyAnnouncementIsOnlySpoken(@ForAll @StringLength(max = 4000) String words) {
    HttpReply reply =
        http(eight.answer(question(Optional.empty()), refuse(words), Events.account()));

    JsonNode flow = Events.json(reply).path("callflow");
    assertThat(flow.path(flow.size() - 1).path("action").asString()).isEqualTo("hangup");
    assertThat(flow.size()).isLessThanOrEqualTo(2);
    if (flow.size() == 2) {
      String text = flow.path(0).path("params").path("text").asString();
      assertThat(flow.path(0).path("action").asString()).isEqualTo("say");
      assertThat(text).isNotBlank().hasSizeLessThanOrEqualTo(3000);
      assertThat(text.chars()).noneMatch(Character::isISOControl);
    }
  }

  @Property
  void everyPromptIsOnlySpokenAndWhatIsEnteredComesBackToUs(
      @ForAll @StringLength(max = 4000) String words,
      @ForAll @IntRange(min = 1, max = 200) int digits,
      @ForAll @LongRange(max = 600) long seconds) {
    RoutingDecision challenge =
        new RoutingDecision.Challenge(
            Words.of(words), digits, Duration.ofSeconds(seconds), false, Optional.empty());

    CarrierReply reply =
        eight.answer(question(Optional.empty()), challenge, Events.account(CAPTURES));

    JsonNode flow = Events.json(http(reply)).path("callflow");
    assertThat(flow.size()).isEqualTo(1);
    boolean asked = flow.path(0).path("action").asString().equals("sayAndCapture");
    assertThat(reply.shortfalls().isEmpty()).isEqualTo(asked);
    if (asked) {
      JsonNode params = flow.path(0).path("params");
      assertThat(params.path("promptMessage").asString())
          .isNotBlank()
          .hasSizeLessThanOrEqualTo(3000);
      assertThat(params.path("maxDigits").asInt()).isBetween(1, 25);
      assertThat(params.path("overallTimeout").asInt())
          .isGreaterThan(params.path("digitTimeout").asInt());
    }
  }

  @Property
  void noRepliesMakeTheSetUpOrTheListFail(
      @ForAll @Size(max = 30) List<@StringLength(max = 60) String> bodies,
      @ForAll("statuses") int status) {
    List<HttpReply> replies =
        bodies.stream().map(body -> HttpReply.text(status, "application/json", body)).toList();
    SetupPlan plan = new SetupPlan(List.of(new ProxyNumber(6_598_765_432L)));

    assertThat(eight.setUp(Events.account(), plan, replies)).isNotNull();
    assertThat(eight.numbers(Events.account(), replies)).isNotNull();
  }

  @Provide
  Arbitrary<String> endpoints() {
    return Arbitraries.of(ENDPOINTS);
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, EVENTS.size() - 1);
  }

  @Provide
  Arbitrary<Integer> statuses() {
    return Arbitraries.of(200, 201, 204, 301, 401, 404, 422, 500);
  }

  /** Objects with fields of the right names, nested as deep as 8x8 nests. */
  @Provide
  Arbitrary<Map<String, Object>> payloads() {
    Arbitrary<Object> leaf = Arbitraries.of(VALUES);
    Arbitrary<Object> legs = object(leaf).map(value -> value);
    Arbitrary<Object> details =
        object(Arbitraries.frequencyOf(Tuple.of(2, leaf), Tuple.of(3, legs))).map(value -> value);
    Arbitrary<Object> lists = legs.list().ofMaxSize(3).map(value -> value);
    return object(
        Arbitraries.frequencyOf(Tuple.of(6, leaf), Tuple.of(2, details), Tuple.of(1, lists)));
  }

  private static Arbitrary<Map<String, Object>> object(Arbitrary<Object> value) {
    return Arbitraries.maps(Arbitraries.of(NAMES), value)
        .ofMaxSize(16)
        .map(HashMap::new)
        .map(EightProperties::withPlainNames);
  }

  /** Numbers stand where a person's may. What things are named by is shown, whatever it is. */
  private static Map<String, Object> withPlainNames(Map<String, Object> fields) {
    fields.replaceAll(
        (name, value) -> name.endsWith("Id") && value.toString().contains("87654") ? "id" : value);
    return fields;
  }

  private Optional<CarrierMessage> read(String endpoint, byte[] body) {
    try {
      return Optional.of(
          eight.read(Events.webhook(endpoint, body, Map.of()), Events.account(CAPTURES)));
    } catch (MalformedWebhookException malformed) {
      assertThat(malformed).hasMessageNotContaining("87654");
      return Optional.empty();
    }
  }

  private static void isWithinBounds(CarrierMessage message) {
    assertThat(message.toString()).doesNotContain("6587654321");
    switch (message) {
      case Asks _ -> {}
      case Irrelevant(String name) ->
          assertThat(name).hasSizeLessThanOrEqualTo(Irrelevant.EVENT_NAME_LENGTH_MAX);
      case NumbersChanged(var numbers) ->
          assertThat(numbers)
              .allMatch(
                  number ->
                      number.carrierState().length() <= CarrierNumber.CARRIER_STATE_LENGTH_MAX);
      case Tells(var call, var facts, var owed, var _) -> {
        assertThat(owed).isEmpty();
        assertThat(facts).isNotEmpty().extracting(CallFact::key).doesNotHaveDuplicates();
        facts.forEach(EightProperties::isWithinBounds);
      }
    }
  }

  private static void isWithinBounds(CallFact fact) {
    assertThat(fact.key()).isNotEmpty().hasSizeLessThanOrEqualTo(CallFact.KEY_LENGTH_MAX);
    switch (fact) {
      case CallFact.Answered(var key, var at) -> canBeStored(at);
      case CallFact.Rung(var key, var at) -> canBeStored(at);
      case CallFact.Billed _, CallFact.EndNeverTold _ -> fail("8x8 charges without a word");
      case CallFact.RecordingReady _ -> {}
      case CallFact.LegEnded(var key, var leg, HangUp hangUp, var talk, var at) ->
          isWithinBounds(hangUp, talk, at);
      case CallFact.CallEnded(var key, HangUp hangUp, var talk, var at) ->
          isWithinBounds(hangUp, talk, at);
    }
  }

  private static void isWithinBounds(HangUp hangUp, Optional<Duration> talk, Optional<Instant> at) {
    assertThat(hangUp.carrierCause())
        .hasSizeLessThanOrEqualTo(HangUp.CARRIER_CAUSE_LENGTH_MAX)
        .doesNotContain("87654");
    assertThat(talk.filter(t -> t.isNegative() || t.compareTo(Duration.ofDays(1)) > 0)).isEmpty();
    canBeStored(at);
  }

  /** In milliseconds, as a number. */
  private static void canBeStored(Optional<Instant> at) {
    assertThat(at.map(Instant::toEpochMilli).filter(millis -> millis < 0)).isEmpty();
  }

  private static RoutingRequest question(Optional<PhoneNumber> caller) {
    return new RoutingRequest(
        Optional.of(new CarrierCallId(Events.SESSION)),
        new IncomingCall("eight", PhoneNumber.ofE164(Events.DIALED), caller));
  }

  private static RoutingDecision connect(long destination, long shown) {
    return new RoutingDecision.Connect(
        new SessionId(new UUID(1, 2)),
        0,
        1,
        new PhoneNumber(destination),
        new ProxyNumber(shown),
        Duration.ofSeconds(30),
        Duration.ofHours(1));
  }

  private static RoutingDecision refuse(String words) {
    return new RoutingDecision.Refuse(
        RoutingDecision.Reason.UNKNOWN_CALLER, Optional.empty(), Optional.of(Words.of(words)));
  }

  private static HttpReply http(CarrierReply reply) {
    return ((InResponse) reply).http();
  }
}
