package io.bauta.call;

/**
 * Why a leg or a call ended, in the words of ITU-T Q.850, with its number where it has one. A
 * carrier's own code is kept beside it, always.
 */
public enum HangupCause {
  UNALLOCATED_NUMBER(1),
  NORMAL_CLEARING(16),
  USER_BUSY(17),
  NO_USER_RESPONSE(18),
  NO_ANSWER(19),
  SUBSCRIBER_ABSENT(20),
  CALL_REJECTED(21),
  DESTINATION_OUT_OF_ORDER(27),
  INVALID_NUMBER_FORMAT(28),
  NORMAL_UNSPECIFIED(31),
  NO_CIRCUIT_AVAILABLE(34),
  NETWORK_OUT_OF_ORDER(38),
  TEMPORARY_FAILURE(41),
  SWITCH_CONGESTION(42),
  OUTGOING_CALLS_BARRED(52),
  BEARER_CAPABILITY_NOT_AUTHORIZED(57),
  SERVICE_UNAVAILABLE(63),
  RECOVERY_ON_TIMER_EXPIRE(102),
  PROTOCOL_ERROR(111),
  INTERWORKING(127),
  /** The caller gave up while it rang. Not in Q.850, and said by every carrier. */
  ORIGINATOR_CANCEL(0),
  /** Our talk limit, or the carrier's, was reached. Not in Q.850. */
  TALK_LIMIT_REACHED(0),
  /** Audio stopped arriving. Not in Q.850. */
  MEDIA_TIMEOUT(0),
  /** Another leg of the same ringing group was answered first. Not in Q.850. */
  LOSE_RACE(0),
  /** The call would have come back to where it started. */
  LOOP_DETECTED(25),
  /** Our answer could not be fetched or understood: look at this server first. Not in Q.850. */
  ANSWER_FAULT(0),
  /** The carrier account may not do this: money, limits, numbers. Not in Q.850. */
  ACCOUNT_FAULT(0),
  /** A code that we do not know; the carrier's own stands beside it. */
  UNKNOWN(0);

  private final int q850;

  HangupCause(int q850) {
    this.q850 = q850;
  }

  /** The number in Q.850, or 0 for a cause that is not in it. */
  public int q850() {
    return q850;
  }
}
