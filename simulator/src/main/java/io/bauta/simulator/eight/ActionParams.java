package io.bauta.simulator.eight;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The parameters of one action, read by type; knows which of them nobody asked for. */
final class ActionParams {

  private final String action;
  private final ObjectNode params;
  private final Set<String> asked = new TreeSet<>();

  ActionParams(String action, ObjectNode params) {
    this.action = action;
    this.params = params;
  }

  boolean has(String name) {
    return params.hasNonNull(name);
  }

  String required(String name) throws InvalidCallflow {
    String text = text(name).orElse("");
    if (text.isBlank()) {
      throw new InvalidCallflow("%s needs %s".formatted(action, name));
    }
    return text;
  }

  Optional<String> text(String name) throws InvalidCallflow {
    Optional<JsonNode> value = value(name);
    if (value.filter(node -> !node.isString()).isPresent()) {
      throw wrong(name);
    }
    return value.map(JsonNode::stringValue);
  }

  Optional<Boolean> flag(String name) throws InvalidCallflow {
    Optional<JsonNode> value = value(name);
    if (value.filter(node -> !node.isBoolean()).isPresent()) {
      throw wrong(name);
    }
    return value.map(JsonNode::booleanValue);
  }

  /** A whole number from {@code least} to {@code most}. */
  int whole(String name, int usual, int least, int most) throws InvalidCallflow {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return usual;
    }
    boolean isWhole = value.get().isIntegralNumber() && value.get().canConvertToInt();
    if (!isWhole || value.get().intValue() < least || value.get().intValue() > most) {
      throw wrong(name);
    }
    return value.get().intValue();
  }

  Duration milliseconds(String name, Duration usual, Duration most) throws InvalidCallflow {
    return Duration.ofMillis(whole(name, (int) usual.toMillis(), 1, (int) most.toMillis()));
  }

  /** Takes note of a number between two others, on which nothing here depends. */
  void passOverNumber(String name, double least, double most) throws InvalidCallflow {
    Optional<JsonNode> value = value(name);
    boolean isWrong =
        value
            .filter(
                node -> !node.isNumber() || node.doubleValue() < least || node.doubleValue() > most)
            .isPresent();
    if (isWrong) {
      throw wrong(name);
    }
  }

  /** The parameters that 8x8 does not have. */
  List<String> unknown() {
    Set<String> unknown = new TreeSet<>(params.propertyNames());
    unknown.removeAll(asked);
    return List.copyOf(unknown);
  }

  private Optional<JsonNode> value(String name) {
    asked.add(name);
    return Optional.of(params.path(name)).filter(node -> !node.isMissingNode() && !node.isNull());
  }

  private InvalidCallflow wrong(String name) {
    return new InvalidCallflow("%s %s has a wrong value".formatted(action, name));
  }
}
