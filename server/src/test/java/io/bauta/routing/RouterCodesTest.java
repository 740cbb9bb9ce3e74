package io.bauta.routing;

import static io.bauta.routing.Switchboard.DRIVER;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.M2;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.RIDER;
import static io.bauta.routing.Switchboard.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.GracePolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PinPolicy;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.Ringing;
import io.bauta.pool.UnknownCaller;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.Seat;
import io.bauta.speech.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers who are asked for a code: right ones, wrong ones, and too many. */
final class RouterCodesTest {

  private static final Duration LOCKOUT = Duration.ofMinutes(15);
  private static final PinPolicy PINS =
      new PinPolicy(6, 3, LOCKOUT, "Please enter the code.", "Once more, please.");
  private static final Optional<String> POOL_ANNOUNCEMENT = CallPolicy.DEFAULT.announcement();
  private static final PhoneNumber OTHER = PhoneNumber.ofE164("+918888800008");
  private static final Instant END = NOW.plus(Duration.ofMinutes(1));
  private static final String RIDERS_CODE = "0123";
  private static final String DRIVERS_CODE = "123456";
  private static final String WRONG = "999999";

  private final Switchboard switchboard = new Switchboard();
  private final NumberPool pool =
      switchboard.pool(PoolMode.PIN, policies(GracePolicy.NOTICE, UnknownCaller.REFUSE), M1);
  private final MaskingSession session =
      switchboard.open(
          Switchboard.request(
              pool,
              Switchboard.coded(RIDER, RIDERS_CODE),
              Switchboard.coded(DRIVER, DRIVERS_CODE)));

  @BeforeEach
  void routesAreLoaded() {
    switchboard.index.markComplete();
  }

  private static PoolPolicies policies(GracePolicy grace, UnknownCaller unknownCaller) {
    return new PoolPolicies(
        grace, Optional.empty(), unknownCaller, Optional.empty(), PINS, Ringing.IN_ORDER);
  }

  private RoutingDecision enters(PhoneNumber caller, String digits, Instant at) {
    return switchboard.router.route(Switchboard.call(caller, M1).entered(digits), at);
  }

  private RoutingDecision enters(String digits) {
    return enters(STRANGER, digits, NOW);
  }

  private static Challenge asks(boolean again) {
    return new Challenge(
        Words.of(again ? PINS.promptAgain() : PINS.prompt()),
        PinPolicy.LENGTH_MAX,
        PinPolicy.TIMEOUT,
        again,
        POOL_ANNOUNCEMENT.map(Words::of));
  }

  private static Refuse locked() {
    return new Refuse(Reason.PIN_LOCKED, Optional.empty(), POOL_ANNOUNCEMENT.map(Words::of));
  }

  private Connect reaches(PhoneNumber destination, int position) {
    return new Connect(
        Why.PIN,
        Optional.of(session.id()),
        Optional.empty(),
        Optional.of(Seat.first(position)),
        List.of(destination),
        Ringing.IN_ORDER,
        M1,
        CallPolicy.DEFAULT.ringTimeout(),
        CallPolicy.DEFAULT.talkLimit());
  }

  @Test
  void everyCallerIsAskedFirst() {
    assertThat(switchboard.route(STRANGER, M1, NOW)).isEqualTo(asks(false));
    assertThat(switchboard.route(RIDER, M1, NOW)).isEqualTo(asks(false));
    assertThat(switchboard.router.route(Switchboard.withheld(M1), NOW)).isEqualTo(asks(false));
  }

  @Test
  void aCodeReachesItsParticipant() {
    assertThat(enters(RIDERS_CODE)).isEqualTo(reaches(RIDER, 0));
    assertThat(enters(DRIVERS_CODE)).isEqualTo(reaches(DRIVER, 1));
    assertThat(enters(DRIVER, RIDERS_CODE, NOW)).isEqualTo(reaches(RIDER, 0));
  }

  @Test
  void aWithheldCallerReachesThemToo() {
    assertThat(switchboard.router.route(Switchboard.withheld(M1).entered(RIDERS_CODE), NOW))
        .isEqualTo(reaches(RIDER, 0));
  }

  @Test
  void whoEntersTheirOwnCodeIsNotRungByThemselves() {
    assertThat(enters(RIDER, RIDERS_CODE, NOW))
        .isEqualTo(
            new Refuse(Reason.LOOP, Optional.of(session.id()), POOL_ANNOUNCEMENT.map(Words::of)));
  }

