package io.bauta.journey;

import static io.bauta.journey.TelnyxOutage.settled;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer;
import io.bauta.app.ServerProcess;
import io.bauta.journey.Wire.Fault;
import io.bauta.simulator.Phone;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.telnyx.CommandFaults;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Server, store or Telnyx go away in the middle of a call: its caller is not left alone. */
@Timeout(120)
class TelnyxOutageJourneyTest {

  /** Longer than a server takes to start again: callers hear it ring. */
  private static final Duration PATIENCE = ofSeconds(50);

  @TempDir private Path data;

  @Test
  void aCommandThatIsLostWithTheServerIsSentByTheNextOne() throws Exception {
    try (TelnyxOutage outage = new TelnyxOutage(data, Clock.systemUTC(), PATIENCE)) {
      CompletableFuture<SimulatedCall> dialing;
      try (ServerProcess first = outage.process()) {
        outage.commands().suffers(Fault.HELD);
        dialing = outage.agentCalls();
        assertThat(outage.commands().awaitsHeld()).isTrue();
        outage.webhooks().awaitAnswered(1);
      }
      assertThat(outage.telnyx().commands()).isEmpty();
      SimulatedCall call;
      try (ServerProcess second = outage.process()) {
        call = settled(dialing);
        call.talksFor(ofSeconds(9));
      }
      assertTalked(outage, call);
      assertThat(outage.telnyx().commands()).hasSize(2);
    }
  }

  @Test
  void aCommandOfWhichTheReplyIsLostWithTheServerIsCarriedOutOnce() throws Exception {
    try (TelnyxOutage outage = new TelnyxOutage(data, Clock.systemUTC(), PATIENCE)) {
      SimulatedCall call;
      try (ServerProcess first = outage.process()) {
        outage.commands().suffers(Fault.REPLY_HELD);
        call = settled(outage.agentCalls());
      }
      try (ServerProcess second = outage.process()) {
        assertThat(outage.telnyx().awaits("answer", 2)).isTrue();
        call.talksFor(ofSeconds(9));
      }
      assertTalked(outage, call);
    }
  }

  private static void assertTalked(TelnyxOutage outage, SimulatedCall call) throws Exception {
    assertTalked(outage, outage.customer(), call);
  }

  private static void assertTalked(TelnyxOutage outage, Phone called, SimulatedCall call)
      throws Exception {
    try (RunningServer after = outage.server()) {
      outage.assertTalked(called, call, Story.recordOf(after, call));
    }
  }

  /** What was entered is told once, and what was decided with it is durable by then. */
  @Test
  void whoeverEnteredTheRightCodeIsPutThroughByTheNextServer() throws Exception {
    try (TelnyxOutage outage = new TelnyxOutage(data, Clock.systemUTC(), PATIENCE)) {
      People people = outage.stranger();
      CompletableFuture<SimulatedCall> dialing;
      try (ServerProcess first = outage.process()) {
        outage.commands().suffers(Fault.DELAYED, Fault.DELAYED, Fault.HELD);
        dialing = outage.strangerCalls(people.keys());
        assertThat(outage.commands().awaitsHeld()).isTrue();
        outage.commands().release();
        assertThat(outage.commands().awaitsHeld()).isTrue();
        outage.commands().release();
        assertThat(outage.commands().awaitsHeld()).isTrue();
        assertThat(outage.telnyx().awaits("gather_using_speak", 1)).isTrue();
      }
      assertThat(outage.telnyx().received("transfer")).isZero();
      SimulatedCall call;
      try (ServerProcess second = outage.process()) {
        call = settled(dialing);
        call.talksFor(ofSeconds(9));
      }
      assertTalked(outage, people.called(), call);
      assertThat(people.caller().heard()).containsExactly(TelnyxOutage.PROMPT);
      assertThat(outage.telnyx().carriedOut("gather_using_speak")).isEqualTo(1);
    }
  }

  @Test
  void aCommandThatComesTooLateIsGivenUpAndTheCallerTurnedAway() throws Exception {
    HandClock clock = new HandClock();
    try (TelnyxOutage outage = new TelnyxOutage(data, clock, PATIENCE)) {
      CompletableFuture<SimulatedCall> dialing;
      try (RunningServer first = outage.server()) {
        outage.commands().suffers(Fault.HELD);
        dialing = outage.agentCalls();
        assertThat(outage.commands().awaitsHeld()).isTrue();
        outage.webhooks().awaitAnswered(1);
      }
      clock.forward(ofSeconds(51));
      try (RunningServer second = outage.server()) {
        SimulatedCall call = settled(dialing);
        assertThat(call.wasRefused()).isTrue();
        assertThat(call.complaints()).isEmpty();
        assertThat(outage.telnyx().received("answer")).isZero();
        assertThat(outage.telnyx().carriedOut("reject")).isEqualTo(1);
        assertThat(Story.text(Story.recordOf(second, call), "status")).isEqualTo("failed");
        assertThat(outage.customer().rang()).isZero();
      }
    }
  }

  @Test
  void whileTheStoreIsAwayCommandsAreSentUnstoredAndNotAgainWhenItIsBack() throws Exception {
    try (TelnyxOutage outage = new TelnyxOutage(data, Clock.systemUTC(), PATIENCE);
        RunningServer server = outage.server()) {
      CompletableFuture<SimulatedCall> dialing;
      try (Connection other =
              DriverManager.getConnection("jdbc:sqlite:" + data.resolve("bauta.db"));
          Statement statement = other.createStatement()) {
        statement.execute("begin immediate");
        dialing = outage.agentCalls();
        assertThat(outage.telnyx().awaits("transfer", 1)).isTrue();
        statement.execute("rollback");
      }
      SimulatedCall call = settled(dialing);
      call.talksFor(ofSeconds(9));
      outage.assertTalked(call, Story.recordOf(server, call));
      assertThat(outage.telnyx().commands()).hasSize(2);
    }
  }

  @Test
  void aCommandThatTelnyxTakesLongerForThanWeWaitIsCarriedOutOnce() throws Exception {
    try (TelnyxOutage outage = new TelnyxOutage(data, Clock.systemUTC(), PATIENCE);
        RunningServer server = outage.server()) {
      outage.telnyx().suffers(CommandFaults.none().stalling("answer", ofSeconds(6), 1));
      SimulatedCall call = settled(outage.agentCalls());
      assertThat(outage.telnyx().awaits("answer", 2)).isTrue();
      call.talksFor(ofSeconds(9));
      outage.assertTalked(call, Story.recordOf(server, call));
    }
  }

  @Test
  void aCallThatTelnyxSaysIsGoneGetsNoMoreCommands() throws Exception {
    try (TelnyxOutage outage = new TelnyxOutage(data, Clock.systemUTC(), ofSeconds(1));
        RunningServer server = outage.server()) {
      outage.telnyx().suffers(CommandFaults.none().refusing("transfer", "90018", 1));
      SimulatedCall call = settled(outage.agentCalls());
      assertThat(outage.telnyx().commands())
          .extracting(command -> command.action())
          .containsExactly("answer", "transfer");
      assertThat(outage.agent().heard()).isEmpty();
      assertThat(outage.customer().rang()).isZero();
      assertThat(Story.text(Story.recordOf(server, call), "ended_at")).isNotEmpty();
    }
  }
}
