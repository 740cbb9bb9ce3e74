package io.bauta.api;

import io.bauta.plan.Crowd;
import io.bauta.plan.Demand;
import io.bauta.plan.Measurement;
import io.bauta.plan.PinCodes;
import io.bauta.plan.Plan;
import io.bauta.plan.Plan.Held;
import io.bauta.plan.Plan.ModePlan;
import io.bauta.plan.Plan.Side;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Plans in JSON. */
public final class PlanJson {

  private PlanJson() {}

  /** All of {@code plan}. */
  public static ObjectNode of(Plan plan) {
    ObjectNode json = Json.object();
    json.set("demand", of(plan.demand()));
    json.put("at_once", plan.demand().atOnce());
    ObjectNode degrees = json.putObject("degrees");
    degrees.set("participants", of(plan.participants()));
    degrees.set("counterparts", of(plan.counterparts()));
    put(json, "size", plan.size());
    json.set("modes", Json.array(plan.modes().stream().map(PlanJson::of).toList()));
    return json;
  }

  private static void put(ObjectNode json, String name, OptionalInt value) {
    if (value.isPresent()) {
      json.put(name, value.getAsInt());
    } else {
      json.putNull(name);
    }
  }

  private static ObjectNode of(Demand demand) {
    ObjectNode json = Json.object();
    json.put("sessions_per_hour", demand.sessionsPerHour());
    json.put("duration_seconds", demand.duration().toSeconds());
    json.put("cool_off_seconds", demand.rest().toSeconds());
    json.set("participants", of(demand.participants()));
    json.set("counterparts", of(demand.counterparts()));
    json.put("group_size", demand.groupSize());
    json.put("pin_digits", demand.pins().digits());
    json.put("pin_guess", demand.pins().guess());
    return json;
  }

  private static ObjectNode of(Crowd crowd) {
    ObjectNode json = Json.object();
    switch (crowd) {
      case Crowd.Passing() -> json.putNull("people").putNull("skew").putNull("parts");
      case Crowd.Returning(int people, double skew, double parts) ->
          json.put("people", people).put("skew", skew).put("parts", parts);
    }
    return json;
  }

  private static ObjectNode of(Side side) {
    ObjectNode json = Json.object();
    json.put("mean", side.mean());
    json.set("people", Json.array(side.people().stream().map(PlanJson::of).toList()));
    json.set("busiest", Json.array(side.busiest().stream().map(PlanJson::of).toList()));
    return json;
  }

  static ObjectNode of(Held held) {
    return Json.object().put("share", held.share()).put("numbers", held.numbers());
  }

  private static ObjectNode of(ModePlan mode) {
    ObjectNode json = Json.object();
    json.put("mode", Names.of(mode.mode()));
    List<ObjectNode> needs =
        mode.needs().stream()
            .map(
                need -> {
                  ObjectNode one = Json.object().put("refusal", need.refusal());
                  put(one, "numbers", need.numbers());
                  return one;
                })
            .toList();
    json.set("needs", Json.array(needs));
    json.set(
        "by_degree",
        Json.array(
            mode.byDegree().stream()
                .map(
                    need -> Json.object().put("share", need.share()).put("numbers", need.numbers()))
                .toList()));
    if (mode.refusedNow().isPresent()) {
      json.put("refusal_at_size", mode.refusedNow().getAsDouble());
    } else {
      json.putNull("refusal_at_size");
    }
    return json;
  }

  static ObjectNode of(Measurement measured, boolean isWhole) {
    ObjectNode json = Json.object();
    json.put("since", measured.since().toString());
    json.put("until", measured.until().toString());
    json.put("whole", isWhole);
    json.put("sessions", measured.sessions());
    json.put("sessions_per_hour", measured.perHour());
    json.put("busiest_sessions_per_hour", measured.busiestPerHour());
    json.put("duration_seconds", measured.duration().map(Duration::toSeconds).orElse(null));
    json.set("participants", of(measured.participants()));
    json.set("counterparts", of(measured.counterparts()));
    return json;
  }

  /** The demand of a plan that {@link #of(Plan)} wrote. */
  public static Demand demand(JsonNode plan) {
    JsonNode json = plan.path("demand");
    return new Demand(
        json.path("sessions_per_hour").asDouble(),
        Duration.ofSeconds(json.path("duration_seconds").asLong()),
        Duration.ofSeconds(json.path("cool_off_seconds").asLong()),
        crowd(json.path("participants")),
        crowd(json.path("counterparts")),
        json.path("group_size").asInt(),
        new PinCodes(json.path("pin_digits").asInt(), json.path("pin_guess").asDouble()));
  }

  private static Crowd crowd(JsonNode json) {
    return json.path("people").isNull()
        ? new Crowd.Passing()
        : new Crowd.Returning(
            json.path("people").asInt(),
            json.path("skew").asDouble(),
            json.path("parts").asDouble());
  }
}
