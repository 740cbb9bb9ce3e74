package io.bauta.api;

import io.bauta.carrier.CarrierAccount;
import io.bauta.edge.CallLedger;
import io.bauta.number.HomeRegion;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.Router;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.Trace;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What would happen to a call, or would have, and why: the router's own code path. */
public final class ExplainApi {

  private final Router router;
  private final CallLedger ledger;
  private final Accounts accounts;
  private final Clock clock;

  public ExplainApi(Router router, CallLedger ledger, Accounts accounts, Clock clock) {
    this.router = router;
    this.ledger = ledger;
    this.accounts = accounts;
    this.clock = clock;
  }

  ApiReply explain(ApiRequest request) {
    Fields fields = Fields.of(request, Set.of("carrier_account", "from", "to", "digits", "at"));
    CarrierAccount account = accounts.required(fields, "carrier_account");
    HomeRegion region = account.homeRegion();
    String from = fields.optionalText("from", HomeRegion.TEXT_LENGTH_MAX).orElse("");
    String to = fields.text("to", HomeRegion.TEXT_LENGTH_MAX);
    IncomingCall call =
        new IncomingCall(
            account.name(),
            region
                .parse(to)
                .orElseThrow(() -> fields.invalid("invalid_number", "to", Fields.NUMBER_EXPECTED)),
            region.parseCaller(from),
            fields.optionalText("digits", HomeRegion.TEXT_LENGTH_MAX));
    Optional<Instant> at = fields.optionalInstant("at");
    Trace.Recorded trace = Trace.recording();
    at.ifPresent(
        instant ->
            trace.step(
                "as_of",
                true,
                "as of %s, by the sessions, rules and calls that are known now",
                instant));
    RoutingDecision decision =
        router.explain(
            call, at.orElseGet(clock::instant), ledger.watching(), request.scope(), trace);
    ObjectNode json = DecisionJson.of(decision);
    json.set("steps", StepJson.of(trace.steps()));
    return ApiReply.ok(json);
  }
}
