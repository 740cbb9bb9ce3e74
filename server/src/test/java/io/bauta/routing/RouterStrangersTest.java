package io.bauta.routing;

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
import io.bauta.pool.NumberState;
import io.bauta.pool.PinPolicy;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.Ringing;
import io.bauta.pool.UnknownCaller;
import io.bauta.routing.RouteSource.Found;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.session.MaskingSession;
import io.bauta.session.OpenOutcome;
import io.bauta.speech.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Callers who hold nothing on the number, or hold nothing there any more. */
final class RouterStrangersTest {

  private static final PhoneNumber SUPPORT = PhoneNumber.ofE164("+911140000001");
  private static final PhoneNumber FRIEND = PhoneNumber.ofE164("+918888800003");
  private static final Optional<String> POOL_ANNOUNCEMENT = CallPolicy.DEFAULT.announcement();

  private final Switchboard switchboard = new Switchboard();

  @BeforeEach
  void routesAreLoaded() {
    switchboard.index.markComplete();
  }

  private NumberPool pool(UnknownCaller unknownCaller) {
    return switchboard.pool(
        PoolMode.PAIR_TWO_NUMBERS,
        new PoolPolicies(
            GracePolicy.NOTICE,
            Optional.empty(),
            unknownCaller,
            Optional.of(SUPPORT),
            PinPolicy.DEFAULT,
            Ringing.IN_ORDER),
        M1,
        M2);
  }

  private static Connect support(ProxyNumber dialed) {
    return new Connect(
        Why.SUPPORT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(SUPPORT),
        Ringing.IN_ORDER,
        dialed,
        CallPolicy.DEFAULT.ringTimeout(),
        CallPolicy.DEFAULT.talkLimit());
  }

  private static Refuse refuse(Reason reason) {
    return new Refuse(reason, Optional.empty(), POOL_ANNOUNCEMENT.map(Words::of));
  }

  @Test
  void aPoolThatRefusesSaysWhetherTheCallerWasShown() {
    switchboard.open(pool(UnknownCaller.REFUSE));
    assertThat(switchboard.route(STRANGER, M1, NOW)).isEqualTo(refuse(Reason.UNKNOWN_CALLER));
    assertThat(switchboard.router.route(Switchboard.withheld(M1), NOW))
        .isEqualTo(refuse(Reason.CALLER_WITHHELD));
  }

  @Test
  void aPoolThatForwardsLetsSupportAnswer() {
    switchboard.open(pool(UnknownCaller.FORWARD));
    assertThat(switchboard.route(STRANGER, M1, NOW)).isEqualTo(support(M1));
    assertThat(switchboard.router.route(Switchboard.withheld(M2), NOW)).isEqualTo(support(M2));
    assertThat(switchboard.route(RIDER, M2, NOW))
        .as("a participant on the other one's number")
        .isEqualTo(support(M2));
  }

  @Test
  void supportThatCallsIsNotRungByItself() {
    pool(UnknownCaller.FORWARD);
    assertThat(switchboard.route(SUPPORT, M1, NOW)).isEqualTo(refuse(Reason.LOOP));
  }

  @Test
  void supportThatBecameOneOfOurNumbersIsNotRung() {
    pool(UnknownCaller.FORWARD);
    switchboard.pool(PoolMode.PIN, ProxyNumber.of(SUPPORT));
    assertThat(switchboard.route(STRANGER, M1, NOW)).isEqualTo(refuse(Reason.DESTINATION_IS_PROXY));
  }

  @Test
  void aPoolThatAsksForCodesAsksStrangersAndTheWithheld() {
    switchboard.open(pool(UnknownCaller.CHALLENGE));
    assertThat(switchboard.route(STRANGER, M1, NOW)).isInstanceOf(Challenge.class);
    assertThat(switchboard.router.route(Switchboard.withheld(M1), NOW))
        .isInstanceOf(Challenge.class);
    assertThat(switchboard.route(RIDER, M1, NOW)).isInstanceOf(Connect.class);
  }

  @ParameterizedTest
  @EnumSource(UnknownCaller.class)
  void aRetiredNumberIsAnsweredToNobody(UnknownCaller unknownCaller) {
    NumberPool pool = pool(unknownCaller);
    switchboard.pools.setState(pool.id(), M1, NumberState.RETIRED);
    assertThat(switchboard.route(STRANGER, M1, NOW)).isEqualTo(refuse(Reason.NUMBER_RETIRED));
  }

