package io.bauta.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads YAML as flat keys, {@code server.port}, with their texts as they are written there. A key
 * without a value has an empty text, and so has an empty map.
 */
final class YamlKeys {

  private static final YAMLMapper YAML = new YAMLMapper();

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private final Set<String> lists = new HashSet<>();
  private final JsonParser parser;

  private YamlKeys(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * The keys of {@code yaml}.
   *
   * @throws ConfigException when it is no YAML, holds a key twice, or is nested otherwise than as a
   *     map of maps
   */
  static YamlKeys read(String yaml) {
    try (JsonParser parser = YAML.createParser(yaml)) {
      YamlKeys keys = new YamlKeys(parser);
      keys.root();
      return keys;
    } catch (JacksonException notYaml) {
      throw new ConfigException(
          "the configuration is not YAML: error at line %d"
              .formatted(notYaml.getLocation() == null ? 0 : notYaml.getLocation().getLineNr()));
    }
  }

  /** Loads the reader of YAML. */
  static void prepare() {
    var _ = read("server: { port: 1 }");
  }

  Map<String, String> texts() {
    return texts;
  }

  /** Of those the keys whose values are written as a list. */
  Set<String> lists() {
    return lists;
  }

  private void root() {
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_OBJECT) {
      object("");
    } else if (first != null && first != JsonToken.VALUE_NULL) {
      throw new ConfigException("the configuration is not YAML with keys, such as server:");
    }
  }

  private void object(String prefix) {
    boolean empty = true;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = prefix.isEmpty() ? parser.currentName() : prefix + "." + parser.currentName();
      requireFirst(key);
      parser.nextToken();
      value(key);
      empty = false;
    }
    if (empty && !prefix.isEmpty()) {
      texts.put(prefix, "");
    }
  }

  /** Of two values one would be ignored, and nobody could tell which. */
  private void requireFirst(String key) {
    int line = parser.currentTokenLocation().getLineNr();
    Integer before = lines.putIfAbsent(key, line);
    if (before != null) {
      throw new ConfigException(
          "%s: expected once, and is there twice: in line %d and in line %d"
              .formatted(key, before, line));
    }
  }

  private void value(String key) {
    switch (parser.currentToken()) {
      case START_OBJECT -> object(key);
      case START_ARRAY -> {
        lists.add(key);
        texts.put(key, list(key));
      }
      case VALUE_NULL -> texts.put(key, "");
      default -> texts.put(key, parser.getString());
    }
  }

  /** A list of values, as the comma-separated text that an environment variable would hold. */
  private String list(String key) {
    List<String> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (!parser.currentToken().isScalarValue() || parser.getString().contains(",")) {
        throw ConfigException.of(key, "a list of plain values", key + ": [value, value]");
      }
      values.add(parser.getString());
    }
    if (values.isEmpty()) {
      throw ConfigException.of(key, "one value, or a list of some", key + ": value");
    }
    return String.join(",", values);
  }
}
