package io.bauta.routing;

import static io.bauta.routing.Switchboard.ACCOUNT;
import static io.bauta.routing.Switchboard.DRIVER;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.M2;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.RIDER;
import static io.bauta.routing.Switchboard.STRANGER;
import static io.bauta.routing.Switchboard.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolMode;
import io.bauta.routing.CallTally.Counted;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.rules.CallCounts;
import io.bauta.rules.CallLimit;
import io.bauta.rules.CallLimits;
import io.bauta.rules.CallRules;
import io.bauta.rules.Callers;
import io.bauta.rules.Hours;
import io.bauta.rules.Hours.Window;
import io.bauta.rules.Recording;
import io.bauta.session.Lifetime;
import io.bauta.session.OpenOutcome;
import io.bauta.session.SessionRequest;
import io.bauta.session.SessionRequest.Person;
import io.bauta.speech.Words;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule lets through what it should, refuses what it should, and says why. */
final class RuleCheckTest {

  private static final PhoneNumber PREMIUM = PhoneNumber.ofE164("+19005550100");
  private static final PhoneNumber ABROAD = PhoneNumber.ofE164("+12025550143");
  private static final CallLimits ONE_AT_ONCE =
      new CallLimits(Optional.empty(), Optional.empty(), Optional.of(1), Optional.empty());
  private static final CallCounts NONE = new CallCounts(0, 0, 0, 0);

  private final Switchboard switchboard = new Switchboard();
  private NumberPool pool;

  @BeforeEach
  void pool() {
    switchboard.index.markComplete();
    pool = switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
  }

  private void rules(CallRules rules) {
    pool = Switchboard.withRules(pool, rules);
    switchboard.pools.update(pool);
  }

  private static CallRules rules(
      Optional<Callers> callers, Optional<Hours> hours, CallLimits limits, String... countries) {
    return new CallRules(
        callers, hours, limits, Set.of(countries), true, Optional.empty(), Recording.OFF);
  }

  private static CallRules unguarded() {
    return new CallRules(
        Optional.empty(),
        Optional.empty(),
        CallLimits.NONE,
        Set.of(),
        false,
        Optional.empty(),
        Recording.OFF);
  }

  private OpenOutcome open(PhoneNumber rider, PhoneNumber driver) {
    return switchboard.sessions.open(
        new SessionRequest(
            pool,
            List.of(new Person("rider", rider), new Person("driver", driver)),
            new Lifetime.UntilClosed(),
            Optional.empty(),
            Map.of(),
            Optional.empty()),
        NOW);
  }

  private RoutingDecision explain(PhoneNumber caller, Trace.Recorded trace) {
    return switchboard.router.explain(call(caller, M1), NOW, CallTally.UNKNOWN, trace);
  }

  /** The refusal, whose trace ends with a step that did not pass. */
  private void assertRefused(PhoneNumber caller, Reason reason, String check, String... words) {
    Trace.Recorded trace = Trace.recording();
    assertThat(explain(caller, trace))
        .isInstanceOfSatisfying(
            Refuse.class, refuse -> assertThat(refuse.reason()).isEqualTo(reason));
    Trace.Step last = trace.steps().getLast();
    assertThat(last.check()).isEqualTo(check);
    assertThat(last.passed()).isFalse();
    assertThat(List.of(words)).allSatisfy(word -> assertThat(last.detail()).contains(word));
  }

  @Test
  void onlyWhoMayCallIsConnected() {
    switchboard.open(pool);
    rules(rules(Optional.of(new Callers(Set.of(0), false)), Optional.empty(), CallLimits.NONE));
    assertThat(switchboard.route(RIDER, M1, NOW)).isInstanceOf(Connect.class);
    assertThat(switchboard.route(DRIVER, M2, NOW))
        .isInstanceOfSatisfying(
            Refuse.class,
            refuse -> {
              assertThat(refuse.reason()).isEqualTo(Reason.CALLER_MAY_NOT_CALL);
              assertThat(refuse.session()).isPresent();
              assertThat(refuse.announcement())
                  .isEqualTo(pool.callPolicy().announcement().map(Words::of));
            });
    rules(rules(Optional.of(new Callers(Set.of(1), false)), Optional.empty(), CallLimits.NONE));
    assertRefused(RIDER, Reason.CALLER_MAY_NOT_CALL, "may_call", "participant 0");
  }

