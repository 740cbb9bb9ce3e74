package io.bauta.app;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** An event on a line, for people: when, what, and about whom. */
final class EventLine {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private EventLine() {}

  static String of(JsonNode event) {
    return "%s  %-22s %s"
        .formatted(
            TIME.format(Instant.parse(event.path("created_at").asString(""))),
            event.path("type").asString(""),
            about(event.path("type").asString(""), event.path("data")));
  }

  private static String about(String type, JsonNode data) {
    return switch (type.substring(0, Math.max(0, type.indexOf('.')))) {
      case "session" -> words(data, "id", "reference", "expires_at", "closed_reason");
      case "call" ->
          words(data, "id", "session", "status", "refusal_reason", "talk_seconds", "hangup_cause");
      case "recording" -> words(data, "id", "call", "session", "length_seconds");
      case "number" -> words(data, "number", "previous_state", "state", "pool");
      case "pool" -> words(data, "pool", "most_held", "numbers", "refused");
      default -> "";
    };
  }

  private static String words(JsonNode data, String... names) {
    return Stream.of(names)
        .filter(data::hasNonNull)
        .map(name -> name.equals("id") ? text(data, name) : name + "=" + text(data, name))
        .collect(Collectors.joining("  "));
  }

  private static String text(JsonNode data, String name) {
    return data.path(name).asString("");
  }
}
