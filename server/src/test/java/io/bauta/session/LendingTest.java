package io.bauta.session;

import static io.bauta.routing.Switchboard.ACCOUNT;
import static io.bauta.routing.Switchboard.COOL_OFF;
import static io.bauta.routing.Switchboard.DRIVER;
import static io.bauta.routing.Switchboard.GRACE;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.M2;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.RIDER;
import static io.bauta.routing.Switchboard.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.GeoMatch;
import io.bauta.pool.Lending;
import io.bauta.pool.NumberPool;
import io.bauta.pool.NumberState;
import io.bauta.pool.Obstacle;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolStore.RemoveOutcome;
import io.bauta.pool.Selection;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.Switchboard;
import io.bauta.session.OpenOutcome.NotFree;
import io.bauta.session.OpenOutcome.NotInPool;
import io.bauta.session.OpenOutcome.OtherDemanded;
import io.bauta.session.OpenOutcome.PoolExhausted;
import io.bauta.session.SessionRequest.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which numbers people get, by the rules of their pool. */
final class LendingTest {

  private static final ProxyNumber M3 = new ProxyNumber(919000000003L);
  private static final ProxyNumber M4 = new ProxyNumber(919000000004L);
  private static final ProxyNumber SINGAPORE = new ProxyNumber(6_561_230_000L);
  private static final ProxyNumber SEATTLE = new ProxyNumber(12_065_550_100L);
  private static final ProxyNumber NEW_YORK = new ProxyNumber(12_125_550_100L);
  private static final PhoneNumber IN_SEATTLE = PhoneNumber.ofE164("+12065550177");
  private static final PhoneNumber IN_SINGAPORE = PhoneNumber.ofE164("+6591230001");
  private static final Instant RESTED = NOW.plus(GRACE).plus(COOL_OFF);

  private final Switchboard switchboard = new Switchboard();

