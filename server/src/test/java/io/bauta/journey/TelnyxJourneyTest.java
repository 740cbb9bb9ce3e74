package io.bauta.journey;

import static io.bauta.journey.Story.text;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.telnyx.CommandFaults;
import io.bauta.simulator.telnyx.TelnyxCarrier;
import io.bauta.simulator.telnyx.TelnyxCommand;
import io.bauta.simulator.telnyx.TelnyxCommand.Outcome;
import io.bauta.simulator.telnyx.TelnyxForgery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever becomes of the commands to Telnyx, each is carried out once and no caller is left. */
@Timeout(60)
class TelnyxJourneyTest {

  private static final String NOT_REACHED =
      "Sorry, the person you are calling cannot be reached. Please try again later.";

  private static Stage stage;
  private static TelnyxCarrier telnyx;
  private Story story;
  private int before;

  @BeforeAll
  static void open(@TempDir Path data) throws Exception {
    stage = new Stage(data, Played.TELNYX, TelnyxRig::new);
    telnyx = ((TelnyxRig) stage.rig(Played.TELNYX)).carrier();
  }

  @AfterAll
  static void close() throws Exception {
    stage.close();
  }

  @BeforeEach
  void begin() throws Exception {
    telnyx.suffers(CommandFaults.none());
    telnyx.forges(TelnyxForgery.NONE);
    story = stage.story(Played.TELNYX);
    before = telnyx.commands().size();
  }

  /** The commands of this story. */
  private List<TelnyxCommand> commands() {
    List<TelnyxCommand> all = telnyx.commands();
    return all.subList(before, all.size());
  }

  private List<TelnyxCommand> commands(String action) {
    return commands().stream().filter(command -> command.action().equals(action)).toList();
  }

  private long carriedOut(String action) {
    return commands(action).stream()
        .filter(command -> command.outcome() == Outcome.CARRIED_OUT)
        .count();
  }

  @Test
  void eachCommandComesOnceThoughEachWebhookComesThreeTimesAtOnce() {
    telnyx.suffers(Faults.none().deliveringConcurrently(Faults.EVERY_EVENT, 3));
    SimulatedCall call = story.agentCalls().talksFor(ofSeconds(69));
    assertThat(call.exchanges("call.initiated")).hasSizeGreaterThanOrEqualTo(3);
    assertThat(call.complaints()).isEmpty();
    assertCameAndCarriedOutOnce("answer", "transfer");
    assertThat(commands()).hasSize(2);
  }

  @Test
  void eachCommandOfARefusalComesOnceThoughEachWebhookComesThreeTimesAtOnce() throws Exception {
    telnyx.suffers(Faults.none().deliveringConcurrently(Faults.EVERY_EVENT, 3));
    story.closeSession();
    SimulatedCall call = story.agentCalls();
    assertThat(call.wasRefused()).isTrue();
    assertThat(call.complaints()).isEmpty();
    assertThat(story.agent().heard()).hasSize(1);
    assertCameAndCarriedOutOnce("answer", "speak", "hangup");
    assertThat(commands()).hasSize(3);
  }

  private void assertCameAndCarriedOutOnce(String... actions) {
    for (String action : actions) {
      assertThat(commands(action)).as(action).hasSize(1);
      assertThat(carriedOut(action)).as(action).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"answer", "transfer"})
  void aCommandThatFailsComesAgain(String action) throws Exception {
    telnyx.suffers(CommandFaults.none().failing(action, 1));
    assertTalks();
    assertCameTwiceUnderOneId(action);
  }

  @ParameterizedTest
  @ValueSource(strings = {"answer", "transfer"})
  void aCommandBeyondTheRateComesAgain(String action) throws Exception {
    telnyx.suffers(CommandFaults.none().limiting(action, 2));
    assertTalks();
    assertThat(commands(action)).hasSize(3);
    assertThat(carriedOut(action)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"answer", "transfer"})
  void aCommandOfWhichTheReplyIsLostIsCarriedOutOnce(String action) throws Exception {
    int earlier = (int) telnyx.received(action);
    telnyx.suffers(CommandFaults.none().losingReply(action, 1));
    SimulatedCall call = story.agentCalls();
    assertThat(telnyx.awaits(action, earlier + 2)).isTrue();
    assertTalks(call);
    assertCameTwiceUnderOneId(action);
  }

  @Test
  void aCommandThatTelnyxIsSlowToTakeIsWaitedFor() throws Exception {
    telnyx.suffers(CommandFaults.none().stalling("transfer", Duration.ofMillis(700), 1));
    assertTalks();
    assertCameAndCarriedOutOnce("answer", "transfer");
  }

