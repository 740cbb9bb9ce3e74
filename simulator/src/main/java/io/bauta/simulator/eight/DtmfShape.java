package io.bauta.simulator.eight;

import io.bauta.simulator.StrictJson;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A way in which captured digits have been sent; all three are about. */
public enum DtmfShape {
  /** {@code eventData.dtmf}, as in the current pages; {@code eventData} is null without digits. */
  NESTED("ACTION_COMPLETED") {
    @Override
    void write(ObjectNode payload, Optional<String> digits) {
      if (digits.isEmpty()) {
        payload.putNull("eventData");
      }
      digits.ifPresent(keys -> payload.set("eventData", StrictJson.object().put("dtmf", keys)));
    }
  },
  /** {@code eventData} as text, as in a published integration; missing without digits. */
  TEXT("ACTION_COMPLETED") {
    @Override
    void write(ObjectNode payload, Optional<String> digits) {
      digits.ifPresent(keys -> payload.put("eventData", keys));
    }
  },
  /** {@code dtmf} under a status of its own, as in older pages; null without digits. */
  LEGACY("DTMF_RECEIVED") {
    @Override
    void write(ObjectNode payload, Optional<String> digits) {
      payload.put("dtmf", digits.orElse(null));
    }
  };

  private final String callStatus;

  DtmfShape(String callStatus) {
    this.callStatus = callStatus;
  }

  /** The call status of a VCA that follows a capture. */
  String callStatus() {
    return callStatus;
  }

  abstract void write(ObjectNode payload, Optional<String> digits);
}