  private NumberPool pool(Selection selection, ProxyNumber... numbers) {
    return switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, selection, Lending.DEFAULT, numbers);
  }

  private NumberPool near(GeoMatch geoMatch, ProxyNumber... numbers) {
    return switchboard.pool(
        PoolMode.PAIR_TWO_NUMBERS,
        Selection.FIRST_FIT,
        new Lending(geoMatch, Optional.empty()),
        numbers);
  }

  private OpenOutcome open(NumberPool pool, Instant now, Person... people) {
    return switchboard.sessions.open(
        new SessionRequest(
            pool,
            List.of(people),
            new Lifetime.UntilClosed(),
            Optional.empty(),
            Map.of(),
            Optional.empty()),
        now);
  }

  private static Person person(PhoneNumber number) {
    return new Person("", number);
  }

  private static Person demanding(PhoneNumber number, ProxyNumber dials) {
    return new Person("", number, List.of(), Optional.empty(), Optional.of(dials));
  }

  private MaskingSession opened(NumberPool pool, Instant now, PhoneNumber one, PhoneNumber other) {
    return ((OpenOutcome.Opened) open(pool, now, person(one), person(other))).session();
  }

  private static List<ProxyNumber> dialled(MaskingSession session) {
    return session.participants().stream().map(Participant::dials).toList();
  }

  private void close(MaskingSession session, Instant now) {
    switchboard.sessions.close(session.id(), "over", now);
  }

  @Test
  void firstFitTakesTheSameNumbersAgain() {
    NumberPool pool = pool(Selection.FIRST_FIT, M1, M2, M3, M4);
    close(opened(pool, NOW, RIDER, DRIVER), NOW);
    assertThat(dialled(opened(pool, RESTED, RIDER, DRIVER))).containsExactly(M1, M2);
    assertThat(dialled(opened(pool, RESTED, STRANGER, DRIVER))).containsExactly(M1, M3);
  }

  @Test
  void leastRecentlyUsedGoesRoundThePool() {
    NumberPool pool = pool(Selection.LEAST_RECENTLY_USED, M1, M2, M3, M4);
    assertThat(dialled(opened(pool, NOW, number(1), number(2)))).containsExactly(M1, M2);
    assertThat(dialled(opened(pool, NOW, number(3), number(4)))).containsExactly(M3, M4);
    assertThat(dialled(opened(pool, NOW, number(5), number(6)))).containsExactly(M1, M2);
  }

  @Test
  void leastRecentlyUsedTakesWhatThePersonHadLongestAgo() {
    NumberPool pool =
        switchboard.pool(
            PoolMode.PAIR_ONE_NUMBER, Selection.LEAST_RECENTLY_USED, Lending.DEFAULT, M1, M2, M3);
    Instant now = NOW;
    List<ProxyNumber> lent = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      // Others come in between, so that the turn alone would give another order.
      close(opened(pool, now, number(50 + 2 * i), number(51 + 2 * i)), now);
      MaskingSession session = opened(pool, now, RIDER, number(i));
      lent.add(session.participants().getFirst().dials());
      close(session, now);
      now = now.plus(GRACE).plus(COOL_OFF).plusSeconds(1);
    }
    assertThat(lent.subList(0, 3)).containsExactlyInAnyOrder(M1, M2, M3);
    assertThat(lent.subList(3, 6)).isEqualTo(lent.subList(0, 3));
  }

  @Test
  void preferStickyGivesTheSamePairWhatItHad() {
    NumberPool pool = pool(Selection.PREFER_STICKY, M1, M2, M3, M4);
    MaskingSession others = opened(pool, NOW, RIDER, STRANGER);
    MaskingSession first = opened(pool, NOW, DRIVER, RIDER);
    List<ProxyNumber> had = dialled(first);
    assertThat(had).as("by first fit the rider would have the first").containsExactly(M1, M2);
    close(first, NOW);
    close(others, NOW);
    assertThat(dialled(opened(pool, RESTED, RIDER, DRIVER))).isEqualTo(had.reversed());
  }

  @Test
  void preferStickyGivesAnotherWhereItMust() {
    NumberPool pool = pool(Selection.PREFER_STICKY, M1, M2, M3, M4);
    assertThat(dialled(opened(pool, NOW, RIDER, DRIVER))).containsExactly(M1, M2);
    assertThat(dialled(opened(pool, NOW, RIDER, DRIVER)))
        .as("what each had is held")
        .containsExactly(M2, M1);
  }

  @Test
  void whoHadToShareANumberSharesItAgainWherePreferred() {
    NumberPool pool = pool(Selection.PREFER_STICKY, M1);
    MaskingSession first = opened(pool, NOW, RIDER, DRIVER);
    close(first, NOW);
    switchboard.pools.addNumbers(pool.id(), List.of(M2));
    assertThat(dialled(opened(pool, RESTED, RIDER, DRIVER))).containsExactly(M1, M1);
  }

  @Test
  void avoidStickyGivesTheSamePairOthers() {
    NumberPool pool = pool(Selection.AVOID_STICKY, M1, M2, M3);
    MaskingSession first = opened(pool, NOW, RIDER, DRIVER);
    assertThat(dialled(first)).containsExactly(M1, M2);
    close(first, NOW);
    MaskingSession second = opened(pool, RESTED, RIDER, DRIVER);
    assertThat(dialled(second).get(0)).isNotEqualTo(M1);
    assertThat(dialled(second).get(1)).isNotEqualTo(M2);
    assertThat(dialled(opened(pool, RESTED, STRANGER, number(1)))).containsExactly(M1, M2);
  }

  @Test
  void whatIsAvoidedIsLentBeforeAnybodyIsRefused() {
    NumberPool pool = pool(Selection.AVOID_STICKY, M1, M2);
    close(opened(pool, NOW, RIDER, DRIVER), NOW);
    close(opened(pool, NOW, RIDER, DRIVER), NOW);
    assertThat(open(pool, RESTED, person(RIDER), person(DRIVER)))
        .isInstanceOf(OpenOutcome.Opened.class);
    assertThat(open(pool, RESTED, person(RIDER), person(DRIVER)))
        .isInstanceOf(OpenOutcome.Opened.class);
    assertThat(open(pool, RESTED, person(RIDER), person(DRIVER))).isInstanceOf(PoolExhausted.class);
  }

  @Test
  void aProtectedPartyKeepsItsNumberWherePreferred() {
    NumberPool pool =
        switchboard.pool(PoolMode.ONE_PARTY, Selection.PREFER_STICKY, Lending.DEFAULT, M1, M2, M3);
    MaskingSession other = one(pool, NOW, DRIVER);
    MaskingSession first = one(pool, NOW, RIDER);
    assertThat(dialled(first)).containsExactly(M2);
    close(first, NOW);
    close(other, NOW);
    assertThat(dialled(one(pool, RESTED, RIDER))).containsExactly(M2);
  }

  private MaskingSession one(NumberPool pool, Instant now, PhoneNumber number) {
    return ((OpenOutcome.Opened) open(pool, now, person(number))).session();
  }

  @Test
  void aPersonDialsANumberOfTheirCountryWherePreferred() {
    NumberPool pool = near(GeoMatch.PREFER_COUNTRY, M1, M2, SINGAPORE);
    assertThat(dialled(opened(pool, NOW, RIDER, IN_SINGAPORE))).containsExactly(M1, SINGAPORE);
    assertThat(dialled(opened(pool, NOW, DRIVER, IN_SINGAPORE)))
        .as("the only one there is taken")
        .containsExactly(M1, M2);
  }

  @Test
  void aPersonDialsANumberOfTheirCountryOrNoneWhereRequired() {
    NumberPool pool = near(GeoMatch.REQUIRE_COUNTRY, M1, M2, SINGAPORE);
    assertThat(dialled(opened(pool, NOW, RIDER, IN_SINGAPORE))).containsExactly(M1, SINGAPORE);
    assertThat(open(pool, NOW, person(DRIVER), person(IN_SINGAPORE)))
        .isInstanceOfSatisfying(
            PoolExhausted.class,
            none ->
                assertThat(none.counts().obstacles())
                    .containsExactly(
                        Map.of(Obstacle.NO_COUNTERPART, 2, Obstacle.ELSEWHERE, 1),
                        Map.of(Obstacle.HELD, 1, Obstacle.ELSEWHERE, 2)));
  }

  @Test
  void anAreaIsPreferredBeforeACountryAndThatBeforeAnywhere() {
    NumberPool pool = near(GeoMatch.PREFER_AREA, M1, NEW_YORK, SEATTLE);
    assertThat(dialled(opened(pool, NOW, IN_SEATTLE, RIDER))).containsExactly(SEATTLE, M1);
    assertThat(dialled(opened(pool, NOW, IN_SEATTLE, number(1)))).containsExactly(NEW_YORK, M1);
    assertThat(dialled(opened(pool, NOW, IN_SEATTLE, number(2))).getFirst()).isEqualTo(M1);
  }

  @Test
  void anAreaIsRequiredOnlyOfWhoHasOne() {
    NumberPool pool = near(GeoMatch.REQUIRE_AREA, M1, NEW_YORK, SEATTLE);
    assertThat(dialled(opened(pool, NOW, IN_SEATTLE, RIDER))).containsExactly(SEATTLE, M1);
    assertThat(open(pool, NOW, person(IN_SEATTLE), person(number(1))))
        .isInstanceOf(PoolExhausted.class);
  }

  @Test
  void aNumberCarriesNoMoreThanItsLoad() {
    NumberPool pool = capped(2, M1, M2);
    assertThat(dialled(opened(pool, NOW, number(1), number(2)))).containsExactly(M1, M2);
    MaskingSession second = opened(pool, NOW, number(3), number(4));
    assertThat(dialled(second)).containsExactly(M1, M2);
    assertThat(open(pool, NOW, person(number(5)), person(number(6))))
        .isInstanceOfSatisfying(
            PoolExhausted.class,
            none ->
                assertThat(none.counts().obstacles())
                    .containsExactly(Map.of(Obstacle.FULL, 2), Map.of(Obstacle.FULL, 2)));
    close(second, NOW);
    assertThat(open(pool, RESTED, person(number(5)), person(number(6))))
        .as("as soon as a pair has rested")
        .isInstanceOf(OpenOutcome.Opened.class);
  }

  @Test
  void theBoundIsNamedWhereOnlySharingANumberIsLeft() {
    NumberPool pool = capped(1, M1);
    assertThat(open(pool, NOW, person(number(1)), person(number(2))))
        .isInstanceOfSatisfying(
            PoolExhausted.class,
            none ->
                assertThat(none.counts().obstacles())
                    .containsExactly(Map.of(Obstacle.FULL, 1), Map.of(Obstacle.FULL, 1)));
  }

  @Test
  void whatWasLentWithoutABoundCountsWhenThereIsOne() {
    NumberPool bounded = capped(2, M1, M2);
    opened(bounded, NOW, number(1), number(2));
    NumberPool unbounded = bound(bounded, Optional.empty());
    opened(unbounded, NOW, number(3), number(4));
    NumberPool again = bound(bounded, Optional.of(2));
    assertThat(open(again, NOW, person(number(5)), person(number(6))))
        .isInstanceOf(PoolExhausted.class);
  }

  private NumberPool bound(NumberPool pool, Optional<Integer> loadMax) {
    NumberPool after =
        new NumberPool(
            pool.id(),
            pool.name(),
            pool.carrierAccount(),
            pool.mode(),
            pool.selection(),
            pool.callPolicy(),
            pool.coolOff(),
            pool.grace(),
            pool.createdAt(),
            Switchboard.withLending(pool.policies(), new Lending(GeoMatch.NONE, loadMax)));
    switchboard.pools.update(after);
    return after;
  }

  @Test
  void allNumbersOfAPersonCount() {
    NumberPool pool = capped(3, M1, M2);
    Person withTwo = new Person("", RIDER, List.of(number(9)), Optional.empty());
    assertThat(open(pool, NOW, withTwo, person(DRIVER))).isInstanceOf(OpenOutcome.Opened.class);
    assertThat(switchboard.sessionStore.loads(pool.id(), NOW)).containsEntry(M1, 2);
    Person another = new Person("", number(1), List.of(number(2)), Optional.empty());
    MaskingSession session =
        ((OpenOutcome.Opened) open(pool, NOW, another, person(number(3)))).session();
    assertThat(dialled(session)).as("two more do not fit on the first").containsExactly(M2, M1);
  }

  @Test
  void aNumberIsNotFilledBeyondItsLoadByManyAtOnce() throws InterruptedException {
    NumberPool pool =
        capped(
            10,
            LongStream.range(0, 10)
                .mapToObj(i -> new ProxyNumber(919000001000L + i))
                .toArray(ProxyNumber[]::new));
    List<Callable<OpenOutcome>> openings =
        IntStream.range(0, 200)
            .<Callable<OpenOutcome>>mapToObj(
                i -> () -> open(pool, NOW, person(number(2 * i)), person(number(2 * i + 1))))
            .toList();
    List<OpenOutcome> outcomes;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      outcomes = threads.invokeAll(openings).stream().map(Future::resultNow).toList();
    }
    assertThat(outcomes).filteredOn(OpenOutcome.Opened.class::isInstance).hasSize(50);
    assertThat(switchboard.sessionStore.loads(pool.id(), NOW).values())
        .hasSize(10)
        .containsOnly(10);
  }

  private NumberPool capped(int loadMax, ProxyNumber... numbers) {
    return switchboard.pool(
        PoolMode.PAIR_TWO_NUMBERS,
        Selection.FIRST_FIT,
        new Lending(GeoMatch.NONE, Optional.of(loadMax)),
        numbers);
  }

  @Test
  void aDemandedNumberIsLentOrSaidNotToBeFree() {
    NumberPool pool = pool(Selection.FIRST_FIT, M1, M2, M3);
    MaskingSession session =
        ((OpenOutcome.Opened) open(pool, NOW, demanding(RIDER, M3), person(DRIVER))).session();
    assertThat(dialled(session)).containsExactly(M3, M1);
    assertThat(open(pool, NOW, person(DRIVER), demanding(RIDER, M3)))
        .isEqualTo(new NotFree(1, Obstacle.HELD));
    switchboard.pools.setState(pool.id(), M2, NumberState.DRAINING);
    assertThat(open(pool, NOW, person(DRIVER), demanding(RIDER, M2)))
        .isEqualTo(new NotFree(1, Obstacle.DRAINING));
    assertThat(open(pool, NOW, person(DRIVER), demanding(RIDER, M4))).isEqualTo(new NotInPool(1));
  }

  @Test
  void theSameKeyForAnotherNumberIsAConflict() {
    NumberPool pool = pool(Selection.FIRST_FIT, M1, M2, M3);
    MaskingSession session =
        ((OpenOutcome.Opened) switchboard.sessions.open(keyed(pool, M2), NOW)).session();
    assertThat(switchboard.sessions.open(keyed(pool, M2), NOW))
        .isEqualTo(new OpenOutcome.AlreadyOpened(session));
    assertThat(switchboard.sessions.open(keyed(pool, M3), NOW))
        .isEqualTo(new OpenOutcome.KeyConflict(session.id()));
  }

  private static SessionRequest keyed(NumberPool pool, ProxyNumber dials) {
    return new SessionRequest(
        pool,
        List.of(demanding(RIDER, dials), person(DRIVER)),
        new Lifetime.UntilClosed(),
        Optional.empty(),
        Map.of(),
        Optional.of("key"));
  }

  @Test
  void twoMayDemandTheSameNumber() {
    NumberPool pool = pool(Selection.FIRST_FIT, M1, M2);
    MaskingSession session =
        ((OpenOutcome.Opened) open(pool, NOW, demanding(RIDER, M2), demanding(DRIVER, M2)))
            .session();
    assertThat(dialled(session)).containsExactly(M2, M2);
  }

  @Test
  void whereAllDialOneNumberOneIsDemanded() {
    NumberPool pool = switchboard.pool(PoolMode.PAIR_ONE_NUMBER, M1, M2, M3);
    assertThat(open(pool, NOW, demanding(RIDER, M1), demanding(DRIVER, M2)))
        .isEqualTo(new OtherDemanded(1));
    MaskingSession session =
        ((OpenOutcome.Opened) open(pool, NOW, person(RIDER), demanding(DRIVER, M2))).session();
    assertThat(dialled(session)).containsExactly(M2, M2);
    assertThat(open(pool, NOW, demanding(STRANGER, M2), person(RIDER)))
        .as("the other one has it already")
        .isEqualTo(new NotFree(1, Obstacle.HELD));
  }

  @Test
  void aSessionsNumbersAreOfOneAccount() {
    NumberPool pool = pool(Selection.FIRST_FIT, M1);
    switchboard.pools.addNumbers(pool.id(), List.of(M3, M4), Optional.of("second"));
    assertThat(dialled(opened(pool, NOW, RIDER, DRIVER)))
        .as("two of the second rather than one of the first")
        .containsExactly(M3, M4);
    switchboard.pools.addNumbers(pool.id(), List.of(M2));
    assertThat(dialled(opened(pool, NOW, RIDER, DRIVER))).containsExactly(M1, M2);
  }

  @Test
  void anAccountWhoseNumbersAreUnhealthyIsPassedOver() {
    NumberPool pool = pool(Selection.FIRST_FIT, M1, M2);
    switchboard.pools.addNumbers(pool.id(), List.of(M3, M4), Optional.of("second"));
    assertThat(switchboard.pools.carrierSays("second", M1, NumberState.UNHEALTHY))
        .as("another account's number")
        .isFalse();
    switchboard.pools.carrierSays(ACCOUNT, M1, NumberState.UNHEALTHY);
    switchboard.pools.carrierSays(ACCOUNT, M2, NumberState.UNHEALTHY);
    assertThat(dialled(opened(pool, NOW, RIDER, DRIVER))).containsExactly(M3, M4);
    assertThat(switchboard.pools.carrierSays("second", M3, NumberState.UNHEALTHY)).isTrue();
    assertThat(dialled(opened(pool, NOW, STRANGER, number(1)))).containsExactly(M4, M4);
  }

  @Test
  void aCallOnANumberMustComeThroughItsOwnAccount() {
    NumberPool pool = pool(Selection.FIRST_FIT, M1);
    switchboard.pools.addNumbers(pool.id(), List.of(M3, M4), Optional.of("second"));
    opened(pool, NOW, RIDER, DRIVER);
    assertThat(switchboard.router.route(call("second", RIDER, M3), NOW))
        .isInstanceOf(RoutingDecision.Connect.class);
    assertThat(switchboard.router.route(call(ACCOUNT, RIDER, M3), NOW))
        .isInstanceOfSatisfying(
            RoutingDecision.Refuse.class,
            refused ->
                assertThat(refused.reason()).isEqualTo(RoutingDecision.Reason.UNKNOWN_NUMBER));
  }

  @Test
  void aSessionIsNotOpenedAgainWhenANumberOfItsIsOfAnotherAccountSince() {
    NumberPool pool = pool(Selection.FIRST_FIT, M1, M2);
    MaskingSession session = opened(pool, NOW, RIDER, DRIVER);
    close(session, NOW);
    assertThat(switchboard.pools.removeNumber(pool.id(), M2, RESTED))
        .isEqualTo(RemoveOutcome.REMOVED);
    switchboard.pools.addNumbers(pool.id(), List.of(M2), Optional.of("second"));
    assertThat(switchboard.sessions.reopen(session.id(), new Lifetime.UntilClosed(), RESTED))
        .isEqualTo(new ChangeOutcome.PairsLentAgain());
    switchboard.pools.removeNumber(pool.id(), M2, RESTED);
    switchboard.pools.addNumbers(pool.id(), List.of(M2));
    assertThat(switchboard.sessions.reopen(session.id(), new Lifetime.UntilClosed(), RESTED))
        .isInstanceOf(ChangeOutcome.Changed.class);
  }

  @Test
  void aNumberOfAnotherAccountIsNotShown() {
    MaskingSession session = opened(pool(Selection.FIRST_FIT, M1, M2), NOW, RIDER, DRIVER);
    Switchboard later = new Switchboard();
    NumberPool same = later.pool(PoolMode.PAIR_TWO_NUMBERS, M1);
    later.pools.addNumbers(same.id(), List.of(M2), Optional.of("second"));
    later.index.loaded(session);
    assertThat(later.router.route(call(ACCOUNT, RIDER, M1), NOW))
        .isInstanceOfSatisfying(
            RoutingDecision.Refuse.class,
            refused ->
                assertThat(refused.reason()).isEqualTo(RoutingDecision.Reason.NUMBER_RETIRED));
  }

  private static IncomingCall call(String account, PhoneNumber caller, ProxyNumber dialed) {
    return new IncomingCall(account, new PhoneNumber(dialed.digits()), Optional.of(caller));
  }

  /** Somebody else. */
  private static PhoneNumber number(int n) {
    return new PhoneNumber(918888801000L + n);
  }
}