  @Test
  void callsAreConnectedWithinTheHoursOnly() {
    switchboard.open(pool);
    Instant before = NOW.minusMillis(1);
    // Midnight in Kolkata: NOW is 18:30 UTC on a Sunday.
    rules(
        rules(
            Optional.empty(),
            Optional.of(
                new Hours(
                    ZoneId.of("Asia/Kolkata"),
                    List.of(
                        new Window(
                            Set.of(DayOfWeek.MONDAY), LocalTime.MIDNIGHT, LocalTime.of(6, 0))))),
            CallLimits.NONE));
    assertThat(switchboard.route(RIDER, M1, NOW)).isInstanceOf(Connect.class);
    assertThat(switchboard.route(RIDER, M1, before)).isInstanceOf(Refuse.class);
    Trace.Recorded trace = Trace.recording();
    switchboard.router.explain(call(RIDER, M1), before, CallTally.UNKNOWN, trace);
    assertThat(trace.steps().getLast().detail())
        .isEqualTo("it is sun 23:59, and calls are connected mon 00:00-06:00 Asia/Kolkata");
  }

  @Test
  void whoIsBlockedNeitherCallsNorIsCalled() {
    switchboard.open(pool);
    switchboard.blocks = (in, number) -> in.equals(pool.id()) && number.equals(RIDER);
    assertRefused(RIDER, Reason.CALLER_BLOCKED, "caller_not_blocked", "+…01");
    switchboard.blocks = (in, number) -> in.equals(pool.id()) && number.equals(DRIVER);
    assertRefused(RIDER, Reason.DESTINATION_BLOCKED, "destination_not_blocked", "+…02");
    switchboard.blocks = (in, number) -> !in.equals(pool.id());
    assertThat(switchboard.route(RIDER, M1, NOW)).isInstanceOf(Connect.class);
  }

  @Test
  void strangersWhoAreBlockedHearNoMoreThanThat() {
    switchboard.blocks = (in, number) -> number.equals(STRANGER);
    assertRefused(STRANGER, Reason.CALLER_BLOCKED, "caller_not_blocked");
  }

  @Test
  void onlyAllowedCountriesAreRung() {
    open(RIDER, ABROAD);
    rules(rules(Optional.empty(), Optional.empty(), CallLimits.NONE, "IN", "US"));
    assertThat(switchboard.route(RIDER, M1, NOW)).isInstanceOf(Connect.class);
    rules(rules(Optional.empty(), Optional.empty(), CallLimits.NONE, "IN"));
    assertRefused(RIDER, Reason.COUNTRY_NOT_ALLOWED, "country_allowed", "US", "[IN]");
    assertThat(switchboard.route(ABROAD, M2, NOW)).isInstanceOf(Connect.class);
  }

  @Test
  void specialNumbersAreNotTakenUnlessThePoolSaysSo() {
    assertThat(open(RIDER, PREMIUM)).isEqualTo(new OpenOutcome.NotRung(1));
    rules(unguarded());
    assertThat(open(RIDER, PREMIUM)).isInstanceOf(OpenOutcome.Opened.class);
    assertThat(switchboard.route(RIDER, M1, NOW)).isInstanceOf(Connect.class);
    rules(CallRules.DEFAULT);
    assertRefused(RIDER, Reason.SPECIAL_NUMBER, "ordinary_number", "PREMIUM");
  }

