package io.bauta.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request to a carrier's REST API, as it came.
 *
 * @param path as on the wire, below the base of the API, percent-encoding and slashes kept
 * @param headers by name in lower case
 */
public record ApiRequest(
    String method, String path, String rawQuery, Map<String, String> headers, byte[] body) {

  public ApiRequest {
    headers = Map.copyOf(headers);
  }

  /** The words between the slashes, decoded; an empty one where the path ends with a slash. */
  public List<String> segments() {
    String trimmed = path.startsWith("/") ? path.substring(1) : path;
    return Arrays.stream(trimmed.split("/", -1)).map(ApiRequest::decoded).toList();
  }

  /** The value of a header, or empty. */
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /** The query by name; of a name given twice the last. */
  public Map<String, String> query() {
    Map<String, String> query = new TreeMap<>();
    for (String field : rawQuery.split("&", -1)) {
      String[] parts = field.split("=", 2);
      if (parts.length == 2) {
        query.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
      }
    }
    return query;
  }

  /** A plus is a plus in a path. */
  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
  }

  /** The method only: path, headers and body hold numbers and keys. */
  @Override
  public String toString() {
    return "ApiRequest[" + method + "]";
  }
}
