package io.bauta.carrier.eight;

import io.bauta.call.CarrierCallId;
import io.bauta.carrier.JsonBody;
import io.bauta.carrier.MalformedWebhookException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object, each checked when it is taken. Fields that nobody takes may hold
 * anything.
 *
 * <p>8x8 writes nothing in three ways: by leaving the field out, as null, and as the text {@code
 * "null"}. All three are empty here.
 */
final class EightFields {

  private static final String NULL = "null";

  private final JsonNode node;

  private EightFields(JsonNode node) {
    this.node = node;
  }

  static EightFields of(byte[] body) throws MalformedWebhookException {
    return new EightFields(JsonBody.object(body));
  }

  /** The field's text or number; empty when it is not there or blank. */
  Optional<String> get(String name) throws MalformedWebhookException {
    return JsonBody.text(node, name).filter(value -> !value.equals(NULL));
  }

  /** The field's text or number, {@code ""} when it is not there or blank. */
  String text(String name) throws MalformedWebhookException {
    return get(name).orElse("");
  }

  String require(String name, String expected) throws MalformedWebhookException {
    return get(name)
        .orElseThrow(
            () ->
                new MalformedWebhookException(
                    "%s is missing or blank: expected %s".formatted(name, expected)));
  }

  /** The masked call that this is about: a session to 8x8. */
  CarrierCallId requireCall() throws MalformedWebhookException {
    String id = require("sessionId", "the id of the session that this is about");
    if (id.length() > CarrierCallId.LENGTH_MAX) {
      throw new MalformedWebhookException(
          "sessionId is longer than %d characters".formatted(CarrierCallId.LENGTH_MAX));
    }
    return new CarrierCallId(id);
  }

  Optional<Instant> time(String name) throws MalformedWebhookException {
    return EightTimes.instant(text(name));
  }

  /** Whole seconds, which one page of the documentation has as a number and another as text. */
  Optional<Duration> seconds(String name) throws MalformedWebhookException {
    return EightTimes.seconds(text(name));
  }

  /** Whether the field says true or false; empty when it says neither. */
  Optional<Boolean> flag(String name) {
    return switch (node.path(name).asString("")) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /**
   * The object under {@code name}, whose letters may be of either case. What is no object counts as
   * missing: the end of a call must not be lost for a detail of it.
   */
  Optional<EightFields> object(String name) {
    for (var property : node.properties()) {
      if (property.getKey().equalsIgnoreCase(name) && property.getValue().isObject()) {
        return Optional.of(new EightFields(property.getValue()));
      }
    }
    return Optional.empty();
  }

  /** The objects in the array under {@code name}; none when it is missing. */
  List<EightFields> objects(String name) {
    List<EightFields> objects = new ArrayList<>();
    for (JsonNode element : node.path(name).values()) {
      if (element.isObject()) {
        objects.add(new EightFields(element));
      }
    }
    return objects;
  }

  /** Redacted: the values are telephone numbers. */
  @Override
  public String toString() {
    return "EightFields" + node.propertyNames();
  }
}
