package io.bauta.store;

import io.bauta.rules.CallLimits;
import io.bauta.rules.CallRules;
import io.bauta.rules.Callers;
import io.bauta.rules.Hours;
import io.bauta.rules.Hours.Window;
import io.bauta.rules.Recording;
import io.bauta.rules.SessionRules;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Rules in the column of a pool or a session. What it does not say is as in the default. */
final class RulesColumn {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RulesColumn() {}

  static ObjectNode write(CallRules rules, ObjectNode json) {
    put(rules.callers(), rules.hours(), rules.limits(), rules.notice(), json);
    ArrayNode countries = json.putArray("countries");
    rules.countries().forEach(countries::add);
    json.put("guards_special_numbers", rules.guardsSpecialNumbers());
    if (rules.recording() != Recording.OFF) {
      put(rules.recording(), json);
    }
    return json;
  }

  static CallRules read(JsonNode json) {
    Set<String> countries = new HashSet<>();
    json.path("countries").forEach(code -> countries.add(code.stringValue()));
    return new CallRules(
        callers(json.path("callers")),
        hours(json.path("hours")),
        limits(json.path("limits")),
        countries,
        json.path("guards_special_numbers").booleanValue(CallRules.DEFAULT.guardsSpecialNumbers()),
        json.path("notice").stringValueOpt(),
        recording(json).orElse(Recording.OFF));
  }

  /** Empty for a session that says nothing: most do not. */
  static Optional<String> write(SessionRules rules) {
    if (rules.isSilent()) {
      return Optional.empty();
    }
    ObjectNode json = JSON.createObjectNode();
    put(rules.callers(), rules.hours(), rules.limits(), rules.notice(), json);
    rules.recording().ifPresent(recording -> put(recording, json));
    return Optional.of(json.toString());
  }

  static SessionRules read(Optional<String> column) {
    if (column.isEmpty()) {
      return SessionRules.NONE;
    }
    JsonNode json = JSON.readTree(column.get());
    return new SessionRules(
        callers(json.path("callers")),
        hours(json.path("hours")),
        limits(json.path("limits")),
        json.path("notice").stringValueOpt(),
        recording(json));
  }

  private static void put(Recording recording, ObjectNode json) {
    json.put("recording", recording.name());
  }

  private static Optional<Recording> recording(JsonNode json) {
    return json.path("recording").stringValueOpt().map(Recording::valueOf);
  }

  private static void put(
      Optional<Callers> callers,
      Optional<Hours> hours,
      CallLimits limits,
      Optional<String> notice,
      ObjectNode json) {
    callers.ifPresent(who -> put(who, json.putObject("callers")));
    hours.ifPresent(when -> put(when, json.putObject("hours")));
    if (!limits.isNone()) {
      put(limits, json.putObject("limits"));
    }
    notice.ifPresent(words -> json.put("notice", words));
  }

  private static void put(Callers callers, ObjectNode json) {
    ArrayNode positions = json.putArray("positions");
    callers.positions().forEach(positions::add);
    json.put("anyone", callers.anyone());
  }

  private static Optional<Callers> callers(JsonNode json) {
    if (json.isMissingNode()) {
      return Optional.empty();
    }
    Set<Integer> positions = new HashSet<>();
    json.path("positions").forEach(position -> positions.add(position.intValue()));
    return Optional.of(new Callers(positions, json.path("anyone").booleanValue()));
  }

  private static void put(Hours hours, ObjectNode json) {
    json.put("zone", hours.zone().getId());
    ArrayNode windows = json.putArray("windows");
    for (Window window : hours.windows()) {
      ObjectNode node = windows.addObject();
      ArrayNode days = node.putArray("days");
      window.days().stream().sorted().forEach(day -> days.add(day.name()));
      node.put("from", window.from().toString());
      node.put("to", window.to().toString());
    }
  }

  private static Optional<Hours> hours(JsonNode json) {
    if (json.isMissingNode()) {
      return Optional.empty();
    }
    List<Window> windows = new ArrayList<>();
    for (JsonNode node : json.path("windows")) {
      Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
      node.path("days").forEach(day -> days.add(DayOfWeek.valueOf(day.stringValue())));
      windows.add(
          new Window(
              days,
              LocalTime.parse(node.path("from").stringValue()),
              LocalTime.parse(node.path("to").stringValue())));
    }
    return Optional.of(new Hours(ZoneId.of(json.path("zone").stringValue()), windows));
  }

  private static void put(CallLimits limits, ObjectNode json) {
    limits.inSession().ifPresent(calls -> json.put("in_session", calls));
    limits.byCallerInHour().ifPresent(calls -> json.put("by_caller_in_hour", calls));
    limits.atOnceInSession().ifPresent(calls -> json.put("at_once_in_session", calls));
    limits.atOnceInPool().ifPresent(calls -> json.put("at_once_in_pool", calls));
  }

  private static CallLimits limits(JsonNode json) {
    return new CallLimits(
        limit(json, "in_session"),
        limit(json, "by_caller_in_hour"),
        limit(json, "at_once_in_session"),
        limit(json, "at_once_in_pool"));
  }

  private static Optional<Integer> limit(JsonNode json, String name) {
    return json.has(name) ? Optional.of(json.get(name).intValue()) : Optional.empty();
  }
}
