package io.bauta.carrier.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.LegEnded;
import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.routing.RoutingDecision.Connect;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelnyxCausesTest {

  private static final TelnyxCommands COMMANDS = new TelnyxCommands(Events.CALLER_LEG);
  private static final CarrierCommand TRANSFER =
      COMMANDS.transfer((Connect) Events.connect(), false);

  @ParameterizedTest
  @CsvSource({
    "normal_clearing, 200, NORMAL_CLEARING",
    "originator_cancel, 487, ORIGINATOR_CANCEL",
    "timeout, unspecified, NO_ANSWER",
    "timeout, 408, NO_ANSWER",
    "time_limit, unspecified, TALK_LIMIT_REACHED",
    "user_busy, 486, USER_BUSY",
    "call_rejected, 603, CALL_REJECTED",
    "call_rejected, 403, CALL_REJECTED",
    "not_found, 404, UNALLOCATED_NUMBER",
    "not_found, 410, UNALLOCATED_NUMBER",
    "no_answer, 480, NO_ANSWER",
    "unspecified, unspecified, UNKNOWN",
    "unspecified, 200, UNKNOWN",
    "unspecified, 404, UNALLOCATED_NUMBER",
    "unspecified, 600, USER_BUSY",
    "unspecified, 480, NO_USER_RESPONSE",
    "unspecified, 403, CALL_REJECTED",
    "unspecified, 484, INVALID_NUMBER_FORMAT",
    "unspecified, 487, ORIGINATOR_CANCEL",
    "unspecified, 502, NETWORK_OUT_OF_ORDER",
    "unspecified, 500, TEMPORARY_FAILURE",
    "unspecified, 504, RECOVERY_ON_TIMER_EXPIRE",
    "unspecified, 405, SERVICE_UNAVAILABLE",
    "unspecified, 482, LOOP_DETECTED",
    "unspecified, 513, INTERWORKING"
  })
  void wordsAndSipStatusesBecomeOurs(String word, String sip, HangupCause cause) {
    assertThat(destination(word, "unknown", sip).cause()).isEqualTo(cause);
  }

  @ParameterizedTest
  @CsvSource({
    "normal_clearing, callee, DESTINATION",
    "normal_clearing, caller, CALLER",
    "normal_clearing, unknown, UNKNOWN",
    "user_busy, callee, DESTINATION",
    "timeout, caller, BAUTA",
    "time_limit, caller, BAUTA",
    "originator_cancel, unknown, CALLER"
  })
  void onTheDestinationsLegOurSideIsTheCaller(String word, String source, HangupSource ours) {
    assertThat(destination(word, source, "200").source()).isEqualTo(ours);
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECT, caller, NORMAL_CLEARING, CALLER",
    "CONNECT, callee, NORMAL_CLEARING, UNKNOWN",
    "TRANSFERRED, callee, NORMAL_CLEARING, DESTINATION",
    "TRANSFERRED, unknown, NORMAL_CLEARING, UNKNOWN",
    "REFUSE, callee, CALL_REJECTED, BAUTA",
    "REFUSED, unknown, CALL_REJECTED, BAUTA",
    "REFUSED, caller, CALL_REJECTED, CALLER",
    "UNREACHED, callee, ANSWER_FAULT, BAUTA"
  })
  void aCallersLegEndsAsItStood(
      TelnyxPhase phase, String source, HangupCause cause, HangupSource ours) {
    HangUp hangUp = caller(COMMANDS.answer(phase), "normal_clearing", source);
    assertThat(hangUp.cause()).isEqualTo(cause);
    assertThat(hangUp.source()).isEqualTo(ours);
  }

  @Test
  void whatTelnyxSaidIsKeptWhereItIsAWordAndAStatus() {
    assertThat(destination("user_busy", "callee", "486").carrierCause()).isEqualTo("user_busy 486");
    assertThat(destination("time_limit", "callee", "unspecified").carrierCause())
        .isEqualTo("time_limit");
    assertThat(destination("a_word_to_come", "callee", "699").carrierCause())
        .isEqualTo("a_word_to_come 699");
    assertThat(destination("+12025550102", "callee", "12025550102").carrierCause()).isEmpty();
    assertThat(destination("to_12025550102", "callee", "").carrierCause()).isEmpty();
  }

  private static HangUp destination(String word, String source, String sip) {
    Map<String, String> fields =
        Map.of("hangup_cause", word, "hangup_source", source, "sip_hangup_cause", sip);
    Tells tells = (Tells) Events.read(Events.ofDestination("call.hangup", TRANSFER, fields));
    return ((LegEnded) tells.facts().getFirst()).hangUp();
  }

  private static HangUp caller(CarrierCommand last, String word, String source) {
    Map<String, String> fields = Map.of("hangup_cause", word, "hangup_source", source);
    Tells tells = (Tells) Events.read(Events.ofCaller("call.hangup", last, fields));
    return ((CallEnded) tells.facts().getFirst()).hangUp();
  }
}
