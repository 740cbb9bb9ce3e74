package io.bauta.edge;

import static io.bauta.routing.Switchboard.ACCOUNT;
import static io.bauta.routing.Switchboard.DRIVER;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.M2;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.RIDER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallJournal;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.call.ToldFact;
import io.bauta.carrier.Authenticity;
import io.bauta.carrier.Authenticity.Forged;
import io.bauta.carrier.Authenticity.Genuine;
import io.bauta.carrier.Authenticity.Nonce;
import io.bauta.carrier.Authenticity.Unsigned;
import io.bauta.carrier.Carrier;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Asks;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.NumbersChanged;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.CarrierReply;
import io.bauta.carrier.CarrierReply.ByCommand;
import io.bauta.carrier.CarrierReply.InResponse;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.CommandOutcome;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.NumberHealth;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.Shortfall;
import io.bauta.carrier.SignatureMode;
import io.bauta.carrier.Webhook;
import io.bauta.edge.Exchange.Received;
import io.bauta.id.TimeOrderedIds;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.outbox.Outbox;
import io.bauta.outbox.OwedCommand;
import io.bauta.outbox.Reminders;
import io.bauta.outbox.SendingPace;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolMode;
import io.bauta.proof.MemoryProofStore;
import io.bauta.proof.ProofLog;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.Switchboard;
import io.bauta.session.MaskingSession;
import io.bauta.session.MemoryKnownPhoneStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CarrierWebhooksTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final CarrierCallId CALL = new CarrierCallId("call-1");

  private final Switchboard switchboard = new Switchboard();
  private final FaultyCallStore store = new FaultyCallStore();
  private final List<OwedCommand> sent = new CopyOnWriteArrayList<>();
  private final CallLog log = new CallLog(store, CallJournal.NONE, store, sent::addAll);
  private final HandClock clock = new HandClock(NOW);
  private final Acme acme = new Acme();
  private final Exchanges exchanges = new Exchanges(NOW);
  private final Outbox outbox =
      new Outbox(
          store,
          store,
          request -> HttpReply.ok(),
          new NoReminders(),
          List.of(),
          SendingPace.USUAL,
          exchanges,
          clock);
  private final CallLedger ledger = new CallLedger(store);
  private final CarrierWebhooks webhooks =
      new CarrierWebhooks(
          switchboard.router,
          new RecentCallers(store),
          new RecentPhones(
              switchboard.pools, new MemoryKnownPhoneStore(), switchboard.sessionStore),
          ledger,
          SilentPlatform.desk(switchboard.sessions),
          switchboard.pools,
          log,
          new ToldCalls(store, log, ledger),
          outbox,
          new ReplayGuard(),
          new ProofLog(new MemoryProofStore(), Instant.EPOCH),
          new WebhookRates(),
          exchanges,
          new TimeOrderedIds(),
          clock);
  private MaskingSession session;

  @BeforeEach
  void riderAndDriverMayCall() {
    switchboard.index.markComplete();
    session = switchboard.open(switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2));
  }

  @AfterEach
  void closeTheLog() {
    store.comeBack();
    store.release();
    log.close();
  }

  // Who may speak.

  @ParameterizedTest
  @EnumSource
  void aGenuineWebhookIsTakenInEveryMode(SignatureMode mode) {
    acme.authenticity = genuine("n1", "answer");
    assertThat(receive(mode).status()).isEqualTo(200);
  }

  @Test
  void anUnsignedWebhookIsTakenUnlessProofIsRequired() {
    acme.authenticity = new Unsigned();
    assertThat(receive(SignatureMode.REQUIRE).status()).isEqualTo(403);
    assertThat(receive(SignatureMode.PREFER).status()).isEqualTo(200);
    assertThat(receive(SignatureMode.OFF).status()).isEqualTo(200);
  }

  @Test
  void aForgedWebhookIsTakenOnlyWhereSignaturesAreOff() {
    acme.authenticity = new Forged("x-acme-signature does not hold");
    assertThat(receive(SignatureMode.REQUIRE).status()).isEqualTo(403);
    assertThat(receive(SignatureMode.PREFER).status()).isEqualTo(403);
    assertThat(receive(SignatureMode.OFF).status()).isEqualTo(200);
  }

  @Test
  void whoIsTurnedAwayIsNeitherReadNorRecorded() {
    acme.authenticity = new Forged("x-acme-signature does not hold");
    HttpReply reply = receive(SignatureMode.REQUIRE);
    assertThat(text(reply)).contains("x-acme-signature does not hold");
    assertThat(acme.reads).isZero();
    assertThat(log.flush(LONG)).isTrue();
    assertThat(store.starts()).isEmpty();
  }

  @Test
  void aRepetitionOfASignedWebhookIsTakenAgain() {
    acme.authenticity = genuine("n1", "answer call-1");
    assertThat(receive(SignatureMode.REQUIRE).status()).isEqualTo(200);
    assertThat(receive(SignatureMode.REQUIRE).status()).isEqualTo(200);
  }

  @Test
  void aSignatureThatIsReusedForSomethingElseIsTurnedAway() {
    acme.authenticity = genuine("n1", "answer call-1");
    receive(SignatureMode.REQUIRE);
    acme.authenticity = genuine("n1", "answer call-2");
    assertThat(receive(SignatureMode.REQUIRE).status()).isEqualTo(403);
    assertThat(receive(SignatureMode.PREFER).status()).isEqualTo(403);
  }

  @Test
  void everyNonceOfAWebhookIsRemembered() {
    acme.authenticity =
        new Genuine(List.of(new Nonce("n1", "answer call-1"), new Nonce("n2", "answer call-1")));
    receive(SignatureMode.REQUIRE);
    acme.authenticity = genuine("n2", "answer call-2");
    assertThat(receive(SignatureMode.REQUIRE).status()).isEqualTo(403);
  }

  private static Authenticity genuine(String nonce, String use) {
    return new Genuine(List.of(new Nonce(nonce, use)));
  }

  // What is wrong with a webhook.

  @Test
  void aMalformedWebhookIsTheSendersFault() {
    acme.malformed = new MalformedWebhookException("From is missing: expected a number");
    HttpReply reply = receive(SignatureMode.OFF);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(text(reply)).isEqualTo("From is missing: expected a number\n");
    assertThat(log.flush(LONG)).isTrue();
    assertThat(store.starts()).isEmpty();
  }

  @Test
  void anIrrelevantEventIsAcknowledgedAndForgotten() {
    acme.message = new Irrelevant("call.speculated");
    assertThat(text(receive(SignatureMode.OFF))).isEqualTo("thanks");
    assertThat(log.flush(LONG)).isTrue();
    assertThat(store.facts()).isEmpty();
  }

  // What the carrier asks.

  @Test
  void aQuestionIsAnsweredInTheCarriersWordsAndRecorded() {
    assertThat(text(receive(SignatureMode.OFF)))
        .isEqualTo("ring +918888800002 showing +919000000002");
    assertThat(log.flush(LONG)).isTrue();
    CallStart start = store.starts().getFirst();
    assertThat(start.carrierCallId()).isEqualTo(CALL);
    assertThat(start.receivedAt()).isEqualTo(NOW);
    assertThat(start.incoming()).isEqualTo(Switchboard.call(RIDER, M1));
    assertThat(start.decision())
        .isInstanceOfSatisfying(
            Connect.class, connect -> assertThat(connect.session()).contains(session.id()));
    assertThat(start.shortfalls()).containsExactly("RING_TIMEOUT_IGNORED");
  }

  @Test
  void aRefusalIsAnsweredAndRecordedToo() {
    acme.message = asks(Optional.of(CALL), DRIVER);
    assertThat(text(receive(SignatureMode.OFF))).isEqualTo("refuse UNKNOWN_CALLER");
    assertThat(log.flush(LONG)).isTrue();
    assertThat(store.starts())
        .extracting(CallStart::decision)
        .first()
        .isInstanceOfSatisfying(
            Refuse.class, refuse -> assertThat(refuse.reason()).isEqualTo(Reason.UNKNOWN_CALLER));
  }

  @Test
  void aRepeatedQuestionGetsTheSameAnswerUntilTheSessionEnds() {
    String first = text(receive(SignatureMode.OFF));
    assertThat(text(receive(SignatureMode.OFF))).isEqualTo(first);
    clock.forward(Duration.ofMinutes(1));
    assertThat(text(receive(SignatureMode.OFF))).isEqualTo("refuse SESSION_ENDED");
  }

  @Test
  void aQuestionWithoutACallIdIsRecordedUnderOurOwn() {
    acme.message = asks(Optional.empty(), RIDER);
    receive(SignatureMode.OFF);
    assertThat(log.flush(LONG)).isTrue();
    CallStart start = store.starts().getFirst();
    assertThat(start.carrierCallId().text()).isEqualTo(start.id().toString());
  }

  @Test
  void aQuestionIsAnsweredWhileTheStoreHangs() {
    store.hold();
    assertThat(text(receive(SignatureMode.OFF))).startsWith("ring");
    assertThat(store.starts()).isEmpty();
    store.release();
    assertThat(log.flush(LONG)).isTrue();
    assertThat(store.starts()).hasSize(1);
  }

  @Test
  void aQuestionIsAnsweredWhileTheStoreIsAway() {
    store.goAway();
    assertThat(text(receive(SignatureMode.OFF))).startsWith("ring");
    store.comeBack();
    assertThat(log.flush(LONG)).isTrue();
    assertThat(store.starts()).hasSize(1);
  }

  // What the carrier tells.

  @Test
  void aToldFactIsAcknowledgedWhenItIsDurable() {
    acme.message = new Tells(CALL, List.of(new Answered("answered")));
    clock.forward(Duration.ofSeconds(4));
    assertThat(text(receive(SignatureMode.OFF))).isEqualTo("thanks");
    Instant received = NOW.plusSeconds(4);
    assertThat(store.facts())
        .containsExactly(new ToldFact(ACCOUNT, CALL, new Answered("answered"), received));
  }

  @Test
  void aFactThatIsNotDurableInTimeIsAskedForAgain() {
    acme.message = new Tells(CALL, List.of(new Answered("answered")));
    store.goAway();
    // This one waits for its deadline.
    HttpReply reply = receive(SignatureMode.OFF);
    assertThat(reply.status()).isEqualTo(503);
    assertThat(text(reply)).contains("please repeat");
    store.comeBack();
    assertThat(receive(SignatureMode.OFF).status()).isEqualTo(200);
  }

  @Test
  void aFactThatCannotBeStoredIsNotAcknowledged() {
    acme.message = new Tells(CALL, List.of(new Answered("bad")));
    store.poison("bad");
    assertThat(receive(SignatureMode.OFF).status()).isEqualTo(503);
  }

  private HttpReply receive(SignatureMode mode) {
    CarrierAccount account =
        new CarrierAccount(
            ACCOUNT,
            "acme",
            HomeRegion.of("IN"),
            Optional.empty(),
            Optional.empty(),
            mode,
            Map.of());
    Webhook webhook =
        new Webhook(
            "answer", "", "POST", "https://bauta.example/answer", "", Map.of(), new byte[0]);
    return webhooks.receive(acme, account, webhook, "192.0.2.1");
  }

  private static String text(HttpReply reply) {
    return new String(reply.body(), UTF_8);
  }

  // Carriers that are told by command.

  @Test
  void theCarrierIsAcknowledgedWhenWhatItIsOwedIsDurable() {
    acme.command = Optional.of(new CarrierCommand("leg-1-answer", "answer", "leg-1", "{}"));
    HttpReply reply = receive(SignatureMode.OFF);

    assertThat(text(reply)).isEqualTo("heard");
    assertThat(log.flush(LONG)).isTrue();
    assertThat(sent)
        .containsExactly(new OwedCommand(ACCOUNT, CALL, acme.command.orElseThrow(), NOW));
    assertThat(store.starts()).hasSize(1);
  }

  @Test
  void whatIsOwedForAFactIsDurableWithIt() {
    CarrierCommand hangup = new CarrierCommand("leg-1-hangup", "hangup", "leg-1", "{}");
    acme.message = new Tells(CALL, List.of(), List.of(hangup));

    assertThat(receive(SignatureMode.OFF).status()).isEqualTo(200);
    assertThat(log.flush(LONG)).isTrue();
    assertThat(sent).containsExactly(new OwedCommand(ACCOUNT, CALL, hangup, NOW));
  }

  @Test
  void theEndOfACallIsTakenInByTheOutboxWhenItIsDurable() throws InterruptedException {
    acme.message = new Tells(CALL, List.of(new Answered("answered")));
    receive(SignatureMode.OFF);
    HangUp hangUp = new HangUp(HangupCause.NORMAL_CLEARING, "", HangupSource.CALLER);
    acme.message = new Tells(CALL, List.of(new CallEnded("end", hangUp, Optional.empty())));
    receive(SignatureMode.OFF);

    assertThat(store.awaitAsked()).isEqualTo(CALL);
    store.goAway();
    receive(SignatureMode.OFF);
    assertThat(store.asked()).isEmpty();
  }

  // Numbers.

  @Test
  void aCarriersNewsOfANumberChangeItsState() {
    tells(M1, NumberHealth.UNHEALTHY);
    assertThat(state(M1)).isEqualTo(NumberState.UNHEALTHY);
    tells(M1, NumberHealth.EXPIRING);
    assertThat(state(M1)).isEqualTo(NumberState.EXPIRING);
    tells(M1, NumberHealth.INACTIVE);
    assertThat(state(M1)).isEqualTo(NumberState.INACTIVE);
    tells(M1, NumberHealth.ACTIVE);
    assertThat(state(M1)).isEqualTo(NumberState.ACTIVE);
    assertThat(state(M2)).isEqualTo(NumberState.ACTIVE);
  }

  @Test
  void aCarriersNewsDoNotUndoWhatPeopleDecided() {
    switchboard.pools.setState(session.pool(), M1, NumberState.DRAINING);
    switchboard.pools.setState(session.pool(), M2, NumberState.RETIRED);
    tells(M1, NumberHealth.ACTIVE);
    tells(M2, NumberHealth.ACTIVE);

    assertThat(state(M1)).isEqualTo(NumberState.DRAINING);
    assertThat(state(M2)).isEqualTo(NumberState.RETIRED);
  }

  private void tells(ProxyNumber number, NumberHealth health) {
    acme.message = new NumbersChanged(List.of(new CarrierNumber(number, health, "")));
    assertThat(receive(SignatureMode.OFF).status()).isEqualTo(200);
  }

  private NumberState state(ProxyNumber number) {
    return switchboard.pools.line(new PhoneNumber(number.digits())).orElseThrow().state();
  }

  // What is remembered of it.

  @Test
  void everyExchangeIsRememberedWithItsOutcome() {
    receive(SignatureMode.OFF);
    acme.message = asks(Optional.of(CALL), DRIVER);
    receive(SignatureMode.OFF);
    acme.message = new Tells(CALL, List.of(new Answered("answered")));
    receive(SignatureMode.OFF);
    tells(M1, NumberHealth.ACTIVE);
    acme.message = new Irrelevant("call.speculated");
    receive(SignatureMode.OFF);
    acme.malformed = new MalformedWebhookException("From is missing: expected a number");
    receive(SignatureMode.OFF);
    receive(SignatureMode.REQUIRE);

    assertThat(remembered())
        .extracting(exchange -> exchange.content().outcome())
        .containsExactly(
            ExchangeOutcome.TURNED_AWAY,
            ExchangeOutcome.MALFORMED,
            ExchangeOutcome.IRRELEVANT,
            ExchangeOutcome.NUMBERS,
            ExchangeOutcome.TOLD,
            ExchangeOutcome.REFUSED,
            ExchangeOutcome.CONNECTED);
  }

  @Test
  void whatCouldNotBeStoredIsRememberedAsSuch() {
    acme.message = new Tells(CALL, List.of(new Answered("bad")));
    store.poison("bad");
    receive(SignatureMode.OFF);

    assertThat(remembered())
        .extracting(exchange -> exchange.content().outcome())
        .containsExactly(ExchangeOutcome.NOT_STORED);
  }

  @Test
  void anExchangeIsRememberedWithTheReplyAndTheRecordedCall() {
    HttpReply reply = receive(SignatureMode.OFF);
    assertThat(log.flush(LONG)).isTrue();

    Exchange exchange = remembered().getFirst();
    assertThat(exchange.at()).isEqualTo(NOW);
    assertThat(exchange.took()).isPositive();
    assertThat(exchange.call()).contains(store.starts().getFirst().id());
    assertThat(exchange.content())
        .isInstanceOfSatisfying(
            Received.class, received -> assertThat(received.reply()).isSameAs(reply));
  }

  @ParameterizedTest
  @EnumSource
  void theVerdictOfTheProofIsRemembered(ProofVerdict verdict) {
    SignatureMode mode = SignatureMode.PREFER;
    switch (verdict) {
      case GENUINE -> acme.authenticity = genuine("n1", "answer call-1");
      case UNSIGNED -> acme.authenticity = new Unsigned();
      case FORGED -> acme.authenticity = new Forged("x-acme-signature does not hold");
      case REPLAYED -> {
        acme.authenticity = genuine("n1", "answer call-1");
        receive(mode);
        acme.authenticity = genuine("n1", "answer call-2");
      }
      case NOT_CHECKED -> mode = SignatureMode.OFF;
    }
    receive(mode);

    assertThat(remembered())
        .extracting(Exchange::content)
        .filteredOn(
            content ->
                content.outcome() != ExchangeOutcome.CONNECTED || verdict != ProofVerdict.REPLAYED)
        .singleElement()
        .isInstanceOfSatisfying(
            Received.class, received -> assertThat(received.proof()).isEqualTo(verdict));
  }

  private List<Exchange> remembered() {
    return exchanges.list(
        new ExchangeQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Exchanges.PER_ACCOUNT_MAX));
  }

  private static final class NoReminders implements Reminders {
    @Override
    public void start(Function<String, Optional<Instant>> listener) {}

    @Override
    public void remind(String what, Instant at) {}
  }

  private static CarrierMessage asks(Optional<CarrierCallId> call, PhoneNumber caller) {
    return new Asks(new RoutingRequest(call, Switchboard.call(caller, M1)));
  }

  /** A carrier that reads every webhook as the test says. */
  private static final class Acme implements Carrier, Carrier.Commandable {

    private Authenticity authenticity = new Unsigned();
    private CarrierMessage message = asks(Optional.of(CALL), RIDER);
    private Optional<CarrierCommand> command = Optional.empty();
    private MalformedWebhookException malformed;
    private int reads;

    @Override
    public CarrierProfile profile() {
      throw new UnsupportedOperationException("the edge steers no call by a profile");
    }

    @Override
    public CarrierRequest request(CarrierCommand owed, CarrierAccount account) {
      throw new UnsupportedOperationException("the edge sends nothing");
    }

    @Override
    public CommandOutcome judge(CarrierCommand owed, HttpReply reply) {
      throw new UnsupportedOperationException("the edge sends nothing");
    }

    @Override
    public List<CarrierCommand> instead(CarrierCommand owed) {
      throw new UnsupportedOperationException("the edge sends nothing");
    }

    @Override
    public List<CarrierCommand> nets(CarrierCommand taken, CarrierCallId call) {
      throw new UnsupportedOperationException("the edge sends nothing");
    }

    @Override
    public Authenticity authenticate(Webhook webhook, CarrierAccount account, Instant receivedAt) {
      return authenticity;
    }

    @Override
    public CarrierMessage read(Webhook webhook, CarrierAccount account)
        throws MalformedWebhookException {
      reads++;
      if (malformed != null) {
        throw malformed;
      }
      return message;
    }

    @Override
    public CarrierReply answer(
        RoutingRequest request, RoutingDecision decision, CarrierAccount account) {
      if (command.isPresent()) {
        return new ByCommand(
            HttpReply.text(200, "text/plain", "heard"), List.of(command.get()), Set.of());
      }
      String words =
          switch (decision) {
            case Connect connect ->
                "ring %s showing %s".formatted(connect.destination().e164(), connect.callerId());
            case Refuse refuse -> "refuse " + refuse.reason();
            case Challenge challenge -> "challenge " + challenge.prompt();
          };
      return new InResponse(
          HttpReply.text(200, "text/plain", words), Set.of(Shortfall.RING_TIMEOUT_IGNORED));
    }

    @Override
    public HttpReply acknowledge(Webhook webhook) {
      return HttpReply.text(200, "text/plain", "thanks");
    }
  }
}
