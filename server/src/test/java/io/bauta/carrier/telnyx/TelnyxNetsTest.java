package io.bauta.carrier.telnyx;

import static io.bauta.carrier.telnyx.Events.challenge;
import static io.bauta.carrier.telnyx.Events.connect;
import static io.bauta.carrier.telnyx.Events.connectRecorded;
import static io.bauta.carrier.telnyx.Events.ofCaller;
import static io.bauta.carrier.telnyx.Events.ofDestination;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierCommand.When;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.CommandOutcome;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.Webhook;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.speech.Words;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done when Telnyx never tells what came of a command. */
class TelnyxNetsTest {

  private static final TelnyxCommands COMMANDS = new TelnyxCommands(Events.CALLER_LEG);
  private static final CarrierCallId CALL = new CarrierCallId(Events.SESSION);
  private static final CarrierCommand TRANSFER = COMMANDS.transfer((Connect) connect(), false);

  private final Telnyx telnyx = new Telnyx();

  @Test
  void anAnswerThatIsNeverToldEndsTheCallAndWhatFollowsFromItTakesTheNetsPlace() {
    for (TelnyxPhase phase :
        List.of(TelnyxPhase.CONNECT, TelnyxPhase.REFUSE, TelnyxPhase.CHALLENGE)) {
      CarrierCommand net = netBelow(COMMANDS.answer(phase));
      assertThat(net.action()).isEqualTo("hangup");
      assertThat(net.delay()).isEqualTo(ofSeconds(10));
      assertThat(net.when()).isEqualTo(When.WHILE_UNANSWERED);
      assertThat(net.id())
          .isEqualTo(TRANSFER.id())
          .isEqualTo(COMMANDS.gather((Challenge) challenge()).id())
          .isEqualTo(COMMANDS.speakRefusal(Words.of("No.")).id())
          .isEqualTo(COMMANDS.hangUpInsteadOfTransfer().id());
    }
  }

  @Test
  void digitsThatAreNeverToldEndTheCallAndWhatFollowsFromThemTakesTheNetsPlace() {
    CarrierCommand first = COMMANDS.gather((Challenge) challenge());
    CarrierCommand net = netBelow(first);
    assertThat(net.action()).isEqualTo("hangup");
    // Two seconds for the words, thirty for the digits, and the words again if they do not count.
    assertThat(net.delay()).isEqualTo(ofSeconds(2 + 30 + 2 + 10));
    assertThat(net.when()).isEqualTo(When.WHILE_UNANSWERED);
    TelnyxCommands afterwards = new TelnyxCommands(Events.CALLER_LEG, 1);
    assertThat(net.id())
        .isNotEqualTo(first.id())
        .isEqualTo(afterwards.transfer((Connect) connect(), false).id())
        .isEqualTo(afterwards.gather((Challenge) challenge()).id());
  }

  @Test
  void aNoticeWhoseEndIsNeverToldEndsTheCallAndWhatFollowsFromItTakesTheNetsPlace() {
    for (int asked : List.of(0, 2)) {
      TelnyxCommands before = new TelnyxCommands(Events.CALLER_LEG, asked);
      CarrierCommand notice = before.speakNotice(Words.of("This call is recorded."));
      CarrierCommand net = netBelow(notice);
      assertThat(net.action()).isEqualTo("hangup");
      // Three seconds for the words.
      assertThat(net.delay()).isEqualTo(ofSeconds(3 + 10));
      assertThat(net.when()).isEqualTo(When.WHILE_UNANSWERED);
      assertThat(phase(net)).isEqualTo(TelnyxPhase.UNREACHED);
      assertThat(net.id())
          .isNotEqualTo(notice.id())
          .isEqualTo(before.afterNotice().transfer((Connect) connect(), false).id())
          .isEqualTo(before.afterNotice().gather((Challenge) challenge()).id())
          .isEqualTo(before.afterNotice().speakRefusal(Words.of("No.")).id())
          .isEqualTo(before.afterNotice().hangUpInsteadOfTransfer().id());
      assertThat(netBelow(before.afterNotice().speakNotice(Words.of("Again."))).id())
          .isEqualTo(net.id());
    }
  }

