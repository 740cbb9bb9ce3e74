package io.bauta.carrier.eight;

import io.bauta.call.CallFact;
import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.LegEnded;
import io.bauta.call.CallFact.Rung;
import io.bauta.call.HangUp;
import io.bauta.call.Leg;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.MalformedWebhookException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the summary of a session, which is told once and is the word on how a call ended.
 *
 * <p>Whether people talked is judged by the outbound leg alone: the status of the session is
 * COMPLETED for a caller who only heard a refusal.
 *
 * <p>Source: developer.8x8.com/connect/docs/voice/number-masking/session-summary.
 */
final class EightSummary {

  // Not the keys of the status events, whose times may be a little different: a call takes the
  // earliest, whichever comes first.
  private static final String RUNG_KEY = "summary-rung";
  private static final String ANSWERED_KEY = "summary-answered";

  private static final String LEG_KEY = "summary-outbound";
  private static final String CALL_KEY = "summary";

  private EightSummary() {}

  static CarrierMessage read(EightFields payload) throws MalformedWebhookException {
    List<EightLeg> legs = legs(payload);
    Optional<EightLeg> outbound = legs.stream().filter(EightLeg::outbound).findFirst();
    Optional<String> code = EightCauses.codeIn(payload.object("errorDetails"));
    List<CallFact> facts = new ArrayList<>();
    outbound
        .flatMap(EightLeg::initiatedAt)
        .ifPresent(at -> facts.add(new Rung(RUNG_KEY, Optional.of(at))));
    outbound
        .filter(EightLeg::connected)
        .ifPresent(leg -> facts.add(new Answered(ANSWERED_KEY, leg.connectedAt())));
    outbound.ifPresent(leg -> facts.add(legEnded(leg, code)));
    facts.add(callEnded(payload, legs, outbound, code));
    return new Tells(payload.requireCall(), facts);
  }

  /** The second one first: of two outbound legs, which are not a masked call, it is the later. */
  private static List<EightLeg> legs(EightFields payload) throws MalformedWebhookException {
    Optional<EightFields> details = payload.object("details");
    Optional<EightFields> second = details.flatMap(legs -> legs.object("callB"));
    Optional<EightFields> first = details.flatMap(legs -> legs.object("callA"));
    List<EightLeg> legs = new ArrayList<>(2);
    if (second.isPresent()) {
      legs.add(EightLeg.of(second.get(), true));
    }
    if (first.isPresent()) {
      legs.add(EightLeg.of(first.get(), false));
    }
    return legs;
  }

  private static LegEnded legEnded(EightLeg leg, Optional<String> code) {
    return new LegEnded(
        LEG_KEY,
        Leg.OUTBOUND,
        EightCauses.ofDestination(leg, code),
        leg.talkTime(),
        leg.disconnectedAt());
  }

  /**
   * The end of the call, in the words of the caller's leg. Where there is no outbound leg the
   * session's words say more: the caller's leg may be completed although the session failed.
   */
  private static CallEnded callEnded(
      EightFields payload, List<EightLeg> legs, Optional<EightLeg> outbound, Optional<String> code)
      throws MalformedWebhookException {
    String session = payload.text("sessionStatus");
    HangUp hangUp;
    if (outbound.isEmpty()) {
      hangUp = EightCauses.ofUnconnected(session, payload.text("lastAction"), code);
    } else {
      Optional<EightLeg> inbound = legs.stream().filter(leg -> !leg.outbound()).findFirst();
      String status = inbound.map(EightLeg::status).filter(s -> !s.isEmpty()).orElse(session);
      hangUp = EightCauses.ofCaller(status, outbound.get().connected(), code);
    }
    Optional<Duration> nobodyTalked =
        legs.isEmpty() ? Optional.empty() : Optional.of(Duration.ZERO);
    return new CallEnded(
        CALL_KEY,
        hangUp,
        outbound.isPresent() ? outbound.get().talkTime() : nobodyTalked,
        payload.time("endTime"));
  }
}
