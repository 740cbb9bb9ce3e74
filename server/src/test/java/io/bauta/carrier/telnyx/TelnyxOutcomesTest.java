package io.bauta.carrier.telnyx;

import static io.bauta.carrier.CommandOutcome.CALL_GONE;
import static io.bauta.carrier.CommandOutcome.DONE;
import static io.bauta.carrier.CommandOutcome.REJECTED;
import static io.bauta.carrier.CommandOutcome.RETRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CommandOutcome;
import io.bauta.carrier.HttpReply;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.speech.Words;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelnyxOutcomesTest {

  private static final TelnyxCommands COMMANDS = new TelnyxCommands(Events.CALLER_LEG);

  private static final CarrierCallId CALL = new CarrierCallId(Events.SESSION);

  private final Telnyx telnyx = new Telnyx();

  @ParameterizedTest
  @CsvSource({
    "200, '', DONE",
    "202, '', DONE",
    "301, '', REJECTED",
    "400, '', REJECTED",
    "401, '', REJECTED",
    "403, D35, REJECTED",
    "404, '', CALL_GONE",
    "408, '', RETRY",
    "422, 10015, REJECTED",
    "422, 10032, REJECTED",
    "422, 90015, CALL_GONE",
    "422, 90018, CALL_GONE",
    "422, 90020, RETRY",
    "422, 90034, RETRY",
    "422, 10011, REJECTED",
    "429, 10011, RETRY",
    "429, 90103, RETRY",
    "500, '', RETRY",
    "503, '', RETRY"
  })
  void aReplyIsJudgedByItsStatusAndThenByItsCode(int status, String code, CommandOutcome outcome) {
    String body = "{\"errors\":[{\"code\":\"%s\",\"title\":\"x\"}]}".formatted(code);
    assertThat(judge(status, body)).isEqualTo(outcome);
  }

  @Test
  void aCodeMayBeANumberAndTheSecondOfTwo() {
    assertThat(judge(422, "{\"errors\":[{\"code\":10032},{\"code\":90018}]}")).isEqualTo(CALL_GONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "<html>", "{\"errors\":7}", "{\"errors\":[{\"code\":{}}]}"})
  void aBodyThatCannotBeReadLeavesTheStatusToJudge(String body) {
    assertThat(judge(200, body)).isEqualTo(DONE);
    assertThat(judge(422, body)).isEqualTo(REJECTED);
    assertThat(judge(502, body)).isEqualTo(RETRY);
  }

  @Test
  void whatIsRejectedIsReplacedByTheNextBestEnd() {
    assertThat(insteadOf(COMMANDS.answer(TelnyxPhase.CONNECT))).containsExactly("reject");
    assertThat(insteadOf(COMMANDS.answer(TelnyxPhase.REFUSE))).containsExactly("reject");
    assertThat(insteadOf(COMMANDS.reject())).containsExactly("hangup");
    assertThat(insteadOf(transfer())).containsExactly("speak");
    assertThat(insteadOf(COMMANDS.askWhetherConnected(CALL, Duration.ZERO)))
        .containsExactly("speak");
    assertThat(insteadOf(COMMANDS.speakRefusal(Words.of("No.")))).containsExactly("hangup");
    assertThat(insteadOf(COMMANDS.speakNotReached())).containsExactly("hangup");
    assertThat(insteadOf(COMMANDS.hangUp(TelnyxPhase.REFUSED))).isEmpty();
    assertThat(insteadOf(COMMANDS.startRecording())).as("they talk").isEmpty();
  }

  /** The answer's reply may have been lost, and the call be in full swing. */
  @Test
  void anAnswerThatMayHaveBeenTakenIsNeverFollowedByAHangup() {
    assertThat(chain(COMMANDS.answer(TelnyxPhase.CONNECT)))
        .extracting(CarrierCommand::action)
        .containsExactly("answer", "reject");
  }

  @Test
  void replacementsEnd() {
    List<CarrierCommand> first =
        List.of(
            COMMANDS.answer(TelnyxPhase.CONNECT),
            COMMANDS.reject(),
            transfer(),
            COMMANDS.speakRefusal(Words.of("No.")),
            COMMANDS.hangUpInsteadOfTransfer());
    assertThat(first).allSatisfy(command -> assertThat(chain(command)).hasSizeLessThan(5));
  }

  /** Otherwise the replacement would be taken for a repetition of what was rejected. */
  @Test
  void aReplacementHasAnIdOfItsOwn() {
    for (CarrierCommand command :
        List.of(
            COMMANDS.answer(TelnyxPhase.CONNECT),
            COMMANDS.reject(),
            transfer(),
            COMMANDS.speakNotReached())) {
      assertThat(telnyx.instead(command)).noneMatch(next -> next.id().equals(command.id()));
    }
  }

  /** Everything that is owed when each command in turn is rejected, repetitions left out. */
  private List<CarrierCommand> chain(CarrierCommand first) {
    List<CarrierCommand> chain = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Deque<CarrierCommand> owed = new ArrayDeque<>(List.of(first));
    while (!owed.isEmpty()) {
      CarrierCommand next = owed.poll();
      if (seen.add(next.id())) {
        chain.add(next);
        owed.addAll(telnyx.instead(next));
      }
    }
    return chain;
  }

  private static CarrierCommand transfer() {
    return COMMANDS.transfer((Connect) Events.connect(), false);
  }

  private List<String> insteadOf(CarrierCommand command) {
    return telnyx.instead(command).stream().map(CarrierCommand::action).toList();
  }

  private CommandOutcome judge(int status, String body) {
    return telnyx.judge(COMMANDS.reject(), HttpReply.text(status, "application/json", body));
  }
}
