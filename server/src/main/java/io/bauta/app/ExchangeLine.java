package io.bauta.app;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** An exchange on a line, for people: when, who, what, what came of it, how long, and why. */
final class ExchangeLine {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final double MICROSECONDS_IN_A_MILLISECOND = 1_000;

  private ExchangeLine() {}

  static String of(JsonNode exchange) {
    return "%s  %-12s %-11s %-16s %3s %9s  %s"
        .formatted(
            TIME.format(Instant.parse(text(exchange, "/at"))),
            text(exchange, "/carrier_account"),
            what(exchange),
            text(exchange, "/outcome"),
            exchange.at("/reply/status").asString("–"),
            "%.1f ms"
                .formatted(
                    exchange.path("duration_microseconds").asLong()
                        / MICROSECONDS_IN_A_MILLISECOND),
            why(exchange));
  }

  /** An endpoint came to us; what we sent begins with an arrow. */
  private static String what(JsonNode exchange) {
    return exchange.path("webhook").isNull()
        ? "→ " + text(exchange, "/command/action")
        : exchange.at("/webhook/endpoint").asString("?");
  }

  private static String why(JsonNode exchange) {
    List<String> parts = new ArrayList<>();
    parts.add(text(exchange, "/meaning"));
    JsonNode decision = exchange.path("decision");
    switch (decision.path("decision").asString("")) {
      case "connect" ->
          parts.add(
              "rings %s, which sees %s"
                  .formatted(text(decision, "/destination"), text(decision, "/caller_id")));
      case "refuse" -> parts.add("refused: " + text(decision, "/reason"));
      default -> {
        // Only a question is decided.
      }
    }
    exchange.path("owed").forEach(owed -> parts.add("owes " + text(owed, "/action")));
    exchange.path("shortfalls").forEach(shortfall -> parts.add(shortfall.asString("")));
    String call = text(exchange, "/carrier_call_id");
    return String.join("; ", parts) + (call.isEmpty() ? "" : "  [" + call + "]");
  }

  private static String text(JsonNode node, String pointer) {
    return node.at(pointer).asString("");
  }
}
