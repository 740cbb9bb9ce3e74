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
    return DirectHandlers.builder()
        .addHandler(EventType.BAD_REQUEST, handler)
        .addHandler(EventType.HTTP_VERSION_NOT_SUPPORTED, handler)
        .addHandler(EventType.INTERNAL_ERROR, handler)
        .build();
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
    return TransportResponse.builder()
        .status(Status.create(reply.status()))
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, reply.contentType())
        .entity(reply.body())
        .build();
  }
}
