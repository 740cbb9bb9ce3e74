package io.bauta.routing;

import static io.bauta.routing.Switchboard.DRIVER;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.M2;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.RIDER;
import static io.bauta.routing.Switchboard.STRANGER;
import static io.bauta.routing.Switchboard.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolMode;
import io.bauta.routing.CallTally.Counted;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.rules.CallCounts;
import io.bauta.rules.CallLimits;
import io.bauta.rules.CallRules;
import io.bauta.rules.Callers;
import io.bauta.rules.Hours;
import io.bauta.rules.Hours.Window;
import io.bauta.rules.Recording;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A rule only ever refuses, and an explanation says what a call gets. */
final class RuleProperties {

  private record Asked(PhoneNumber caller, ProxyNumber dialed, Instant now) {}

  @Property
  void withRulesACallGetsTheSameAsWithoutOrIsRefused(
      @ForAll("rules") CallRules rules,
      @ForAll("questions") Asked asked,
      @ForAll @IntRange(max = 3) int callsSoFar,
      @ForAll("blocked") Set<PhoneNumber> blocked) {
    Switchboard switchboard = new Switchboard();
    switchboard.index.markComplete();
    NumberPool pool = switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    switchboard.open(pool);
    RoutingDecision without = decide(switchboard, asked, callsSoFar);
    switchboard.pools.update(Switchboard.withRules(pool, rules));
    switchboard.blocks = (in, number) -> blocked.contains(number);
    RoutingDecision with = decide(switchboard, asked, callsSoFar);
    if (!(with instanceof Refuse)) {
      assertThat(with).isEqualTo(without);
    }
    if (without instanceof Refuse) {
      assertThat(with).isInstanceOf(Refuse.class);
    }
  }

  private static RoutingDecision decide(Switchboard switchboard, Asked asked, int callsSoFar) {
    CallTally tally = claim -> counted(claim.limits(), callsSoFar);
    IncomingCall call = call(asked.caller(), asked.dialed());
    Trace.Deferred trace = Trace.deferred();
    RoutingDecision decision = switchboard.router.route(call, asked.now(), tally, trace);
    Trace.Recorded explained = Trace.recording();
    assertThat(switchboard.router.explain(call, asked.now(), tally, explained)).isEqualTo(decision);
    assertThat(trace.steps()).isEqualTo(explained.steps());
    if (decision instanceof Refuse) {
      assertThat(trace.steps().getLast().passed()).as("the last step says why").isFalse();
    }
    return decision;
  }

  private static Counted counted(CallLimits limits, int calls) {
    CallCounts soFar = new CallCounts(calls, calls, calls, calls);
    return limits
        .reachedBy(soFar)
        .<Counted>map(limit -> new Counted.Over(limit, soFar))
        .orElseGet(() -> new Counted.Fits(soFar));
  }

  @Provide
  Arbitrary<Set<PhoneNumber>> blocked() {
    return Arbitraries.of(RIDER, DRIVER, STRANGER).set().ofMaxSize(1);
  }

  @Provide
  Arbitrary<Asked> questions() {
    return Combinators.combine(
            Arbitraries.of(RIDER, DRIVER, STRANGER),
            Arbitraries.of(M1, M2),
            Arbitraries.integers().between(0, 90))
        .as((caller, dialed, later) -> new Asked(caller, dialed, NOW.plusSeconds(later)));
  }

  @Provide
  Arbitrary<CallRules> rules() {
    Arbitrary<Optional<Integer>> limit = Arbitraries.integers().between(1, 3).optional(0.3);
    Arbitrary<CallLimits> limits =
        Combinators.combine(limit, limit, limit, limit).as(CallLimits::new);
    Arbitrary<Optional<Callers>> callers =
        Combinators.combine(Arbitraries.of(0, 1).set().ofMinSize(1), Arbitraries.of(true, false))
            .as(Callers::new)
            .optional(0.5);
    Arbitrary<Optional<Hours>> hours =
        Combinators.combine(
                Arbitraries.of("UTC", "Asia/Kolkata", "America/New_York"),
                Arbitraries.of(DayOfWeek.class).set().ofMinSize(1),
                times(),
                times())
            .as(
                (zone, days, from, to) ->
                    new Hours(ZoneId.of(zone), List.of(new Window(days, from, to))))
            .optional(0.5);
    Arbitrary<Set<String>> countries = Arbitraries.of("IN", "US", "GB").set().ofMaxSize(2);
    return Combinators.combine(callers, hours, limits, countries, Arbitraries.of(true, false))
        .as(
            (who, when, howMany, where, guards) ->
                new CallRules(who, when, howMany, where, guards, Optional.empty(), Recording.OFF));
  }

  private static Arbitrary<LocalTime> times() {
    return Arbitraries.integers()
        .between(0, 47)
        .map(halves -> LocalTime.MIDNIGHT.plus(Duration.ofMinutes(30).multipliedBy(halves)));
  }
}
