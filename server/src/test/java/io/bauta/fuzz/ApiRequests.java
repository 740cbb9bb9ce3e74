package io.bauta.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Requests as the API's description allows them, for every operation that it has: one that is added
 * to it is asked without anything being written here.
 */
final class ApiRequests {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
  private static final Pattern ID = Pattern.compile("\"(?:\\w+_)?id\":\"([a-z]+_[\\w-]+)\"");
  private static final int IDS_MAX = 200;
  private static final int DEPTH_MAX = 6;

  /** Of so many people: all are like those whose numbers are searched for. */
  private static final int PEOPLE = 40;

  private final JsonNode document;
  private final List<Operation> operations = new ArrayList<>();
  private final List<String> ids = new ArrayList<>(List.of("rides", "vobiz", "+919000000001"));
  private final Hostile hostile;

  private record Operation(String method, String path, JsonNode parameters, JsonNode body) {}

  ApiRequests(Hostile hostile) throws IOException {
    this.hostile = hostile;
    try (InputStream in = ApiRequests.class.getResourceAsStream("/openapi.yaml")) {
      document = new YAMLMapper().readTree(in);
    }
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          var parameters = MAKE.arrayNode();
          path.getValue().path("parameters").forEach(parameters::add);
          method.getValue().path("parameters").forEach(parameters::add);
          operations.add(
              new Operation(
                  method.getKey().toUpperCase(Locale.ROOT),
                  path.getKey(),
                  parameters,
                  method.getValue().at("/requestBody/content/application~1json/schema")));
        }
      }
    }
  }

  int operations() {
    return operations.size();
  }

  /** Some request, with what an earlier answer named. */
  HttpMessage next(String key) {
    Operation operation = hostile.oneOf(operations);
    Matcher variable = VARIABLE.matcher(operation.path());
    String path =
        variable.replaceAll(
            _ -> Matcher.quoteReplacement(URLEncoder.encode(hostile.oneOf(ids), UTF_8)));
    StringBuilder query = new StringBuilder();
    for (JsonNode reference : operation.parameters()) {
      JsonNode parameter = resolved(reference);
      if (parameter.path("in").asString().equals("query") && hostile.chance(25)) {
        query
            .append(query.isEmpty() ? '?' : '&')
            .append(parameter.path("name").asString())
            .append('=')
            .append(URLEncoder.encode(value("", parameter.path("schema"), 0).asString("x"), UTF_8));
      }
    }
    byte[] body =
        operation.body().isMissingNode()
            ? new byte[0]
            : JSON.writeValueAsBytes(value("", operation.body(), 0));
    List<Map.Entry<String, String>> headers =
        new ArrayList<>(List.of(Map.entry("Authorization", "Bearer " + key)));
    if (body.length > 0) {
      headers.add(Map.entry("Content-Type", "application/json"));
    }
    if (hostile.chance(20)) {
      headers.add(Map.entry("Idempotency-Key", "key-" + hostile.below(20)));
    }
    return new HttpMessage(operation.method(), path + query, List.copyOf(headers), body);
  }

  /** What is named in an answer can be asked for. */
  void learn(String answer) {
    Matcher named = ID.matcher(answer);
    while (named.find()) {
      if (ids.size() < IDS_MAX) {
        ids.add(named.group(1));
      } else {
        ids.set(3 + hostile.below(IDS_MAX - 3), named.group(1));
      }
    }
  }

  private JsonNode resolved(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isString() ? document.at(reference.asString().substring(1)) : node;
  }

  /** Something that the schema allows, more or less; what it says of lengths is not looked at. */
  private JsonNode value(String name, JsonNode asked, int depth) {
    JsonNode schema = resolved(asked);
    for (String choice : List.of("oneOf", "anyOf")) {
      if (schema.has(choice)) {
        return value(
            name, schema.path(choice).get(hostile.below(schema.path(choice).size())), depth);
      }
    }
    if (schema.has("allOf")) {
      ObjectNode all = MAKE.objectNode();
      schema
          .path("allOf")
          .forEach(
              part ->
                  value(name, part, depth)
                      .properties()
                      .forEach(e -> all.set(e.getKey(), e.getValue())));
      return all;
    }
    if (schema.has("enum")) {
      return schema.path("enum").get(hostile.below(schema.path("enum").size()));
    }
    if (schema.has("const")) {
      return schema.path("const");
    }
    return switch (type(schema)) {
      case "object" -> object(schema, depth);
      case "array" -> array(name, schema, depth);
      case "integer" ->
          MAKE.numberNode(
              schema.path("minimum").asLong(0)
                  + hostile.below(hostile.chance(80) ? 100 : 1_000_000));
      case "number" -> MAKE.numberNode(hostile.below(1_000) / 8.0);
      case "boolean" -> MAKE.booleanNode(hostile.chance(50));
      case "null" -> MAKE.nullNode();
      default -> MAKE.stringNode(text(name, schema));
    };
  }

  private String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      return type.get(hostile.below(type.size())).asString();
    }
    return type.asString(schema.has("properties") ? "object" : "string");
  }

  private JsonNode object(JsonNode schema, int depth) {
    ObjectNode object = MAKE.objectNode();
    if (depth > DEPTH_MAX) {
      return object;
    }
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asString()));
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (required.contains(property.getKey()) ? hostile.chance(95) : hostile.chance(30)) {
        object.set(property.getKey(), value(property.getKey(), property.getValue(), depth + 1));
      }
    }
    if (schema.path("additionalProperties").isObject() && hostile.chance(50)) {
      object.set("key", value("key", schema.path("additionalProperties"), depth + 1));
    }
    return object;
  }

  private JsonNode array(String name, JsonNode schema, int depth) {
    var array = MAKE.arrayNode();
    if (depth <= DEPTH_MAX) {
      for (int left = 1 + hostile.below(3); left > 0; left--) {
        array.add(value(name, schema.path("items"), depth + 1));
      }
    }
    return array;
  }

  private String text(String name, JsonNode schema) {
    if (schema.path("format").asString().equals("date-time")) {
      return "2027-0%d-01T08:00:00Z".formatted(1 + hostile.below(9));
    }
    if (name.contains("real_number") || name.startsWith("party_") || name.equals("from")) {
      return "+9188888%05d".formatted(hostile.below(PEOPLE));
    }
    if (name.contains("number") || name.equals("to") || name.equals("dials")) {
      return "+91900000%04d".formatted(hostile.below(20));
    }
    if (name.contains("url")) {
      return "http://127.0.0.1:1/" + hostile.below(3);
    }
    if (schema.path("examples").path(0).isString() && hostile.chance(40)) {
      return schema.path("examples").path(0).asString();
    }
    return switch (hostile.below(4)) {
      case 0 -> hostile.oneOf(ids);
      case 1 -> hostile.text();
      default -> "text-" + hostile.below(10);
    };
  }
}
