package io.bauta.carrier.vobiz;

import io.bauta.call.CallFact;
import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.LegEnded;
import io.bauta.call.CarrierCallId;
import io.bauta.call.HangUp;
import io.bauta.call.Leg;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.MalformedWebhookException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads what becomes of the leg to the destination: events while it rings and lasts, one result
 * when it is over. They come in any order, and some not at all.
 *
 * <p>Source: www.vobiz.ai/docs/xml/dial/dial-status-reporting.
 */
final class VobizDial {

  /** The field that says which event of a Dial it is: answer, connected, digits, hangup. */
  static final String STEP = "DialAction";

  private static final String ANSWERED_KEY = "answered";

  // Both tell the same end, the first in more detail. A call takes the one whose key sorts first.
  private static final String HANGUP_KEY = "dial-hangup";
  private static final String RESULT_KEY = "dial-result";

  private VobizDial() {}

  /**
   * An event of a Dial.
   *
   * <p>The destination counts as having answered when it is connected with the caller, not when it
   * picks up: talk time and talk limit begin there, and who picks up a moment after the caller gave
   * up has talked to nobody.
   *
   * <p>One number answers, so there is one answer and one end that says anything, and their keys
   * need no leg. Where several are rung, the end of one who did not talk is not the end: the others
   * may ring on, and the result says how it came out.
   */
  static CarrierMessage event(VobizFields fields, CarrierCallId call, boolean oneOfSeveral)
      throws MalformedWebhookException {
    String step = fields.get(STEP).orElse(fields.text(VobizFields.EVENT));
    return switch (step) {
      case "connected", "DialConnected" -> new Tells(call, List.of(new Answered(ANSWERED_KEY)));
      case "hangup", "DialHangup" -> {
        LegEnded ended = hangup(fields);
        boolean talked = ended.talkTime().filter(Duration::isPositive).isPresent();
        yield talked || !oneOfSeveral
            ? new Tells(call, withBill(ended, fields))
            : Vobiz.irrelevant(fields);
      }
      default -> Vobiz.irrelevant(fields);
    };
  }

  private static List<CallFact> withBill(LegEnded ended, VobizFields fields)
      throws MalformedWebhookException {
    return VobizBill.ofDestination(fields)
        .map(bill -> List.<CallFact>of(ended, bill))
        .orElse(List.of(ended));
  }

  private static LegEnded hangup(VobizFields fields) throws MalformedWebhookException {
    return new LegEnded(
        HANGUP_KEY,
        Leg.OUTBOUND,
        VobizCauses.ofDestination(fields),
        VobizTimes.ofDestination(fields));
  }

  /**
   * The result of a Dial, told by DialStatus whatever the event is called.
   *
   * <p>{@code completed} alone is no proof of an answer: it was seen while the call still rang.
   * With a leg that was bridged it is one, also when the event about it was lost.
   *
   * @param moreFollow whether another number is rung unless this one answered or the caller gave up
   */
  static CarrierMessage result(VobizFields fields, CarrierCallId call, boolean moreFollow)
      throws MalformedWebhookException {
    String status =
        fields
            .get(VobizFields.DIAL_STATUS)
            .orElseThrow(
                () ->
                    new MalformedWebhookException(
                        "DialStatus is missing or blank: expected how the Dial came out"));
    boolean completed = status.equals("completed");
    boolean unproven = completed && fields.get(VobizFields.DIAL_B_LEG_UUID).isEmpty();
    if (unproven || (moreFollow && !completed && !status.equals("cancel"))) {
      return Vobiz.irrelevant(fields);
    }
    LegEnded ended = ended(VobizCauses.ofResult(status, fields));
    return new Tells(call, completed ? List.of(new Answered(ANSWERED_KEY), ended) : List.of(ended));
  }

  private static LegEnded ended(HangUp hangUp) {
    return new LegEnded(RESULT_KEY, Leg.OUTBOUND, hangUp, Optional.empty());
  }
}
