package io.bauta.app;

import io.bauta.api.ApiReply;
import io.bauta.api.Problem;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

/** What the HTTP library refuses before any of our code is asked, as problems like all others. */
final class RefusedRequests {

  private RefusedRequests() {}

  static DirectHandlers handlers() {
    DirectHandler handler =
        (request, type, status, headers, message) -> response(problem(status), headers);
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    // Of all kinds: a page of the library's own would say what the server is made of.
    for (EventType type : EventType.values()) {
      handlers.addHandler(type, handler);
    }
    return handlers.build();
  }

  /**
   * The library's own message is left out: it could quote the request. What it calls an internal
   * error here is a first line that it could not read: it fails before any of our code is asked.
   */
  private static Problem problem(Status status) {
    return switch (status.code()) {
      case 413 -> new Problem(413, "body_too_long", "expected a shorter body");
      case 505 -> new Problem(400, "bad_request", "expected HTTP/1.1");
      default ->
          new Problem(
              status.code() < 500 ? status.code() : 400,
              "bad_request",
              "the request is not valid HTTP");
    };
  }

  private static TransportResponse response(Problem problem, ServerResponseHeaders headers) {
    ApiReply reply = problem.reply();
    ReplyHeaders.add(headers);
    return TransportResponse.builder()
        .status(Status.create(reply.status()))
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, reply.contentType())
        .entity(reply.body())
        .build();
  }
}
