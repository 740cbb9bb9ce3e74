package io.bauta.edge;

import static io.bauta.routing.Switchboard.ACCOUNT;
import static io.bauta.routing.Switchboard.DRIVER;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.M2;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.RIDER;
import static io.bauta.routing.Switchboard.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.call.MemoryCallStore;
import io.bauta.call.ToldFact;
import io.bauta.id.TimeOrderedIds;
import io.bauta.number.PhoneNumber;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.routing.CallTally.Claim;
import io.bauta.routing.CallTally.Counted;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.Switchboard;
import io.bauta.rules.CallCounts;
import io.bauta.rules.CallLimit;
import io.bauta.rules.CallLimits;
import io.bauta.rules.CallRules;
import io.bauta.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CallLedgerTest {

  private static final PoolId POOL = new PoolId(new UUID(7, 1));
  private static final SessionId SESSION = new SessionId(new UUID(8, 1));
  private static final SessionId OTHER = new SessionId(new UUID(8, 2));
  private static final Duration LASTS = Duration.ofMinutes(61);
  private static final CallLimits TWO_IN_SESSION = limits(2, 0, 0, 0);
  private static final CallLimits TWO_BY_CALLER = limits(0, 2, 0, 0);
  private static final CallLimits ONE_AT_ONCE = limits(0, 0, 1, 0);
  private static final CallLimits ONE_IN_POOL = limits(0, 0, 0, 1);

  private final MemoryCallStore store = new MemoryCallStore();
  private final TimeOrderedIds ids = new TimeOrderedIds();
  private CallLedger ledger = new CallLedger(store);

  private static CallLimits limits(
      int inSession, int byCaller, int atOnceInSession, int atOnceInPool) {
    return new CallLimits(
        limit(inSession), limit(byCaller), limit(atOnceInSession), limit(atOnceInPool));
  }

  private static Optional<Integer> limit(int calls) {
    return calls == 0 ? Optional.empty() : Optional.of(calls);
  }

  private static Claim claim(CallLimits limits, Instant now) {
    return claim(SESSION, Optional.of(RIDER), limits, now);
  }

  private static Claim claim(
      SessionId session, Optional<PhoneNumber> caller, CallLimits limits, Instant now) {
    return new Claim(POOL, session, caller, limits, LASTS, now);
  }

  private Counted count(String call, Claim claim) {
    return ledger.tallyOf(ACCOUNT, new CarrierCallId(call)).count(claim);
  }

  private void assertFits(String call, Claim claim) {
    assertThat(count(call, claim)).isInstanceOf(Counted.Fits.class);
  }

  private void assertOver(CallLimit limit, String call, Claim claim) {
    assertThat(count(call, claim))
        .isInstanceOfSatisfying(
            Counted.Over.class, over -> assertThat(over.limit()).isEqualTo(limit));
  }

  private void ended(String call) {
    ledger.told(ACCOUNT, new CarrierCallId(call), List.of(end()));
  }

  private static CallEnded end() {
    return new CallEnded(
        "end",
        new HangUp(HangupCause.NORMAL_CLEARING, "16", HangupSource.CALLER),
        Optional.of(Duration.ofSeconds(9)));
  }

  @Test
  void aSessionHasSoManyCallsInAllItsTime() {
    assertFits("1", claim(TWO_IN_SESSION, NOW));
    ended("1");
    assertFits("2", claim(TWO_IN_SESSION, NOW.plus(Duration.ofDays(1))));
    assertOver(CallLimit.IN_SESSION, "3", claim(TWO_IN_SESSION, NOW.plus(Duration.ofDays(2))));
    assertFits("4", claim(OTHER, Optional.of(RIDER), TWO_IN_SESSION, NOW));
  }

  @Test
  void aCallerHasSoManyCallsInAnHourInAllSessions() {
    assertFits("1", claim(TWO_BY_CALLER, NOW));
    assertFits("2", claim(OTHER, Optional.of(RIDER), TWO_BY_CALLER, NOW.plusSeconds(1)));
    assertOver(
        CallLimit.BY_CALLER_IN_HOUR,
        "3",
        claim(TWO_BY_CALLER, NOW.plus(Duration.ofHours(1)).minusMillis(1)));
    assertFits("other", claim(SESSION, Optional.of(DRIVER), TWO_BY_CALLER, NOW.plusSeconds(2)));
    assertFits("4", claim(TWO_BY_CALLER, NOW.plus(Duration.ofHours(1))));
    assertOver(
        CallLimit.BY_CALLER_IN_HOUR, "5", claim(TWO_BY_CALLER, NOW.plus(Duration.ofHours(1))));
  }

  @Test
  void whoIsWithheldIsOneCallerWithinASession() {
    assertFits("1", claim(SESSION, Optional.empty(), TWO_BY_CALLER, NOW));
    assertFits("2", claim(SESSION, Optional.empty(), TWO_BY_CALLER, NOW));
    assertOver(
        CallLimit.BY_CALLER_IN_HOUR, "3", claim(SESSION, Optional.empty(), TWO_BY_CALLER, NOW));
    assertFits("4", claim(OTHER, Optional.empty(), TWO_BY_CALLER, NOW));
  }

  @Test
  void callsOutsideSessionsCountForThePool() {
    CallLimits limits = limits(0, 2, 0, 3);
    assertFits("1", outside(Optional.of(RIDER), limits));
    assertFits("2", outside(Optional.of(RIDER), limits));
    assertOver(CallLimit.BY_CALLER_IN_HOUR, "3", outside(Optional.of(RIDER), limits));
    assertOver(CallLimit.BY_CALLER_IN_HOUR, "4", claim(limits, NOW));
    assertFits("5", outside(Optional.empty(), limits));
    assertOver(CallLimit.AT_ONCE_IN_POOL, "6", outside(Optional.of(STRANGER), limits));
    ended("5");
    assertFits("7", outside(Optional.empty(), limits));
    ended("7");
    assertOver(CallLimit.BY_CALLER_IN_HOUR, "8", outside(Optional.empty(), limits));
  }

  private static Claim outside(Optional<PhoneNumber> caller, CallLimits limits) {
    return new Claim(POOL, Optional.empty(), caller, limits, LASTS, NOW);
  }

  @Test
  void aCallGoesOnUntilItsEndIsTold() {
    assertFits("1", claim(ONE_AT_ONCE, NOW));
    assertOver(CallLimit.AT_ONCE_IN_SESSION, "2", claim(ONE_AT_ONCE, NOW.plusSeconds(1)));
    ledger.told(ACCOUNT, new CarrierCallId("1"), List.of(new Answered("a")));
    assertOver(CallLimit.AT_ONCE_IN_SESSION, "3", claim(ONE_AT_ONCE, NOW.plusSeconds(2)));
    ended("1");
    ended("nobody's");
    assertFits("4", claim(ONE_AT_ONCE, NOW.plusSeconds(3)));
  }

  @Test
  void aCallWhoseEndIsNeverToldIsOverWhenItMustBe() {
    assertFits("1", claim(ONE_AT_ONCE, NOW));
    Instant over = NOW.plus(LASTS).plus(Duration.ofMinutes(1));
    assertOver(CallLimit.AT_ONCE_IN_SESSION, "2", claim(ONE_AT_ONCE, over.minusMillis(1)));
    assertFits("3", claim(ONE_AT_ONCE, over));
  }

  @Test
  void aPoolHasSoManyCallsAtOnce() {
    assertFits("1", claim(ONE_IN_POOL, NOW));
    assertOver(CallLimit.AT_ONCE_IN_POOL, "2", claim(OTHER, Optional.of(DRIVER), ONE_IN_POOL, NOW));
    ended("1");
    assertFits("3", claim(OTHER, Optional.of(DRIVER), ONE_IN_POOL, NOW));
  }

  @Test
  void aRepeatedQuestionCountsOnceAndIsAnsweredTheSame() {
    Counted first = count("1", claim(ONE_AT_ONCE, NOW));
    assertThat(count("1", claim(ONE_AT_ONCE, NOW.plusSeconds(3)))).isEqualTo(first);
    Counted refused = count("2", claim(ONE_AT_ONCE, NOW.plusSeconds(4)));
    assertThat(refused).isInstanceOf(Counted.Over.class);
    ended("1");
    assertThat(count("2", claim(ONE_AT_ONCE, NOW.plusSeconds(9))))
        .as("a place came free in between")
        .isEqualTo(refused);
    assertFits("3", claim(ONE_AT_ONCE, NOW.plusSeconds(9)));
  }

  @Test
  void theSameIdAtAnotherAccountIsAnotherCall() {
    assertFits("1", claim(ONE_AT_ONCE, NOW));
    assertThat(ledger.tallyOf("telnyx-us", new CarrierCallId("1")).count(claim(ONE_AT_ONCE, NOW)))
        .isInstanceOf(Counted.Over.class);
  }

  @Test
  void watchingCountsNothing() {
    for (int i = 0; i < 5; i++) {
      assertThat(ledger.watching().count(claim(TWO_IN_SESSION, NOW)))
          .isEqualTo(new Counted.Fits(new CallCounts(0, 0, 0, 0)));
    }
    assertFits("1", claim(TWO_IN_SESSION, NOW));
    assertThat(ledger.watching().count(claim(TWO_IN_SESSION, NOW)))
        .isEqualTo(new Counted.Fits(new CallCounts(1, 0, 1, 0)));
  }

  @Test
  void whoWatchesAnotherTimeSeesTheCallsOfThatTime() {
    assertFits("1", claim(TWO_BY_CALLER, NOW));
    assertFits("2", claim(TWO_BY_CALLER, NOW));
    assertThat(ledger.watching().count(claim(TWO_BY_CALLER, NOW.minusSeconds(1))))
        .isInstanceOf(Counted.Fits.class);
    assertThat(ledger.watching().count(claim(TWO_BY_CALLER, NOW.plusSeconds(1))))
        .isInstanceOf(Counted.Over.class);
    assertThat(ledger.watching().count(claim(TWO_BY_CALLER, NOW.plus(Duration.ofHours(1)))))
        .isInstanceOf(Counted.Fits.class);
  }

  @Test
  void ofManyAtOnceAsManyAsMayGetAPlace() throws Exception {
    CallLimits three = limits(0, 0, 3, 0);
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Callable<Counted>> calls =
          IntStream.range(0, 64)
              .<Callable<Counted>>mapToObj(i -> () -> count("call-" + i, claim(three, NOW)))
              .toList();
      int fits = 0;
      for (Future<Counted> counted : threads.invokeAll(calls)) {
        fits += counted.get() instanceof Counted.Fits ? 1 : 0;
      }
      assertThat(fits).isEqualTo(3);
    }
  }

  // After a restart.

  private void stored(String call, Instant at, boolean isEnded) {
    CarrierCallId id = new CarrierCallId(call);
    store.append(
        List.of(
            new CallStart(
                new CallId(ids.next(at)),
                id,
                at,
                Switchboard.call(RIDER, M1),
                new Connect(SESSION, 0, 1, DRIVER, M2, Duration.ofMinutes(1), Duration.ofHours(1)),
                Set.of())),
        isEnded ? List.of(new ToldFact(ACCOUNT, id, end(), at)) : List.of());
  }

  @Test
  void whatASessionHadIsReadFromTheStore() {
    stored("1", NOW.minus(Duration.ofDays(3)), true);
    stored("2", NOW.minusSeconds(60), false);
    assertThat(ledger.watching().count(claim(limits(9, 0, 9, 0), NOW)))
        .isEqualTo(new Counted.Fits(new CallCounts(2, 0, 1, 0)));
    assertOver(CallLimit.IN_SESSION, "3", claim(TWO_IN_SESSION, NOW));
    assertOver(CallLimit.AT_ONCE_IN_SESSION, "4", claim(ONE_AT_ONCE, NOW));
    assertFits("2", claim(ONE_AT_ONCE, NOW));
    ended("2");
    assertFits("5", claim(ONE_AT_ONCE, NOW));
  }

  @Test
  void aStoreThatIsAwayLeavesItUnknown() {
    FaultyCallStore away = new FaultyCallStore();
    ledger = new CallLedger(away);
    assertThat(count("1", claim(TWO_IN_SESSION, NOW))).isEqualTo(new Counted.NoAnswer());
    assertFits("1", claim(TWO_BY_CALLER, NOW));
  }

  @Test
  void aWarmLedgerKnowsTheLastHourOfPoolsWithLimits() {
    Switchboard switchboard = new Switchboard();
    NumberPool pool = limited(switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2));
    stored("old", NOW.minus(Duration.ofHours(7)), true);
    stored("1", NOW.minus(Duration.ofMinutes(59)), true);
    stored("2", NOW.minusSeconds(9), false);
    ledger.warmUp(switchboard.pools, NOW);
    Claim asked = new Claim(pool.id(), SESSION, Optional.of(RIDER), limits(0, 9, 0, 9), LASTS, NOW);
    assertThat(ledger.watching().count(asked))
        .as("a pool without limits")
        .isEqualTo(new Counted.Fits(new CallCounts(0, 0, 0, 0)));

    switchboard.pools.update(pool);
    ledger.warmUp(switchboard.pools, NOW);
    assertThat(ledger.watching().count(asked))
        .isEqualTo(new Counted.Fits(new CallCounts(0, 2, 0, 1)));
    ended("2");
    assertThat(ledger.watching().count(asked))
        .isEqualTo(new Counted.Fits(new CallCounts(0, 2, 0, 0)));
    assertThat(
            ledger
                .watching()
                .count(
                    new Claim(
                        pool.id(), SESSION, Optional.of(STRANGER), limits(0, 9, 0, 9), LASTS, NOW)))
        .isEqualTo(new Counted.Fits(new CallCounts(0, 0, 0, 0)));
  }

  private static NumberPool limited(NumberPool pool) {
    return Switchboard.withRules(
        pool,
        new CallRules(
            Optional.empty(),
            Optional.empty(),
            limits(0, 9, 0, 9),
            Set.of(),
            true,
            Optional.empty()));
  }
}