  @Test
  void aCommandForACallThatIsTooYoungComesAgain() throws Exception {
    telnyx.suffers(CommandFaults.none().refusing("transfer", "90034", 1));
    assertTalks();
    assertCameTwiceUnderOneId("transfer");
  }

  private void assertCameTwiceUnderOneId(String action) {
    List<TelnyxCommand> came = commands(action);
    assertThat(came).hasSize(2);
    assertThat(came.getFirst().commandId()).isEqualTo(came.getLast().commandId()).isNotEmpty();
    assertThat(carriedOut(action)).isEqualTo(1);
  }

  private void assertTalks() throws Exception {
    assertTalks(story.agentCalls());
  }

  private void assertTalks(SimulatedCall call) throws Exception {
    assertThat(call.wasConnectedTo(story.customer().number())).isTrue();
    call.talksFor(ofSeconds(9));
    assertThat(call.complaints()).isEmpty();
    assertThat(story.customer().rang()).isEqualTo(1);
    assertThat(story.statusOf(call)).isEqualTo("completed");
    assertThat(story.recordOf(call).path("talk_seconds").asInt()).isEqualTo(9);
  }

  @Test
  void aTransferThatTelnyxRejectsLeavesWordsAndAnEnd() throws Exception {
    telnyx.suffers(CommandFaults.none().refusing("transfer", "10015", 1));
    SimulatedCall call = story.agentCalls();
    assertThat(story.agent().heard()).containsExactly(NOT_REACHED);
    assertThat(story.customer().rang()).isZero();
    assertThat(call.complaints()).isEmpty();
    assertCameAndCarriedOutOnce("answer", "speak", "hangup");
    assertThat(story.recordOf(call).path("talk_seconds").isNull()).isTrue();
    assertThat(story.statusOf(call)).isEqualTo("failed");
  }

  @Test
  void anAnswerThatTelnyxRejectsIsRejected() throws Exception {
    telnyx.suffers(CommandFaults.none().refusing("answer", "10015", 1));
    SimulatedCall call = story.agentCalls();
    assertThat(call.wasRefused()).isTrue();
    assertThat(carriedOut("reject")).isEqualTo(1);
    assertThat(call.complaints()).isEmpty();
    assertThat(story.statusOf(call)).isEqualTo("failed");
  }

  @Test
  void aCustomerWhoIsNotReachedLeavesTheCallerWithWordsAndAnEnd() throws Exception {
    story.customer().isBusy();
    SimulatedCall call = story.agentCalls();
    assertThat(call.status()).isEqualTo(CallStatus.BUSY);
    assertThat(story.agent().heard()).containsExactly(NOT_REACHED);
    assertThat(call.complaints()).isEmpty();
    assertCameAndCarriedOutOnce("answer", "transfer", "speak", "hangup");
    assertThat(text(story.recordOf(call), "hangup_cause")).isEqualTo("user_busy");
  }

  @Test
  void aCallerWhoIsGoneWhileItRingsIsNotSpokenTo() throws Exception {
    story.customer().doesNotAnswer();
    story.agent().hangsUpWhileRinging(ofSeconds(3));
    SimulatedCall call = story.agentCalls();
    assertThat(call.status()).isEqualTo(CallStatus.CANCELLED);
    assertThat(story.agent().heard()).isEmpty();
    assertThat(carriedOut("speak")).isZero();
    assertThat(call.complaints()).isEmpty();
    assertThat(story.statusOf(call)).isEqualTo("cancelled");
  }

  @Test
  void aSessionThatIsClosedBetweenAnswerAndTransferEndsTheCallInWords() throws Exception {
    telnyx.suffers(CommandFaults.none().stalling("answer", Duration.ofSeconds(1), 1));
    Thread closing = closesTheSessionWhenAsked();
    SimulatedCall call = story.agentCalls();
    closing.join();
    assertThat(story.customer().rang()).isZero();
    assertThat(story.agent().heard()).hasSize(1);
    assertThat(call.complaints()).isEmpty();
    assertCameAndCarriedOutOnce("answer", "speak", "hangup");
  }

  /** The record is durable before Telnyx is acknowledged, and the answer is held after that. */
  private Thread closesTheSessionWhenAsked() {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (story.records().isEmpty()) {
                  Thread.onSpinWait();
                }
                story.closeSession();
              } catch (Exception failed) {
                throw new IllegalStateException(failed);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"WRONG_KEY", "OLD_TIMESTAMP"})
  void aForgedWebhookGetsNoCommand(String forgery) throws Exception {
    telnyx.forges(TelnyxForgery.valueOf(forgery));
    SimulatedCall call = story.agentCalls();
    assertThat(call.exchanges("call.initiated").getFirst().status()).isEqualTo(401);
    assertThat(commands()).isEmpty();
    assertThat(story.records()).isEmpty();
    assertThat(story.customer().rang()).isZero();
  }
}
