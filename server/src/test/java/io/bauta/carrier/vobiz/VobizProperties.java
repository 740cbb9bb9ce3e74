package io.bauta.carrier.vobiz;

import static io.bauta.carrier.vobiz.Requests.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.bauta.call.CallFact;
import io.bauta.call.CarrierCallId;
import io.bauta.call.HangUp;
import io.bauta.carrier.Authenticity;
import io.bauta.carrier.Authenticity.Genuine;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Asks;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.Webhook;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.session.SessionId;
import io.bauta.speech.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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
import org.w3c.dom.Element;

class VobizProperties {

  private static final List<String> ENDPOINTS =
      List.of("answer", "hangup", "dial", "result", "recording", "digits");

  /** Values that each field often has, or that are at the edge of what it can have. */
  private static final Map<String, List<String>> VALUES =
      Map.ofEntries(
          Map.entry("Event", List.of("StartApp", "Hangup", "DialHangup", "RecordStop", "Record")),
          Map.entry("DialAction", List.of("answer", "connected", "digits", "hangup")),
          Map.entry("CallUUID", List.of("7f0c2a4e", "7f0c2a4f")),
          Map.entry("DialALegUUID", List.of("7f0c2a4e")),
          Map.entry("DialBLegUUID", List.of("c4d5e6f7")),
          Map.entry("From", List.of("918888800001", "anonymous", "8888800001")),
          Map.entry("To", List.of("09000000001", "919000000001")),
          Map.entry("CallerName", List.of("+918888800001", "+")),
          Map.entry("CallStatus", List.of("ringing", "completed", "busy")),
          Map.entry("DialStatus", List.of("completed", "busy", "cancel", "failed")),
          Map.entry("HangupCause", List.of("NORMAL_CLEARING", "USER_BUSY")),
          Map.entry("HangupCauseCode", List.of("4000", "3010", "99999")),
          Map.entry("HangupCauseName", List.of("Busy Line")),
          Map.entry("DialBLegHangupCauseCode", List.of("6010")),
          Map.entry("AnswerTime", List.of("2026-06-08 11:37:40", "-999999999-01-01 00:00:00")),
          Map.entry("EndTime", List.of("2026-06-08 11:37:51", "+999999999-12-31 23:59:59.9")),
          Map.entry("Duration", List.of("17", "-1", "9223372036854775807")),
          Map.entry("DialBLegDuration", List.of("11", "9223372036854775808")),
          Map.entry("DialBLegBillDuration", List.of("60")),
          Map.entry("Digits", List.of("4711", "", "47#", "four", "9".repeat(129))),
          Map.entry("InputType", List.of("dtmf", "speech")),
          Map.entry("RecordingID", List.of("a1b2", "x".repeat(111))),
          Map.entry("RecordUrl", List.of("https://media.vobiz.ai/recordings/a1b2.mp3")),
          Map.entry("RecordingDurationMs", List.of("11480", "-9223372036854775808")));

  private final Vobiz vobiz = new Vobiz();
  private final CarrierAccount account = Requests.account(TOKEN);
  private final CarrierAccount withoutKey = Requests.account(Optional.empty(), Map.of());

  @Property
  void noBytesMakeReadingFailButAsMalformed(
      @ForAll("endpoints") String endpoint, @ForAll @Size(max = 300) byte[] body) {
    read(new Webhook(endpoint, "", "POST", "https://a.example/x", "", Map.of(), body));
  }

  @Property
  void noQueryMakesReadingFailButAsMalformed(
      @ForAll("endpoints") String endpoint, @ForAll @StringLength(max = 200) String query) {
    read(new Webhook(endpoint, "", "GET", "https://a.example/x", query, Map.of(), new byte[0]));
  }

  @Property
  void noFieldsMakeReadingFailButAsMalformed(
      @ForAll("endpoints") String endpoint, @ForAll("fields") Map<String, String> fields) {
    Optional<CarrierMessage> message = read(Requests.post(endpoint, fields));

    message.ifPresent(VobizProperties::isWithinBounds);
  }

  @Property
  void onlyTheAnswerEndpointAsksAndTheOneForDigitsAsksAgain(
      @ForAll("endpoints") String endpoint, @ForAll("fields") Map<String, String> fields) {
    if (read(Requests.post(endpoint, fields)).orElse(null) instanceof Asks(RoutingRequest asked)) {
      boolean again = asked.incoming().entered().isPresent();
      assertThat(endpoint).isEqualTo(again ? "digits" : "answer");
      assertThat(again || List.of("", " ", "StartApp").contains(fields.getOrDefault("Event", "")))
          .isTrue();
    }
  }

  @Property
  void whoeverEntersDigitsThatCannotBeReadHearsARefusal(
      @ForAll("fields") Map<String, String> fields) {
    Map<String, String> entered = new HashMap<>(fields);
    entered.keySet().retainAll(List.of("CallUUID", "From", "To", "CallerName", "InputType"));
    entered.put("Digits", fields.getOrDefault("Digits", "4711"));

    // There is no token in the path.
    assertThatThrownBy(() -> vobiz.read(Requests.post("digits", entered), account))
        .isInstanceOfSatisfying(
            MalformedWebhookException.class,
            malformed ->
                assertThat(Xml.has(Xml.parse(malformed.reply().orElseThrow()), "Hangup")).isTrue());
  }

