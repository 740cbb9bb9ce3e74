package io.bauta.app;

import io.bauta.app.ServerPool.Rejected;
import io.bauta.app.StateAgreement.Change;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.NumberHealth;
import io.bauta.number.ProxyNumber;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a carrier lists, and what came of its import; for people and for programs.
 *
 * @param pool as it was given; empty when nothing was imported
 * @param all whether numbers that do not work were imported too
 */
record NumbersReport(
    ConfiguredAccount account,
    List<CarrierNumber> listed,
    Optional<String> pool,
    boolean all,
    Optional<NumberImport> imported) {

  NumbersReport {
    listed = List.copyOf(listed);
  }

  String text() {
    StringJoiner lines = new StringJoiner(System.lineSeparator());
    for (CarrierNumber number : listed) {
      String said = number.carrierState();
      lines.add(
          "%-16s  %-9s%s"
              .formatted(number.number(), health(number), said.isEmpty() ? "" : "  (" + said + ")")
              .stripTrailing());
    }
    lines.add(
        "%s lists %d number%s for %s, %d active"
            .formatted(
                account.profile().name(),
                listed.size(),
                listed.size() == 1 ? "" : "s",
                account.name(),
                listed.size() - inactive().size()));
    imported.ifPresent(result -> add(result, lines));
    return lines.toString();
  }

  private void add(NumberImport result, StringJoiner lines) {
    lines.add("");
    lines.add("%d imported into %s".formatted(result.added(), pool.orElse("")));
    for (Rejected number : result.rejected()) {
      lines.add("  %s was not: %s".formatted(number.number(), reason(number.code())));
    }
    if (!all) {
      inactive()
          .forEach(
              number ->
                  lines.add(
                      "  %s was not: it is %s (--all imports it too)"
                          .formatted(number.number(), health(number))));
    }
    for (Change change : result.states().changes()) {
      lines.add("  %s is %s now, was %s".formatted(change.number(), change.to(), change.from()));
    }
    for (ProxyNumber number : result.states().unlisted()) {
      lines.add(
          "  %s is in the pool, and %s does not list it: drain it, if it is not yours any more"
              .formatted(number, account.profile().name()));
    }
    if (result.states().leftAlone()) {
      lines.add(
          "  by this list no number of the pool would be left to lend, so the states that it had"
              + " were left: check at the carrier, and set them with PATCH");
    }
  }

  private List<CarrierNumber> inactive() {
    return listed.stream().filter(number -> number.health() != NumberHealth.ACTIVE).toList();
  }

  private static String health(CarrierNumber number) {
    return number.health().name().toLowerCase(Locale.ROOT);
  }

  private static String reason(String code) {
    return switch (code) {
      case "already_in_pool" -> "it is in the pool already";
      case "in_another_pool" -> "it is in another pool, and can be in one only";
      case "participant_number" -> "it is the number of a participant of an open session";
      case "invalid_number" -> "it is no whole telephone number";
      default -> code;
    };
  }

  ObjectNode json() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("carrier_account", account.name());
    ArrayNode numbers = json.putArray("numbers");
    for (CarrierNumber number : listed) {
      numbers
          .addObject()
          .put("number", number.number().e164())
          .put("health", health(number))
          .put("carrier_state", number.carrierState());
    }
    imported.ifPresent(result -> json.set("import", json(result)));
    return json;
  }

  private ObjectNode json(NumberImport result) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("pool", pool.orElse(""));
    json.put("added", result.added());
    ArrayNode rejected = json.putArray("rejected");
    result
        .rejected()
        .forEach(
            entry -> rejected.addObject().put("number", entry.number()).put("code", entry.code()));
    ArrayNode states = json.putArray("states");
    result
        .states()
        .changes()
        .forEach(
            change ->
                states
                    .addObject()
                    .put("number", change.number().e164())
                    .put("from", change.from().toString())
                    .put("to", change.to().toString()));
    ArrayNode unlisted = json.putArray("unlisted");
    result.states().unlisted().forEach(number -> unlisted.add(number.e164()));
    json.put("left_alone", result.states().leftAlone());
    return json;
  }
}
