package io.bauta.api;

import io.bauta.access.Caller;
import io.bauta.access.Denial;
import io.bauta.access.Identity;
import io.bauta.access.Quota;
import io.bauta.access.Right;
import io.bauta.access.Role;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is answered to whoever is not let in. */
public final class Denials {

  private static final long MILLIS_OF_SECOND = 1_000;

  private Denials() {}

  /** Why, in the form of all problems. */
  public static Problem problem(Denial denial) {
    return switch (denial) {
      case Denial.Unauthorized _ ->
          new Problem(
              401,
              "unauthorized",
              "expected the header Authorization: Bearer KEY, with a key that is known, not"
                  + " revoked and not expired");
      case Denial.TooManyAttempts(Duration pause) ->
          new Problem(
              429,
              "too_many_attempts",
              "too many wrong keys came from this address: try again in %d seconds"
                  .formatted(seconds(pause)));
      case Denial.RateLimited(Duration pause, Quota _) ->
          new Problem(
              429,
              "rate_limited",
              "the key asks more often than it may: try again in %d seconds"
                  .formatted(seconds(pause)));
      case Denial.CrossSite() ->
          new Problem(
              403,
              "cross_site_request",
              "a browser's login changes something only from a page of this server: expected"
                  + " Sec-Fetch-Site: same-origin, or an Origin that is server.public-url; a"
                  + " program sends an API key instead");
      case Denial.Forbidden(Caller caller, Right missing) -> forbidden(caller, missing);
      case Denial.PoolRestricted() ->
          new Problem(
              403,
              "pool_restricted",
              "the key is limited to some pools, and this is about the server as a whole: expected"
                  + " a key that is not limited");
    };
  }

  private static Problem forbidden(Caller caller, Right missing) {
    List<String> roles = Role.with(missing).stream().map(Names::of).toList();
    String has =
        caller.roles().stream().sorted().map(Names::of).collect(Collectors.joining(" and "));
    String detail =
        caller.identity() instanceof Identity.Human
            ? "the person's role %s has not the right %s: expected somebody with the role %s"
            : "the key's role %s has not the right %s: expected a key with the role %s";
    return new Problem(
            403, "forbidden", detail.formatted(has, Names.of(missing), String.join(" or ", roles)))
        .with("missing_right", Names.of(missing))
        .with("roles", roles);
  }

  /** The headers that belong to it. */
  public static Map<String, String> headers(Denial denial) {
    return switch (denial) {
      case Denial.Unauthorized _ -> Map.of("WWW-Authenticate", "Bearer");
      case Denial.TooManyAttempts(Duration pause) -> Map.of("Retry-After", "" + seconds(pause));
      case Denial.RateLimited(Duration pause, Quota quota) -> {
        Map<String, String> headers = new LinkedHashMap<>(headers(quota));
        headers.put("Retry-After", "" + seconds(pause));
        yield headers;
      }
      case Denial.CrossSite _, Denial.Forbidden _, Denial.PoolRestricted _ -> Map.of();
    };
  }

  /** How much may still be asked, as the IETF's draft of RateLimit fields has it. */
  public static Map<String, String> headers(Quota quota) {
    return Map.of(
        "RateLimit-Policy",
        "\"key\";q=%d;w=%d".formatted(quota.most(), seconds(quota.refill())),
        "RateLimit",
        "\"key\";r=%d;t=%d".formatted(quota.left(), seconds(quota.full())));
  }

  /** Whole, and never too few. */
  static long seconds(Duration time) {
    return Math.max(1, Math.ceilDiv(time.toMillis(), MILLIS_OF_SECOND));
  }

  /** What was refused since the start, by why. */
  public static String json(Map<Denial.Reason, Long> counts) {
    return counts.entrySet().stream()
        .map(count -> "\"%s\":%d".formatted(Names.of(count.getKey()), count.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
