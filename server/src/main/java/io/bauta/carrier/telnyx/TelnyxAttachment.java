package io.bauta.carrier.telnyx;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Failed;
import io.bauta.carrier.ApiStep.Finished;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.SetupPlan;
import io.bauta.carrier.SetupReport;
import io.bauta.number.ProxyNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Leads numbers to the application, where they do not lead there already.
 *
 * @param application its id
 */
record TelnyxAttachment(String application, CarrierAccount account) {

  /**
   * The next step.
   *
   * @param before what was changed and is left to do so far
   */
  ApiStep<SetupReport> next(SetupPlan plan, SetupReport before, List<HttpReply> replies) {
    return switch (TelnyxPages.of(TelnyxNumbers.PATH, TelnyxNumbers.NAME, account, replies)) {
      case TelnyxPages.More(var request) -> Send.read("list " + TelnyxNumbers.NAME, request);
      case TelnyxPages.Broken(String why) -> new Failed<>(why);
      case TelnyxPages.Whole(var entries, var rest) ->
          attach(plan, byNumber(entries), before, rest);
    };
  }

  private Map<ProxyNumber, JsonNode> byNumber(List<JsonNode> entries) {
    Map<ProxyNumber, JsonNode> numbers = new HashMap<>();
    entries.forEach(
        entry ->
            TelnyxNumbers.proxyNumber(entry, account)
                .ifPresent(number -> numbers.put(number, entry)));
    return numbers;
  }

  private ApiStep<SetupReport> attach(
      SetupPlan plan,
      Map<ProxyNumber, JsonNode> owned,
      SetupReport before,
      List<HttpReply> replies) {
    List<String> changed = new ArrayList<>(before.changed());
    List<String> todo = new ArrayList<>(before.todo());
    int made = 0;
    for (ProxyNumber number : plan.numbers()) {
      Optional<JsonNode> entry = Optional.ofNullable(owned.get(number));
      byHand(number, entry).ifPresent(todo::add);
      if (entry.filter(this::leadsElsewhere).isEmpty()) {
        continue;
      }
      String purpose = "lead %s to the application".formatted(number);
      if (made == replies.size()) {
        return change(purpose, entry.get());
      }
      if (TelnyxReply.body(replies.get(made)).isMissingNode()) {
        return new Failed<>(TelnyxReply.why(purpose, replies.get(made)));
      }
      made++;
      changed.add(purpose);
    }
    return new Finished<>(new SetupReport(changed, todo));
  }

  private boolean leadsElsewhere(JsonNode entry) {
    return !entry.path("connection_id").asString("").equals(application);
  }

  private static Optional<String> byHand(ProxyNumber number, Optional<JsonNode> entry) {
    if (entry.isEmpty()) {
      return Optional.of(
          "%s is not in the account at Telnyx: buy it, or take it out of the pool"
              .formatted(number));
    }
    String state = TelnyxNumbers.state(entry.get());
    return state.equals("active")
        ? Optional.empty()
        : Optional.of("%s is '%s' at Telnyx, not 'active'".formatted(number, state));
  }

  private ApiStep<SetupReport> change(String purpose, JsonNode entry) {
    String path = TelnyxNumbers.PATH + "/" + TelnyxApi.escape(entry.path("id").asString(""));
    String body =
        JsonNodeFactory.instance.objectNode().put("connection_id", application).toString();
    return new Send<>(
        purpose,
        TelnyxApi.request("PATCH", path, Optional.of(body), account),
        true,
        HttpReply.text(200, "application/json", "{\"data\":{}}"));
  }

  /** Redacted: there are credentials in the account's settings. */
  @Override
  public String toString() {
    return "TelnyxAttachment[" + application + "]";
  }
}
