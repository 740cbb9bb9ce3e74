package io.bauta.app;

import io.helidon.common.parameters.Parameters;
import io.helidon.http.Header;
import io.helidon.webserver.http.ServerRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The HTTP library's requests as plain maps. */
final class Requests {

  private Requests() {}

  /** By lower-case name; of a repeated header the first. */
  static Map<String, String> headers(ServerRequest request) {
    Map<String, String> headers = HashMap.newHashMap(request.headers().size());
    for (Header header : request.headers()) {
      headers.putIfAbsent(header.headerName().lowerCase(), header.get());
    }
    return headers;
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
