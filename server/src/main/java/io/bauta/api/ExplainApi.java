package io.bauta.api;

import io.bauta.carrier.CarrierAccount;
import io.bauta.number.HomeRegion;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.Router;
import io.bauta.routing.Trace;
import java.time.Clock;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What would happen to a call, and why: the router's own code path, without a call. */
public final class ExplainApi {

  private final Router router;
  private final Accounts accounts;
  private final Clock clock;

  public ExplainApi(Router router, Accounts accounts, Clock clock) {
    this.router = router;
    this.accounts = accounts;
    this.clock = clock;
  }

  ApiReply explain(ApiRequest request) {
    Fields fields = Fields.of(request, Set.of("carrier_account", "from", "to", "digits"));
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
    Trace.Recorded trace = Trace.recording();
    ObjectNode json = DecisionJson.of(router.route(call, clock.instant(), trace));
    json.set("steps", Json.array(trace.steps().stream().map(ExplainApi::step).toList()));
    return ApiReply.ok(json);
  }

  private static ObjectNode step(Trace.Step step) {
    ObjectNode json = Json.object();
    json.put("check", step.check());
    json.put("passed", step.passed());
    json.put("detail", step.detail());
    return json;
  }
}
