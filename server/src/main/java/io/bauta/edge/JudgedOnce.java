package io.bauta.edge;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.RoutingRequest;
import io.bauta.routing.CallTally;
import io.bauta.routing.Desk;
import io.bauta.routing.Router;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.Trace;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets what a caller entered be judged once, however often a carrier tells it: a wrong code that is
 * told three times is one wrong code, and the call goes on in one way.
 *
 * <p>What was decided is remembered, but for a connection: that is looked for again, so that nobody
 * is connected whose session ended in between. Bounded, and empty after a restart.
 */
final class JudgedOnce {

  /** Askings whose decision is remembered. A call takes one for each time that it is asked. */
  static final int ASKINGS_MAX = 100_000;

  private final Askings askings = new Askings();

  private record Asking(String account, String carrierCall, int asked) {}

  /** Who judges holds it, so that the same told at the same moment waits. */
  private static final class Judgement {
    private @Nullable RoutingDecision decision;
  }

  /** Oldest first. */
  private static final class Askings extends LinkedHashMap<Asking, Judgement> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Asking, Judgement> eldest) {
      return size() > ASKINGS_MAX;
    }
  }

  /** What {@code router} decides about {@code request}, or has decided. */
  RoutingDecision decide(
      CarrierAccount account,
      RoutingRequest request,
      Router router,
      Instant now,
      CallTally tally,
      Desk desk,
      Trace trace) {
    if (request.asked() == 0 || request.call().isEmpty()) {
      return router.route(request.incoming(), now, tally, desk, trace);
    }
    Judgement judgement =
        judgement(new Asking(account.name(), request.call().get().text(), request.asked()));
    synchronized (judgement) {
      RoutingDecision first = judgement.decision;
      if (first == null) {
        first = router.route(request.incoming(), now, tally, desk, trace);
        judgement.decision = first;
        return first;
      }
      return switch (first) {
        case Connect _ -> router.explain(request.incoming(), now, tally, trace);
        case Refuse _, Challenge _ -> first;
      };
    }
  }

  private Judgement judgement(Asking asking) {
    synchronized (askings) {
      return askings.computeIfAbsent(asking, _ -> new Judgement());
    }
  }
}
