package io.bauta.api;

import io.bauta.plan.Assumptions;
import io.bauta.plan.Demand;
import io.bauta.plan.Measurement;
import io.bauta.plan.Plan.Held;
import io.bauta.plan.PlanField;
import io.bauta.plan.PlanMode;
import io.bauta.plan.Planner;
import io.bauta.plan.RefusalChart;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PooledNumber;
import io.bauta.pool.Pools;
import io.bauta.session.Holding;
import io.bauta.session.Opening;
import io.bauta.session.SessionStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/** How many numbers a pool needs, from what was opened in it. */
public final class PlanApi {

  /** How long a request waits while another one's plan is made: one at a time reads the past. */
  static final Duration TURN_WAIT_MAX = Duration.ofSeconds(5);

  private static final List<Double> SHARES = List.of(0.5, 0.9, 0.99);

  private final Pools pools;
  private final SessionStore sessions;
  private final Clock clock;
  private final Semaphore turn = new Semaphore(1);

  /** What the store says of a pool. */
  private record Past(Optional<Measurement> measured, boolean isWhole, List<Holding> holdings) {}

  public PlanApi(Pools pools, SessionStore sessions, Clock clock) {
    this.pools = pools;
    this.sessions = sessions;
    this.clock = clock;
  }

  ApiReply get(ApiRequest request) {
    NumberPool pool = Scoped.ofPath(request, pools);
    PlanQuery query = PlanQuery.of(request);
    if (!hasTurn()) {
      throw new ProblemException(
          new Problem(503, "busy", "another plan is being made: try again in a few seconds"));
    }
    try {
      return reply(pool, query);
    } finally {
      turn.release();
    }
  }

  private boolean hasTurn() {
    try {
      return turn.tryAcquire(TURN_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private ApiReply reply(NumberPool pool, PlanQuery query) {
    Duration rest = query.assumptions().coolOff().orElse(pool.restAfterEnd());
    Past past = past(pool, query, rest);
    Planner planner = new Planner(demand(query, past, rest));
    List<PooledNumber> numbers = pools.numbers(pool.id());
    int lent = (int) numbers.stream().filter(number -> number.state().isLent()).count();
    OptionalInt size = query.numbers().isPresent() ? query.numbers() : OptionalInt.of(lent);
    var plan = planner.plan(query.modes(), query.refusals(), size);
    if (query.svg()) {
      return new ApiReply(
          200,
          "image/svg+xml",
          RefusalChart.svg(planner, plan, "Pool " + pool.name()).getBytes(StandardCharsets.UTF_8));
    }
    ObjectNode json = Json.object();
    json.put("pool", pool.id().toString());
    json.put("name", pool.name());
    json.put("mode", Names.of(pool.mode()));
    json.put("registered", numbers.size());
    json.put("numbers", lent);
    json.set("held", held(past.holdings(), lent));
    json.set(
        "measured",
        past.measured().map(measured -> PlanJson.of(measured, past.isWhole())).orElse(null));
    json.setAll(PlanJson.of(plan));
    return ApiReply.ok(json);
  }

  private Past past(NumberPool pool, PlanQuery query, Duration rest) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant asked = now.minus(query.window());
    Instant since = asked.isBefore(pool.createdAt()) ? pool.createdAt() : asked;
    List<Opening> openings = sessions.openings(pool.id(), since, Opening.LIMIT_MAX);
    boolean isWhole = openings.size() < Opening.LIMIT_MAX;
    return new Past(
        Measurement.of(
            openings,
            isWhole ? since : openings.getLast().openedAt(),
            now,
            query.assumptions().duration(),
            rest),
        isWhole,
        sessions.holdings(pool.id(), now, Holding.BINDINGS_MAX).stream()
            .sorted(Comparator.comparingInt(Holding::numbers))
            .toList());
  }

  private static Demand demand(PlanQuery query, Past past, Duration rest) {
    boolean peopleMatter = query.modes().stream().anyMatch(PlanMode::dependsOnPeople);
    return switch (query.assumptions().demand(past.measured(), rest, peopleMatter)) {
      case Assumptions.Outcome.Ready(Demand demand) -> demand;
      case Assumptions.Outcome.Missing(PlanField field) ->
          throw new ProblemException(
              new Problem(
                      409,
                      "nothing_measured",
                      past.measured().isEmpty()
                          ? "no session was opened in this pool in the time looked at: give %s, or a longer window_seconds"
                              .formatted(PlanQuery.name(field))
                          : "no session of this pool has an end: give %s"
                              .formatted(PlanQuery.name(field)))
                  .with("field", PlanQuery.name(field)));
      case Assumptions.Outcome.Wrong(PlanField field, String expected) ->
          throw new ProblemException(
              Problem.ofField(
                  "invalid_value",
                  PlanQuery.name(field),
                  "%s: expected %s".formatted(PlanQuery.name(field), expected)));
    };
  }

  /** What people hold now, and what is left for the one who holds most. */
  private static ObjectNode held(List<Holding> holdings, int lent) {
    int people = 0;
    int bindings = 0;
    int most = 0;
    int mostLent = 0;
    for (Holding holding : holdings) {
      people += holding.people();
      bindings += holding.people() * holding.numbers();
      most = Math.max(most, holding.numbers());
      mostLent = Math.max(mostLent, holding.lent());
    }
    ObjectNode json = Json.object();
    json.put("people", people);
    json.put("most", most);
    json.put("head_room", lent - mostLent);
    int all = people;
    json.set(
        "quantiles",
        Json.array(
            SHARES.stream()
                .map(share -> PlanJson.of(new Held(share, quantile(holdings, share * all))))
                .toList()));
    json.put("whole", bindings < Holding.BINDINGS_MAX);
    return json;
  }

  /** What so many people do not exceed. */
  private static int quantile(List<Holding> holdings, double people) {
    double counted = 0;
    int numbers = 0;
    for (Holding holding : holdings) {
      if (counted < people) {
        numbers = holding.numbers();
      }
      counted += holding.people();
    }
    return numbers;
  }
}
