package io.bauta.routing;

import static io.bauta.routing.Switchboard.COOL_OFF;
import static io.bauta.routing.Switchboard.DRIVER;
import static io.bauta.routing.Switchboard.GRACE;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.M2;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.RIDER;
import static io.bauta.routing.Switchboard.STRANGER;
import static io.bauta.routing.Switchboard.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.ProxyNumber;
import io.bauta.pool.GracePolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PinPolicy;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.Ringing;
import io.bauta.pool.SessionPolicy;
import io.bauta.pool.UnknownCaller;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.session.ChangeOutcome.AlreadyClosed;
import io.bauta.session.ChangeOutcome.Changed;
import io.bauta.session.Lifetime;
import io.bauta.session.Lifetime.FromLastCall;
import io.bauta.session.MaskingSession;
import io.bauta.session.MaskingSession.State;
import io.bauta.session.OpenOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sessions whose lifetime runs from their last call, where the store has not heard of it yet. */
class RouterLastCallTest {

  private static final Duration TTL = Duration.ofMinutes(1);
  private static final Instant LATER = NOW.plusSeconds(40);

  private final Switchboard switchboard = new Switchboard();
  private final NumberPool pool = switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);

  private MaskingSession open() {
    return open(new FromLastCall(TTL, Optional.empty()));
  }

  private MaskingSession open(FromLastCall lifetime) {
    return switchboard.open(Switchboard.request(pool, lifetime, Optional.empty()));
  }

  private boolean connects(Instant at) {
    RoutingDecision there = switchboard.router.route(call(RIDER, M1), at, Trace.NONE);
    RoutingDecision back = switchboard.router.route(call(DRIVER, M2), at, Trace.NONE);
    assertThat(there.getClass()).as("both ways").isEqualTo(back.getClass());
    return there instanceof Connect;
  }

  @Test
  void withoutACallItEndsAsFromItsOpening() {
    open();

    assertThat(connects(NOW.plus(TTL).minusMillis(1))).isTrue();
    assertThat(connects(NOW.plus(TTL))).isFalse();
  }

  @Test
  void aCallMovesTheEndAtOnceForAllAndExactly() {
    MaskingSession session = open();

    RoutingDecision decision = switchboard.route(RIDER, M1, LATER);

    assertThat(((Connect) decision).prolongs()).contains(LATER);
    assertThat(connects(LATER.plus(TTL).minusMillis(1))).isTrue();
    assertThat(connects(LATER.plus(TTL))).isFalse();
    assertThat(switchboard.sessions.find(session.id())).contains(session.calledAt(LATER));
    assertThat(switchboard.sessionStore.find(session.id())).contains(session);
  }

  @Test
  void eachCallMovesItOn() {
    open();

    for (int i = 1; i <= 5; i++) {
      Instant at = NOW.plusSeconds(50L * i);
      assertThat(switchboard.route(DRIVER, M2, at)).isInstanceOf(Connect.class);
    }

    assertThat(connects(NOW.plusSeconds(309))).isTrue();
    assertThat(connects(NOW.plusSeconds(310))).isFalse();
  }

  @Test
  void noCallMovesItBeyondItsLatestEnd() {
    open(new FromLastCall(TTL, Optional.of(NOW.plusSeconds(70))));

    switchboard.route(RIDER, M1, LATER);

    assertThat(connects(NOW.plusSeconds(70).minusMillis(1))).isTrue();
    assertThat(connects(NOW.plusSeconds(70))).isFalse();
  }

  @Test
  void whatIsRefusedOrOnlyExplainedMovesNothing() {
    open();

    assertThat(switchboard.route(STRANGER, M1, LATER)).isInstanceOf(Refuse.class);
    switchboard.router.route(call(RIDER, M1), LATER, Trace.NONE);
    assertThat(switchboard.route(RIDER, M1, NOW.plus(TTL))).isInstanceOf(Refuse.class);

    assertThat(connects(NOW.plus(TTL))).isFalse();
  }

  /** The calls of a session that ended are not its calls any more, though its pool rings. */
  @Test
  void aLateCallInTheGraceRevivesNothing() {
    NumberPool lenient =
        switchboard.pool(
            PoolMode.PAIR_ONE_NUMBER,
            new PoolPolicies(
                GracePolicy.CONNECT,
                Optional.empty(),
                UnknownCaller.REFUSE,
                Optional.empty(),
                PinPolicy.DEFAULT,
                Ringing.IN_ORDER),
            new ProxyNumber(919000000003L));
    MaskingSession session =
        switchboard.open(
            Switchboard.request(
                lenient, new FromLastCall(TTL, Optional.empty()), Optional.empty()));

    Connect late =
        (Connect)
            switchboard.route(RIDER, session.participants().getFirst().dials(), NOW.plus(TTL));

    assertThat(late.why()).isEqualTo(RoutingDecision.Why.GRACE);
    assertThat(late.prolongs()).isEmpty();
    assertThat(switchboard.sessions.find(session.id())).contains(session);
  }

  @Test
  void anEarlierCallMovesNothingBack() {
    open();

    switchboard.route(RIDER, M1, LATER);
    switchboard.route(DRIVER, M2, NOW.plusSeconds(10));

    assertThat(connects(LATER.plus(TTL).minusMillis(1))).isTrue();
  }

  /** The carrier asks a second time about the same call. */
  @Test
  void aRepeatedQuestionMovesNothing() {
    open();
    CallTally first =
        new CallTally() {
          @Override
          public Counted count(Claim claim) {
            return new Counted.NoAnswer();
          }

          @Override
          public Instant putThroughAt(Instant now) {
            return NOW.plusSeconds(1);
          }
        };

    switchboard.router.route(call(RIDER, M1), LATER, first, Trace.NONE);

    assertThat(connects(NOW.plusSeconds(1).plus(TTL))).isFalse();
  }

  @Test
  void closingWinsAlsoWhereTheStoreThinksThatItHadExpired() {
    MaskingSession session = open();
    switchboard.route(RIDER, M1, LATER);
    Instant closedAt = NOW.plus(TTL).plusSeconds(10);

    assertThat(switchboard.sessions.close(session.id(), "done", closedAt))
        .isInstanceOf(Changed.class);

    assertThat(connects(closedAt)).isFalse();
    assertThat(switchboard.sessionStore.find(session.id()).orElseThrow().closedReasonAt(closedAt))
        .contains("done");
    switchboard.sessionStore.called(session.id(), LATER);
    assertThat(switchboard.sessionStore.find(session.id()).orElseThrow().closing()).isPresent();
  }

  @Test
  void anExtensionAndACallLeaveTheLaterEnd() {
    MaskingSession session = open();
    switchboard.route(RIDER, M1, LATER);

    Changed changed =
        (Changed)
            switchboard.sessions.extend(
                session.id(),
                new FromLastCall(Duration.ofSeconds(30), Optional.empty()),
                LATER.minusSeconds(5));

    assertThat(changed.session().expiresAt()).contains(LATER.plusSeconds(30));
    assertThat(connects(LATER.plusSeconds(30).minusMillis(1))).isTrue();
    assertThat(connects(LATER.plusSeconds(30))).isFalse();
  }

  @Test
  void anExtensionToAFixedEndIsMovedByNoCall() {
    MaskingSession session = open();

    switchboard.sessions.extend(session.id(), new Lifetime.Ttl(TTL), NOW.plusSeconds(1));
    switchboard.route(RIDER, M1, LATER);

    assertThat(connects(NOW.plusSeconds(61))).isFalse();
  }

  /** A number that comes later has the end that calls have given. */
  @Test
  void aReplacedNumberHasTheMovedEnd() {
    MaskingSession session = open();
    switchboard.route(RIDER, M1, LATER);

    switchboard.sessions.replaceNumber(
        session.id(), session.participants().getFirst().id(), STRANGER, LATER);

    Instant at = LATER.plus(TTL).minusMillis(1);
    assertThat(switchboard.router.route(call(STRANGER, M1), at, Trace.NONE))
        .isInstanceOf(Connect.class);
    assertThat(switchboard.router.route(call(STRANGER, M1), LATER.plus(TTL), Trace.NONE))
        .isInstanceOf(Refuse.class);
  }

  @Test
  void aPairIsNotLentThatOnlyMemoryKnowsToBeHeld() {
    open();
    switchboard.route(RIDER, M1, LATER);
    Instant free = NOW.plus(TTL).plus(GRACE).plus(COOL_OFF);

    OpenOutcome outcome = switchboard.sessions.open(Switchboard.request(pool), free);

    assertThat(outcome).isInstanceOf(OpenOutcome.Opened.class);
    MaskingSession other = ((OpenOutcome.Opened) outcome).session();
    assertThat(other.participants().getFirst().dials()).isEqualTo(M2);
  }

  /** The clock was read for the call before the session ended, and its pairs were lent since. */
  @Test
  void aCallThatIsDecidedTooLateDoesNotReviveWhatWasLentAgain() {
    MaskingSession session = open();
    Instant free = NOW.plus(TTL).plus(GRACE).plus(COOL_OFF);
    NumberPool same = pool;
    switchboard.sessions.open(
        Switchboard.request(same, Switchboard.person(RIDER), Switchboard.person(STRANGER)), free);

    RoutingDecision late = switchboard.route(DRIVER, M2, NOW.plus(TTL).minusMillis(1));

    assertThat(late).isInstanceOf(Refuse.class);
    assertThat(((Refuse) late).reason()).isEqualTo(Reason.SESSION_ENDED);
    assertThat(switchboard.sessions.find(session.id())).contains(session);
  }

  @Test
  void whatHasEndedStaysSoAndMayBeReopened() {
    MaskingSession session = open();
    Instant over = NOW.plus(TTL);
    assertThat(switchboard.sessions.close(session.id(), "done", over))
        .isInstanceOf(AlreadyClosed.class);

    switchboard.sessions.reopen(session.id(), new FromLastCall(TTL, Optional.empty()), over);
    switchboard.route(RIDER, M1, over.plusSeconds(30));

    assertThat(connects(over.plusSeconds(30).plus(TTL).minusMillis(1))).isTrue();
    assertThat(switchboard.sessions.find(session.id()).orElseThrow().stateAt(over))
        .isEqualTo(State.OPEN);
  }

  @Test
  void whatIsForgottenLeavesNothingBehind() {
    MaskingSession session = open();
    switchboard.index.markComplete();
    switchboard.route(RIDER, M1, LATER);
    Instant rested = LATER.plus(TTL).plus(GRACE).plus(COOL_OFF);

    assertThat(switchboard.index.forgetRested(rested.plusSeconds(3_599))).isZero();
    assertThat(switchboard.index.of(session.id())).contains(LATER);
    assertThat(switchboard.index.forgetRested(rested.plusSeconds(3_600))).isEqualTo(2);
    assertThat(switchboard.index.of(session.id())).isEmpty();
  }

  private static PoolPolicies endingCalls(GracePolicy grace) {
    PoolPolicies unsaid = PoolPolicies.DEFAULT;
    return new PoolPolicies(
        grace,
        unsaid.endedAnnouncement(),
        unsaid.unknownCaller(),
        unsaid.asking(),
        unsaid.forwardTo(),
        unsaid.pins(),
        unsaid.ringing(),
        unsaid.lending(),
        unsaid.rules(),
        new SessionPolicy(false, true));
  }

  private Duration talkLimit(Lifetime lifetime, Instant at) {
    NumberPool ending =
        switchboard.pool(
            PoolMode.PAIR_ONE_NUMBER,
            endingCalls(GracePolicy.CONNECT),
            new ProxyNumber(919000000003L));
    MaskingSession session =
        switchboard.open(Switchboard.request(ending, lifetime, Optional.empty()));
    return ((Connect) switchboard.route(RIDER, session.participants().getFirst().dials(), at))
        .talkLimit();
  }

  @Test
  void peopleTalkNoLongerThanTheSessionLastsWhereThePoolSaysSo() {
    assertThat(talkLimit(new Lifetime.Ttl(TTL), NOW.plusSeconds(20)))
        .isEqualTo(Duration.ofSeconds(40));
  }

  /** Carriers have whole seconds, and some take none for no limit. */
  @Test
  void whatRemainsIsRoundedUp() {
    assertThat(talkLimit(new Lifetime.Ttl(TTL), NOW.plusMillis(59_999)))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void theSessionsEndMakesNoTalkLonger() {
    assertThat(talkLimit(new Lifetime.Ttl(Duration.ofDays(1)), NOW))
        .isEqualTo(pool.callPolicy().talkLimit());
  }

  @Test
  void aSessionWithoutAnEndLimitsNothing() {
    assertThat(talkLimit(new Lifetime.UntilClosed(), NOW)).isEqualTo(pool.callPolicy().talkLimit());
  }

  @Test
  void aCallThatMovesTheEndMayLastUntilThen() {
    assertThat(talkLimit(new FromLastCall(TTL, Optional.empty()), NOW.plusSeconds(59)))
        .isEqualTo(TTL);
  }

  @Test
  void aLateCallEndsWithTheGrace() {
    assertThat(talkLimit(new Lifetime.Ttl(TTL), NOW.plus(TTL).plusSeconds(1)))
        .isEqualTo(GRACE.minusSeconds(1));
  }

  @Test
  void elsewhereTheTalkLimitIsThePools() {
    open();

    assertThat(((Connect) switchboard.route(RIDER, M1, LATER)).talkLimit())
        .isEqualTo(pool.callPolicy().talkLimit());
  }
}
