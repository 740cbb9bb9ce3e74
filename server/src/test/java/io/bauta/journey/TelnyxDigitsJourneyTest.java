package io.bauta.journey;

import static io.bauta.journey.Story.text;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.telnyx.CommandFaults;
import io.bauta.simulator.telnyx.TelnyxCarrier;
import io.bauta.simulator.telnyx.TelnyxCommand;
import io.bauta.simulator.telnyx.TelnyxCommand.Outcome;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whatever becomes of the command that asks a caller for digits, they are asked once. */
@Timeout(60)
class TelnyxDigitsJourneyTest {

  private static final String NOT_REACHED =
      "Sorry, the person you are calling cannot be reached. Please try again later.";
  private static final String PROMPT = "Your code?";
  private static final String AGAIN = "Once more?";
  private static final String WRONG = "0000#";
  private static final String ASK = "gather_using_speak";

  private static final String POOL =
      "\"mode\":\"pin\",\"pin_prompt\":\"%s\",\"pin_prompt_again\":\"%s\"".formatted(PROMPT, AGAIN);

  private static Stage stage;
  private static TelnyxCarrier telnyx;
  private People people;
  private int before;

  @BeforeAll
  static void open(@TempDir Path data) throws Exception {
    stage = new Stage(data, POOL, Played.TELNYX);
    telnyx = ((TelnyxRig) stage.rig(Played.TELNYX)).carrier();
  }

  @AfterAll
  static void close() throws Exception {
    stage.close();
  }

  @BeforeEach
  void begin() throws Exception {
    telnyx.suffers(CommandFaults.none());
    people = stage.stranger(Played.TELNYX);
    before = telnyx.commands().size();
  }

  /** The commands of this story. */
  private List<TelnyxCommand> commands() {
    List<TelnyxCommand> all = telnyx.commands();
    return all.subList(before, all.size());
  }

  private List<TelnyxCommand> asked() {
    return commands().stream().filter(command -> command.action().equals(ASK)).toList();
  }

  private void assertConnects(SimulatedCall call) throws Exception {
    assertThat(call.wasConnectedTo(people.called().number())).as(call.toString()).isTrue();
    call.talksFor(ofSeconds(9));
    assertThat(call.complaints()).isEmpty();
    assertThat(people.called().rang()).isEqualTo(1);
    JsonNode record = Story.recordOf(stage.server(), call);
    assertThat(text(record, "status")).isEqualTo("completed");
    assertThat(record.path("talk_seconds").asInt()).isEqualTo(9);
  }

  private void assertAskedOnce() {
    assertThat(people.caller().heard()).containsExactly(PROMPT);
    assertThat(asked()).filteredOn(command -> command.outcome() == Outcome.CARRIED_OUT).hasSize(1);
    assertThat(new HashSet<>(asked().stream().map(TelnyxCommand::commandId).toList())).hasSize(1);
  }

  /** Each asking and what follows has an id of its own: none takes another's place. */
  @Test
  void eachCommandComesOnceThoughEachWebhookComesThreeTimesAtOnce() throws Exception {
    telnyx.suffers(Faults.none().deliveringConcurrently(Faults.EVERY_EVENT, 3));
    assertConnects(people.call(WRONG, people.keys()));
    assertThat(people.caller().heard()).containsExactly(PROMPT, AGAIN);
    assertThat(commands())
        .extracting(TelnyxCommand::action)
        .containsExactly("answer", ASK, ASK, "transfer");
    assertThat(commands()).extracting(TelnyxCommand::commandId).doesNotHaveDuplicates();
  }

  @Test
  void everyWebhookIsLate() throws Exception {
    telnyx.suffers(Faults.none().delaying(Faults.EVERY_EVENT, ofMillis(150)));
    assertConnects(people.call(WRONG, people.keys()));
  }

  @Test
  void aQuestionThatFailsComesAgain() throws Exception {
    telnyx.suffers(CommandFaults.none().failing(ASK, 1));
    assertConnects(people.call(people.keys()));
    assertThat(asked()).hasSize(2);
    assertAskedOnce();
  }

  @Test
  void aQuestionBeyondTheRateComesAgain() throws Exception {
    telnyx.suffers(CommandFaults.none().limiting(ASK, 2));
    assertConnects(people.call(people.keys()));
    assertThat(asked()).hasSize(3);
    assertAskedOnce();
  }

  @Test
  void aQuestionForACallThatIsTooYoungComesAgain() throws Exception {
    telnyx.suffers(CommandFaults.none().refusing(ASK, "90034", 1));
    assertConnects(people.call(people.keys()));
    assertThat(asked()).hasSize(2);
    assertAskedOnce();
  }

  @Test
  void aQuestionOfWhichTheReplyIsLostIsAskedOnce() throws Exception {
    int earlier = (int) telnyx.received(ASK);
    telnyx.suffers(CommandFaults.none().losingReply(ASK, 1));
    SimulatedCall call = people.call(people.keys());
    assertThat(telnyx.awaits(ASK, earlier + 2)).isTrue();
    assertConnects(call);
    assertAskedOnce();
  }

  @Test
  void aQuestionThatTelnyxRejectsLeavesWordsAndAnEnd() throws Exception {
    telnyx.suffers(CommandFaults.none().refusing(ASK, "10015", 1));
    SimulatedCall call = people.call(people.keys());
    assertThat(people.caller().heard()).containsExactly(NOT_REACHED);
    assertThat(people.called().rang()).isZero();
    assertThat(call.complaints()).isEmpty();
    assertThat(commands())
        .extracting(TelnyxCommand::action)
        .containsExactly("answer", ASK, "speak", "hangup");
    assertThat(text(Story.recordOf(stage.server(), call), "status")).isEqualTo("failed");
  }

  @Test
  void aCallerWhoIsGoneIsToldNothingMore() throws Exception {
    people.caller().hangsUpWhenAskedForDigits();
    SimulatedCall call = people.call(WRONG);
    assertThat(call.status()).isEqualTo(CallStatus.CANCELLED);
    assertThat(commands()).extracting(TelnyxCommand::action).containsExactly("answer", ASK, ASK);
    assertThat(text(Story.recordOf(stage.server(), call), "status")).isEqualTo("cancelled");
  }

  @Test
  void whatIsAskedSaysEachOptionAndNothingThatWasEntered() throws Exception {
    assertConnects(people.call(WRONG, people.keys()));
    for (TelnyxCommand command : asked()) {
      assertThat(command.fields())
          .containsEntry("minimum_digits", "1")
          .containsEntry("maximum_tries", "1")
          .containsEntry("terminating_digit", "#")
          .containsEntry("valid_digits", "0123456789")
          .containsKeys("maximum_digits", "timeout_millis", "inter_digit_timeout_millis")
          .containsKeys("voice", "language", "client_state", "command_id");
    }
    assertThat(commands())
        .flatExtracting(command -> command.fields().values())
        .noneMatch(value -> value.toString().contains(people.pin()));
  }
}
