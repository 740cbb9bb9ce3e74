package io.bauta.simulator.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request to the REST API.
 *
 * @param path the segments of the path after the version, decoded
 * @param query the parameters, decoded
 */
record RestRequest(String method, List<String> path, Map<String, String> query, byte[] body) {

  static RestRequest of(String method, String rawPath, String rawQuery, byte[] body) {
    List<String> segments = new ArrayList<>();
    for (String segment : rawPath.split("/")) {
      if (!segment.isEmpty()) {
        // A plus in a path is a plus.
        segments.add(URLDecoder.decode(segment.replace("+", "%2B"), UTF_8));
      }
    }
    return new RestRequest(method, List.copyOf(segments), parameters(rawQuery), body);
  }

  private static Map<String, String> parameters(String rawQuery) {
    Map<String, String> parameters = new TreeMap<>();
    for (String parameter : rawQuery.split("&")) {
      String[] parts = parameter.split("=", 2);
      if (parts.length == 2) {
        parameters.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
      }
    }
    return parameters;
  }

  /** The body's JSON object; an empty body counts as an empty object. */
  Optional<ObjectNode> json() {
    if (body.length == 0) {
      return Optional.of(Json.object());
    }
    try {
      return Json.read(body);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  Optional<String> filter(String name) {
    return Optional.ofNullable(query.get("filter[" + name + "]"));
  }

  /** The method and the first word of the path: the rest can hold numbers. */
  @Override
  public String toString() {
    return "RestRequest[" + method + " " + (path.isEmpty() ? "" : path.getFirst()) + "]";
  }
}
