package io.bauta.simulator.alohaa;

import io.bauta.simulator.CallStatus;
import java.time.Duration;

/**
 * How a call ended.
 *
 * @param status as people would say
 * @param hangupCause in the words of Alohaa's other webhooks
 */
record CallEnd(CallStatus status, String hangupCause, Duration ring, Duration talk) {

  static final String CALLER_HUNG_UP = "initiator_disconnected";
  static final String RECEIVER_HUNG_UP = "receiver_disconnected";
  static final String NETWORK = "network_error";

  static CallEnd unanswered(CallStatus status, String hangupCause, Duration ring) {
    return new CallEnd(status, hangupCause, ring, Duration.ZERO);
  }

  boolean isAnswered() {
    return status == CallStatus.COMPLETED;
  }
}
