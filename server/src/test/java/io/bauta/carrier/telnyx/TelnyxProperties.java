package io.bauta.carrier.telnyx;

import static io.bauta.carrier.telnyx.Events.connect;
import static io.bauta.carrier.telnyx.Events.refuse;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.bauta.call.CallFact;
import io.bauta.call.CarrierCallId;
import io.bauta.call.HangUp;
import io.bauta.carrier.Authenticity.Genuine;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Asks;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.NumbersChanged;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.CarrierReply.ByCommand;
import io.bauta.carrier.CommandOutcome;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.RoutingRequest.CallerLeg;
import io.bauta.carrier.Webhook;
import io.bauta.number.PhoneNumber;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.speech.Words;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class TelnyxProperties {

  private static final List<String> TYPES =
      List.of(
          "call.initiated",
          "call.answered",
          "call.bridged",
          "call.hangup",
          "call.speak.ended",
          "call.recording.saved",
          "call.gather.ended",
          "x");

  /** Values that each field often has, or that are at the edge of what it can have. */
  private static final Map<String, List<?>> VALUES =
      Map.ofEntries(
          Map.entry("call_control_id", List.of("v3:a", "v3:b", "x".repeat(300))),
          Map.entry("call_leg_id", List.of("leg-a")),
          Map.entry("call_session_id", List.of("session", "x".repeat(128))),
          Map.entry("connection_id", List.of(Events.CONNECTION, 1684641123236054244L, "1")),
          Map.entry("client_state", states()),
          Map.entry("direction", List.of("incoming", "outgoing")),
          Map.entry("from", List.of(Events.CALLER, "anonymous", "2025550133")),
          Map.entry("to", List.of(Events.DIALED, "sip:x@y", Events.DIALED + ",12")),
          Map.entry("hangup_cause", List.of("normal_clearing", "user_busy", "timeout", "?")),
          Map.entry("hangup_source", List.of("caller", "callee", "unknown")),
          Map.entry("sip_hangup_cause", List.of("200", "486", 486, "unspecified")),
          Map.entry("status", List.of("completed", "call_hangup", "valid", "timeout")),
          Map.entry("recording_id", List.of("r-1", "x".repeat(110), "x".repeat(111))),
          Map.entry(
              "recording_urls", List.of(Map.of("mp3", "https://s3.amazonaws.com/a"), List.of())),
          Map.entry(
              "recording_started_at",
              List.of("2026-05-28T20:26:48Z", "+1000000000-12-31T23:59:59Z")),
          Map.entry(
              "recording_ended_at", List.of("2026-05-28T20:27:00Z", "-1000000000-01-01T00:00:00Z")),
          Map.entry("digits", List.of("48210")));

  private final Telnyx telnyx = new Telnyx();
  private final CarrierAccount account = Events.account();

  private static List<String> states() {
    return Stream.concat(
            Arrays.stream(TelnyxPhase.values()).map(phase -> TelnyxState.of(phase).encode()),
            Stream.of(
                TelnyxState.ofDestination("v3:a").encode(),
                TelnyxState.ofDestination("v3:a", true).encode(),
                TelnyxState.ofTransferred(true).encode(),
                TelnyxState.ofAsked(2).encode(),
                TelnyxState.ofNotice(0).encode(),
                TelnyxState.ofNotice(2).encode(),
                "YmF1ZGE=",
                "YmF1dGEg"))
        .toList();
  }

  @Property
  void noBytesMakeReadingFailButAsMalformed(@ForAll @Size(max = 300) byte[] body) {
    read(Events.post(body));
  }

  @Property
  void noJsonMakesReadingFailButAsMalformed(
      @ForAll("anything") Object data, @ForAll("anything") Object payload) {
    read(Events.post(Events.JSON.writeValueAsBytes(Map.of("data", data))));
    read(Events.post(Events.JSON.writeValueAsBytes(data)));
    read(
        Events.post(
            Events.JSON.writeValueAsBytes(
                Map.of("data", Map.of("event_type", "call.hangup", "payload", payload)))));
  }

  @Property
  void noFieldsMakeReadingFailButAsMalformed(
      @ForAll("types") String type, @ForAll("payloads") Map<String, Object> payload) {
    read(Events.webhook(type, payload)).ifPresent(this::isWithinBounds);
  }

  @Property
  void onlyTheCallersLegAsks(
      @ForAll("types") String type, @ForAll("payloads") Map<String, Object> payload) {
    if (read(Events.webhook(type, payload)).orElse(null) instanceof Asks(var request)) {
      boolean answered = request.callerLeg().orElseThrow().answered();
      boolean noticed =
          request.callerLeg().orElseThrow().phase().equals(TelnyxPhase.NOTICE.token());
      boolean entered = request.incoming().entered().isPresent();
      assertThat(entered).isEqualTo(request.asked() > 0 && !noticed);
      assertThat(type)
          .isEqualTo(
              noticed
                  ? "call.speak.ended"
                  : entered ? "call.gather.ended" : answered ? "call.answered" : "call.initiated");
      assertThat(answered || payload.get("direction").equals("incoming")).isTrue();
      assertThat(payload.get("client_state"))
          .isNotEqualTo(TelnyxState.ofDestination("v3:a").encode());
    }
  }

  @Property
  void noHeadersMakeAuthenticationFailOrHold(
      @ForAll("headers") Map<String, String> headers, @ForAll @Size(max = 50) byte[] body) {
    Webhook webhook = new Webhook("voice", "", "POST", "https://a.example", "", headers, body);
    Instant then = Instant.ofEpochSecond(1_780_000_000);
    assertThat(telnyx.authenticate(webhook, account, then)).isNotInstanceOf(Genuine.class);
  }

  @Property
  void noKeyOrSignatureMakesVerifyingFail(
      @ForAll @Size(32) byte[] key, @ForAll @Size(64) byte[] signature) {
    Ed25519Key.of(key)
        .ifPresent(some -> assertThat(some.signed(new byte[] {1, 2, 3}, signature)).isFalse());
  }

  /** Two implementations that know nothing of each other agree. */
  @Property(tries = 200)
  void whatTheJdkSignsHoldsAndNotUnderAnotherKey(@ForAll @Size(max = 500) byte[] message)
      throws GeneralSecurityException {
    KeyPair own = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(own.getPrivate());
    signer.update(message);
    byte[] signature = signer.sign();
    assertThat(raw(own).signed(message, signature)).isTrue();
    assertThat(raw(other).signed(message, signature)).isFalse();
    assertThat(raw(own).signed(message, plusOrder(signature)))
        .as("the same signature written in another way")
        .isFalse();
  }

  private static Ed25519Key raw(KeyPair pair) {
    byte[] encoded = pair.getPublic().getEncoded();
    return Ed25519Key.of(
            Arrays.copyOfRange(encoded, encoded.length - Ed25519Key.KEY_BYTES, encoded.length))
        .orElseThrow();
  }

  /** Its second half, a little-endian number, plus the order of the group (RFC 8032, 5.1). */
  private static byte[] plusOrder(byte[] signature) {
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] half = reversed(Arrays.copyOfRange(signature, 32, 64));
    byte[] sum = new BigInteger(1, half).add(order).toByteArray();
    byte[] written = new byte[32];
    System.arraycopy(
        sum,
        Math.max(0, sum.length - 32),
        written,
        Math.max(0, 32 - sum.length),
        Math.min(32, sum.length));
    byte[] forged = signature.clone();
    System.arraycopy(reversed(written), 0, forged, 32, 32);
    return forged;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[i] = bytes[bytes.length - 1 - i];
    }
    return turned;
  }

  @Property
  void oneBitOfASignatureIsEnoughToRefuseIt(@ForAll @IntRange(max = 511) int bit) {
    byte[] signature =
        Base64.getDecoder()
            .decode(
                "c8thy1pXF/v5dHOsQ2vss7fY0SlXq1cIX+DzOrKPekzMj0Nlf7rAwn+Mc6bkBX85WZbc/J25q4bJb"
                    + "/TqG4iUDA==");
    signature[bit / 8] ^= (byte) (1 << (bit % 8));
    var key = Ed25519Key.of(Base64.getDecoder().decode(Events.PUBLIC_KEY)).orElseThrow();
    assertThat(key.signed(V1, signature)).isFalse();
  }

  private static final byte[] V1 =
      ("1780000000|{\"data\":{\"event_type\":\"call.initiated\",\"id\":\"0ccc7b54-4df3-4bca-a65a"
              + "-3da1ecc777f0\",\"occurred_at\":\"2026-05-28T20:26:40.000000Z\",\"payload\":{"
              + "\"call_control_id\":\"v3:test-a-leg\",\"call_leg_id\":\"428c31b6-7af4-4bcb-b7f5"
              + "-5013ef9657c1\",\"call_session_id\":\"428c31b6-abf3-3bc1-b7f4-5013ef9657c1\","
              + "\"client_state\":null,\"connection_id\":\"1684641123236054244\",\"direction\":"
              + "\"incoming\",\"from\":\"+12025550133\",\"state\":\"parked\",\"to\":"
              + "\"+12025550131\"},\"record_type\":\"event\"},\"meta\":{\"attempt\":1,"
              + "\"delivered_to\":\"https://mask.example.com/telnyx/voice\"}}")
          .getBytes(US_ASCII);

  @Property
  void theCallerIsInNoCommandAndTheDestinationOnlyWhereItIsRung(
      @ForAll @LongRange(min = 200_000_000_000L, max = 299_999_999_999L) long caller,
      @ForAll @LongRange(min = 1_000_000L, max = 999_999_999_999_999L) long destination,
      @ForAll("legs") CallerLeg leg,
      @ForAll("handles") String handle) {
    CallerLeg named = new CallerLeg(handle, leg.answered(), leg.phase());
    String rung = "+" + destination;
    List<CarrierCommand> owed = commands(caller, named, connect(rung, Events.SHOWN));

    assertThat(owed).noneMatch(command -> command.body().contains(Long.toString(caller)));
    for (CarrierCommand command : owed) {
      boolean rings = command.action().equals("transfer");
      assertThat(Events.text(command, "to")).isEqualTo(rings ? rung : "");
      assertThat(rung).matches("\\+[1-9][0-9]{6,14}");
      assertThat(command.body().replace("\"to\":\"" + rung, "")).doesNotContain(rung);
      assertThat(command.id() + command.toString()).doesNotContain(rung);
    }
  }

  @Property
  void whatIsDecidedFirstForAStepIsWhatIsDone(
      @ForAll("legs") CallerLeg leg,
      @ForAll @IntRange(max = 3) int asked,
      @ForAll("decisions") RoutingDecision first,
      @ForAll("decisions") RoutingDecision second) {
    CarrierCommand one = only(commands(1_202_555_0133L, leg, asked, first));

    assertThat(only(commands(1_202_555_0133L, leg, asked, second)).id()).isEqualTo(one.id());
    if (leg.answered()) {
      assertThat(only(commands(1_202_555_0133L, leg, asked + 1, second)).id())
          .isNotEqualTo(one.id());
    }
  }

  private static CarrierCommand only(List<CarrierCommand> commands) {
    assertThat(commands).hasSize(1);
    return commands.getFirst();
  }

  @Property
  void everyPromptIsSpokenAsItIsAndItsNetLeavesTimeForTheDigits(
      @ForAll @StringLength(max = 500) String words,
      @ForAll @IntRange(min = 1, max = 200) int digits,
      @ForAll @IntRange(max = 600) int seconds) {
    Challenge challenge =
        new Challenge(
            Words.of(words), digits, Duration.ofSeconds(seconds), false, Optional.empty());
    CallerLeg leg = new CallerLeg("v3:a", true, "challenge");
    CarrierCommand gather = only(commands(1_202_555_0133L, leg, 2, challenge));

    assertThat(Events.text(gather, "payload")).isEqualTo(words);
    assertThat(Events.body(gather).path("maximum_digits").asInt()).isBetween(1, 128);
    assertThat(TelnyxState.decode(Events.text(gather, "client_state")))
        .contains(TelnyxState.ofAsked(3));
    CarrierCommand net = only(telnyx.nets(gather, new CarrierCallId(Events.SESSION)));
    assertThat(net.delay())
        .isGreaterThan(Duration.ofMillis(Events.body(gather).path("timeout_millis").asLong()))
        .isGreaterThan(challenge.timeForAll());
    assertThat(net.id())
        .isEqualTo(only(commands(1_202_555_0133L, leg, 3, refuse(Optional.empty()))).id());
  }

  @Property
  void idsAreOfTheirLegAndShortEnough(
      @ForAll("handles") String handle, @ForAll("handles") String other) {
    for (TelnyxStep step : TelnyxStep.values()) {
      assertThat(step.idFor(handle)).hasSizeLessThanOrEqualTo(CarrierCommand.ID_LENGTH_MAX);
      assertThat(step.idFor(handle).equals(step.idFor(other))).isEqualTo(handle.equals(other));
    }
  }

  @Property
  void aStateComesBackAsItWasGiven(@ForAll TelnyxPhase phase, @ForAll("handles") String handle) {
    TelnyxState state = phase == TelnyxPhase.ASKED ? TelnyxState.ofAsked(7) : TelnyxState.of(phase);
    assertThat(TelnyxState.decode(state.encode())).contains(state);
    assertThat(TelnyxState.decode(TelnyxState.ofDestination(handle).encode()))
        .contains(TelnyxState.ofDestination(handle));
  }

  @Property
  void noReplyMakesJudgingFail(
      @ForAll @IntRange(max = 999) int status, @ForAll @Size(max = 100) byte[] body) {
    TelnyxCommands commands = new TelnyxCommands("v3:a");
    HttpReply reply = new HttpReply(status, "", body);
    assertThat(telnyx.judge(commands.reject(), reply)).isNotNull();
    CarrierCallId call = new CarrierCallId(Events.SESSION);
    assertThat(telnyx.judge(commands.askWhetherConnected(call, Duration.ZERO), reply))
        .isNotEqualTo(CommandOutcome.DONE);
  }

  @Property
  void everyAnnouncementIsSpokenAsItIs(@ForAll @StringLength(min = 1, max = 500) String words) {
    CallerLeg leg = new CallerLeg("v3:a", true, "refuse");
    CarrierCommand first = commands(1_202_555_0133L, leg, refuse(Optional.of(words))).getFirst();
    if (words.isBlank()) {
      assertThat(first.action()).isEqualTo("hangup");
    } else {
      assertThat(Events.text(first, "payload")).isEqualTo(words);
    }
  }

  @Provide
  Arbitrary<String> types() {
    return Arbitraries.of(TYPES);
  }

  @Provide
  Arbitrary<CallerLeg> legs() {
    return Arbitraries.of(
        new CallerLeg("v3:a", false),
        new CallerLeg("v3:a", true, "connect"),
        new CallerLeg("v3:a", true, "challenge"),
        new CallerLeg("v3:a", true, "asked"),
        new CallerLeg("v3:a", true, "refuse"));
  }

  @Provide
  Arbitrary<String> handles() {
    return Arbitraries.strings().alpha().numeric().withChars(":_-").ofMinLength(1).ofMaxLength(290);
  }

  @Provide
  Arbitrary<RoutingDecision> decisions() {
    return Arbitraries.of(
        connect(), refuse(Optional.empty()), refuse(Optional.of("No.")), Events.challenge());
  }

  @Provide
  Arbitrary<Map<String, String>> headers() {
    Arbitrary<String> value =
        Arbitraries.oneOf(
            Arbitraries.of("1780000000", "A".repeat(86) + "=="),
            Arbitraries.strings().ascii().ofMaxLength(100));
    return Arbitraries.maps(Arbitraries.of("telnyx-signature-ed25519", "telnyx-timestamp"), value)
        .ofMaxSize(2);
  }

  @Provide
  Arbitrary<Object> anything() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(20).map(text -> text),
        Arbitraries.of(
            1, true, 1.5e300, List.of(), List.of(1), Map.of("event_type", "call.hangup")),
        payloads().map(payload -> payload));
  }

  /** Fields of the right names with values that are often right. */
  @Provide
  Arbitrary<Map<String, Object>> payloads() {
    Arbitrary<Map.Entry<String, Object>> field =
        Arbitraries.of(VALUES.keySet())
            .flatMap(name -> value(name).map(value -> Map.entry(name, value)));
    return Combinators.combine(field.list().ofMinSize(4).ofMaxSize(25), Arbitraries.of(true, false))
        .as(TelnyxProperties::payload);
  }

  private static Map<String, Object> payload(
      List<Map.Entry<String, Object>> fields, boolean complete) {
    Map<String, Object> payload = new HashMap<>();
    if (complete) {
      payload.put("call_control_id", "v3:a");
      payload.put("call_session_id", "session");
      payload.put("connection_id", Events.CONNECTION);
      payload.put("to", Events.DIALED);
      payload.put("direction", "incoming");
    }
    fields.forEach(field -> payload.putIfAbsent(field.getKey(), field.getValue()));
    return payload;
  }

  private static Arbitrary<Object> value(String name) {
    return Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.of(VALUES.get(name)).map(value -> value)),
        Tuple.of(1, Arbitraries.of("", " ", "\u0000", "0", 7, true, numberOr("id", name))),
        Tuple.of(1, Arbitraries.strings().ofMaxLength(400).map(value -> value)));
  }

  /** A number where a person's may stand. What things are named by is shown, whatever it is. */
  private static String numberOr(String id, String name) {
    return name.endsWith("_id") ? id : Events.CALLER;
  }

  private Optional<CarrierMessage> read(Webhook webhook) {
    try {
      return Optional.of(telnyx.read(webhook, account));
    } catch (MalformedWebhookException malformed) {
      assertThat(malformed).hasMessageNotContaining("202555");
      return Optional.empty();
    }
  }

  private void isWithinBounds(CarrierMessage message) {
    assertThat(message.toString()).doesNotContain("2025550133");
    switch (message) {
      case Asks _ -> {}
      case Irrelevant(String name) ->
          assertThat(name).hasSizeLessThanOrEqualTo(Irrelevant.EVENT_NAME_LENGTH_MAX);
      case NumbersChanged _ -> fail("Telnyx tells nothing about numbers");
      case Tells(var _, var facts, var owed, var _) -> {
        facts.forEach(TelnyxProperties::isWithinBounds);
        owed.forEach(this::canBeSent);
      }
    }
  }

  private void canBeSent(CarrierCommand command) {
    assertThat(command.id()).hasSizeLessThanOrEqualTo(CarrierCommand.ID_LENGTH_MAX);
    assertThat(telnyx.request(command, account).url())
        .matches(
            "https://api\\.telnyx\\.com/v2/(calls/[A-Za-z0-9%_.*-]+/actions/[a-z_]+"
                + "|call_events\\?[A-Za-z0-9%_.*&=-]+)");
  }

  private static void isWithinBounds(CallFact fact) {
    assertThat(fact.key()).isNotEmpty().hasSizeLessThanOrEqualTo(CallFact.KEY_LENGTH_MAX);
    fact.at().ifPresent(at -> assertThat(Instant.ofEpochMilli(at.toEpochMilli())).isEqualTo(at));
    switch (fact) {
      case CallFact.Rung _, CallFact.Answered _, CallFact.RecordingReady _ -> {}
      case CallFact.Billed(var _, var _, var time, var _) ->
          assertThat(time.filter(t -> t.compareTo(Duration.ofDays(1)) > 0)).isEmpty();
      case CallFact.EndNeverTold _ -> fail("that is ours to say");
      case CallFact.LegEnded(var _, var _, HangUp hangUp, var _, var _) -> isWithinBounds(hangUp);
      case CallFact.CallEnded(var _, HangUp hangUp, var _, var _) -> isWithinBounds(hangUp);
    }
  }

  private static void isWithinBounds(HangUp hangUp) {
    assertThat(hangUp.carrierCause())
        .hasSizeLessThanOrEqualTo(HangUp.CARRIER_CAUSE_LENGTH_MAX)
        .doesNotContainPattern("[0-9]{4}");
  }

  private List<CarrierCommand> commands(long caller, CallerLeg leg, RoutingDecision decision) {
    return commands(caller, leg, 0, decision);
  }

  private List<CarrierCommand> commands(
      long caller, CallerLeg leg, int asked, RoutingDecision decision) {
    RoutingRequest request =
        new RoutingRequest(
            Optional.of(new CarrierCallId(Events.SESSION)),
            new IncomingCall(
                "telnyx", PhoneNumber.ofE164(Events.DIALED), Optional.of(new PhoneNumber(caller))),
            Optional.of(leg),
            asked);
    return ((ByCommand) telnyx.answer(request, decision, account)).owed();
  }
}
