package io.bauta.app;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Optional;
import java.util.Set;

/**
 * Which pages may ask the API from a browser: those of the configured origins, letter by letter,
 * and by default none. Without cookies: such a page must have a key of its own, and nobody's login
 * is of use to it. Webhooks and health are for nobody's pages.
 */
final class Cors {

  private static final String API = "/v1/";

  private static final HeaderName ALLOW_ORIGIN = HeaderNames.create("Access-Control-Allow-Origin");
  private static final Header ALLOW_METHODS =
      HeaderValues.createCached("Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE");
  private static final Header ALLOW_HEADERS =
      HeaderValues.createCached(
          "Access-Control-Allow-Headers",
          "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, Range");
  private static final Header EXPOSE_HEADERS =
      HeaderValues.createCached(
          "Access-Control-Expose-Headers",
          "RateLimit, RateLimit-Policy, Retry-After, Content-Range");
  private static final Header MAX_AGE = HeaderValues.createCached("Access-Control-Max-Age", "600");
  private static final Header VARY = HeaderValues.createCached("Vary", "Origin");

  private final Set<String> origins;

  Cors(Set<String> origins) {
    this.origins = origins;
  }

  /** Around every request. */
  void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (!request.path().rawPath().startsWith(API)) {
      chain.proceed();
      return;
    }
    response.headers().set(VARY);
    Optional<String> origin = request.headers().first(HeaderNames.ORIGIN).filter(origins::contains);
    if (origin.isEmpty()) {
      chain.proceed();
      return;
    }
    response.headers().set(ALLOW_ORIGIN, origin.get());
    if (isPreflight(request)) {
      response.headers().set(ALLOW_METHODS);
      response.headers().set(ALLOW_HEADERS);
      response.headers().set(MAX_AGE);
      ReplyHeaders.add(request, response);
      response.status(Status.NO_CONTENT_204).send();
      return;
    }
    response.headers().set(EXPOSE_HEADERS);
    chain.proceed();
  }

  /** A browser asks whether it may ask. */
  private static boolean isPreflight(RoutingRequest request) {
    return request.prologue().method().text().equals("OPTIONS")
        && request.headers().contains(HeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
  }
}
