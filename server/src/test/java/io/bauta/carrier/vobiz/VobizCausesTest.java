package io.bauta.carrier.vobiz;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.carrier.MalformedWebhookException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VobizCausesTest {

  @ParameterizedTest
  @CsvSource({
    "0, UNKNOWN",
    "1000, ORIGINATOR_CANCEL",
    "1010, ACCOUNT_FAULT",
    "1020, ACCOUNT_FAULT",
    "2000, INVALID_NUMBER_FORMAT",
    "2010, DESTINATION_OUT_OF_ORDER",
    "2020, SUBSCRIBER_ABSENT",
    "2030, OUTGOING_CALLS_BARRED",
    "2040, OUTGOING_CALLS_BARRED",
    "2050, OUTGOING_CALLS_BARRED",
    "2060, LOOP_DETECTED",
    "2070, ACCOUNT_FAULT",
    "3000, NO_ANSWER",
    "3010, USER_BUSY",
    "3020, CALL_REJECTED",
    "3030, ACCOUNT_FAULT",
    "3040, CALL_REJECTED",
    "3050, UNALLOCATED_NUMBER",
    "3070, RECOVERY_ON_TIMER_EXPIRE",
    "3080, TEMPORARY_FAILURE",
    "3090, SWITCH_CONGESTION",
    "3100, USER_BUSY",
    "3110, CALL_REJECTED",
    "3120, UNALLOCATED_NUMBER",
    "3130, ACCOUNT_FAULT",
    "3140, ACCOUNT_FAULT",
    "4000, NORMAL_CLEARING",
    "4010, NORMAL_CLEARING",
    "4020, NORMAL_CLEARING",
    "4030, NORMAL_CLEARING",
    "5000, NETWORK_OUT_OF_ORDER",
    "5010, TEMPORARY_FAILURE",
    "5020, NETWORK_OUT_OF_ORDER",
    "5030, ACCOUNT_FAULT",
    "6000, TALK_LIMIT_REACHED",
    "6010, NO_ANSWER",
    "6020, MEDIA_TIMEOUT",
    "7011, ANSWER_FAULT",
    "7012, ANSWER_FAULT",
    "7013, ANSWER_FAULT",
    "7014, ANSWER_FAULT",
    "7022, ANSWER_FAULT",
    "7023, ANSWER_FAULT",
    "7024, ANSWER_FAULT",
    "7032, ANSWER_FAULT",
    "7033, ANSWER_FAULT",
    "7034, ANSWER_FAULT",
    "8011, ANSWER_FAULT",
    "8012, ANSWER_FAULT",
    "8013, ANSWER_FAULT",
    "8014, ANSWER_FAULT",
    "9000, LOSE_RACE",
    "9100, NORMAL_UNSPECIFIED",
    "9110, NO_USER_RESPONSE",
    "4711, UNKNOWN",
    "'', UNKNOWN",
  })
  void everyCodeHasACause(String code, HangupCause cause) throws MalformedWebhookException {
    HangUp hangUp = ofCall(Map.of("HangupCauseCode", code, "CallStatus", "failed"));

    assertThat(hangUp.cause()).isEqualTo(cause);
    assertThat(hangUp.carrierCause()).isEqualTo(code.isEmpty() ? "failed" : code);
  }

  @ParameterizedTest
  @CsvSource({
    "NORMAL_CLEARING, NORMAL_CLEARING",
    "USER_BUSY, USER_BUSY",
    "NO_ANSWER, NO_ANSWER",
    "ORIGINATOR_CANCEL, ORIGINATOR_CANCEL",
    "CALL_REJECTED, CALL_REJECTED",
    "REJECTED, CALL_REJECTED",
    "INVALID_NUMBER, INVALID_NUMBER_FORMAT",
    "UNALLOCATED_NUMBER, UNALLOCATED_NUMBER",
    "SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE",
    "SERVER_ERROR, TEMPORARY_FAILURE",
    "MEDIA_TIMEOUT, MEDIA_TIMEOUT",
    "PROTOCOL_ERROR, PROTOCOL_ERROR",
    "NETWORK_OUT_OF_ORDER, NETWORK_OUT_OF_ORDER",
    "DESTINATION_OUT_OF_ORDER, DESTINATION_OUT_OF_ORDER",
    "NORMAL_TEMPORARY_FAILURE, TEMPORARY_FAILURE",
    "SWITCH_CONGESTION, SWITCH_CONGESTION",
    "LOSE_RACE, LOSE_RACE",
    "UNKNOWN, UNKNOWN",
    "SOMETHING_NEW, UNKNOWN",
  })
  void withoutAKnownCodeTheWordCounts(String word, HangupCause cause)
      throws MalformedWebhookException {
    assertThat(ofCall(Map.of("HangupCause", word)).cause()).isEqualTo(cause);
    assertThat(ofCall(Map.of("HangupCauseCode", "0", "HangupCause", word)).cause())
        .isEqualTo(cause);
    assertThat(ofCall(Map.of("HangupCauseCode", "4711", "HangupCause", word)).cause())
        .isEqualTo(cause);
  }

  @ParameterizedTest
  @CsvSource({
    "Caller, CALLER",
    "Call recipient, DESTINATION",
    "Callee, DESTINATION",
    "Vobiz, CARRIER",
    "Carrier, CARRIER",
    "Error, CARRIER",
    "API Request, BAUTA",
    "Answer XML, BAUTA",
    "Unknown, UNKNOWN",
    "Somebody, UNKNOWN",
    "'', UNKNOWN",
  })
  void everySourceIsSomebody(String name, HangupSource source) throws MalformedWebhookException {
    assertThat(ofCall(Map.of("HangupSource", name)).source()).isEqualTo(source);
  }

  @Test
  void codeAndNameAreKeptAsSent() throws MalformedWebhookException {
    HangUp hangUp =
        ofCall(
            Map.of(
                "HangupCauseCode",
                "3010",
                "HangupCauseName",
                "Busy Line",
                "HangupCause",
                "USER_BUSY"));

    assertThat(hangUp.carrierCause()).isEqualTo("3010 Busy Line");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+918888800002",
        "918888800002",
        "88888 00002",
        "called 8 8 8 8 8 0 0 0 0 2",
        "sip:alice@example.com",
        "<b>busy</b>",
      })
  void whatCouldBeANumberIsNotKept(String name) throws MalformedWebhookException {
    assertThat(
            ofCall(
                    Map.of(
                        "HangupCauseCode", name,
                        "HangupCauseName", name,
                        "HangupCause", name))
                .carrierCause())
        .isEmpty();
  }

  @Test
  void aLongNameIsCut() throws MalformedWebhookException {
    HangUp hangUp = ofCall(Map.of("HangupCauseCode", "4711", "HangupCauseName", "x".repeat(500)));

    assertThat(hangUp.carrierCause()).hasSize(HangUp.CARRIER_CAUSE_LENGTH_MAX);
  }

  private static HangUp ofCall(Map<String, String> fields) throws MalformedWebhookException {
    return VobizCauses.ofCall(VobizFields.of(Requests.post("hangup", fields)));
  }
}
