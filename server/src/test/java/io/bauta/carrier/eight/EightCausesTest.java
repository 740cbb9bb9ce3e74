package io.bauta.carrier.eight;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EightCausesTest {

  @ParameterizedTest
  @CsvSource({
    "-2001, TEMPORARY_FAILURE",
    "-2002, NETWORK_OUT_OF_ORDER",
    "-2003, ANSWER_FAULT",
    "-2004, OUTGOING_CALLS_BARRED",
    "-2005, ANSWER_FAULT",
    "-2006, ANSWER_FAULT",
    "-2007, RECOVERY_ON_TIMER_EXPIRE",
    "-2008, ACCOUNT_FAULT",
    "-2009, ANSWER_FAULT",
    "-2010, NO_CIRCUIT_AVAILABLE",
    "-9999, UNKNOWN",
    "-1001, ANSWER_FAULT",
    "-1002, ANSWER_FAULT",
    "-1004, UNKNOWN",
    "-1007, ANSWER_FAULT",
    "-1009, ANSWER_FAULT",
    "-1010, ANSWER_FAULT",
    "-1011, ANSWER_FAULT",
    "-1012, ANSWER_FAULT",
    "-1014, ACCOUNT_FAULT",
    "-1016, ANSWER_FAULT",
    "-1017, INVALID_NUMBER_FORMAT",
    "-4711, UNKNOWN",
  })
  void everyCodeHasACause(String code, HangupCause cause) {
    HangUp hangUp = EightCauses.ofDestination(leg("ERROR"), Optional.of(code));

    assertThat(hangUp).isEqualTo(new HangUp(cause, code, HangupSource.CARRIER));
    assertThat(EightCauses.ofDestination(leg("FAILED"), Optional.of(code))).isEqualTo(hangUp);
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETED, NORMAL_CLEARING, UNKNOWN",
    "NO_ANSWER, NO_ANSWER, UNKNOWN",
    "NO ANSWER, NO_ANSWER, UNKNOWN",
    "no-answer, NO_ANSWER, UNKNOWN",
    "NOANSWER, NO_ANSWER, UNKNOWN",
    "BUSY, USER_BUSY, UNKNOWN",
    "CANCELED, ORIGINATOR_CANCEL, CALLER",
    "CANCELLED, ORIGINATOR_CANCEL, CALLER",
    "Cancelled, ORIGINATOR_CANCEL, CALLER",
    "FAILED, UNKNOWN, UNKNOWN",
    "ERROR, UNKNOWN, CARRIER",
    "COMPLETED_UNSUBSCRIBED, UNKNOWN, UNKNOWN",
    "'', UNKNOWN, UNKNOWN",
  })
  void everySpellingOfAStatusHasACause(String status, HangupCause cause, HangupSource source) {
    assertThat(EightCauses.ofCaller(status, false, Optional.empty()))
        .isEqualTo(new HangUp(cause, status, source));
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMPLETED", "BUSY", "NO_ANSWER", "CANCELED"})
  void aCodeCountsOnlyWhereSomethingFailed(String status) {
    HangUp hangUp = EightCauses.ofDestination(leg(status), Optional.of("-2008"));

    assertThat(hangUp).isEqualTo(EightCauses.ofDestination(leg(status), Optional.empty()));
  }

  private static EightLeg leg(String status) {
    return new EightLeg(
        true, status, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
