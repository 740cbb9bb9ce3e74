package io.bauta.simulator.telnyx;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as Telnyx writes it. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode strings(List<String> values) {
    ArrayNode array = MAPPER.createArrayNode();
    values.forEach(array::add);
    return array;
  }

  static ArrayNode array(List<? extends JsonNode> values) {
    ArrayNode array = MAPPER.createArrayNode();
    values.forEach(array::add);
    return array;
  }

  /** The object in {@code text}; throws Jackson's unchecked exception where there is none. */
  static Optional<ObjectNode> read(byte[] text) {
    return MAPPER.readTree(text) instanceof ObjectNode object
        ? Optional.of(object)
        : Optional.empty();
  }

  static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /** The text of a member, or empty where it is missing, null or not text. */
  static Optional<String> text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }

  static boolean flag(JsonNode object, String name) {
    return object.path(name).asBoolean(false);
  }

  static int number(JsonNode object, String name, int usual) {
    JsonNode value = object.path(name);
    return value.isInt() ? value.intValue() : usual;
  }

  /** The members that are neither objects nor arrays, as text. */
  static Map<String, String> scalars(JsonNode object) {
    Map<String, String> scalars = new TreeMap<>();
    object
        .properties()
        .forEach(
            member -> {
              JsonNode value = member.getValue();
              if (value.isValueNode() && !value.isNull()) {
                scalars.put(member.getKey(), value.asString());
              }
            });
    return scalars;
  }
}