  @Property
  void noHeadersMakeAuthenticationFailOrHold(
      @ForAll("headers") Map<String, String> headers,
      @ForAll("fields") Map<String, String> fields) {
    Webhook webhook = Requests.with(Requests.post("answer", fields), headers);

    assertThat(vobiz.authenticate(webhook, account, Instant.EPOCH)).isNotInstanceOf(Genuine.class);
    assertThat(vobiz.authenticate(webhook, withoutKey, Instant.EPOCH))
        .isNotInstanceOf(Genuine.class);
  }

  @Property
  void aSignatureUsedForOtherFieldsIsAnotherUse(
      @ForAll("fields") Map<String, String> first, @ForAll("fields") Map<String, String> second) {
    List<String> deciding =
        List.of("Event", "CallUUID", "From", "To", "DialStatus", "RecordUrl", "Digits");

    boolean sameUse = judge(first).equals(judge(second));

    assertThat(sameUse && !values(first, deciding).equals(values(second, deciding))).isFalse();
    assertThat(judge(first)).isEqualTo(judge(first));
  }

  @Property
  void theCallerIsInNoReplyAndTheDestinationOnlyWhereItIsRung(
      @ForAll @LongRange(min = 200_000_000_000L, max = 299_999_999_999L) long caller,
      @ForAll @LongRange(min = 300_000_000_000L, max = 399_999_999_999L) long destination,
      @ForAll @LongRange(min = 400_000_000_000L, max = 499_999_999_999L) long shown,
      @ForAll("ids") String id) {
    RoutingRequest request =
        new RoutingRequest(
            Optional.of(new CarrierCallId(id)),
            new IncomingCall(
                "vobiz", new PhoneNumber(919_000_000_001L), Optional.of(new PhoneNumber(caller))));

    HttpReply connected = Xml.http(vobiz.answer(request, connect(destination, shown), account));
    HttpReply refused = Xml.http(vobiz.answer(request, refuse(), account));

    Element number = Xml.only(Xml.parse(connected), "Number");
    assertThat(number.getTextContent()).isEqualTo("+" + destination);
    assertThat(text(connected).replace(number.getTextContent(), ""))
        .doesNotContain(Long.toString(destination));
    assertThat(List.of(text(connected), text(refused)))
        .noneMatch(reply -> reply.contains(Long.toString(caller)));
  }

  @Property
  void everyPromptIsOnlySpokenAndWhoeverEntersNothingComesBackToUs(
      @ForAll @StringLength(max = 500) String words,
      @ForAll @IntRange(min = 1, max = 200) int digits,
      @ForAll @LongRange(max = 600) long seconds,
      @ForAll("ids") String id) {
    RoutingRequest request =
        new RoutingRequest(
            Optional.of(new CarrierCallId(id)),
            new IncomingCall("vobiz", new PhoneNumber(919_000_000_001L), Optional.empty()));
    RoutingDecision challenge =
        new RoutingDecision.Challenge(
            Words.of(words), digits, Duration.ofSeconds(seconds), false, Optional.empty());

    Element response = Xml.parse(Xml.http(vobiz.answer(request, challenge, account)));

    Element gather = Xml.only(response, "Gather");
    assertThat(response.getChildNodes().getLength()).isEqualTo(2);
    assertThat(response.getLastChild().getNodeName()).isEqualTo("Redirect");
    assertThat(response.getLastChild().getTextContent()).isEqualTo(gather.getAttribute("action"));
    assertThat(gather.getChildNodes().getLength()).isLessThanOrEqualTo(1);
    assertThat(Integer.parseInt(gather.getAttribute("numDigits"))).isBetween(1, 32);
    assertThat(Integer.parseInt(gather.getAttribute("executionTimeout"))).isBetween(5, 60);
  }

  @Property
  void everyAnnouncementIsOnlySpoken(@ForAll @StringLength(max = 500) String words) {
    RoutingDecision refusal =
        new RoutingDecision.Refuse(
            RoutingDecision.Reason.UNKNOWN_CALLER, Optional.empty(), Optional.of(Words.of(words)));
    RoutingRequest request =
        new RoutingRequest(
            Optional.empty(),
            new IncomingCall("vobiz", new PhoneNumber(919_000_000_001L), Optional.empty()));

    Element response = Xml.parse(Xml.http(vobiz.answer(request, refusal, account)));

    assertThat(Xml.has(response, "Dial")).isFalse();
    assertThat(response.getLastChild().getNodeName()).isEqualTo("Hangup");
    assertThat(response.getChildNodes().getLength()).isLessThanOrEqualTo(2);
  }

  @Provide
  Arbitrary<String> endpoints() {
    return Arbitraries.of(ENDPOINTS);
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(CarrierCallId.LENGTH_MAX);
  }

