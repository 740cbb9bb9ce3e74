package io.bauta.outbox;

import static io.bauta.outbox.OutboxStoreContract.NOW;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.HandClock;
import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.LegEnded;
import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.call.Leg;
import io.bauta.call.MemoryCallStore;
import io.bauta.call.ToldFact;
import io.bauta.carrier.Carrier.Commandable;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierCommand.When;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.CommandOutcome;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.SignatureMode;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.outbox.CommandTry.Verdict;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.session.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private static final SendingPace PACE =
      new SendingPace(
          List.of(Duration.ZERO, Duration.ZERO),
          Duration.ofSeconds(3),
          Duration.ofSeconds(50),
          Duration.ofMinutes(10));

  private final HandClock clock = new HandClock(NOW);
  private final MemoryCallStore calls = new MemoryCallStore();
  private final MemoryOutboxStore store = new MemoryOutboxStore(calls);
  private final Remembered reminders = new Remembered();
  private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
  private final List<CommandTry> tries = new CopyOnWriteArrayList<>();
  private final Deque<Object> replies = new ArrayDeque<>();
  private final Outbox outbox =
      new Outbox(
          store,
          calls,
          this::send,
          reminders,
          List.of(account()),
          a -> new Acme(),
          PACE,
          tries::add,
          clock);

  @BeforeEach
  void start() {
    outbox.resume();
  }

  // Sending.

  @Test
  void whatIsOwedIsSentOnceAndDone() throws InterruptedException {
    owe(owed("answer"));

    assertThat(nextSent()).isEqualTo("answer");
    awaitEnd("answer", CommandEnd.DONE);
    assertThat(sent).isEmpty();
  }

  @Test
  void commandsOfOneCallKeepTheirOrder() throws InterruptedException {
    OwedCommand[] commands =
        IntStream.range(0, 50).mapToObj(i -> owed("c" + i)).toArray(OwedCommand[]::new);
    owe(commands);

    for (int i = 0; i < commands.length; i++) {
      assertThat(nextSent()).isEqualTo("c" + i);
    }
  }

  @Test
  void aRepeatedWebhookSendsNothingMore() throws InterruptedException {
    owe(owed("answer"));
    awaitEnd("answer", CommandEnd.DONE);
    owe(owed("answer"));
    owe(owed("other"));

    assertThat(nextSent()).isEqualTo("answer");
    assertThat(nextSent()).isEqualTo("other");
  }

  @Test
  void whatFailsIsSentAgainWithTheSameId() throws InterruptedException {
    replies.add(status(500));
    owe(owed("answer"));

    assertThat(nextSent()).isEqualTo("answer");
    assertThat(nextSent()).isEqualTo("answer");
    awaitEnd("answer", CommandEnd.DONE);
  }

  @Test
  void aLostReplyIsNoReply() throws InterruptedException {
    replies.add(new IOException("no reply"));
    owe(owed("answer"));

    assertThat(nextSent()).isEqualTo("answer");
    assertThat(nextSent()).isEqualTo("answer");
    awaitEnd("answer", CommandEnd.DONE);
  }

  @Test
  void whatFailsAtOnceIsTriedAgainOnTheScheduleUntilItIsDone() throws InterruptedException {
    replies.addAll(List.of(status(503), status(503), status(503)));
    owe(owed("answer"));
    reminders.awaitReminder("acme/answer");

    clock.forward(PACE.later());
    assertThat(reminders.fire("acme/answer")).contains(clock.instant().plus(PACE.later()));
    clock.forward(PACE.later());
    assertThat(reminders.fire("acme/answer")).isEmpty();
    awaitEnd("answer", CommandEnd.DONE);
    assertThat(sent).hasSize(4);
  }

  @Test
  void whatTheCarrierTookIsNotSentAgainWhileThatIsNotDurable() throws InterruptedException {
    PACE.atOnce().forEach(pause -> replies.add(status(500)));
    owe(owed("answer"));
    reminders.awaitReminder("acme/answer");
    for (Duration _ : PACE.atOnce()) {
      assertThat(nextSent()).isEqualTo("answer");
    }
    store.holdEnds();
    assertThat(reminders.fire("acme/answer")).isEmpty();
    assertThat(nextSent()).isEqualTo("answer");

    assertThat(reminders.fire("acme/answer")).contains(clock.instant().plus(PACE.later()));
    store.letEnds();
    awaitEnd("answer", CommandEnd.DONE);
    assertThat(sent).isEmpty();
  }

  @Test
  void whatTheCarrierTookWhileTheStoreWasAwayIsSentAgainUnderItsId() throws InterruptedException {
    store.holdEnds();
    owe(owed("answer"));
    assertThat(nextSent()).isEqualTo("answer");
    store.goAway();
    store.letEnds();
    reminders.awaitReminder("acme/answer");
    store.comeBack();

    assertThat(reminders.fire("acme/answer")).isEmpty();
    assertThat(nextSent()).isEqualTo("answer");
    awaitEnd("answer", CommandEnd.DONE);
  }

  @Test
  void aStopWaitsUntilWhatTheCarrierTookIsDurable() throws Exception {
    store.holdEnds();
    owe(owed("answer"));
    assertThat(nextSent()).isEqualTo("answer");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> stop = threads.submit(outbox::close);
      assertThatThrownBy(() -> stop.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      store.letEnds();
      stop.get(20, TimeUnit.SECONDS);
    }
    assertThat(store.endOf("acme/answer")).contains(CommandEnd.DONE);
  }

  @Test
  void aCallThatIsGoneEndsTheCommand() throws InterruptedException {
    replies.add(status(404));
    owe(owed("hangup"));

    awaitEnd("hangup", CommandEnd.CALL_GONE);
    assertThat(sent).hasSize(1);
  }

  @Test
  void insteadOfWhatIsRejectedTheCarriersOwnWayOutIsSent() throws InterruptedException {
    replies.add(status(422));
    owe(owed("transfer"));

    assertThat(nextSent()).isEqualTo("transfer");
    assertThat(nextSent()).isEqualTo("transfer-instead");
    awaitEnd("transfer", CommandEnd.REJECTED);
    awaitEnd("transfer-instead", CommandEnd.DONE);
  }

  // Delays.

  @Test
  void aDelayedCommandWaitsForItsTime() throws InterruptedException {
    owe(owed("hangup", Duration.ofSeconds(30), NOW));
    reminders.awaitReminder("acme/hangup");
    assertThat(reminders.at("acme/hangup")).isEqualTo(NOW.plusSeconds(30));

    clock.forward(Duration.ofSeconds(29));
    assertThat(reminders.fire("acme/hangup")).contains(NOW.plusSeconds(30));
    assertThat(sent).isEmpty();
    clock.forward(Duration.ofSeconds(1));
    assertThat(reminders.fire("acme/hangup")).isEmpty();
    assertThat(nextSent()).isEqualTo("hangup");
  }

  @Test
  void aDelayedCommandThatIsOwedNowIsSentNowAndOnce() throws InterruptedException {
    owe(owed("hangup", Duration.ofSeconds(30), NOW));
    owe(owed("hangup"));

    assertThat(nextSent()).isEqualTo("hangup");
    awaitEnd("hangup", CommandEnd.DONE);
    clock.forward(Duration.ofSeconds(30));
    assertThat(reminders.fire("acme/hangup")).isEmpty();
    assertThat(sent).isEmpty();
  }

  // Nets.

  @Test
  void belowWhatIsTakenANetIsSpread() throws InterruptedException {
    owe(owed("pick-up"));
    reminders.awaitReminder("acme/go-on");
    assertThat(reminders.at("acme/go-on")).isEqualTo(NOW.plusSeconds(10));

    clock.forward(ofSeconds(10));
    assertThat(reminders.fire("acme/go-on")).isEmpty();
    assertThat(sent).containsExactly("pick-up", "go-on");
    awaitEnd("go-on", CommandEnd.DONE);
  }

  @Test
  void whatIsToldInTimeTakesThePlaceOfTheNet() throws InterruptedException {
    owe(owed("pick-up"));
    reminders.awaitReminder("acme/go-on");
    owe(owed("go-on"));
    awaitEnd("go-on", CommandEnd.DONE);

    clock.forward(ofSeconds(10));
    assertThat(reminders.fire("acme/go-on")).isEmpty();
    assertThat(sent).containsExactly("pick-up", "go-on");
    assertThat(tries.getLast().owed()).isEqualTo(owed("go-on"));
  }

  @Test
  void whatWasToldAlreadyGetsNoNet() throws InterruptedException {
    owe(owed("go-on"));
    awaitEnd("go-on", CommandEnd.DONE);
    owe(owed("pick-up"));
    awaitEnd("pick-up", CommandEnd.DONE);

    assertThat(store.open()).isEmpty();
  }

  @Test
  void aNetBelowTwoWhoTalkIsNotSent() throws InterruptedException {
    OwedCommand ask = owed("ask", ofSeconds(40), When.WHILE_UNANSWERED);
    outbox.owe(store.append(List.of(begun()), List.of(answered()), List.of(ask)));
    reminders.awaitReminder("acme/ask");
    clock.forward(ofSeconds(40));

    assertThat(reminders.fire("acme/ask")).isEmpty();
    awaitEnd("ask", CommandEnd.NOT_WANTED);
    assertThat(sent).isEmpty();
  }

  @Test
  void aNetThatAsksAndHearsNoIsReplaced() throws InterruptedException {
    replies.add(status(204));
    owe(owed("ask", Duration.ZERO, When.WHILE_UNANSWERED));

    assertThat(nextSent()).isEqualTo("ask");
    assertThat(nextSent()).isEqualTo("ask-instead");
    awaitEnd("ask", CommandEnd.DONE);
  }

  @Test
  void aNetIsOfUseForLongerAndThenDroppedWithoutReplacement() throws InterruptedException {
    OwedCommand ask = owed("ask", ofSeconds(40), When.WHILE_UNANSWERED);
    store.append(List.of(begun()), List.of(), List.of(ask));
    clock.forward(ofSeconds(40).plus(PACE.netUsefulFor()));
    replies.addAll(List.of(status(503), status(503)));
    outbox.resume();
    reminders.awaitReminder("acme/ask");
    assertThat(sent).containsExactly("ask", "ask");

    clock.forward(PACE.later());
    assertThat(reminders.fire("acme/ask")).isEmpty();
    awaitEnd("ask", CommandEnd.TOO_LATE);
    assertThat(sent).hasSize(2);
  }

  @Test
  void aNetThatCannotBeStoredIsLeftOut() throws InterruptedException {
    store.goAway();
    outbox.oweUnstored(List.of(owed("pick-up")));
    assertThat(nextSent()).isEqualTo("pick-up");
    store.awaitTurnedAway();
    store.comeBack();
    owe(owed("pick-up"));
    awaitEnd("pick-up", CommandEnd.DONE);

    assertThat(store.open()).isEmpty();
  }

  /** While the store was away, what follows from the answer was sent under the net's id. */
  @Test
  void aNetThatIsStoredLateDoesNotSendAgainWhatWasSentInItsPlace() throws InterruptedException {
    store.goAway();
    outbox.oweUnstored(List.of(owed("go-on")));
    assertThat(nextSent()).isEqualTo("go-on");
    store.comeBack();
    owe(owed("go-on", ofSeconds(10), When.WHILE_UNANSWERED));
    reminders.awaitReminder("acme/go-on");
    clock.forward(ofSeconds(10));
    assertThat(reminders.fire("acme/go-on")).contains(clock.instant().plus(PACE.later()));
    owe(owed("go-on"));

    awaitEnd("go-on", CommandEnd.DONE);
    assertThat(sent).isEmpty();
  }

  // The end of a call.

  @Test
  void whatWaitsForTheEndOfACallIsSentAWhileAfterIt() throws InterruptedException {
    OwedCommand stop = owed("stop", ofSeconds(2), When.ENDED_UNANSWERED);
    outbox.owe(store.append(List.of(begun()), List.of(), List.of(stop)));
    clock.forward(ofSeconds(20));
    calls.append(List.of(), List.of(ended()));
    outbox.callEnded("acme", OutboxStoreContract.CALL);
    reminders.awaitReminder("acme/stop");

    assertThat(reminders.at("acme/stop")).isEqualTo(clock.instant().plusSeconds(2));
    assertThat(sent).isEmpty();
    clock.forward(ofSeconds(2));
    assertThat(reminders.fire("acme/stop")).isEmpty();
    assertThat(sent).containsExactly("stop");
  }

  @Test
  void whatIsOwedForTheEndOfACallThatIsOverIsSentToo() throws InterruptedException {
    OwedCommand stop = owed("stop", ofSeconds(2), When.ENDED_UNANSWERED);
    outbox.owe(store.append(List.of(begun()), List.of(ended()), List.of(stop)));
    reminders.awaitReminder("acme/stop");
    clock.forward(ofSeconds(2));

    assertThat(reminders.fire("acme/stop")).isEmpty();
    assertThat(sent).containsExactly("stop");
  }

  @Test
  void whatWaitsForTheEndOfACallIsNotSentBeforeIt() {
    OwedCommand stop = owed("stop", ofSeconds(2), When.ENDED_UNANSWERED);
    store.append(List.of(begun()), List.of(), List.of(stop));
    clock.forward(ofSeconds(20));

    assertThat(reminders.fire("acme/stop")).isEmpty();
    assertThat(sent).isEmpty();
    assertThat(store.netsOf("acme", OutboxStoreContract.CALL)).containsExactly(stop);
  }

  @Test
  void whatWaitsForTheEndOfACallIsNotWantedAfterATalkOrWhenTheDestinationIsGone()
      throws InterruptedException {
    for (ToldFact why : List.of(answered(), destinationGone())) {
      CarrierCallId call = new CarrierCallId("call-of-" + why.fact().key());
      CallStart start = begun(call);
      OwedCommand stop =
          new OwedCommand(
              "acme",
              call,
              new CarrierCommand("stop-" + call, "hangup", "leg", "")
                  .after(ofSeconds(2), When.ENDED_UNANSWERED),
              NOW);
      OwedCommand ask =
          new OwedCommand(
              "acme",
              call,
              new CarrierCommand("ask-" + call, "ask", "leg", "")
                  .after(ofSeconds(40), When.WHILE_UNANSWERED),
              NOW);
      store.append(List.of(start), List.of(of(call, why), of(call, ended())), List.of(stop, ask));
      outbox.callEnded("acme", call);

      awaitEnd("stop-" + call, CommandEnd.NOT_WANTED);
      awaitEnd("ask-" + call, CommandEnd.NOT_WANTED);
    }
    assertThat(sent).isEmpty();
  }

  private static ToldFact of(CarrierCallId call, ToldFact told) {
    return new ToldFact("acme", call, told.fact(), told.receivedAt());
  }

  private static ToldFact ended() {
    HangUp hangUp = new HangUp(HangupCause.ORIGINATOR_CANCEL, "", HangupSource.CALLER);
    return new ToldFact(
        "acme", OutboxStoreContract.CALL, new CallEnded("end", hangUp, Optional.empty()), NOW);
  }

  private static ToldFact destinationGone() {
    HangUp hangUp = new HangUp(HangupCause.USER_BUSY, "", HangupSource.DESTINATION);
    return new ToldFact(
        "acme",
        OutboxStoreContract.CALL,
        new LegEnded("gone", Leg.OUTBOUND, hangUp, Optional.empty()),
        NOW);
  }

  // Restart.

  @Test
  void whatWasOwedAtTheRestartIsSentAfterIt() throws InterruptedException {
    store.append(List.of(), List.of(), List.of(owed("transfer")));
    clock.forward(Duration.ofSeconds(10));
    outbox.resume();

    assertThat(nextSent()).isEqualTo("transfer");
    awaitEnd("transfer", CommandEnd.DONE);
  }

  /** More than are read at once. */
  @Test
  void howeverMuchWasOwedAtTheRestartItIsSeenTo() throws InterruptedException {
    int count = OutboxStore.OPEN_MAX + 10;
    store.append(
        List.of(),
        List.of(),
        IntStream.range(0, count).mapToObj(OutboxTest::ofCallOfItsOwn).toList());
    outbox.resume();

    for (int i = 0; i < count; i++) {
      reminders.awaitReminder(ofCallOfItsOwn(i).key());
    }
  }

  private static OwedCommand ofCallOfItsOwn(int i) {
    CarrierCommand later =
        new CarrierCommand("c" + i, "c" + i, "leg", "").after(Duration.ofMinutes(1), When.ALWAYS);
    return new OwedCommand("acme", new CarrierCallId("call-of-" + i), later, NOW);
  }

  @Test
  void whatIsTooLateAfterTheRestartIsNotSentButItsCallerIsNotLeftAlone()
      throws InterruptedException {
    store.append(List.of(), List.of(), List.of(owed("transfer")));
    clock.forward(PACE.usefulFor().plusMillis(1));
    outbox.resume();

    assertThat(nextSent()).isEqualTo("transfer-instead");
    awaitEnd("transfer", CommandEnd.TOO_LATE);
  }

  @Test
  void whatIsOwedToAnAccountThatIsGoneIsGivenUp() throws InterruptedException {
    OwedCommand orphan =
        new OwedCommand("gone", OutboxStoreContract.CALL, owed("answer").command(), NOW);
    outbox.owe(store.append(List.of(), List.of(), List.of(orphan)));

    awaitEnd("gone/answer", "", CommandEnd.REJECTED);
    assertThat(sent).isEmpty();
  }

  // An outage of our own store.

  @Test
  void whatIsSentUnstoredIsNotSentAgainWhenItIsStored() throws InterruptedException {
    outbox.oweUnstored(List.of(owed("answer")));
    assertThat(nextSent()).isEqualTo("answer");

    owe(owed("answer"));
    awaitEnd("answer", CommandEnd.DONE);
    owe(owed("other"));
    assertThat(nextSent()).isEqualTo("other");
  }

  // Whoever listens.

  @Test
  void everyTryIsToldWithWhatCameOfIt() throws InterruptedException {
    replies.addAll(List.of(status(503), new IOException("no reply")));
    owe(owed("answer"));
    reminders.awaitReminder("acme/answer");
    clock.forward(PACE.later());
    reminders.fire("acme/answer");

    assertThat(tries)
        .extracting(CommandTry::verdict)
        .containsExactly(Verdict.RETRY, Verdict.RETRY, Verdict.DONE);
    assertThat(tries)
        .extracting(tried -> tried.reply().map(HttpReply::status).orElse(0))
        .containsExactly(503, 0, 200);
    assertThat(tries).extracting(CommandTry::at).containsExactly(NOW, NOW, NOW.plus(PACE.later()));
  }

  @Test
  void theEndsOfCommandsAreTold() throws InterruptedException {
    replies.addAll(List.of(status(404), status(422)));
    owe(owed("hangup"), owed("answer"));
    awaitEnd("answer", CommandEnd.REJECTED);
    store.append(List.of(), List.of(), List.of(owed("other")));
    clock.forward(PACE.usefulFor().plusMillis(1));
    outbox.resume();
    awaitEnd("other", CommandEnd.TOO_LATE);

    assertThat(tries)
        .extracting(CommandTry::verdict)
        .containsExactly(Verdict.CALL_GONE, Verdict.REJECTED, Verdict.TOO_LATE);
    assertThat(tries.getLast().request()).isEmpty();
  }

  @Test
  void credentialsAreNotPartOfWhatIsTold() throws InterruptedException {
    owe(owed("answer"));
    awaitEnd("answer", CommandEnd.DONE);

    assertThat(tries.getFirst().request().orElseThrow().headers()).isEmpty();
  }

  @Test
  void onlyTheBeginningOfALongReplyIsTold() throws InterruptedException {
    replies.add(HttpReply.text(200, "text/plain", "x".repeat(CommandTry.REPLY_KEPT_BYTES_MAX + 1)));
    owe(owed("answer"));
    awaitEnd("answer", CommandEnd.DONE);

    assertThat(tries.getFirst().reply().orElseThrow().body())
        .hasSize(CommandTry.REPLY_KEPT_BYTES_MAX);
  }

  @Test
  void whatNobodyTookWhileUnstoredIsSentUntilSomebodyDoes() throws InterruptedException {
    Outbox quick = quick();
    replies.addAll(List.of(status(503), status(503), status(503)));
    store.goAway();
    quick.oweUnstored(List.of(owed("transfer")));
    for (int i = 0; i < 4; i++) {
      assertThat(nextSent()).isEqualTo("transfer");
    }
    store.comeBack();
    quick.owe(store.append(List.of(), List.of(), List.of(owed("transfer"))));

    awaitEnd("transfer", CommandEnd.DONE);
    assertThat(sent).isEmpty();
  }

  @Test
  void whatIsRejectedWhileUnstoredIsReplacedWhileUnstored() throws InterruptedException {
    replies.add(status(422));
    store.goAway();
    outbox.oweUnstored(List.of(owed("transfer")));

    assertThat(nextSent()).isEqualTo("transfer");
    assertThat(nextSent()).isEqualTo("transfer-instead");
    store.comeBack();
    owe(owed("transfer"));
    awaitEnd("transfer", CommandEnd.REJECTED);
  }

  @Test
  void whoeverOwesNeitherWaitsNorFailsWhenTheStoreIsAway() throws InterruptedException {
    List<OwedCommand> fresh =
        store.append(
            List.of(), List.of(), List.of(owed("speak"), owed("hangup", ofSeconds(30), NOW)));
    store.goAway();
    reminders.goAway();
    outbox.owe(fresh);

    assertThat(nextSent()).isEqualTo("speak");
  }

  // Two who talk are never cut off.

  @Test
  void whatIsTooLateIsNotReplacedWhenTheTwoTalk() throws InterruptedException {
    OwedCommand transfer = owed("transfer");
    store.append(List.of(begun()), List.of(answered()), List.of(transfer));
    clock.forward(PACE.usefulFor().plusMillis(1));
    outbox.resume();

    awaitEnd("transfer", CommandEnd.CALL_GONE);
    assertThat(sent).isEmpty();
  }

  @Test
  void whatIsRejectedAfterALostReplyIsNotReplacedWhenTheTwoTalk() throws InterruptedException {
    replies.addAll(List.of(new IOException("lost"), status(422)));
    outbox.owe(store.append(List.of(begun()), List.of(answered()), List.of(owed("transfer"))));

    awaitEnd("transfer", CommandEnd.CALL_GONE);
    assertThat(sent).containsExactly("transfer", "transfer");
  }

  private static CallStart begun() {
    return begun(OutboxStoreContract.CALL);
  }

  private static CallStart begun(CarrierCallId call) {
    return new CallStart(
        new CallId(new UUID(7, call.text().hashCode())),
        call,
        NOW,
        new IncomingCall("acme", PhoneNumber.ofE164("+447700900009"), Optional.empty()),
        new Connect(
            new SessionId(new UUID(7, 8)),
            0,
            1,
            PhoneNumber.ofE164("+447700900002"),
            new ProxyNumber(447_700_900_100L),
            ofSeconds(30),
            ofSeconds(3_600)),
        Set.of());
  }

  private static ToldFact answered() {
    return new ToldFact("acme", OutboxStoreContract.CALL, new Answered("bridged"), NOW);
  }

  private Outbox quick() {
    SendingPace quick =
        new SendingPace(
            List.of(Duration.ZERO),
            Duration.ofMillis(1),
            Duration.ofSeconds(50),
            Duration.ofMinutes(10));
    return new Outbox(
        store,
        calls,
        this::send,
        reminders,
        List.of(account()),
        a -> new Acme(),
        quick,
        tries::add,
        clock);
  }

  private void owe(OwedCommand... commands) {
    outbox.owe(store.append(List.of(), List.of(), List.of(commands)));
  }

  private static OwedCommand owed(String id) {
    return owed(id, Duration.ZERO, NOW);
  }

  private static OwedCommand owed(String id, Duration delay, Instant at) {
    return new OwedCommand(
        "acme",
        new CarrierCallId("call-1"),
        new CarrierCommand(id, id, "leg", "").after(delay, When.ALWAYS),
        at);
  }

  private static OwedCommand owed(String id, Duration delay, When when) {
    CarrierCommand command = new CarrierCommand(id, id, "leg", "").after(delay, when);
    return new OwedCommand("acme", OutboxStoreContract.CALL, command, NOW);
  }

  private synchronized HttpReply send(CarrierRequest request) throws IOException {
    sent.add(request.url());
    return switch (replies.poll()) {
      case null -> HttpReply.ok();
      case HttpReply reply -> reply;
      case IOException lost -> throw lost;
      case Object other -> throw new AssertionError(other);
    };
  }

  private static HttpReply status(int status) {
    return HttpReply.text(status, "text/plain", "");
  }

  private String nextSent() throws InterruptedException {
    return Optional.ofNullable(sent.poll(20, TimeUnit.SECONDS)).orElse("nothing");
  }

  private void awaitEnd(String id, CommandEnd end) throws InterruptedException {
    awaitEnd("acme/", id, end);
  }

  private void awaitEnd(String account, String id, CommandEnd end) throws InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (store.endOf(account + id).isEmpty() && System.nanoTime() < giveUp) {
      Thread.sleep(1);
    }
    assertThat(store.endOf(account + id)).contains(end);
  }

  private static CarrierAccount account() {
    return new CarrierAccount(
        "acme",
        "acme",
        HomeRegion.of("GB"),
        Optional.empty(),
        Optional.empty(),
        SignatureMode.REQUIRE,
        Map.of());
  }

  /** Judges by status alone. */
  private static final class Acme implements Commandable {

    @Override
    public CarrierRequest request(CarrierCommand command, CarrierAccount account) {
      Map<String, String> headers = Map.of("Authorization", "Bearer key-of-the-test");
      return new CarrierRequest("POST", command.id(), headers, Optional.empty());
    }

    @Override
    public CommandOutcome judge(CarrierCommand command, HttpReply reply) {
      return switch (reply.status()) {
        case 200 -> CommandOutcome.DONE;
        case 204 -> CommandOutcome.NOT_SO;
        case 404 -> CommandOutcome.CALL_GONE;
        case 422 -> CommandOutcome.REJECTED;
        default -> CommandOutcome.RETRY;
      };
    }

    @Override
    public List<CarrierCommand> instead(CarrierCommand command) {
      return List.of("transfer", "ask").contains(command.id())
          ? List.of(new CarrierCommand(command.id() + "-instead", "hangup", "leg", ""))
          : List.of();
    }

    /** Below an answer, for the case that it is never told. */
    @Override
    public List<CarrierCommand> nets(CarrierCommand taken, CarrierCallId call) {
      return taken.id().equals("pick-up")
          ? List.of(
              new CarrierCommand("go-on", "net-of-" + call.text(), "leg", "")
                  .after(ofSeconds(10), When.WHILE_UNANSWERED))
          : List.of();
    }
  }

  /** Reminds when the test says so. */
  private static final class Remembered implements Reminders {

    private final Map<String, Instant> times = new ConcurrentHashMap<>();
    private volatile boolean away;
    private Function<String, Optional<Instant>> listener = what -> Optional.empty();

    @Override
    public void start(Function<String, Optional<Instant>> newListener) {
      listener = newListener;
    }

    @Override
    public void remind(String what, Instant at) {
      if (away) {
        throw new IllegalStateException("the store is away");
      }
      times.put(what, at);
    }

    void goAway() {
      away = true;
    }

    Instant at(String what) {
      return times.get(what);
    }

    Optional<Instant> fire(String what) {
      return listener.apply(what);
    }

    void awaitReminder(String what) throws InterruptedException {
      long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!times.containsKey(what) && System.nanoTime() < giveUp) {
        Thread.sleep(1);
      }
      assertThat(times).containsKey(what);
    }
  }
}