  @Test
  void aNoticeThatTelnyxRejectsConnectsNobody() {
    CarrierCommand notice = COMMANDS.speakNotice(Words.of("This call is recorded."));
    assertThat(telnyx.instead(notice)).containsExactly(COMMANDS.hangUp(TelnyxPhase.UNREACHED));
  }

  @Test
  void aRingingOfWhichTheEndIsNeverToldIsAskedAboutSomeTimeAfterIt() {
    CarrierCommand net = netBelow(TRANSFER);
    assertThat(net.delay()).isEqualTo(ofSeconds(25 + 10));
    assertThat(net.when()).isEqualTo(When.WHILE_UNANSWERED);
    CarrierRequest request = telnyx.request(net, Events.account());
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.url())
        .isEqualTo(
            "https://api.telnyx.com/v2/call_events?filter%%5Bapplication_session_id%%5D=%s"
                    .formatted(Events.SESSION)
                + "&page%5Bsize%5D=100");
    assertThat(request.body()).isEmpty();
  }

  @Test
  void wordsOfWhichTheEndIsNeverToldAreFollowedByTheEnd() {
    CarrierCommand refused = netBelow(COMMANDS.speakRefusal(Words.of("No.")));
    CarrierCommand unreached = netBelow(COMMANDS.speakNotReached());
    assertThat(List.of(refused, unreached))
        .allSatisfy(
            net -> {
              assertThat(net.action()).isEqualTo("hangup");
              assertThat(net.delay()).isEqualTo(TelnyxCommands.WORDS_MAX);
              assertThat(net.when()).isEqualTo(When.ALWAYS);
              assertThat(net.id()).isEqualTo(COMMANDS.hangUp(TelnyxPhase.REFUSED).id());
            });
    assertThat(phase(refused)).isEqualTo(TelnyxPhase.REFUSED);
    assertThat(phase(unreached)).isEqualTo(TelnyxPhase.UNREACHED);
  }

  /** They talk though nobody told so: better late than not at all. */
  @Test
  void aTalkOfWhichTelnyxTellsOnlyWhenAskedIsRecordedFromThenOn() {
    CarrierCommand transfer = COMMANDS.transfer((Connect) connectRecorded(), false);
    CarrierCommand ask = netBelow(transfer);
    assertThat(netBelow(ask)).isEqualTo(COMMANDS.startRecording());
    assertThat(telnyx.nets(netBelow(TRANSFER), CALL)).as("nobody wanted it recorded").isEmpty();
    assertThat(telnyx.request(ask, Events.account()).url())
        .isEqualTo(telnyx.request(netBelow(TRANSFER), Events.account()).url());
  }

  private static TelnyxPhase phase(CarrierCommand command) {
    return TelnyxState.decode(Events.text(command, "client_state")).orElseThrow().phase();
  }

  @Test
  void thereIsNoNetBelowAnEnd() {
    for (CarrierCommand command :
        List.of(
            COMMANDS.reject(),
            COMMANDS.hangUp(TelnyxPhase.REFUSED),
            COMMANDS.stopRinging(Events.DESTINATION_LEG),
            COMMANDS.askWhetherConnected(CALL, ofSeconds(1)))) {
      assertThat(telnyx.nets(command, CALL)).as(command.toString()).isEmpty();
    }
  }

  private CarrierCommand netBelow(CarrierCommand taken) {
    List<CarrierCommand> nets = telnyx.nets(taken, CALL);
    assertThat(nets).hasSize(1);
    return nets.getFirst();
  }

  // What Telnyx says when it is asked.

  @Test
  void whoWereConnectedAreLeftAlone() {
    assertThat(judge(200, "call.initiated", "call.answered", "call.bridged"))
        .isEqualTo(CommandOutcome.DONE);
  }

  @Test
  void whoWereNotHearIt() {
    assertThat(judge(200, "call.initiated", "call.answered", "call.hangup"))
        .isEqualTo(CommandOutcome.NOT_SO);
    assertThat(judge(200)).isEqualTo(CommandOutcome.NOT_SO);
    CarrierCommand ask = COMMANDS.askWhetherConnected(CALL, ofSeconds(1));
    assertThat(telnyx.instead(ask)).containsExactly(COMMANDS.speakNotReached());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "[]", "<html>", "{\"data\":{\"result\":\"ok\"}}", "{\"data\":[7]}"})
  void aReplyThatSaysNothingIsANo(String body) {
    assertThat(judge(200, body)).isEqualTo(CommandOutcome.NOT_SO);
  }

  @ParameterizedTest
  @CsvSource({"401, NOT_SO", "403, NOT_SO", "404, NOT_SO", "422, NOT_SO"})
  @CsvSource({"408, RETRY", "429, RETRY", "500, RETRY", "503, RETRY"})
  void aReplyOfAnotherStatusIsANoOrAskedForAgain(int status, CommandOutcome outcome) {
    assertThat(judge(status, "{}")).isEqualTo(outcome);
  }

  private CommandOutcome judge(int status, String body) {
    return telnyx.judge(
        COMMANDS.askWhetherConnected(CALL, ofSeconds(1)),
        HttpReply.text(status, "application/json", body));
  }

  private CommandOutcome judge(int status, String... names) {
    List<Map<String, Object>> events =
        List.of(names).stream()
            .map(name -> Map.<String, Object>of("name", name, "type", "webhook"))
            .toList();
    return judge(status, Events.JSON.writeValueAsString(Map.of("data", events)));
  }

  // The destination's leg.

  @Test
  void theLegThatRingsIsEndedWhenTheCallerIsGone() {
    CarrierCommand stop = only(ofDestination("call.initiated", TRANSFER, Map.of()));
    assertThat(stop.action()).isEqualTo("hangup");
    assertThat(stop.leg()).isEqualTo(Events.DESTINATION_LEG);
    assertThat(stop.when()).isEqualTo(When.ENDED_UNANSWERED);
    assertThat(stop.delay()).isEqualTo(ofSeconds(2));
    assertThat(telnyx.request(stop, Events.account()).url())
        .endsWith("/calls/v3%3Atest-b-leg/actions/hangup");
    assertThat(Events.text(stop, "client_state"))
        .isEqualTo(Events.text(TRANSFER, "target_leg_client_state"));
  }

  @Test
  void aLegOfSomebodyElseIsNotOursToEnd() {
    Webhook outgoing = ofCaller("call.initiated", null, Map.of("direction", "outgoing"));
    assertThat(Events.read(outgoing)).isInstanceOf(Irrelevant.class);
  }

  /** Some networks clear normally what was never answered. */
  @ParameterizedTest
  @ValueSource(strings = {"normal_clearing", "time_limit"})
  void anEndThatMayBeThatOfATalkIsAskedAboutSoon(String cause) {
    CarrierCommand ask =
        only(ofDestination("call.hangup", TRANSFER, Map.of("hangup_cause", cause)));
    assertThat(ask.id()).isEqualTo(netBelow(TRANSFER).id());
    assertThat(ask.delay()).isEqualTo(ofSeconds(3)).isLessThan(netBelow(TRANSFER).delay());
    assertThat(ask.when()).isEqualTo(When.WHILE_UNANSWERED);
  }

  private static CarrierCommand only(Webhook event) {
    List<CarrierCommand> owed = ((Tells) Events.read(event)).owed();
    assertThat(owed).hasSize(1);
    return owed.getFirst();
  }
}
