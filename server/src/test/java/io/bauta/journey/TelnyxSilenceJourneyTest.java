package io.bauta.journey;

import static io.bauta.journey.TelnyxOutage.settled;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer;
import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.telnyx.CommandFaults;
import io.bauta.simulator.telnyx.TelnyxSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Telnyx takes a command and then tells nothing: no caller is left, and nobody who talks cut off.
 */
@Timeout(120)
class TelnyxSilenceJourneyTest {

  /** How long callers wait in silence, by the clock on the wall. */
  private static final Duration PATIENCE = ofSeconds(30);

  private static final String NETS =
      "select count(*) from owed_command where ended is null and command_id like ";

  private static final Duration ASKED_AFTER = ofSeconds(Stage.RING_SECONDS + 10);

  /** Thirty seconds to enter them and two for the words; the words again, and ten. */
  private static final Duration DIGITS_AFTER = ofSeconds(30 + 2 + 2 + 10);

  /** Three seconds for the words, and ten. */
  private static final Duration NOTICE_AFTER = ofSeconds(3 + 10);

  private final HandClock clock = new HandClock();
  private TelnyxOutage outage;
  private RunningServer server;

  @BeforeEach
  void open(@TempDir Path data) throws Exception {
    open(new TelnyxOutage(data, clock, TelnyxSilenceJourneyTest::patient));
  }

  private void open(TelnyxOutage newOutage) throws Exception {
    outage = newOutage;
    server = outage.server();
  }

  private static TelnyxSettings.Builder patient(TelnyxSettings.Builder settings) {
    return settings.patience(PATIENCE);
  }

  @AfterEach
  void close() {
    server.close();
    outage.close();
  }

  /** Waits until the command of this step of the only call is owed. */
  private void awaitNet(String step) throws Exception {
    awaitCount(1, NETS + "'%-" + step + "'");
  }

  private void awaitNoNets() throws Exception {
    awaitCount(0, NETS + "'%'");
  }

  /** Waits until so many commands have a time. */
  private void awaitTimed(int count) {
    long giveUp = System.nanoTime() + ofSeconds(20).toNanos();
    while (server.remindersKept() != count && System.nanoTime() < giveUp) {
      Thread.onSpinWait();
    }
    assertThat(server.remindersKept()).isEqualTo(count);
  }

  /** Waits until everything that is due by the clock has been seen to. */
  private void awaitSchedule() {
    long giveUp = System.nanoTime() + ofSeconds(20).toNanos();
    while (!server.isReminded() && System.nanoTime() < giveUp) {
      Thread.onSpinWait();
    }
    assertThat(server.isReminded()).isTrue();
  }

  private void awaitCount(int count, String sql) throws Exception {
    try (Connection reader =
            DriverManager.getConnection("jdbc:sqlite:" + server.data().resolve("bauta.db"));
        Statement statement = reader.createStatement()) {
      long giveUp = System.nanoTime() + ofSeconds(20).toNanos();
      int found = -1;
      while (found != count && System.nanoTime() < giveUp) {
        try (ResultSet rows = statement.executeQuery(sql)) {
          rows.next();
          found = rows.getInt(1);
        }
      }
      assertThat(found).as(sql).isEqualTo(count);
    }
  }

  /** Waits until the record of the only call says that it is over. */
  private void awaitEnd() throws Exception {
    long giveUp = System.nanoTime() + ofSeconds(20).toNanos();
    String endedAt = "";
    while (endedAt.isEmpty() && System.nanoTime() < giveUp) {
      endedAt = server.get("/v1/calls").body().at("/data/0/ended_at").asString("");
    }
    assertThat(endedAt).isNotEmpty();
  }