  @Test
  void aCodeIsKnownOnItsOwnNumberOnly() {
    NumberPool other =
        switchboard.pool(PoolMode.PIN, policies(GracePolicy.NOTICE, UnknownCaller.REFUSE), M2);
    assertThat(other.id()).isNotEqualTo(pool.id());
    assertThat(switchboard.router.route(Switchboard.call(STRANGER, M2).entered(RIDERS_CODE), NOW))
        .isEqualTo(asks(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {WRONG, "123", "0123 ", "", "12345678901", "0123#", "١٢٣٤", "00123"})
  void aWrongCodeIsAskedForAgain(String digits) {
    assertThat(enters(digits)).isEqualTo(asks(true));
  }

  @Test
  void theLastOfTheAttemptsLocksTheTelephone() {
    assertThat(enters(WRONG)).isEqualTo(asks(true));
    assertThat(enters("")).isEqualTo(asks(true));
    assertThat(enters(WRONG)).isEqualTo(locked());
    assertThat(enters(RIDERS_CODE)).as("also for the right one").isEqualTo(locked());
    assertThat(switchboard.route(STRANGER, M1, NOW)).as("not even asked").isEqualTo(locked());
  }

  @Test
  void theRightCodeIsGoodAtTheLastAttempt() {
    enters(WRONG);
    enters(WRONG);
    assertThat(enters(RIDERS_CODE)).isEqualTo(reaches(RIDER, 0));
  }

  @Test
  void theRightCodeClearsTheWrongOnes() {
    enters(WRONG);
    enters(WRONG);
    enters(RIDERS_CODE);
    assertThat(enters(WRONG)).isEqualTo(asks(true));
    assertThat(enters(WRONG)).isEqualTo(asks(true));
    assertThat(enters(WRONG)).isEqualTo(locked());
  }

  @Test
  void anotherTelephoneMayStillTry() {
    lock(STRANGER, NOW);
    assertThat(enters(OTHER, RIDERS_CODE, NOW)).isEqualTo(reaches(RIDER, 0));
    assertThat(switchboard.router.route(Switchboard.withheld(M1), NOW)).isEqualTo(asks(false));
  }

  private void lock(PhoneNumber caller, Instant at) {
    for (int i = 0; i < PINS.attempts(); i++) {
      enters(caller, WRONG, at);
    }
  }

  @Test
  void theSameTelephoneMayTryOnAnotherNumber() {
    switchboard.pool(PoolMode.PIN, policies(GracePolicy.NOTICE, UnknownCaller.REFUSE), M2);
    lock(STRANGER, NOW);
    assertThat(switchboard.route(STRANGER, M2, NOW)).isEqualTo(asks(false));
  }

  @Test
  void allWhoHideTheirNumberAreOneTelephone() {
    for (int i = 0; i < PINS.attempts(); i++) {
      switchboard.router.route(Switchboard.withheld(M1).entered(WRONG), NOW);
    }
    assertThat(switchboard.router.route(Switchboard.withheld(M1), NOW)).isEqualTo(locked());
  }

  @Test
  void aLockoutIsOverAtItsInstant() {
    switchboard.sessions.extend(session.id(), new Lifetime.UntilClosed(), NOW);
    lock(STRANGER, NOW);
    Instant over = NOW.plus(LOCKOUT);
    assertThat(switchboard.route(STRANGER, M1, over.minusMillis(1))).isEqualTo(locked());
    assertThat(switchboard.route(STRANGER, M1, over)).isEqualTo(asks(false));
    assertThat(enters(STRANGER, RIDERS_CODE, over)).isEqualTo(reaches(RIDER, 0));
  }

  @Test
  void aLockoutCountsFromTheLastWrongCode() {
    enters(STRANGER, WRONG, NOW);
    enters(STRANGER, WRONG, NOW);
    Instant later = NOW.plus(LOCKOUT).minusMillis(1);
    assertThat(enters(STRANGER, WRONG, later)).isEqualTo(locked());
    assertThat(switchboard.route(STRANGER, M1, later.plus(LOCKOUT).minusMillis(1)))
        .isEqualTo(locked());
    assertThat(switchboard.route(STRANGER, M1, later.plus(LOCKOUT))).isEqualTo(asks(false));
  }

  @Test
  void wrongCodesThatAreFarApartDoNotAddUp() {
    enters(STRANGER, WRONG, NOW);
    enters(STRANGER, WRONG, NOW);
    assertThat(enters(STRANGER, WRONG, NOW.plus(LOCKOUT))).isEqualTo(asks(true));
  }

  /** Each of them from another telephone, as somebody who pretends to be many can. */
  private void wrongFromMany(int count, Instant at) {
    for (int i = 0; i < count; i++) {
      enters(new PhoneNumber(917_000_000_000L + i), WRONG, at);
    }
  }

  @Test
  void tooManyWrongCodesOfAllLockTheNumberForAll() {
    wrongFromMany(PinAttempts.ON_ONE_NUMBER_MAX - 1, NOW);
    assertThat(switchboard.route(STRANGER, M1, NOW)).isEqualTo(asks(false));
    wrongFromMany(1, NOW);
    assertThat(switchboard.route(STRANGER, M1, NOW)).isEqualTo(locked());
    assertThat(enters(STRANGER, RIDERS_CODE, NOW)).isEqualTo(locked());
    assertThat(switchboard.route(STRANGER, M1, NOW.plus(LOCKOUT))).isEqualTo(asks(false));
  }

  @Test
  void peopleWhoMistypeNowAndThenDoNotLockTheNumber() {
    Duration often = LOCKOUT.dividedBy(PinAttempts.ON_ONE_NUMBER_MAX / 2);
    Instant at = NOW;
    for (int i = 0; i < 2 * PinAttempts.ON_ONE_NUMBER_MAX; i++) {
      at = at.plus(often);
      assertThat(enters(new PhoneNumber(917_000_000_000L + i), WRONG, at)).isEqualTo(asks(true));
    }
  }

  @Test
  void rightCodesDoNotCountAgainstTheNumber() {
    for (int i = 0; i < 2 * PinAttempts.ON_ONE_NUMBER_MAX; i++) {
      assertThat(enters(RIDERS_CODE)).isInstanceOf(Connect.class);
    }
  }

  @Test
  void triesAtTheSameMomentAreNoMoreThanOneAfterAnother() throws Exception {
    CountDownLatch together = new CountDownLatch(1);
    List<Future<RoutingDecision>> tries = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (int i = 0; i < 64; i++) {
        tries.add(
            threads.submit(
                () -> {
                  together.await();
                  return enters(WRONG);
                }));
      }
      together.countDown();
    }
    assertThat(tries)
        .extracting(Future::resultNow)
        .filteredOn(decision -> decision instanceof Challenge)
        .hasSize(PINS.attempts() - 1);
    assertThat(enters(RIDERS_CODE)).isEqualTo(locked());
  }

  @Test
  void anExplanationCountsNothing() {
    for (int i = 0; i < 2 * PinAttempts.ON_ONE_NUMBER_MAX; i++) {
      switchboard.router.route(
          Switchboard.call(STRANGER, M1).entered(WRONG), NOW, Trace.recording());
    }
    assertThat(enters(WRONG)).isEqualTo(asks(true));
    switchboard.router.route(
        Switchboard.call(STRANGER, M1).entered(RIDERS_CODE), NOW, Trace.recording());
    assertThat(enters(WRONG)).as("not cleared by an explanation").isEqualTo(asks(true));
    assertThat(enters(WRONG)).isEqualTo(locked());
  }

  @Test
  void anExplanationSaysWhatWouldComeOfTheNextTry() {
    IncomingCall wrong = Switchboard.call(STRANGER, M1).entered(WRONG);
    for (int i = 0; i < 2 * PINS.attempts(); i++) {
      RoutingDecision explained = switchboard.router.route(wrong, NOW, Trace.recording());
      assertThat(explained).isEqualTo(switchboard.router.route(wrong, NOW));
    }
  }

  @Test
  void aCodeIsNoneWhenItsSessionHasRested() {
    Instant rested = session.restsUntil().orElseThrow();
    assertThat(enters(STRANGER, RIDERS_CODE, END.minusMillis(1))).isEqualTo(reaches(RIDER, 0));
    assertThat(enters(STRANGER, RIDERS_CODE, END))
        .isEqualTo(
            new Refuse(
                Reason.SESSION_ENDED, Optional.of(session.id()), POOL_ANNOUNCEMENT.map(Words::of)));
    assertThat(enters(STRANGER, RIDERS_CODE, rested.minusMillis(1))).isInstanceOf(Refuse.class);
    assertThat(enters(STRANGER, RIDERS_CODE, rested)).isEqualTo(asks(true));
  }

  @Test
  void inTheGraceACodeIsOfNoFirstParticipant() {
    NumberPool oneWay =
        switchboard.pool(PoolMode.PIN, policies(GracePolicy.ONE_WAY, UnknownCaller.REFUSE), M2);
    switchboard.open(Switchboard.request(oneWay, Switchboard.coded(RIDER, "7777")));
    assertThat(switchboard.router.route(Switchboard.call(STRANGER, M2).entered("7777"), END))
        .isInstanceOfSatisfying(
            Refuse.class, refuse -> assertThat(refuse.reason()).isEqualTo(Reason.SESSION_ENDED));
  }

  @Test
  void aCodeThatIsNotInMemoryIsLookedForWhileTheIndexIsLoading() {
    Switchboard loading = new Switchboard();
    loading.pool(PoolMode.PIN, policies(GracePolicy.NOTICE, UnknownCaller.REFUSE), M1);
    loading.source =
        (dialed, holder) ->
            switchboard
                .sessionStore
                .findHolder(dialed, holder)
                .<RouteSource.Found>map(RouteSource.Found.Holder::new)
                .orElseGet(RouteSource.Found.Nobody::new);
    assertThat(loading.router.route(Switchboard.call(STRANGER, M1).entered(RIDERS_CODE), NOW))
        .isEqualTo(reaches(RIDER, 0));
    loading.source = (dialed, holder) -> new RouteSource.Found.NoAnswer();
    assertThat(loading.router.route(Switchboard.call(OTHER, M1).entered(DRIVERS_CODE), NOW))
        .as("came in with the other one's")
        .isEqualTo(reaches(DRIVER, 1));
    assertThat(loading.router.route(Switchboard.call(OTHER, M1).entered(WRONG), NOW))
        .isEqualTo(
            new Refuse(Reason.UNAVAILABLE, Optional.empty(), POOL_ANNOUNCEMENT.map(Words::of)));
  }

  @Test
  void triesCountWhileTheStoreIsAway() {
    Switchboard loading = new Switchboard();
    loading.pool(PoolMode.PIN, policies(GracePolicy.NOTICE, UnknownCaller.REFUSE), M1);
    loading.source = (dialed, holder) -> new RouteSource.Found.NoAnswer();
    for (int i = 0; i < PINS.attempts(); i++) {
      loading.router.route(Switchboard.call(STRANGER, M1).entered("000" + i), NOW);
    }
    assertThat(loading.route(STRANGER, M1, NOW)).isEqualTo(locked());
  }

  // Strangers in a pool that asks them.

  @Test
  void aStrangerInAPairsPoolReachesByCodeWhomTheOtherReachesByNumber() {
    NumberPool pairs =
        switchboard.pool(
            PoolMode.PAIR_TWO_NUMBERS,
            policies(GracePolicy.NOTICE, UnknownCaller.CHALLENGE),
            M2,
            new ProxyNumber(919000000003L));
    MaskingSession pair =
        switchboard.open(
            Switchboard.request(
                pairs,
                Switchboard.coded(RIDER, RIDERS_CODE),
                Switchboard.coded(DRIVER, DRIVERS_CODE)));
    ProxyNumber ridersDial = pair.participants().get(0).dials();
    ProxyNumber driversDial = pair.participants().get(1).dials();
    assertThat(switchboard.route(STRANGER, ridersDial, NOW)).isEqualTo(asks(false));
    assertThat(
            switchboard.router.route(
                Switchboard.call(STRANGER, ridersDial).entered(DRIVERS_CODE), NOW))
        .isInstanceOfSatisfying(
            Connect.class,
            connect -> {
              assertThat(connect.why()).isEqualTo(Why.PIN);
              assertThat(connect.destinations()).containsExactly(DRIVER);
              assertThat(connect.callerId()).isEqualTo(driversDial);
            });
    assertThat(
            switchboard.router.route(
                Switchboard.call(STRANGER, ridersDial).entered(RIDERS_CODE), NOW))
        .as("whom the rider would not reach there")
        .isEqualTo(asks(true));
    assertThat(
            switchboard.router.route(Switchboard.withheld(driversDial).entered(RIDERS_CODE), NOW))
        .isInstanceOfSatisfying(
            Connect.class, connect -> assertThat(connect.destinations()).containsExactly(RIDER));
  }

  @Test
  void aParticipantIsNotAskedAndWhatTheyEnterCountsForNothing() {
    NumberPool pairs =
        switchboard.pool(
            PoolMode.PAIR_ONE_NUMBER, policies(GracePolicy.NOTICE, UnknownCaller.CHALLENGE), M2);
    MaskingSession pair = switchboard.open(Switchboard.request(pairs));
    for (int i = 0; i < 2 * PINS.attempts(); i++) {
      assertThat(switchboard.router.route(Switchboard.call(RIDER, M2).entered(WRONG), NOW))
          .isEqualTo(
              new Connect(
                  pair.id(), 0, 1, DRIVER, M2, Duration.ofSeconds(30), Duration.ofHours(1)));
    }
  }

  @Test
  void aDecisionPrintsNoCode() {
    IncomingCall call = Switchboard.call(STRANGER, M1).entered(DRIVERS_CODE);
    Trace.Recorded trace = Trace.recording();
    RoutingDecision decision = switchboard.router.route(call, NOW, trace);
    assertThat(call + " " + decision + trace + session).doesNotContain(DRIVERS_CODE);
  }
}
