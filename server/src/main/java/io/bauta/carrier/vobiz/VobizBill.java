package io.bauta.carrier.vobiz;

import io.bauta.call.CallFact.Billed;
import io.bauta.call.Cost;
import io.bauta.call.Leg;
import io.bauta.carrier.MalformedWebhookException;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads what Vobiz charges, which it does for each leg by itself.
 *
 * <p>BillDuration is rounded up to the pulse, and arrived so: 60 for a call of 11 seconds. In which
 * currency TotalCost is, no page and no traffic says.
 */
final class VobizBill {

  private static final String CALLER_KEY = "bill";
  private static final String DESTINATION_KEY = "bill-destination";

  private VobizBill() {}

  /** Of the caller's leg; empty when nothing is said of it. */
  static Optional<Billed> ofCaller(VobizFields fields) throws MalformedWebhookException {
    Optional<Cost> cost =
        fields.get("TotalCost").flatMap(amount -> Cost.parse(amount, Optional.empty()));
    return bill(CALLER_KEY, Leg.INBOUND, VobizTimes.seconds(fields, "BillDuration"), cost);
  }

  /** Of the destination's leg, of which no cost is told. */
  static Optional<Billed> ofDestination(VobizFields fields) throws MalformedWebhookException {
    return bill(
        DESTINATION_KEY,
        Leg.OUTBOUND,
        VobizTimes.seconds(fields, "DialBLegBillDuration"),
        Optional.empty());
  }

  private static Optional<Billed> bill(
      String key, Leg leg, Optional<Duration> time, Optional<Cost> cost) {
    return time.isEmpty() && cost.isEmpty()
        ? Optional.empty()
        : Optional.of(new Billed(key, Optional.of(leg), time, cost));
  }
}
