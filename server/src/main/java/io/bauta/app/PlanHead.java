package io.bauta.app;

import io.bauta.plan.PlanWords;
import java.time.Duration;
import java.time.Instant;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** What a server's plan says of its pool, in sentences. */
final class PlanHead {

  private PlanHead() {}

  static String of(JsonNode answer) {
    StringJoiner lines =
        new StringJoiner(System.lineSeparator(), "", System.lineSeparator().repeat(2));
    JsonNode held = answer.path("held");
    lines.add(
        "Pool %s lends %s, mode %s"
            .formatted(
                answer.path("name").asString(""),
                numbers(answer.path("numbers").asInt()),
                answer.path("mode").asString("")));
    lines.add(
        held.path("people").asInt() == 0
            ? "Nobody holds any now"
            : "%s people hold some now; the busiest holds %s, and %s are left for them%s"
                .formatted(
                    PlanWords.count(held.path("people").asInt()),
                    PlanWords.count(held.path("most").asInt()),
                    PlanWords.count(held.path("head_room").asInt()),
                    held.path("whole").asBoolean() ? "" : " (not all were looked at)"));
    JsonNode measured = answer.path("measured");
    lines.add(
        measured.isObject() ? measured(measured) : "Nothing was opened in the time looked at");
    return lines.toString();
  }

  private static String measured(JsonNode measured) {
    Duration window =
        Duration.between(
            Instant.parse(measured.path("since").asString("")),
            Instant.parse(measured.path("until").asString("")));
    return "Measured over %s%s: %s sessions, %s an hour; in the busiest stretch %s an hour"
        .formatted(
            PlanWords.duration(window),
            measured.path("whole").asBoolean() ? "" : ", the newest only",
            PlanWords.count(measured.path("sessions").asInt()),
            PlanWords.mean(measured.path("sessions_per_hour").asDouble()),
            PlanWords.mean(measured.path("busiest_sessions_per_hour").asDouble()));
  }

  private static String numbers(int count) {
    return PlanWords.count(count) + (count == 1 ? " number" : " numbers");
  }
}
