package io.bauta.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON read as strictly as a carrier may: one whole object, no name twice, nothing after it. */
public final class StrictJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /**
   * The object that {@code body} holds.
   *
   * @throws InvalidJson when it holds anything else
   */
  public static ObjectNode read(byte[] body) throws InvalidJson {
    try {
      JsonNode node = MAPPER.readTree(body);
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      // Its message quotes what came, which may be a number.
      throw new InvalidJson("not JSON");
    }
    throw new InvalidJson("not a JSON object");
  }

  /** An object to be filled. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An array to be filled. */
  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** The text that {@code parent} has under {@code name}; empty where it has none. */
  public static String text(JsonNode parent, String name) {
    JsonNode value = parent.path(name);
    return value.isString() ? value.stringValue() : "";
  }

  /** Every value in {@code object} as text, by its path: {@code details.callA.callStatus}. */
  public static Map<String, String> fields(ObjectNode object) {
    Map<String, String> fields = new LinkedHashMap<>();
    collect("", object, fields);
    return fields;
  }

  private static void collect(String path, JsonNode node, Map<String, String> fields) {
    if (node instanceof ObjectNode object) {
      String prefix = path.isEmpty() ? "" : path + ".";
      object
          .properties()
          .forEach(entry -> collect(prefix + entry.getKey(), entry.getValue(), fields));
    } else {
      fields.put(path, node.isString() ? node.stringValue() : node.toString());
    }
  }

  /** A body that is no JSON object; the message says why and holds nothing of it. */
  public static final class InvalidJson extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidJson(String why) {
      super(why);
    }

    public String why() {
      return String.valueOf(getMessage());
    }
  }
}
