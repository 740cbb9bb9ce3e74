package io.bauta.routing;

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
import io.bauta.pool.CallPolicy;
import io.bauta.pool.GracePolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.NumberState;
import io.bauta.pool.PinPolicy;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.Ringing;
import io.bauta.pool.UnknownCaller;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.Seat;
import io.bauta.session.SessionId;
import io.bauta.speech.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a call after its session has ended, to the millisecond. */
final class RouterGraceTest {

  private static final Instant END = NOW.plus(Duration.ofMinutes(1));
  private static final Instant GRACE_OVER = END.plus(GRACE);
  private static final Instant RESTED = GRACE_OVER.plus(COOL_OFF);
  private static final PhoneNumber SUPPORT = PhoneNumber.ofE164("+911140000001");
  private static final Optional<String> ENDED = Optional.of("It is over.");

  private final Switchboard switchboard = new Switchboard();

  @BeforeEach
  void routesAreLoaded() {
    switchboard.index.markComplete();
  }

  private static PoolPolicies policies(GracePolicy grace) {
    return new PoolPolicies(
        grace,
        ENDED,
        UnknownCaller.REFUSE,
        Optional.of(SUPPORT),
        PinPolicy.DEFAULT,
        Ringing.IN_ORDER);
  }

  private MaskingSession open(GracePolicy grace) {
    return switchboard.open(switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, policies(grace), M1, M2));
  }

  private static Refuse ended(SessionId session) {
    return new Refuse(Reason.SESSION_ENDED, Optional.of(session), ENDED.map(Words::of));
  }

  private static Connect connect(Why why, SessionId session) {
    return new Connect(
        why,
        Optional.of(session),
        Optional.of(Seat.first(0)),
        Optional.of(Seat.first(1)),
        List.of(DRIVER),
        Ringing.IN_ORDER,
        M2,
        CallPolicy.DEFAULT.ringTimeout(),
        CallPolicy.DEFAULT.talkLimit());
  }

  @Test
  void withNoticeItIsOverAtTheEndItself() {
    MaskingSession session = open(GracePolicy.NOTICE);
    assertThat(switchboard.route(RIDER, M1, END.minusMillis(1)))
        .isEqualTo(connect(Why.SESSION, session.id()));
    assertThat(switchboard.route(RIDER, M1, END)).isEqualTo(ended(session.id()));
    assertThat(switchboard.route(DRIVER, M2, END)).isEqualTo(ended(session.id()));
  }

  @Test
  void withConnectItGoesOnUntilTheGraceIsOver() {
    MaskingSession session = open(GracePolicy.CONNECT);
    assertThat(switchboard.route(RIDER, M1, END.minusMillis(1)))
        .isEqualTo(connect(Why.SESSION, session.id()));
    assertThat(switchboard.route(RIDER, M1, END)).isEqualTo(connect(Why.GRACE, session.id()));
    assertThat(switchboard.route(RIDER, M1, GRACE_OVER.minusMillis(1)))
        .isEqualTo(connect(Why.GRACE, session.id()));
    assertThat(switchboard.route(DRIVER, M2, GRACE_OVER.minusMillis(1)))
        .isInstanceOf(Connect.class);
    assertThat(switchboard.route(RIDER, M1, GRACE_OVER)).isEqualTo(ended(session.id()));
  }

  @Test
  void oneWayIsTheWayOfTheFirstParticipant() {
    MaskingSession session = open(GracePolicy.ONE_WAY);
    assertThat(switchboard.route(DRIVER, M2, END.minusMillis(1))).isInstanceOf(Connect.class);
    assertThat(switchboard.route(RIDER, M1, END)).isEqualTo(connect(Why.GRACE, session.id()));
    assertThat(switchboard.route(DRIVER, M2, END)).isEqualTo(ended(session.id()));
    assertThat(switchboard.route(RIDER, M1, GRACE_OVER)).isEqualTo(ended(session.id()));
  }

  @Test
  void oneWayIsAlsoTheFirstParticipantsSecondTelephone() {
    NumberPool pool =
        switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, policies(GracePolicy.ONE_WAY), M1, M2);
    switchboard.open(
        Switchboard.request(pool, Switchboard.person(RIDER, STRANGER), Switchboard.person(DRIVER)));
    assertThat(switchboard.route(STRANGER, M1, END))
        .isInstanceOfSatisfying(
            Connect.class, connect -> assertThat(connect.caller()).contains(new Seat(0, 1)));
  }

  @Test
  void withForwardSupportAnswersUntilTheGraceIsOver() {
    MaskingSession session = open(GracePolicy.FORWARD);
    assertThat(switchboard.route(DRIVER, M2, END.minusMillis(1))).isInstanceOf(Connect.class);
    assertThat(switchboard.route(DRIVER, M2, END))
        .isEqualTo(
            new Connect(
                Why.SUPPORT,
                Optional.of(session.id()),
                Optional.empty(),
                Optional.empty(),
                List.of(SUPPORT),
                Ringing.IN_ORDER,
                M2,
                CallPolicy.DEFAULT.ringTimeout(),
                CallPolicy.DEFAULT.talkLimit()));
    assertThat(switchboard.route(DRIVER, M2, GRACE_OVER)).isEqualTo(ended(session.id()));
  }

  @ParameterizedTest
  @EnumSource(GracePolicy.class)
  void inTheCoolOffAndAfterItNobodyIsConnected(GracePolicy grace) {
    MaskingSession session = open(grace);
    assertThat(switchboard.route(RIDER, M1, RESTED.minusMillis(1))).isEqualTo(ended(session.id()));
    assertThat(switchboard.route(RIDER, M1, RESTED)).isEqualTo(ended(session.id()));
  }

  @Test
  void theGraceOfASessionThatIsClosedEarlyBeginsThen() {
    MaskingSession session = open(GracePolicy.CONNECT);
    Instant closed = NOW.plusSeconds(10);
    switchboard.sessions.close(session.id(), "ride over", closed);
    assertThat(switchboard.route(RIDER, M1, closed)).isEqualTo(connect(Why.GRACE, session.id()));
    assertThat(switchboard.route(RIDER, M1, closed.plus(GRACE).minusMillis(1)))
        .isInstanceOf(Connect.class);
    assertThat(switchboard.route(RIDER, M1, closed.plus(GRACE))).isEqualTo(ended(session.id()));
  }

  @Test
  void theGraceOfASessionThatIsExtendedMovesWithItsEnd() {
    MaskingSession session = open(GracePolicy.CONNECT);
    switchboard.sessions.extend(session.id(), new Lifetime.Until(END.plusSeconds(30)), NOW);
    assertThat(switchboard.route(RIDER, M1, END.plusSeconds(30)))
        .isEqualTo(connect(Why.GRACE, session.id()));
    assertThat(switchboard.route(RIDER, M1, GRACE_OVER.plusSeconds(30)))
        .isEqualTo(ended(session.id()));
  }

  @Test
  void aSessionWithoutAnEndHasNoGraceUntilItIsClosed() {
    NumberPool pool =
        switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, policies(GracePolicy.CONNECT), M1, M2);
    MaskingSession session =
        switchboard.open(Switchboard.request(pool, new Lifetime.UntilClosed(), Optional.empty()));
    assertThat(session.graceUntil()).isEmpty();
    assertThat(switchboard.route(RIDER, M1, NOW.plus(Duration.ofDays(9))))
        .isEqualTo(connect(Why.SESSION, session.id()));
    switchboard.sessions.close(session.id(), "over", END);
    assertThat(switchboard.route(RIDER, M1, END)).isEqualTo(connect(Why.GRACE, session.id()));
    assertThat(switchboard.route(RIDER, M1, GRACE_OVER)).isEqualTo(ended(session.id()));
  }

  @Test
  void thePolicyOfTheMomentHoldsAndTheGraceOfTheSession() {
    NumberPool pool =
        switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, policies(GracePolicy.NOTICE), M1, M2);
    MaskingSession session = switchboard.open(pool);
    switchboard.pools.update(
        new NumberPool(
            pool.id(),
            pool.name(),
            pool.carrierAccount(),
            pool.mode(),
            pool.selection(),
            pool.callPolicy(),
            pool.coolOff(),
            Duration.ofDays(1),
            pool.createdAt(),
            policies(GracePolicy.CONNECT)));
    assertThat(switchboard.route(RIDER, M1, END)).isEqualTo(connect(Why.GRACE, session.id()));
    assertThat(switchboard.route(RIDER, M1, GRACE_OVER)).isEqualTo(ended(session.id()));
  }

  @Test
  void whatWouldBeShownInGraceMustStillBeAnswered() {
    MaskingSession session = open(GracePolicy.CONNECT);
    switchboard.pools.setState(session.pool(), M2, NumberState.RETIRED);
    assertThat(switchboard.route(RIDER, M1, END))
        .isEqualTo(
            new Refuse(
                Reason.NUMBER_RETIRED,
                Optional.of(session.id()),
                CallPolicy.DEFAULT.announcement().map(Words::of)));
  }

  @Test
  void withoutWordsOfTheirOwnLateCallersHearThePoolsAnnouncement() {
    MaskingSession session = switchboard.open(switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2));
    assertThat(switchboard.route(RIDER, M1, END))
        .isEqualTo(
            new Refuse(
                Reason.SESSION_ENDED,
                Optional.of(session.id()),
                CallPolicy.DEFAULT.announcement().map(Words::of)));
  }

  @Test
  void supportThatCallsLateIsNotRungByItself() {
    NumberPool pool =
        switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, policies(GracePolicy.FORWARD), M1, M2);
    MaskingSession session =
        switchboard.open(
            Switchboard.request(pool, Switchboard.person(SUPPORT), Switchboard.person(DRIVER)));
    assertThat(switchboard.route(SUPPORT, M1, END))
        .isEqualTo(
            new Refuse(
                Reason.LOOP,
                Optional.of(session.id()),
                CallPolicy.DEFAULT.announcement().map(Words::of)));
  }

  @Test
  void supportThatBecameOneOfOurNumbersIsNotRung() {
    MaskingSession session = open(GracePolicy.FORWARD);
    switchboard.pool(PoolMode.PIN, ProxyNumber.of(SUPPORT));
    assertThat(switchboard.route(RIDER, M1, END))
        .isEqualTo(
            new Refuse(
                Reason.DESTINATION_IS_PROXY,
                Optional.of(session.id()),
                CallPolicy.DEFAULT.announcement().map(Words::of)));
  }
}