  @ParameterizedTest
  @EnumSource(UnknownCaller.class)
  void whileTheIndexIsLoadingAndTheStoreAwayNobodyIsTakenForAStranger(UnknownCaller unknownCaller) {
    Switchboard loading = new Switchboard();
    loading.pool(
        PoolMode.PAIR_ONE_NUMBER,
        new PoolPolicies(
            GracePolicy.NOTICE,
            Optional.empty(),
            unknownCaller,
            Optional.of(SUPPORT),
            PinPolicy.DEFAULT,
            Ringing.IN_ORDER),
        M1);
    loading.source = (dialed, holder) -> new Found.NoAnswer();
    assertThat(loading.route(RIDER, M1, NOW)).isEqualTo(refuse(Reason.UNAVAILABLE));
  }

  // Late calls, of whose session memory has let go.

  private MaskingSession longOver(UnknownCaller unknownCaller) {
    MaskingSession session = switchboard.open(pool(unknownCaller));
    Instant later = session.restsUntil().orElseThrow().plus(Duration.ofDays(60));
    assertThat(switchboard.index.forgetRested(later)).isPositive();
    return session;
  }

  private static Instant later(MaskingSession session) {
    return session.restsUntil().orElseThrow().plus(Duration.ofDays(60));
  }

  private static Refuse ended(MaskingSession session) {
    return new Refuse(
        Reason.SESSION_ENDED, Optional.of(session.id()), POOL_ANNOUNCEMENT.map(Words::of));
  }

  @ParameterizedTest
  @EnumSource(UnknownCaller.class)
  void aLateCallerHearsThatItIsOverHoweverLate(UnknownCaller unknownCaller) {
    MaskingSession session = longOver(unknownCaller);
    assertThat(switchboard.index.size()).isZero();
    assertThat(switchboard.route(RIDER, M1, later(session))).isEqualTo(ended(session));
  }

  @Test
  void theSameIsHeardBeforeMemoryLetsGoAndAfterARestart() {
    MaskingSession session = switchboard.open(pool(UnknownCaller.FORWARD));
    Instant rested = session.restsUntil().orElseThrow();
    assertThat(switchboard.route(RIDER, M1, rested)).isEqualTo(ended(session));
    Router restarted =
        new Router(
            switchboard.pools,
            (pool, number) -> false,
            new RouteIndex(),
            switchboard.source,
            switchboard.lastCallers,
            switchboard.knownPhones,
            new PinAttempts(),
            Optional.empty());
    assertThat(restarted.route(Switchboard.call(RIDER, M1), rested)).isEqualTo(ended(session));
  }

  @Test
  void aPairThatWasLentAgainIsItsNewSessions() {
    MaskingSession old = longOver(UnknownCaller.REFUSE);
    Instant later = later(old);
    MaskingSession next =
        ((OpenOutcome.Opened)
                switchboard.sessions.open(
                    Switchboard.request(
                        switchboard.pools.find(old.pool()).orElseThrow(),
                        Switchboard.person(RIDER),
                        Switchboard.person(FRIEND)),
                    later))
            .session();
    assertThat(switchboard.route(RIDER, M1, later))
        .isInstanceOfSatisfying(
            Connect.class,
            connect -> {
              assertThat(connect.session()).contains(next.id());
              assertThat(connect.destinations()).containsExactly(FRIEND);
            });
    assertThat(switchboard.route(Switchboard.DRIVER, M2, later))
        .as("whose own pair was not lent again")
        .isEqualTo(ended(old));
  }

  @Test
  void aLateCallerIsAStrangerWhileTheStoreIsAway() {
    MaskingSession session = longOver(UnknownCaller.REFUSE);
    switchboard.source = (dialed, holder) -> new Found.NoAnswer();
    assertThat(switchboard.route(RIDER, M1, later(session)))
        .isEqualTo(refuse(Reason.UNKNOWN_CALLER));
  }

  @Test
  void whoeverHidesTheirNumberIsNotLookedFor() {
    MaskingSession session = longOver(UnknownCaller.REFUSE);
    switchboard.source =
        (dialed, holder) -> {
          throw new AssertionError("the store was asked");
        };
    assertThat(switchboard.router.route(Switchboard.withheld(M1), later(session)))
        .isEqualTo(refuse(Reason.CALLER_WITHHELD));
  }

  @Test
  void aSessionThatTheStoreHasAndMemoryHasNotIsRoutedAtOnce() {
    MaskingSession session = switchboard.open(pool(UnknownCaller.REFUSE));
    Switchboard other = new Switchboard();
    other.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    other.index.markComplete();
    other.source = (dialed, holder) -> new Found.Holder(session);
    assertThat(other.route(RIDER, M1, NOW)).isEqualTo(switchboard.route(RIDER, M1, NOW));
    assertThat(other.index.size()).isEqualTo(2);
  }
}
