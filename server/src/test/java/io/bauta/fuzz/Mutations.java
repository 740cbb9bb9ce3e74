package io.bauta.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes a good request a bad one, in the terms of what it holds: fields, JSON, headers, a path. */
final class Mutations {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "post", "A-B");
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/x-www-form-urlencoded",
          "application/x-www-form-urlencoded; charset=utf-16",
          "multipart/form-data; boundary=x",
          "text/plain; charset=nothing",
          "application/xml",
          ";;;",
          "");
  private static final List<String> HEADERS =
      List.of(
          "X-Forwarded-For",
          "Forwarded",
          "X-Forwarded-Host",
          "X-HTTP-Method-Override",
          "Origin",
          "Accept",
          "Accept-Encoding",
          "Content-Encoding",
          "Range",
          "If-Match",
          "Idempotency-Key",
          "Cookie",
          "Expect",
          "Upgrade",
          "Referer");

  private final Hostile hostile;

  Mutations(Hostile hostile) {
    this.hostile = hostile;
  }

  /** The request with a few things wrong with it; now and then with none. */
  HttpMessage of(HttpMessage message) {
    HttpMessage worse = message;
    for (int left = hostile.below(4); left > 0; left--) {
      worse = once(worse);
    }
    return worse;
  }

  private HttpMessage once(HttpMessage message) {
    return switch (hostile.below(12)) {
      case 0 -> message.withMethod(hostile.oneOf(METHODS));
      case 1 -> message.with("Content-Type", hostile.oneOf(TYPES));
      case 2 -> message.with(hostile.oneOf(HEADERS), header(hostile.text()));
      case 3 -> message.withTarget(path(message.target()));
      case 4 -> message.withTarget(query(message.target()));
      case 5 -> withoutHeader(message);
      case 6 -> message.withBody(hostile.damaged(message.body()));
      case 7 -> message.withBody(hostile.chance(50) ? hostile.bytes() : text(hostile.text()));
      default -> message.withBody(inside(message));
    };
  }

  private HttpMessage withoutHeader(HttpMessage message) {
    if (message.headers().isEmpty()) {
      return message;
    }
    List<Map.Entry<String, String>> fewer = new ArrayList<>(message.headers());
    fewer.remove(hostile.below(fewer.size()));
    return message.withHeaders(fewer);
  }

  /** A line of a request cannot hold line ends: those are {@link FuzzProperties}'s garbage. */
  private static String header(String text) {
    return text.replaceAll("[\\x00-\\x1f]", "?");
  }

  private String path(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    String[] steps = path.split("/", -1);
    String step = URLEncoder.encode(hostile.text(), UTF_8);
    int at = hostile.below(steps.length);
    String changed =
        switch (hostile.below(5)) {
          case 0 -> path + "/" + step;
          case 1 -> path.substring(0, hostile.below(path.length() + 1));
          case 2 -> path + "/../..//%2e%2e/" + step;
          default -> {
            steps[at] = step;
            yield String.join("/", steps);
          }
        };
    return changed.isEmpty() ? "/" : changed + (query < 0 ? "" : target.substring(query));
  }

  private String query(String target) {
    String more =
        hostile.oneOf(List.of("limit", "cursor", "From", "since", "a[]", "%00", "pool"))
            + "="
            + URLEncoder.encode(hostile.text(), UTF_8);
    return target + (target.contains("?") ? "&" : "?") + more;
  }

  /** A field of a form or of JSON is changed; what is neither is damaged. */
  private byte[] inside(HttpMessage message) {
    String body = new String(message.body(), UTF_8);
    if (body.strip().startsWith("{") || body.strip().startsWith("[")) {
      try {
        return JSON.writeValueAsBytes(changed(JSON.readTree(body)));
      } catch (JacksonException alreadyBroken) {
        return hostile.damaged(message.body());
      }
    }
    return body.contains("=") ? text(form(body)) : hostile.damaged(message.body());
  }

  private String form(String body) {
    List<String> fields = new ArrayList<>(Arrays.asList(body.split("&", -1)));
    int at = hostile.below(fields.size());
    String name = fields.get(at).split("=", 2)[0];
    String value = name + "=" + URLEncoder.encode(hostile.text(), UTF_8);
    switch (hostile.below(6)) {
      case 0 -> fields.remove(at);
      case 1 -> fields.add(value);
      case 2 -> fields.add(at, name);
      case 3 -> fields.set(at, name + "=" + hostile.text().replace("&", "%26") + "%z%");
      default -> fields.set(at, value);
    }
    return String.join("&", fields);
  }

  private JsonNode changed(JsonNode node) {
    if (node instanceof ObjectNode object && !object.isEmpty() && hostile.chance(85)) {
      String name = hostile.oneOf(List.copyOf(object.propertyNames()));
      switch (hostile.below(8)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(hostile.text(), leaf());
        default -> object.set(name, changed(object.get(name)));
      }
      return object;
    }
    if (node instanceof ArrayNode array && !array.isEmpty() && hostile.chance(85)) {
      int at = hostile.below(array.size());
      switch (hostile.below(6)) {
        case 0 -> array.remove(at);
        case 1 -> array.add(array.get(at).deepCopy());
        case 2 -> array.add(leaf());
        default -> array.set(at, changed(array.get(at)));
      }
      return array;
    }
    return leaf();
  }

  private JsonNode leaf() {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (hostile.below(9)) {
      case 0 -> make.nullNode();
      case 1 -> make.booleanNode(hostile.chance(50));
      case 2 -> make.numberNode(Long.MAX_VALUE - hostile.below(2));
      case 3 -> make.numberNode(-1 - hostile.below(3));
      case 4 -> make.numberNode(new java.math.BigDecimal("1e" + hostile.below(400)));
      case 5 -> make.arrayNode().add(hostile.text());
      case 6 -> make.objectNode().put(hostile.text(), hostile.text());
      default -> make.stringNode(hostile.text());
    };
  }

  private static byte[] text(String text) {
    return text.getBytes(text.indexOf('\ud800') >= 0 ? ISO_8859_1 : UTF_8);
  }
}
