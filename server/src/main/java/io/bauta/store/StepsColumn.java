package io.bauta.store;

import io.bauta.routing.Trace.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** What was looked at until a call was decided, in one column. Numbers in it are redacted. */
final class StepsColumn {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private StepsColumn() {}

  static Optional<String> write(List<Step> steps) {
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    ArrayNode json = JSON.createArrayNode();
    for (Step step : steps) {
      json.addArray().add(step.check()).add(step.passed()).add(step.detail());
    }
    return Optional.of(json.toString());
  }

  static List<Step> read(Optional<String> column) {
    List<Step> steps = new ArrayList<>();
    if (column.isPresent()) {
      for (JsonNode step : JSON.readTree(column.get())) {
        steps.add(
            new Step(
                step.get(0).stringValue(), step.get(1).booleanValue(), step.get(2).stringValue()));
      }
    }
    return steps;
  }
}