  /** Waits until the agent has heard something. */
  private void awaitWords() {
    while (outage.agent().heard().isEmpty() && !Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  private void loses(String event) {
    outage.telnyx().suffers(Faults.none().dropping(event));
  }

  @Test
  void anAnswerThatIsNeverToldEndsTheCallAfterTenSeconds() throws Exception {
    loses("call.answered");
    CompletableFuture<SimulatedCall> dialing = outage.agentCalls();
    assertThat(outage.telnyx().awaits("answer", 1)).isTrue();
    awaitNet("go_on");
    clock.forward(ofSeconds(9));
    awaitSchedule();
    assertThat(outage.telnyx().received("hangup")).isZero();
    clock.forward(ofSeconds(1));

    SimulatedCall call = settled(dialing);
    assertThat(call.complaints()).isEmpty();
    assertThat(outage.telnyx().carriedOut("hangup")).isEqualTo(1);
    assertThat(outage.customer().rang()).isZero();
    JsonNode record = Story.recordOf(server, call);
    assertThat(Story.text(record, "status")).isEqualTo("failed");
    assertThat(Story.text(record, "hangup_cause")).isEqualTo("answer_fault");
  }

  @Test
  void anAnswerThatIsToldInTimeIsFollowedByNoEnd() throws Exception {
    SimulatedCall call = settled(outage.agentCalls());
    clock.forward(ofSeconds(11));
    awaitSchedule();
    outage.assertTalked(call.talksFor(ofSeconds(9)), Story.recordOf(server, call));
    assertThat(outage.telnyx().commands()).hasSize(2);
  }

  @Test
  void aRingingOfWhichTheEndIsNeverToldLeavesTheCallerWithWordsAndAnEnd() throws Exception {
    loses("call.hangup destination");
    outage.customer().isBusy();
    CompletableFuture<SimulatedCall> dialing = outage.agentCalls();
    assertThat(outage.telnyx().awaits("transfer", 1)).isTrue();
    awaitNet("ask");
    clock.forward(ASKED_AFTER.minusSeconds(1));
    awaitSchedule();
    assertThat(outage.telnyx().received("speak")).isZero();
    clock.forward(ofSeconds(1));

    SimulatedCall call = settled(dialing);
    assertThat(call.complaints()).isEmpty();
    assertThat(outage.agent().heard())
        .containsExactly(
            "Sorry, the person you are calling cannot be reached. Please try again later.");
    assertThat(outage.telnyx().commands())
        .extracting(command -> command.action())
        .containsExactly("answer", "transfer", "speak", "hangup");
  }

  /** Nothing at all is told of the destination, not even that it rings. */
  @Test
  void twoWhoTalkThoughNobodyToldAreNotCutOff() throws Exception {
    loses("call.bridged");
    SimulatedCall call = settled(outage.agentCalls());
    awaitNet("ask");
    clock.forward(ASKED_AFTER);
    awaitSchedule();

    assertThat(call.status()).isEqualTo(CallStatus.CONNECTED);
    call.talksFor(ofSeconds(9));
    assertThat(call.complaints()).isEmpty();
    assertThat(outage.agent().heard()).isEmpty();
    assertThat(outage.telnyx().commands())
        .extracting(command -> command.action())
        .containsExactly("answer", "transfer");
  }

  @Test
  void wordsOfWhichTheEndIsNeverToldAreFollowedByTheEnd() throws Exception {
    loses("call.speak.ended");
    outage.customer().isBusy();
    CompletableFuture<SimulatedCall> dialing = outage.agentCalls();
    assertThat(outage.telnyx().awaits("speak", 1)).isTrue();
    awaitNet("end");
    awaitWords();
    clock.forward(ofSeconds(60));

    SimulatedCall call = settled(dialing);
    assertThat(call.complaints()).isEmpty();
    assertThat(outage.telnyx().carriedOut("hangup")).isEqualTo(1);
    assertThat(Story.text(Story.recordOf(server, call), "status")).isEqualTo("busy");
  }

  private void speaksNotice() throws Exception {
    String rules = "{\"rules\":{\"notice\":\"This call is recorded.\"}}";
    assertThat(server.api("PATCH", "/v1/pools/telnyx", rules).status()).isEqualTo(200);
  }

  @Test
  void aNoticeWhoseEndIsNeverToldEndsTheCall() throws Exception {
    speaksNotice();
    loses("call.speak.ended");
    CompletableFuture<SimulatedCall> dialing = outage.agentCalls();
    assertThat(outage.telnyx().awaits("speak", 1)).isTrue();
    awaitNet("go_on_after_notice");
    clock.forward(NOTICE_AFTER.minusSeconds(1));
    awaitSchedule();
    assertThat(outage.telnyx().received("hangup")).isZero();
    clock.forward(ofSeconds(1));

    SimulatedCall call = settled(dialing);
    assertThat(call.complaints()).isEmpty();
    assertThat(outage.customer().rang()).isZero();
    assertThat(Story.text(Story.recordOf(server, call), "status")).isEqualTo("failed");

    // It comes at last, when nobody is there any more.
    outage.telnyx().suffers(Faults.none());
    Exchange told = call.exchanges("call.speak.ended").getFirst();
    assertThat(outage.telnyx().replays(told).status()).isEqualTo(200);
    awaitSchedule();
    assertThat(outage.telnyx().commands())
        .extracting(command -> command.action())
        .containsExactly("answer", "speak", "hangup");
  }

  @Test
  void aNoticeWhoseEndIsToldInTimeIsFollowedByNoEnd() throws Exception {
    speaksNotice();
    SimulatedCall call = settled(outage.agentCalls());
    clock.forward(NOTICE_AFTER.plusSeconds(1));
    awaitSchedule();
    outage.assertTalked(call.talksFor(ofSeconds(9)), Story.recordOf(server, call));
    assertThat(outage.telnyx().commands()).hasSize(3);
  }

  /** The server that knew the code is gone when the notice is over. */
  @Test
  void aCodeThatIsForgottenIsAskedForOnceMore() throws Exception {
    speaksNotice();
    People people = outage.stranger();
    outage.telnyx().suffers(Faults.none().delaying("call.speak.ended", ofSeconds(8)));
    CompletableFuture<SimulatedCall> dialing = outage.strangerCalls(people.keys(), people.keys());
    assertThat(outage.telnyx().awaits("speak", 1)).isTrue();
    awaitNet("go_on_after_notice-1");
    while (people.caller().heard().size() < 2 && !Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
    server.close();
    server = outage.server();
    outage.telnyx().suffers(Faults.none());

    SimulatedCall call = settled(dialing);
    assertThat(call.wasConnectedTo(people.called().number())).as(call.toString()).isTrue();
    assertThat(call.talksFor(ofSeconds(9)).complaints()).isEmpty();
    assertThat(outage.telnyx().commands())
        .extracting(command -> command.action())
        .containsExactly(
            "answer", "gather_using_speak", "speak", "gather_using_speak", "speak", "transfer");
  }

  @Test
  void digitsThatAreNeverToldEndTheCall() throws Exception {
    loses("call.gather.ended");
    CompletableFuture<SimulatedCall> dialing = outage.strangerCalls("0000#");
    assertThat(outage.telnyx().awaits("gather_using_speak", 1)).isTrue();
    awaitNet("go_on-1");
    clock.forward(DIGITS_AFTER.minusSeconds(1));
    awaitSchedule();
    assertThat(outage.telnyx().received("hangup")).isZero();
    clock.forward(ofSeconds(1));

    SimulatedCall call = settled(dialing);
    assertThat(call.complaints()).isEmpty();
    assertThat(outage.telnyx().carriedOut("hangup")).isEqualTo(1);
    assertThat(outage.stranger().called().rang()).isZero();
    JsonNode record = Story.recordOf(server, call);
    assertThat(Story.text(record, "status")).isEqualTo("failed");
    assertThat(Story.text(record, "hangup_cause")).isEqualTo("answer_fault");

    // They come at last, when nobody is there any more.
    Exchange told = call.exchanges("call.gather.ended").getFirst();
    outage.telnyx().suffers(Faults.none());
    assertThat(outage.telnyx().replays(told).status()).isEqualTo(200);
    awaitSchedule();
    assertThat(outage.telnyx().commands())
        .extracting(command -> command.action())
        .containsExactly("answer", "gather_using_speak", "hangup");
  }

  @Test
  void digitsThatAreToldInTimeAreFollowedByNoEnd() throws Exception {
    People people = outage.stranger();
    SimulatedCall call = settled(outage.strangerCalls("0000#", people.keys()));
    clock.forward(DIGITS_AFTER.plusSeconds(1));
    awaitSchedule();
    outage.assertTalked(people.called(), call.talksFor(ofSeconds(9)), Story.recordOf(server, call));
    assertThat(outage.telnyx().commands())
        .extracting(command -> command.action())
        .containsExactly("answer", "gather_using_speak", "gather_using_speak", "transfer");
  }

  @Test
  void aDestinationWhoseCallerIsGoneStopsRinging(@TempDir Path data) throws Exception {
    close();
    open(new TelnyxOutage(data, clock, settings -> patient(settings).ringsOnAlone()));
    outage.agent().hangsUpWhileRinging(ofSeconds(3));
    CompletableFuture<SimulatedCall> dialing = outage.agentCalls();
    assertThat(outage.telnyx().awaits("transfer", 1)).isTrue();
    awaitEnd();
    awaitTimed(3);
    assertThat(outage.telnyx().received("hangup")).isZero();
    clock.forward(ofSeconds(2));

    SimulatedCall call = settled(dialing);
    assertThat(call.complaints()).isEmpty();
    assertThat(call.status()).isEqualTo(CallStatus.CANCELLED);
    // The net below the caller's own leg may come as well: the caller is gone, so it does nothing.
    assertThat(outage.telnyx().carriedOut("answer")).isOne();
    assertThat(outage.telnyx().carriedOut("transfer")).isOne();
    assertThat(outage.telnyx().carriedOut("hangup")).isOne();
    assertThat(Story.text(Story.recordOf(server, call), "status")).isEqualTo("cancelled");
  }

  @Test
  void aDestinationThatTelnyxEndsItselfIsNotEndedByUs() throws Exception {
    outage.agent().hangsUpWhileRinging(ofSeconds(3));
    SimulatedCall call = settled(outage.agentCalls());
    assertThat(call.status()).isEqualTo(CallStatus.CANCELLED);
    awaitEnd();
    clock.forward(ofSeconds(3));
    awaitSchedule();
    awaitNoNets();
    assertThat(outage.telnyx().carriedOut("hangup")).isZero();
  }

  /** The reply to a command is as good as lost when it comes after the server was stopped. */
  @Test
  void aNetOutlivesTheServer() throws Exception {
    loses("call.answered");
    CompletableFuture<SimulatedCall> dialing = outage.agentCalls();
    assertThat(outage.telnyx().awaits("answer", 1)).isTrue();
    awaitNet("go_on");
    server.close();
    clock.forward(ofSeconds(15));
    server = outage.server();

    assertThat(settled(dialing).complaints()).isEmpty();
    assertThat(outage.telnyx().carriedOut("hangup")).isEqualTo(1);
    outage.telnyx().suffers(CommandFaults.none());
  }
}
