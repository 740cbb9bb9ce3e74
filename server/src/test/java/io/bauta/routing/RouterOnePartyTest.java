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
import io.bauta.routing.LastCallers.Found;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.session.MaskingSession;
import io.bauta.session.OpenOutcome;
import io.bauta.session.Seat;
import io.bauta.session.SessionId;
import io.bauta.speech.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A party whom anyone may call by one number, and who calls back by it. */
final class RouterOnePartyTest {

  private static final Instant END = NOW.plus(Duration.ofMinutes(1));
  private static final PhoneNumber SECOND = PhoneNumber.ofE164("+918888800003");
  private static final Optional<String> POOL_ANNOUNCEMENT = CallPolicy.DEFAULT.announcement();

  private final Switchboard switchboard = new Switchboard();
  private final NumberPool pool = switchboard.pool(PoolMode.ONE_PARTY, M1);

  @BeforeEach
  void routesAreLoaded() {
    switchboard.index.markComplete();
  }

  private MaskingSession open() {
    return switchboard.open(Switchboard.request(pool, Switchboard.person(RIDER)));
  }

  private static Connect connect(
      Why why,
      SessionId session,
      Optional<Seat> caller,
      Optional<Seat> callee,
      PhoneNumber... destinations) {
    return new Connect(
        why,
        Optional.of(session),
        caller,
        callee,
        List.of(destinations),
        Ringing.IN_ORDER,
        M1,
        CallPolicy.DEFAULT.ringTimeout(),
        CallPolicy.DEFAULT.talkLimit());
  }

  private static Connect rings(SessionId session, PhoneNumber... party) {
    return connect(Why.ANYONE, session, Optional.empty(), Optional.of(Seat.first(0)), party);
  }

  private static Optional<Seat> party() {
    return Optional.of(Seat.first(0));
  }

  @Test
  void anyoneReachesThePartyWhoSeesTheNumber() {
    MaskingSession session = open();
    assertThat(switchboard.route(STRANGER, M1, NOW)).isEqualTo(rings(session.id(), RIDER));
  }

  @Test
  void soDoesWhoeverHidesTheirNumber() {
    MaskingSession session = open();
    assertThat(switchboard.router.route(Switchboard.withheld(M1), NOW))
        .isEqualTo(rings(session.id(), RIDER));
  }

  @Test
  void allNumbersOfThePartyAreRungInTheirOrder() {
    MaskingSession session =
        switchboard.open(Switchboard.request(pool, Switchboard.person(RIDER, SECOND, DRIVER)));
    assertThat(switchboard.route(STRANGER, M1, NOW))
        .isEqualTo(rings(session.id(), RIDER, SECOND, DRIVER));
  }

  @Test
  void thePartyReachesItsNamedTarget() {
    MaskingSession session =
        switchboard.open(
            Switchboard.request(pool, Switchboard.person(RIDER), Switchboard.person(DRIVER)));
    switchboard.lastCallers = asked -> new Found.Caller(STRANGER);
    assertThat(switchboard.route(RIDER, M1, NOW))
        .isEqualTo(connect(Why.SESSION, session.id(), party(), Optional.of(Seat.first(1)), DRIVER));
  }

  @Test
  void theNamedTargetReachesThePartyAsAnyoneDoes() {
    MaskingSession session =
        switchboard.open(
            Switchboard.request(pool, Switchboard.person(RIDER), Switchboard.person(DRIVER)));
    assertThat(switchboard.route(DRIVER, M1, NOW)).isEqualTo(rings(session.id(), RIDER));
  }

  @Test
  void withoutATargetThePartyReachesWhoCalledLast() {
    MaskingSession session = open();
    switchboard.lastCallers =
        asked -> {
          assertThat(asked).isEqualTo(session.id());
          return new Found.Caller(STRANGER);
        };
    assertThat(switchboard.route(RIDER, M1, NOW))
        .isEqualTo(connect(Why.SESSION, session.id(), party(), Optional.empty(), STRANGER));
  }

  @Test
  void thePartysSecondTelephoneCallsAsTheFirstDoes() {
    MaskingSession session =
        switchboard.open(Switchboard.request(pool, Switchboard.person(RIDER, SECOND)));
    switchboard.lastCallers = asked -> new Found.Caller(STRANGER);
    assertThat(switchboard.route(SECOND, M1, NOW))
        .isEqualTo(
            connect(
                Why.SESSION,
                session.id(),
                Optional.of(new Seat(0, 1)),
                Optional.empty(),
                STRANGER));
  }

  @Test
  void thePartyHearsThatNobodyHasCalledYet() {
    MaskingSession session = open();
    assertThat(switchboard.route(RIDER, M1, NOW))
        .isEqualTo(
            new Refuse(
                Reason.NOBODY_TO_CALL_BACK,
                Optional.of(session.id()),
                POOL_ANNOUNCEMENT.map(Words::of)));
  }

  @Test
  void thePartyIsNotConnectedWhileTheStoreIsAway() {
    MaskingSession session = open();
    switchboard.lastCallers = asked -> new Found.NoAnswer();
    assertThat(switchboard.route(RIDER, M1, NOW))
        .isEqualTo(
            new Refuse(
                Reason.UNAVAILABLE, Optional.of(session.id()), POOL_ANNOUNCEMENT.map(Words::of)));
  }

