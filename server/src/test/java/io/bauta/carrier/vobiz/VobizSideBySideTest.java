package io.bauta.carrier.vobiz;

import static io.bauta.carrier.vobiz.Requests.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.Authenticity;
import io.bauta.carrier.Authenticity.Forged;
import io.bauta.carrier.Authenticity.Genuine;
import io.bauta.carrier.Authenticity.Unsigned;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Asks;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.Webhook;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolStore;
import io.bauta.pool.PooledNumber;
import io.bauta.pool.Pools;
import io.bauta.pool.Selection;
import io.bauta.routing.KnownPhones;
import io.bauta.routing.LastCallers;
import io.bauta.routing.PinAttempts;
import io.bauta.routing.RouteIndex;
import io.bauta.routing.RouteSource;
import io.bauta.routing.Router;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.session.ParticipantId;
import io.bauta.session.SessionId;
import io.bauta.speech.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/**
 * Our answers beside those of the vendor's two-way example, which has one pair: FE dials M1 and
 * reaches CUSTOMER, who sees M2; CUSTOMER dials M2 and reaches FE, who sees M1. The same where it
 * is right, and different on purpose where it is not.
 */
class VobizSideBySideTest {

  private static final String FE = "918888800001";
  private static final String CUSTOMER = "918888800002";
  private static final String M1 = "919000000001";
  private static final String M2 = "919000000002";
  private static final String WORDS = "Sorry, this number is not authorised for your account.";
  private static final Instant NOW = Instant.parse("2026-06-08T06:07:34Z");

  private final Vobiz vobiz = new Vobiz();
  private final CarrierAccount account = Requests.account(TOKEN);
  private final Router router = router();

  @ParameterizedTest(name = "{0}: {1} dials {2}")
  @CsvSource({
    "1,  918888800001,    919000000001,    918888800002, 919000000002",
    "2,  918888800002,    919000000002,    918888800001, 919000000001",
    "6,  +91 88888 00001, +91 90000 00001, 918888800002, 919000000002",
    "7,  08888800001,     09000000001,     918888800002, 919000000002",
    "8,  8888800001,      9000000001,      918888800002, 919000000002",
  })
  void connectsAsTheExampleDoes(int number, String from, String to, String rung, String shown)
      throws MalformedWebhookException {
    assertConnects(answer(from, to), rung, shown);
  }

  @ParameterizedTest(name = "{0}: {1} dials {2}")
  @CsvSource({
    "3,  910000000000, 919000000001", // somebody else
    "4,  918888800001, 919000000002", // the right person, the wrong number
    "5,  918888800001, 919999999999", // a number of no pool
    "10, anonymous,    919000000001",
    "10, '',           919000000001",
  })
  void refusesAsTheExampleDoes(int number, String from, String to)
      throws MalformedWebhookException {
    assertRefuses(answer(from, to));
  }

  /** The example compares ten digits and connects a stranger in another country. */
  @Test
  void case9TheSameDigitsInAnotherCountryAreRefused() throws MalformedWebhookException {
    assertRefuses(answer("+18888800001", M1));
  }

  @Test
  void case10AMissingCallerIsRefusedWithADocumentNotAnError() throws MalformedWebhookException {
    Map<String, String> fields = Requests.question(FE, M1);
    fields.remove("From");

    assertRefuses(answer(Requests.post("answer", fields)));
  }

  /** The example answers the end of a call with a Dial. */
  @ParameterizedTest
  @CsvSource({"Hangup, completed", "Hangup, ringing", "StartApp, completed"})
  void case11AHangupOnTheAnswerUrlIsOnlyNoted(String event, String status)
      throws MalformedWebhookException {
    Map<String, String> fields = Requests.question(FE, M1);
    fields.put("Event", event);
    fields.put("CallStatus", status);

    HttpReply reply = answer(Requests.post("answer", fields));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEmpty();
  }

  @Test
  void case12ARepetitionGetsTheSameBytes() throws MalformedWebhookException {
    assertThat(answer(FE, M1).body()).isEqualTo(answer(FE, M1).body());
  }

  @Test
  void case13AHostileCallIdStaysOutOfTheDocument() throws MalformedWebhookException {
    Map<String, String> fields = Requests.question(FE, M1);
    fields.put("CallUUID", "&<\">");

    assertConnects(answer(Requests.post("answer", fields)), CUSTOMER, M2);
  }

  /** The example knows only POST; Vobiz can be told to ask with GET. */
  @Test
  void case14AQuestionByGetIsAnswered() throws MalformedWebhookException {
    assertConnects(answer(Requests.get("answer", Requests.question(FE, M1))), CUSTOMER, M2);
  }

  /** The example looks at no signature. What becomes of each kind is the edge's to say. */
  @Test
  void case15SignaturesAreTold() {
    Webhook question = Requests.post("answer", Requests.question(FE, M1));
    String nonce = "12345678901234567890";
    String right = signature(question.url() + "." + nonce);
    String wrong = signature(question.url() + "/." + nonce);

    assertThat(judge(question, Map.of())).isInstanceOf(Unsigned.class);
    assertThat(judge(question, signed(right, nonce))).isInstanceOf(Genuine.class);
    assertThat(judge(question, signed(wrong, nonce))).isInstanceOf(Forged.class);
  }

