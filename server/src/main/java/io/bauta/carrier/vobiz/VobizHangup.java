package io.bauta.carrier.vobiz;

import io.bauta.call.CallFact;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.MalformedWebhookException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the end of a call, which Vobiz tells once for the caller's leg. */
final class VobizHangup {

  private static final String KEY = "hangup";

  private VobizHangup() {}

  /**
   * The end of a call. One that names no call can be put into no record; it is taken all the same,
   * because sending it again would not help.
   */
  static CarrierMessage read(VobizFields fields) throws MalformedWebhookException {
    Optional<CarrierCallId> call = fields.call(VobizFields.CALL_UUID);
    if (call.isEmpty()) {
      return Vobiz.irrelevant(fields);
    }
    List<CallFact> facts = new ArrayList<>(2);
    facts.add(new CallEnded(KEY, VobizCauses.ofCall(fields), VobizTimes.ofCall(fields)));
    VobizBill.ofCaller(fields).ifPresent(facts::add);
    return new Tells(call.get(), facts);
  }
}
