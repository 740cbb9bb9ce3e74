package io.bauta.routing;

import static io.bauta.routing.Switchboard.ACCOUNT;
import static io.bauta.routing.Switchboard.DRIVER;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.M2;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.RIDER;
import static io.bauta.routing.Switchboard.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolMode;
import io.bauta.routing.RouteSource.Found;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.session.Holder;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.speech.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RouterTest {

  private static final Instant END = NOW.plus(Duration.ofMinutes(1));
  private static final Optional<String> POOL_ANNOUNCEMENT = CallPolicy.DEFAULT.announcement();

  private final Switchboard switchboard = new Switchboard();
  private final NumberPool pool = switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);

  @BeforeEach
  void routesAreLoaded() {
    switchboard.index.markComplete();
  }

  @Test
  void theCallerReachesTheOtherWhoSeesTheNumberToCallBack() {
    MaskingSession session = switchboard.open(pool);
    assertThat(switchboard.route(RIDER, M1, NOW))
        .isEqualTo(
            new Connect(
                session.id(), 0, 1, DRIVER, M2, Duration.ofSeconds(30), Duration.ofHours(1)));
    assertThat(switchboard.route(DRIVER, M2, NOW))
        .isEqualTo(
            new Connect(
                session.id(), 1, 0, RIDER, M1, Duration.ofSeconds(30), Duration.ofHours(1)));
  }

  @Test
  void aSharedNumberWorksInBothDirections() {
    ProxyNumber shared = new ProxyNumber(919000000009L);
    switchboard.open(switchboard.pool(PoolMode.PAIR_ONE_NUMBER, shared));
    assertThat(switchboard.route(RIDER, shared, NOW))
        .isInstanceOfSatisfying(Connect.class, connects(DRIVER, shared));
    assertThat(switchboard.route(DRIVER, shared, NOW))
        .isInstanceOfSatisfying(Connect.class, connects(RIDER, shared));
  }

  private static Consumer<Connect> connects(PhoneNumber destination, ProxyNumber callerId) {
    return connect -> {
      assertThat(connect.destination()).isEqualTo(destination);
      assertThat(connect.callerId()).isEqualTo(callerId);
    };
  }

  @Test
  void aNumberOfNoPoolIsRefused() {
    assertThat(switchboard.route(RIDER, new ProxyNumber(919000000099L), NOW))
        .isEqualTo(
            new Refuse(
                Reason.UNKNOWN_NUMBER,
                Optional.empty(),
                Optional.of(Words.of("This number is not in use."))));
  }

  @Test
  void anotherCarrierAccountIsRefused() {
    switchboard.open(pool);
    IncomingCall call =
        new IncomingCall("vobiz-mumbai", new PhoneNumber(M1.digits()), Optional.of(RIDER));
    assertThat(switchboard.router.route(call, NOW))
        .isEqualTo(
            new Refuse(Reason.UNKNOWN_NUMBER, Optional.empty(), POOL_ANNOUNCEMENT.map(Words::of)));
  }

  @Test
  void aRetiredNumberIsRefused() {
    switchboard.open(pool);
    switchboard.pools.setState(pool.id(), M1, NumberState.RETIRED);
    assertThat(switchboard.route(RIDER, M1, NOW))
        .isEqualTo(
            new Refuse(Reason.NUMBER_RETIRED, Optional.empty(), POOL_ANNOUNCEMENT.map(Words::of)));
  }

  @ParameterizedTest
  @EnumSource(names = {"DRAINING", "UNHEALTHY"})
  void aNumberThatIsNotLentAnyMoreStillAnswers(NumberState state) {
    switchboard.open(pool);
    switchboard.pools.setState(pool.id(), M1, state);
    assertThat(switchboard.route(RIDER, M1, NOW)).isInstanceOf(Connect.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "anonymous", "PRIVATE", "266696687", "12345"})
  void aWithheldCallerIsRefused(String from) {
    switchboard.open(pool);
    IncomingCall call =
        new IncomingCall(
            ACCOUNT, new PhoneNumber(M1.digits()), HomeRegion.of("IN").parseCaller(from));
    assertThat(switchboard.router.route(call, NOW))
        .isEqualTo(
            new Refuse(Reason.CALLER_WITHHELD, Optional.empty(), POOL_ANNOUNCEMENT.map(Words::of)));
  }

  @Test
  void callerOutsideTheSessionIsRefused() {
    switchboard.open(pool);
    assertThat(switchboard.route(STRANGER, M1, NOW))
        .isEqualTo(
            new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), POOL_ANNOUNCEMENT.map(Words::of)));
  }

  @Test
  void callerOnTheOtherOnesNumberIsRefused() {
    switchboard.open(pool);
    assertThat(switchboard.route(RIDER, M2, NOW))
        .isEqualTo(
            new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), POOL_ANNOUNCEMENT.map(Words::of)));
  }

  @Test
  void callerWithTheSameLastTenDigitsInAnotherCountryIsRefused() {
    switchboard.open(pool);
    assertThat(switchboard.route(PhoneNumber.ofE164("+18888800001"), M1, NOW))
        .isInstanceOf(Refuse.class);
  }

  @Test
  void aSessionEndsExactlyAtItsInstant() {
    MaskingSession session = switchboard.open(pool);
    assertThat(switchboard.route(RIDER, M1, END.minusMillis(1))).isInstanceOf(Connect.class);
    assertThat(switchboard.route(RIDER, M1, END))
        .isEqualTo(
            new Refuse(
                Reason.SESSION_ENDED, Optional.of(session.id()), POOL_ANNOUNCEMENT.map(Words::of)));
  }

  @Test
  void aClosedSessionIsRefused() {
    MaskingSession session = switchboard.open(pool);
    switchboard.sessions.close(session.id(), "ride over", NOW.plusSeconds(10));
    assertThat(switchboard.route(RIDER, M1, NOW.plusSeconds(10)))
        .isEqualTo(
            new Refuse(
                Reason.SESSION_ENDED, Optional.of(session.id()), POOL_ANNOUNCEMENT.map(Words::of)));
    assertThat(switchboard.route(DRIVER, M2, NOW.plusSeconds(10))).isInstanceOf(Refuse.class);
  }

  @Test
  void aSessionWithoutAnEndGoesOn() {
    switchboard.open(Switchboard.request(pool, new Lifetime.UntilClosed(), Optional.empty()));
    assertThat(switchboard.route(RIDER, M1, NOW.plus(Duration.ofDays(3650))))
        .isInstanceOf(Connect.class);
  }

  @Test
  void anExtendedSessionGoesOnUntilItsNewEnd() {
    MaskingSession session = switchboard.open(pool);
    switchboard.sessions.extend(session.id(), new Lifetime.Until(END.plusSeconds(60)), NOW);
    assertThat(switchboard.route(RIDER, M1, END.plusSeconds(59))).isInstanceOf(Connect.class);
    assertThat(switchboard.route(RIDER, M1, END.plusSeconds(60))).isInstanceOf(Refuse.class);
  }

  @Test
  void aShortenedSessionEndsEarlier() {
    MaskingSession session = switchboard.open(pool);
    switchboard.sessions.extend(session.id(), new Lifetime.Until(NOW.plusSeconds(5)), NOW);
    assertThat(switchboard.route(RIDER, M1, NOW.plusSeconds(5))).isInstanceOf(Refuse.class);
  }

  @Test
  void aCallBackToItsCallerIsRefused() {
    MaskingSession session = withPeople(switchboard.open(pool), RIDER, RIDER);
    switchboard.index.stored(session);
    assertThat(switchboard.route(RIDER, M1, NOW))
        .isEqualTo(
            new Refuse(Reason.LOOP, Optional.of(session.id()), POOL_ANNOUNCEMENT.map(Words::of)));
  }

  /** Sessions refuses to open such a one; whatever gets into a store is still not connected. */
  private static MaskingSession withPeople(
      MaskingSession real, PhoneNumber first, PhoneNumber second) {
    Participant one = real.participants().get(0);
    Participant other = real.participants().get(1);
    return new MaskingSession(
        real.id(),
        real.pool(),
        real.reference(),
        real.metadata(),
        real.lifetime(),
        real.openedAt(),
        real.expiresAt(),
        real.closing(),
        real.restsUntil(),
        List.of(
            new Participant(one.id(), one.name(), first, one.dials()),
            new Participant(other.id(), other.name(), second, other.dials())));
  }

  @Test
  void aDestinationThatBecameOneOfOurNumbersIsRefused() {
    MaskingSession session = switchboard.open(pool);
    switchboard.pool(PoolMode.PAIR_ONE_NUMBER, ProxyNumber.of(DRIVER));
    assertThat(switchboard.route(RIDER, M1, NOW))
        .isEqualTo(
            new Refuse(
                Reason.DESTINATION_IS_PROXY,
                Optional.of(session.id()),
                POOL_ANNOUNCEMENT.map(Words::of)));
  }

  @Test
  void theStoreIsAskedWhileTheIndexIsLoading() {
    Switchboard other = new Switchboard();
    MaskingSession session = switchboard.open(pool);
    NumberPool samePool = other.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    assertThat(samePool.id()).isEqualTo(pool.id());
    other.source = (dialed, caller) -> new Found.Holder(session);
    assertThat(other.route(RIDER, M1, NOW)).isEqualTo(switchboard.route(RIDER, M1, NOW));
    assertThat(other.index.size()).isEqualTo(2);
  }

  @Test
  void theStoreIsAskedOncePerSession() {
    Switchboard loading = new Switchboard();
    NumberPool its = loading.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    MaskingSession session = switchboard.open(pool);
    assertThat(its).isNotNull();
    List<Holder> asked = new ArrayList<>();
    loading.source =
        (dialed, holder) -> {
          asked.add(holder);
          return new Found.Holder(session);
        };
    loading.route(RIDER, M1, NOW);
    loading.route(RIDER, M1, NOW);
    loading.route(DRIVER, M2, NOW);
    assertThat(asked).containsExactly(new Holder.Phone(RIDER));
  }

  @Test
  void aCompleteIndexIsNotDoubtedAboutWhomItKnows() {
    switchboard.source =
        (dialed, holder) -> {
          throw new AssertionError("the store was asked");
        };
    switchboard.open(pool);
    assertThat(switchboard.route(RIDER, M1, NOW)).isInstanceOf(Connect.class);
  }

  @Test
  void aStrangerIsRefusedAsOneAlsoWhenTheStoreIsAway() {
    switchboard.open(pool);
    switchboard.source = (dialed, holder) -> new Found.NoAnswer();
    assertThat(switchboard.route(STRANGER, M1, NOW))
        .isInstanceOfSatisfying(
            Refuse.class, refuse -> assertThat(refuse.reason()).isEqualTo(Reason.UNKNOWN_CALLER));
  }

  @Test
  void anotherSessionsHolderIsNotTakenForTheCaller() {
    Switchboard loading = new Switchboard();
    loading.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    MaskingSession session = switchboard.open(pool);
    // A store that answers with a session in which the caller has no part.
    loading.source = (dialed, caller) -> new Found.Holder(session);
    assertThat(loading.route(STRANGER, M1, NOW)).isInstanceOf(Refuse.class);
  }

  @Test
  void nobodyInTheStoreIsRefusedAsUnknown() {
    Switchboard loading = new Switchboard();
    loading.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    assertThat(loading.route(RIDER, M1, NOW))
        .isEqualTo(
            new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), POOL_ANNOUNCEMENT.map(Words::of)));
  }

  @Test
  void aStoreThatDoesNotAnswerConnectsNobody() {
    Switchboard loading = new Switchboard();
    loading.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    loading.source = (dialed, caller) -> new Found.NoAnswer();
    assertThat(loading.route(RIDER, M1, NOW))
        .isEqualTo(
            new Refuse(Reason.UNAVAILABLE, Optional.empty(), POOL_ANNOUNCEMENT.map(Words::of)));
  }

  @Test
  void aKnownRouteNeedsNoStore() {
    Switchboard loading = new Switchboard();
    MaskingSession session = loading.open(loading.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2));
    loading.source = (dialed, caller) -> new Found.NoAnswer();
    assertThat(loading.route(RIDER, M1, NOW))
        .isInstanceOfSatisfying(
            Connect.class, connect -> assertThat(connect.session()).contains(session.id()));
  }

  @Test
  void aClosedSessionDoesNotComeBackByALookUpThatBeganBefore() {
    Switchboard loading = new Switchboard();
    MaskingSession open = loading.open(loading.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2));
    loading.sessions.close(open.id(), "ride over", NOW);
    loading.index.loaded(open);
    assertThat(loading.route(RIDER, M1, NOW)).isInstanceOf(Refuse.class);
    assertThat(loading.route(DRIVER, M2, NOW)).isInstanceOf(Refuse.class);
  }

  @Test
  void aSessionClosedDuringTheLookUpIsNotConnected() {
    Switchboard loading = new Switchboard();
    MaskingSession open = loading.open(loading.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2));
    RouteIndex fresh = new RouteIndex();
    Router router =
        new Router(
            loading.pools,
            loading.blocks,
            fresh,
            (dialed, holder) -> {
              // Read, then closed by another thread, then answered.
              fresh.stored(closed(open));
              return new Found.Holder(open);
            },
            loading.lastCallers,
            loading.knownPhones,
            new PinAttempts(),
            Optional.empty());
    assertThat(router.route(Switchboard.call(RIDER, M1), NOW)).isInstanceOf(Refuse.class);
  }

  private static MaskingSession closed(MaskingSession open) {
    return new MaskingSession(
        open.id(),
        open.pool(),
        open.reference(),
        open.metadata(),
        open.lifetime(),
        open.openedAt(),
        open.expiresAt(),
        Optional.of(new MaskingSession.Closing(NOW, "ride over")),
        Optional.of(NOW.plus(Switchboard.GRACE).plus(Switchboard.COOL_OFF)),
        open.participants());
  }

  @Test
  void restedRoutesAreForgottenAnHourLater() {
    MaskingSession session = switchboard.open(pool);
    Instant rested = session.restsUntil().orElseThrow();
    assertThat(switchboard.index.forgetRested(rested.plus(Duration.ofMinutes(59)))).isZero();
    assertThat(switchboard.index.forgetRested(rested.plus(Duration.ofHours(1)))).isEqualTo(2);
    assertThat(switchboard.index.size()).isZero();
  }

  @Test
  void nothingIsForgottenWhileTheIndexIsLoading() {
    Switchboard loading = new Switchboard();
    loading.open(loading.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2));
    assertThat(loading.index.forgetRested(NOW.plus(Duration.ofDays(400)))).isZero();
    assertThat(loading.index.size()).isEqualTo(2);
  }

  @Test
  void anExplanationSaysWhatWasLookedAt() {
    switchboard.open(pool);
    Trace.Recorded trace = Trace.recording();
    RoutingDecision explained = switchboard.router.route(Switchboard.call(RIDER, M1), NOW, trace);
    assertThat(explained).isEqualTo(switchboard.route(RIDER, M1, NOW));
    assertThat(trace.steps())
        .extracting(Trace.Step::check)
        .containsExactly("number_known", "number_state", "caller_known", "session_open", "connect");
    assertThat(trace.steps()).allMatch(Trace.Step::passed);
  }

  @Test
  void everyRefusalIsExplainedByItsLastStep() {
    switchboard.open(pool);
    assertThat(lastStep(Switchboard.call(RIDER, new ProxyNumber(919000000099L)), NOW))
        .isEqualTo("number_known");
    assertThat(lastStep(new IncomingCall("other", new PhoneNumber(M1.digits()), none()), NOW))
        .isEqualTo("carrier_account");
    assertThat(lastStep(new IncomingCall(ACCOUNT, new PhoneNumber(M1.digits()), none()), NOW))
        .isEqualTo("caller_shown");
    assertThat(lastStep(Switchboard.call(STRANGER, M1), NOW)).isEqualTo("caller_known");
    assertThat(lastStep(Switchboard.call(RIDER, M1), END)).isEqualTo("session_open");
    switchboard.pool(PoolMode.PAIR_ONE_NUMBER, ProxyNumber.of(DRIVER));
    assertThat(lastStep(Switchboard.call(RIDER, M1), NOW)).isEqualTo("destination_is_a_person");
    switchboard.pools.setState(pool.id(), M1, NumberState.RETIRED);
    assertThat(lastStep(Switchboard.call(RIDER, M1), NOW)).isEqualTo("number_state");
  }

  private static Optional<PhoneNumber> none() {
    return Optional.empty();
  }

  private String lastStep(IncomingCall call, Instant now) {
    Trace.Recorded trace = Trace.recording();
    assertThat(switchboard.router.route(call, now, trace)).isInstanceOf(Refuse.class);
    assertThat(trace.steps().getLast().passed()).isFalse();
    return trace.steps().getLast().check();
  }

  @Test
  void explanationsHoldNoRealNumber() {
    MaskingSession session = switchboard.open(pool);
    Trace.Recorded trace = Trace.recording();
    switchboard.router.route(Switchboard.call(RIDER, M1), NOW, trace);
    switchboard.router.route(Switchboard.call(RIDER, M1), END, trace);
    switchboard.router.route(Switchboard.call(STRANGER, M1), NOW, trace);
    // A person who dials a person's number: what was dialled is no number of ours.
    switchboard.router.route(Switchboard.call(RIDER, ProxyNumber.of(DRIVER)), NOW, trace);
    switchboard.index.stored(withPeople(session, RIDER, RIDER));
    switchboard.router.route(Switchboard.call(RIDER, M1), NOW, trace);
    assertThat(trace.steps()).hasSizeGreaterThan(10);
    assertThat(trace.toString()).doesNotContain("9188888000").contains("+…01", "+919000000001");
  }
}
