package io.bauta.api;

import io.bauta.routing.Trace;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was looked at on the way to a decision, in JSON. */
final class StepJson {

  private StepJson() {}

  static ArrayNode of(List<Trace.Step> steps) {
    ArrayNode json = Json.object().arrayNode();
    for (Trace.Step step : steps) {
      ObjectNode node = json.addObject();
      node.put("check", step.check());
      node.put("passed", step.passed());
      node.put("detail", step.detail());
    }
    return json;
  }
}
