package io.bauta.carrier.vobiz;

import io.bauta.call.CallFact.CallEnded;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.MalformedWebhookException;
import java.util.List;

/** Reads the end of a call, which Vobiz tells once for the caller's leg. */
final class VobizHangup {

  private static final String KEY = "hangup";

  private VobizHangup() {}

  static Tells read(VobizFields fields) throws MalformedWebhookException {
    return new Tells(
        fields.requireCall(),
        List.of(new CallEnded(KEY, VobizCauses.ofCall(fields), VobizTimes.ofCall(fields))));
  }
}