  @Test
  void aLastCallerWhoIsOneOfOurNumbersByNowIsNotRung() {
    MaskingSession session = open();
    switchboard.lastCallers = asked -> new Found.Caller(STRANGER);
    switchboard.pool(PoolMode.PIN, ProxyNumber.of(STRANGER));
    assertThat(switchboard.route(RIDER, M1, NOW))
        .isEqualTo(
            new Refuse(
                Reason.DESTINATION_IS_PROXY,
                Optional.of(session.id()),
                POOL_ANNOUNCEMENT.map(Words::of)));
  }

  @Test
  void whoHoldsTheNumberIsNotTakenForAnyone() {
    // The party's own call is never one to the party, whoever else may call.
    open();
    assertThat(switchboard.route(RIDER, M1, NOW)).isInstanceOf(Refuse.class);
    assertThat(switchboard.route(RIDER, M1, END)).isInstanceOf(Refuse.class);
  }

  @Test
  void aNumberIsOnePartysAtATime() {
    NumberPool both = switchboard.pool(PoolMode.ONE_PARTY, M2);
    switchboard.open(Switchboard.request(both, Switchboard.person(RIDER)));
    assertThat(
            switchboard.sessions.open(Switchboard.request(both, Switchboard.person(DRIVER)), NOW))
        .isInstanceOf(OpenOutcome.PoolExhausted.class);
  }

  @Test
  void afterTheEndAnyoneHearsSo() {
    MaskingSession session = open();
    Refuse ended =
        new Refuse(
            Reason.SESSION_ENDED, Optional.of(session.id()), POOL_ANNOUNCEMENT.map(Words::of));
    assertThat(switchboard.route(STRANGER, M1, END.minusMillis(1))).isInstanceOf(Connect.class);
    assertThat(switchboard.route(STRANGER, M1, END)).isEqualTo(ended);
    assertThat(switchboard.router.route(Switchboard.withheld(M1), END)).isEqualTo(ended);
    Instant rested = session.restsUntil().orElseThrow();
    assertThat(switchboard.route(STRANGER, M1, rested.minusMillis(1))).isEqualTo(ended);
  }

  @Test
  void afterTheRestAnyoneIsAStrangerAgain() {
    MaskingSession session = open();
    Instant rested = session.restsUntil().orElseThrow();
    assertThat(switchboard.route(STRANGER, M1, rested))
        .isEqualTo(
            new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), POOL_ANNOUNCEMENT.map(Words::of)));
    assertThat(switchboard.router.route(Switchboard.withheld(M1), rested))
        .isEqualTo(
            new Refuse(Reason.CALLER_WITHHELD, Optional.empty(), POOL_ANNOUNCEMENT.map(Words::of)));
    assertThat(switchboard.route(RIDER, M1, rested))
        .as("but the party's own pair was not lent again")
        .isEqualTo(
            new Refuse(
                Reason.SESSION_ENDED, Optional.of(session.id()), POOL_ANNOUNCEMENT.map(Words::of)));
  }

  @Test
  void inTheGraceAnyoneIsPutThroughAndThePartyCallsBack() {
    NumberPool lasting =
        switchboard.pool(
            PoolMode.ONE_PARTY,
            new PoolPolicies(
                GracePolicy.CONNECT,
                Optional.empty(),
                UnknownCaller.REFUSE,
                Optional.empty(),
                PinPolicy.DEFAULT,
                Ringing.IN_ORDER),
            M2);
    MaskingSession session =
        switchboard.open(Switchboard.request(lasting, Switchboard.person(RIDER)));
    switchboard.lastCallers = asked -> new Found.Caller(STRANGER);
    assertThat(switchboard.route(STRANGER, M2, END))
        .isInstanceOfSatisfying(
            Connect.class,
            connect -> {
              assertThat(connect.why()).isEqualTo(Why.GRACE);
              assertThat(connect.session()).contains(session.id());
              assertThat(connect.caller()).isEmpty();
              assertThat(connect.destinations()).containsExactly(RIDER);
            });
    assertThat(switchboard.route(RIDER, M2, END))
        .isInstanceOfSatisfying(
            Connect.class,
            connect -> {
              assertThat(connect.why()).isEqualTo(Why.GRACE);
              assertThat(connect.destinations()).containsExactly(STRANGER);
            });
  }

  @Test
  void oneWayInTheGraceIsThePartysWay() {
    NumberPool oneWay =
        switchboard.pool(
            PoolMode.ONE_PARTY,
            new PoolPolicies(
                GracePolicy.ONE_WAY,
                Optional.empty(),
                UnknownCaller.REFUSE,
                Optional.empty(),
                PinPolicy.DEFAULT,
                Ringing.IN_ORDER),
            M2);
    switchboard.open(Switchboard.request(oneWay, Switchboard.person(RIDER)));
    switchboard.lastCallers = asked -> new Found.Caller(STRANGER);
    assertThat(switchboard.route(RIDER, M2, END)).isInstanceOf(Connect.class);
    assertThat(switchboard.route(STRANGER, M2, END)).isInstanceOf(Refuse.class);
  }

  @Test
  void nobodyIsPutThroughWhileTheIndexIsLoadingAndTheStoreAway() {
    Switchboard loading = new Switchboard();
    loading.pool(PoolMode.ONE_PARTY, M1);
    loading.source = (dialed, holder) -> new RouteSource.Found.NoAnswer();
    Refuse unavailable =
        new Refuse(Reason.UNAVAILABLE, Optional.empty(), POOL_ANNOUNCEMENT.map(Words::of));
    assertThat(loading.route(STRANGER, M1, NOW)).isEqualTo(unavailable);
    assertThat(loading.router.route(Switchboard.withheld(M1), NOW)).isEqualTo(unavailable);
  }
}
