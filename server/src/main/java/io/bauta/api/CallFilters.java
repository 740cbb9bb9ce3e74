package io.bauta.api;

import io.bauta.call.CallId;
import io.bauta.call.CallQuery;
import io.bauta.call.CallStatus;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Line;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolScope;
import io.bauta.pool.Pools;
import io.bauta.session.ParticipantId;
import io.bauta.session.SessionId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which calls somebody wants, in the query of a request. */
record CallFilters(Pools pools) {

  static final Set<String> PARAMETERS =
      Set.of(
          "session",
          "participant",
          "number",
          "status",
          "state",
          "carrier_account",
          "pool",
          "since",
          "until",
          "cursor");

  /**
   * The calls that {@code request} asks for.
   *
   * @param more the parameters that it may have besides
   */
  CallQuery of(ApiRequest request, int limit, String... more) {
    requireKnown(request, PARAMETERS, more);
    // Both are used by people: calls have a status, sessions a state.
    String status = request.queryValue("status").isPresent() ? "status" : "state";
    return new CallQuery(
        Page.parameter(request, "session", SessionId::parse, "the id of a session"),
        Page.parameter(request, "participant", ParticipantId::parse, "the id of a participant"),
        Page.parameter(
            request,
            "number",
            text -> own(text, request.scope()),
            "a number of one of the pools, such as %2B912249000001; the calls of a person are found"
                + " by participant or session: a person's number does not belong in a URL"),
        Page.parameter(
            request,
            status,
            text -> Names.parse(text, CallStatus.class),
            Names.list(CallStatus.class)),
        request.queryValue("carrier_account"),
        pool(request, pools),
        time(request, "since"),
        time(request, "until"),
        Page.parameter(request, "cursor", CallId::parse, "a cursor from the page before"),
        limit,
        request.scope());
  }

  /** What a request asks for and nobody knows is refused rather than left out. */
  static void requireKnown(ApiRequest request, Set<String> parameters, String... more) {
    Set<String> known = new TreeSet<>(parameters);
    known.addAll(Set.of(more));
    if (!known.containsAll(request.query().keySet())) {
      throw new ProblemException(
          Problem.ofField(
              "unknown_field",
              "query",
              "unknown parameter; known are: " + String.join(", ", known)));
    }
  }

  static Optional<PoolId> pool(ApiRequest request, Pools pools) {
    // One that was deleted has an id still.
    return Page.parameter(
        request,
        "pool",
        text -> Scoped.pool(request, pools, text).map(NumberPool::id).or(() -> PoolId.parse(text)),
        "the id or the name of a pool");
  }

  private static Optional<Instant> time(ApiRequest request, String name) {
    return Page.parameter(
        request, name, CallFilters::instant, "a time such as 2027-01-31T18:30:00Z");
  }

  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Fields.instant(text));
    } catch (DateTimeException notAnInstant) {
      return Optional.empty();
    }
  }

  /** With its plus or without: in a query a plus is a blank, as most people find out. */
  private Optional<ProxyNumber> own(String text, PoolScope scope) {
    String digits = text.startsWith("+") ? text.substring(1) : text.strip();
    try {
      return pools
          .line(PhoneNumber.ofE164("+" + digits))
          .filter(line -> scope.includes(line.pool().id()))
          .map(Line::number);
    } catch (IllegalArgumentException notANumber) {
      return Optional.empty();
    }
  }
}
