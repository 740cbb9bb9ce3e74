package io.bauta.carrier.alohaa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.bauta.call.CallFact;
import io.bauta.call.CarrierCallId;
import io.bauta.call.HangUp;
import io.bauta.carrier.Authenticity.Genuine;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Asks;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.CarrierReply;
import io.bauta.carrier.CarrierReply.InResponse;
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
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class AlohaaProperties {

  private static final List<String> ENDPOINTS = List.of("receiver", "completed");

  /** Values that each field often has, or that are at the edge of what it can have. */
  private static final Map<String, List<String>> VALUES =
      Map.ofEntries(
          Map.entry(
              "caller_number", List.of("8888800001", "918888800001", "anonymous", "88888XXXX")),
          Map.entry("did", List.of("919000000001", "9000000001")),
          Map.entry("did_number", List.of("919000000001")),
          Map.entry("receiver_number", List.of("8888800002", "888880XXXX")),
          Map.entry("call_id", List.of("1ascaba13abcaav", "x".repeat(129))),
          Map.entry("call_status", List.of("answered", "notanswered", "not answered", "Answered")),
          Map.entry("hangup_cause", List.of("network_error", "receiver_hangup", "8888800001")),
          Map.entry("call_duration", List.of("00:01:09", "69", "99:59:59", "86401")),
          Map.entry(
              "received_at", List.of("2026-11-21T10:00:00.120Z", "-999999999-01-01T00:00:00Z")),
          Map.entry("answered_at", List.of("2026-11-21T15:30:11+05:30")),
          Map.entry("ended_at", List.of("2026-11-21T10:01:20Z", "+999999999-12-31T23:59:59Z")),
          Map.entry("call_recording_url", List.of("https://s3.example/8888800001.mp3", "ftp://x")),
          Map.entry("organisation_id", List.of("org-1", "org-2")),
          Map.entry("webhook_type", List.of("dial_on_agent")));

  private final Alohaa alohaa = new Alohaa();
  private final CarrierAccount account = Requests.account(Map.of());
  private final CarrierAccount strict =
      Requests.account(Map.of("organisation-id", "org-1", "header-value", "sesame"));

  @Property
  void noBytesMakeReadingFailButAsMalformed(
      @ForAll("endpoints") String endpoint, @ForAll @Size(max = 300) byte[] body) {
    read(Requests.post(endpoint, body));
  }

  @Property
  void noJsonMakesReadingFailButAsMalformed(
      @ForAll("endpoints") String endpoint, @ForAll @StringLength(max = 200) String text) {
    read(Requests.post(endpoint, ("{\"did\":" + text).getBytes(UTF_8)));
  }

  @Property
  void noQueryMakesReadingFailButAsMalformed(
      @ForAll("endpoints") String endpoint, @ForAll @StringLength(max = 200) String query) {
    read(Requests.get(endpoint, query));
  }

  @Property
  void noFieldsMakeReadingFailButAsMalformed(
      @ForAll("endpoints") String endpoint, @ForAll("fields") Map<String, String> fields) {
    read(Requests.form(endpoint, fields)).ifPresent(AlohaaProperties::isWithinBounds);
  }

  @Property
  void aFormMeansWhatJsonMeans(
      @ForAll("endpoints") String endpoint, @ForAll("fields") Map<String, String> fields) {
    assertThat(read(Requests.json(endpoint, fields)))
        .isEqualTo(read(Requests.form(endpoint, fields)));
  }

  @Property
  void onlyTheReceiverEndpointAsksAndNeverForAnEndedCall(
      @ForAll("endpoints") String endpoint, @ForAll("fields") Map<String, String> fields) {
    if (read(Requests.json(endpoint, fields)).orElse(null) instanceof Asks) {
      assertThat(endpoint).isEqualTo("receiver");
      assertThat(fields.getOrDefault("call_status", "")).isBlank();
    }
  }

  @Property
  void noOtherHeaderIsGenuine(@ForAll @StringLength(max = 80) String value) {
    Webhook plain = Requests.json("receiver", Map.of());
    Webhook webhook =
        new Webhook(
            "receiver", "", "POST", plain.url(), "", Map.of("x-bauta-key", value), plain.body());

    assertThat(alohaa.authenticate(webhook, strict, Instant.EPOCH) instanceof Genuine)
        .isEqualTo(value.equals("sesame"));
    assertThat(alohaa.authenticate(webhook, account, Instant.EPOCH)).isNotInstanceOf(Genuine.class);
  }

  @Property
  void theCallerIsInNoReplyAndTheDestinationOnlyWhereItIsRung(
      @ForAll @LongRange(min = 918_000_000_000L, max = 918_999_999_999L) long caller,
      @ForAll @LongRange(min = 917_000_000_000L, max = 917_999_999_999L) long destination) {
    RoutingRequest request =
        new RoutingRequest(
            Optional.of(new CarrierCallId("call-1")),
            new IncomingCall(
                "alohaa", new PhoneNumber(919_000_000_001L), Optional.of(new PhoneNumber(caller))));

    String connected = text(alohaa.answer(request, connect(destination), account));
    String refused = text(alohaa.answer(request, refuse(), account));

    String national = Long.toString(destination).substring(2);
    assertThat(connected).containsOnlyOnce("\"" + national + "\"");
    assertThat(List.of(connected, refused))
        .noneMatch(reply -> reply.contains(Long.toString(caller).substring(2)));
    assertThat(refused).doesNotContainPattern("[1-9]");
  }

  @Provide
  Arbitrary<String> endpoints() {
    return Arbitraries.of(ENDPOINTS);
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
        .ofMaxSize(12)
        .map(
            entries ->
                entries.stream()
                    .collect(
                        Collectors.toMap(
                            Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, HashMap::new)));
  }

  /** Without half a surrogate pair, which a form cannot write. */
  private static Arbitrary<String> value(String name) {
    return Arbitraries.frequencyOf(
        Tuple.of(8, Arbitraries.of(VALUES.get(name))),
        Tuple.of(1, Arbitraries.of("", " ", "\u0000", "0", "+918888800001")),
        Tuple.of(1, Arbitraries.strings().withCharRange('\u0000', '\uD7FF').ofMaxLength(200)));
  }

  private Optional<CarrierMessage> read(Webhook webhook) {
    try {
      alohaa.read(webhook, strict);
    } catch (MalformedWebhookException malformed) {
      assertThat(malformed).hasMessageNotContaining("88888");
    }
    try {
      return Optional.of(alohaa.read(webhook, account));
    } catch (MalformedWebhookException malformed) {
      return Optional.empty();
    }
  }

  private static void isWithinBounds(CarrierMessage message) {
    switch (message) {
      case Asks _ -> {}
      case Irrelevant(String name) ->
          assertThat(name).hasSizeLessThanOrEqualTo(Irrelevant.EVENT_NAME_LENGTH_MAX);
      case CarrierMessage.NumbersChanged _ -> fail("Alohaa tells nothing about numbers");
      case Tells tells -> {
        assertThat(tells.owed()).isEmpty();
        assertThat(tells.facts()).isNotEmpty();
        tells.facts().forEach(AlohaaProperties::isWithinBounds);
        tells.traits().ifPresent(traits -> isWithinBounds(traits.receivedAt()));
        assertThat(tells.traits().toString()).doesNotContain("88888000");
      }
    }
  }

  private static void isWithinBounds(CallFact fact) {
    assertThat(fact.key()).isNotEmpty().hasSizeLessThanOrEqualTo(CallFact.KEY_LENGTH_MAX);
    switch (fact) {
      case CallFact.Answered(var key, var at) -> isWithinBounds(at);
      case CallFact.RecordingReady ready ->
          assertThat(ready.url().orElseThrow()).startsWith("https://");
      case CallFact.LegEnded _, CallFact.Rung _, CallFact.Billed _, CallFact.EndNeverTold _ ->
          fail("Alohaa tells nothing about legs, and charges without a word");
      case CallFact.CallEnded(var key, HangUp hangUp, var talk, var at) -> {
        isWithinBounds(at);
        assertThat(hangUp.carrierCause())
            .hasSizeLessThanOrEqualTo(HangUp.CARRIER_CAUSE_LENGTH_MAX)
            .doesNotContain("88888");
        assertThat(talk.filter(t -> t.isNegative() || t.compareTo(Duration.ofDays(1)) > 0))
            .isEmpty();
      }
    }
  }

  /** The store keeps milliseconds since 1970; of the year 999999999 there are too many. */
  private static void isWithinBounds(Optional<Instant> at) {
    at.ifPresent(
        moment ->
            assertThat(Instant.ofEpochMilli(moment.toEpochMilli()))
                .isEqualTo(moment)
                .isBefore(Instant.parse("2200-01-01T00:00:00Z")));
  }

  private static RoutingDecision connect(long destination) {
    return new RoutingDecision.Connect(
        new SessionId(new UUID(1, 2)),
        0,
        1,
        new PhoneNumber(destination),
        new ProxyNumber(919_000_000_001L),
        Duration.ofSeconds(30),
        Duration.ofHours(1));
  }

  private static RoutingDecision refuse() {
    return new RoutingDecision.Refuse(
        RoutingDecision.Reason.UNKNOWN_CALLER, Optional.empty(), Optional.of(Words.of("Sorry.")));
  }

  private static String text(CarrierReply reply) {
    return reply instanceof InResponse(var http, var _)
        ? new String(http.body(), UTF_8)
        : fail("Alohaa is answered in the response");
  }
}