  @Test
  void whereCallsAreLimitedAndNobodyCountsNoneIsConnected() {
    switchboard.open(pool);
    rules(rules(Optional.empty(), Optional.empty(), ONE_AT_ONCE));
    assertRefused(RIDER, Reason.UNAVAILABLE, "within_limits");
  }

  @ParameterizedTest
  @EnumSource
  void aLimitThatIsReachedRefuses(CallLimit limit) {
    switchboard.open(pool);
    rules(rules(Optional.empty(), Optional.empty(), ONE_AT_ONCE));
    RoutingDecision decision =
        switchboard.router.route(
            call(RIDER, M1),
            NOW,
            claim -> new Counted.Over(limit, new CallCounts(0, 0, 1, 0)),
            Trace.NONE);
    Reason expected =
        switch (limit) {
          case IN_SESSION -> Reason.SESSION_CALLS_SPENT;
          case BY_CALLER_IN_HOUR -> Reason.CALLER_TOO_OFTEN;
          case AT_ONCE_IN_SESSION, AT_ONCE_IN_POOL -> Reason.TOO_MANY_AT_ONCE;
        };
    assertThat(decision)
        .isInstanceOfSatisfying(
            Refuse.class, refuse -> assertThat(refuse.reason()).isEqualTo(expected));
  }

  @Test
  void aCallIsCountedLastAndOnlyWhenItIsConnected() {
    switchboard.open(pool);
    int[] counted = {0};
    CallTally tally =
        claim -> {
          counted[0]++;
          return new Counted.Fits(NONE);
        };
    rules(rules(Optional.of(new Callers(Set.of(0), false)), Optional.empty(), ONE_AT_ONCE));
    switchboard.router.route(call(DRIVER, M2), NOW, tally, Trace.NONE);
    assertThat(counted[0]).isZero();
    switchboard.router.route(call(RIDER, M1), NOW, tally, Trace.NONE);
    assertThat(counted[0]).isEqualTo(1);
    rules(CallRules.DEFAULT);
    switchboard.router.route(call(RIDER, M1), NOW, tally, Trace.NONE);
    assertThat(counted[0]).as("no limit, no counting").isEqualTo(1);
  }

  @Test
  void aNoticeGoesWithTheConnection() {
    switchboard.open(pool);
    rules(
        new CallRules(
            Optional.empty(),
            Optional.empty(),
            CallLimits.NONE,
            Set.of(),
            true,
            Optional.of("This call is recorded."),
            Recording.OFF));
    assertThat(switchboard.route(RIDER, M1, NOW))
        .isInstanceOfSatisfying(
            Connect.class,
            connect -> {
              assertThat(connect.notice()).contains(Words.of("This call is recorded."));
              assertThat(connect.recorded()).isFalse();
            });
  }

  @Test
  void whetherItIsRecordedGoesWithTheConnection() {
    switchboard.open(pool);
    for (Optional<String> notice : List.of(Optional.of("Recorded."), Optional.<String>empty())) {
      rules(
          new CallRules(
              Optional.empty(),
              Optional.empty(),
              CallLimits.NONE,
              Set.of(),
              true,
              notice,
              Recording.ON));
      assertThat(switchboard.route(RIDER, M1, NOW))
          .isInstanceOfSatisfying(
              Connect.class,
              connect -> assertThat(connect.recorded()).isEqualTo(notice.isPresent()));
    }
  }

  @Test
  void aWithheldCallerIsOnNoBlockList() {
    switchboard.open(pool);
    switchboard.blocks = (in, number) -> true;
    IncomingCall withheld =
        new IncomingCall(ACCOUNT, new PhoneNumber(M1.digits()), Optional.empty());
    assertThat(switchboard.router.route(withheld, NOW))
        .isInstanceOfSatisfying(
            Refuse.class, refuse -> assertThat(refuse.reason()).isEqualTo(Reason.CALLER_WITHHELD));
  }
}