  @Provide
  Arbitrary<Map<String, String>> headers() {
    Arbitrary<String> name =
        Arbitraries.of(
            "x-vobiz-signature",
            "x-vobiz-signature-v2",
            "x-vobiz-signature-v3",
            "x-vobiz-signature-ma-v2",
            "x-vobiz-signature-ma-v3",
            "x-vobiz-signature-v2-nonce",
            "x-vobiz-signature-v3-nonce");
    return Arbitraries.maps(name, Arbitraries.strings().ascii().ofMaxLength(80)).ofMaxSize(7);
  }

  /** Fields of the right names with values that are often right. */
  @Provide
  Arbitrary<Map<String, String>> fields() {
    Arbitrary<Map.Entry<String, String>> field =
        Arbitraries.of(VALUES.keySet())
            .flatMap(
                name -> Combinators.combine(Arbitraries.just(name), value(name)).as(Map::entry));
    return field
        .list()
        .ofMaxSize(14)
        .map(
            entries ->
                entries.stream()
                    .collect(
                        Collectors.toMap(
                            Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, HashMap::new)));
  }

  private static Arbitrary<String> value(String name) {
    return Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.of(VALUES.get(name))),
        Tuple.of(1, Arbitraries.of("", " ", "\u0000", "0", "+918888800001")),
        Tuple.of(1, Arbitraries.strings().ofMaxLength(200)));
  }

  private Optional<CarrierMessage> read(Webhook webhook) {
    try {
      vobiz.read(webhook, account);
    } catch (MalformedWebhookException malformed) {
      assertThat(malformed).hasMessageNotContaining("88888");
    }
    try {
      return Optional.of(vobiz.read(webhook, withoutKey));
    } catch (MalformedWebhookException malformed) {
      return Optional.empty();
    }
  }

  private static void isWithinBounds(CarrierMessage message) {
    switch (message) {
      case Asks _ -> {}
      case Irrelevant(String name) ->
          assertThat(name).hasSizeLessThanOrEqualTo(Irrelevant.EVENT_NAME_LENGTH_MAX);
      case CarrierMessage.NumbersChanged _ -> fail("Vobiz tells nothing about numbers");
      case Tells(var call, var facts, var owed, var traits) -> {
        assertThat(owed).isEmpty();
        assertThat(traits).isEmpty();
        assertThat(facts).isNotEmpty();
        facts.forEach(VobizProperties::isWithinBounds);
      }
    }
  }

  private static void isWithinBounds(CallFact fact) {
    assertThat(fact.key()).isNotEmpty().hasSizeLessThanOrEqualTo(CallFact.KEY_LENGTH_MAX);
    switch (fact) {
      case CallFact.Answered _, CallFact.RecordingReady _ -> {}
      case CallFact.Billed(var key, var leg, var time, var cost) ->
          assertThat(time.filter(t -> t.isNegative() || t.compareTo(Duration.ofDays(1)) > 0))
              .isEmpty();
      case CallFact.Rung _, CallFact.EndNeverTold _ -> fail("Vobiz does not say that");
      case CallFact.LegEnded(var key, var leg, HangUp hangUp, var talk, var at) ->
          isWithinBounds(hangUp, talk);
      case CallFact.CallEnded(var key, HangUp hangUp, var talk, var at) ->
          isWithinBounds(hangUp, talk);
    }
  }

  private static void isWithinBounds(HangUp hangUp, Optional<Duration> talk) {
    assertThat(hangUp.carrierCause())
        .hasSizeLessThanOrEqualTo(HangUp.CARRIER_CAUSE_LENGTH_MAX)
        .doesNotContain("88888");
    assertThat(talk.filter(t -> t.isNegative() || t.compareTo(Duration.ofDays(1)) > 0)).isEmpty();
  }

  private Authenticity judge(Map<String, String> fields) {
    Webhook webhook = Requests.post("answer", fields);
    String signature =
        Base64.getEncoder().encodeToString(HmacSha256.of(TOKEN, webhook.url() + ".1234"));
    Map<String, String> headers =
        Map.of("x-vobiz-signature-v3", signature, "x-vobiz-signature-v3-nonce", "1234");
    Authenticity authenticity =
        vobiz.authenticate(Requests.with(webhook, headers), account, Instant.EPOCH);
    assertThat(authenticity).isInstanceOf(Genuine.class);
    return authenticity;
  }

  /** A blank field counts as none. */
  private static List<String> values(Map<String, String> fields, List<String> names) {
    return names.stream()
        .map(name -> fields.getOrDefault(name, ""))
        .map(value -> value.isBlank() ? "" : value)
        .toList();
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

  private static RoutingDecision refuse() {
    return new RoutingDecision.Refuse(
        RoutingDecision.Reason.UNKNOWN_CALLER, Optional.empty(), Optional.of(Words.of("Sorry.")));
  }

  private static String text(HttpReply reply) {
    return new String(reply.body(), UTF_8);
  }
}