  /** One pair each: the tutorial's other direction, and its one-number sibling. */
  @Test
  void theWholeRoundTripHidesBothPeople() throws MalformedWebhookException {
    assertThat(new String(answer(FE, M1).body(), UTF_8)).doesNotContain(FE);
    assertThat(new String(answer(CUSTOMER, M2).body(), UTF_8)).doesNotContain(CUSTOMER);
  }

  private Authenticity judge(Webhook webhook, Map<String, String> headers) {
    return vobiz.authenticate(Requests.with(webhook, headers), account, Instant.EPOCH);
  }

  private static Map<String, String> signed(String signature, String nonce) {
    return Map.of("x-vobiz-signature-v3", signature, "x-vobiz-signature-v3-nonce", nonce);
  }

  private static String signature(String message) {
    return Base64.getEncoder().encodeToString(HmacSha256.of(TOKEN, message));
  }

  private HttpReply answer(String from, String to) throws MalformedWebhookException {
    return answer(Requests.post("answer", Requests.question(from, to)));
  }

  private HttpReply answer(Webhook webhook) throws MalformedWebhookException {
    CarrierMessage message = vobiz.read(webhook, account);
    return switch (message) {
      case Asks(var request) ->
          Xml.http(vobiz.answer(request, router.route(request.incoming(), NOW), account));
      case Tells _, CarrierMessage.NumbersChanged _, Irrelevant _ -> vobiz.acknowledge(webhook);
    };
  }

  private static void assertConnects(HttpReply reply, String rung, String shown) {
    Element dial = Xml.only(Xml.parse(reply), "Dial");
    assertThat(Xml.only(dial, "Number").getTextContent()).isEqualTo("+" + rung);
    assertThat(dial.getAttribute("callerId")).isEqualTo("+" + shown);
    assertThat(dial.getAttribute("callerName")).isEqualTo("+" + shown);
    assertThat(dial.getAttribute("timeout")).isEqualTo("30");
  }

  private static void assertRefuses(HttpReply reply) {
    Element response = Xml.parse(reply);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(Xml.has(response, "Dial")).isFalse();
    assertThat(Xml.only(response, "Speak").getTextContent()).isEqualTo(WORDS);
    assertThat(Xml.only(response, "Hangup").getAttribute("reason")).isEqualTo("rejected");
  }

  private static Router router() {
    NumberPool pool = pool();
    RouteIndex index = new RouteIndex();
    index.stored(session(pool));
    index.markComplete();
    RouteSource nobody = (dialed, caller) -> new RouteSource.Found.Nobody();
    return new Router(
        new Pools(new OnePool(pool)),
        (somePool, number) -> false,
        index,
        nobody,
        session -> new LastCallers.Found.Nobody(),
        (dialed, caller) -> new KnownPhones.Found.Unknown(),
        new PinAttempts(),
        Optional.of(Words.of(WORDS)));
  }

  private static NumberPool pool() {
    return new NumberPool(
        new PoolId(new UUID(1, 1)),
        "tutorial",
        "vobiz",
        PoolMode.PAIR_TWO_NUMBERS,
        Selection.values()[0],
        new CallPolicy(Duration.ofSeconds(30), Duration.ofHours(1), Optional.of(WORDS)),
        Duration.ZERO,
        Duration.ZERO,
        NOW);
  }

  private static MaskingSession session(NumberPool pool) {
    return new MaskingSession(
        new SessionId(new UUID(2, 2)),
        pool.id(),
        Optional.empty(),
        Map.of(),
        new Lifetime.UntilClosed(),
        NOW,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(participant(3, FE, M1), participant(4, CUSTOMER, M2)));
  }

  private static Participant participant(long id, String realNumber, String dials) {
    return new Participant(
        new ParticipantId(new UUID(id, id)),
        "",
        new PhoneNumber(Long.parseLong(realNumber)),
        new ProxyNumber(Long.parseLong(dials)));
  }

  /** A store of one pool that nobody changes. */
  private record OnePool(NumberPool pool) implements PoolStore {

    @Override
    public List<NumberPool> pools() {
      return List.of(pool);
    }

    @Override
    public List<PooledNumber> numbers(PoolId id) {
      return List.of(M1, M2).stream()
          .map(number -> new ProxyNumber(Long.parseLong(number)))
          .map(number -> new PooledNumber(number, NumberState.ACTIVE))
          .toList();
    }

    @Override
    public CreateOutcome create(NumberPool other) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean update(NumberPool other) {
      throw new UnsupportedOperationException();
    }

    @Override
    public RemoveOutcome delete(PoolId id, Instant now) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<AddOutcome> addNumbers(
        PoolId id, List<ProxyNumber> numbers, Optional<String> ownAccount) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean setState(PoolId id, ProxyNumber number, NumberState state) {
      throw new UnsupportedOperationException();
    }

    @Override
    public RemoveOutcome removeNumber(PoolId id, ProxyNumber number, Instant now) {
      throw new UnsupportedOperationException();
    }
  }
}
