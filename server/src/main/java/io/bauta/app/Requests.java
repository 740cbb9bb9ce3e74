package io.bauta.app;

import io.helidon.common.parameters.Parameters;
import io.helidon.http.Header;
import io.helidon.webserver.http.ServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The HTTP library's requests as plain maps. */
final class Requests {

  @SuppressWarnings({"unchecked", "rawtypes"}) // There is no other way to make one.
  private static final Map.Entry<String, String>[] NO_HEADERS = new Map.Entry[0];

  private Requests() {}

  /** By lower-case name; of a repeated header the first. */
  static Map<String, String> headers(ServerRequest request) {
    List<Map.Entry<String, String>> headers = new ArrayList<>(request.headers().size());
    for (Header header : request.headers()) {
      headers.add(Map.entry(header.headerName().lowerCase(), header.get()));
    }
    // Unmodifiable from the start: whoever copies it need not.
    return Map.ofEntries(headers.toArray(NO_HEADERS));
  }

  static Map<String, String> query(ServerRequest request) {
    return request.prologue().hasQuery() ? firsts(request.query()) : Map.of();
  }

  static Map<String, String> pathParameters(ServerRequest request) {
    return firsts(request.path().pathParameters());
  }

  private static Map<String, String> firsts(Parameters parameters) {
    Map<String, String> values = new HashMap<>();
    for (String name : parameters.names()) {
      values.put(name.toLowerCase(Locale.ROOT), parameters.first(name).orElse(""));
    }
    return values;
  }
}
