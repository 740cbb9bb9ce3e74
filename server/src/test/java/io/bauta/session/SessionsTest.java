package io.bauta.session;

import static io.bauta.routing.Switchboard.COOL_OFF;
import static io.bauta.routing.Switchboard.DRIVER;
import static io.bauta.routing.Switchboard.GRACE;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.M2;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.RIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.id.TimeOrderedIds;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolMode;
import io.bauta.routing.Switchboard;
import io.bauta.session.ChangeOutcome.AlreadyClosed;
import io.bauta.session.ChangeOutcome.Changed;
import io.bauta.session.ChangeOutcome.Unknown;
import io.bauta.session.MaskingSession.State;
import io.bauta.session.OpenOutcome.AlreadyOpened;
import io.bauta.session.OpenOutcome.EndsInThePast;
import io.bauta.session.OpenOutcome.KeyConflict;
import io.bauta.session.OpenOutcome.Opened;
import io.bauta.session.OpenOutcome.OwnProxyNumber;
import io.bauta.session.OpenOutcome.PoolExhausted;
import io.bauta.session.OpenOutcome.SameNumber;
import io.bauta.session.OpenOutcome.TooMuchContention;
import io.bauta.session.SessionRequest.Person;
import io.bauta.session.SessionStore.InsertOutcome;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SessionsTest {

  private static final Duration TTL = Duration.ofMinutes(1);
  private static final ProxyNumber M3 = new ProxyNumber(919000000003L);

  private final Switchboard switchboard = new Switchboard();
  private final NumberPool pool = switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
  private final List<MaskingSession> heard = new ArrayList<>();
  private final Sessions sessions = over(switchboard.sessionStore);

  private Sessions over(SessionStore store) {
    return new Sessions(store, switchboard.pools, heard::add, new TimeOrderedIds());
  }

  @Test
  void anOpenedSessionIsStoredAndHeardOf() {
    MaskingSession session = opened(sessions.open(Switchboard.request(pool), NOW));
    assertThat(sessions.find(session.id())).contains(session);
    assertThat(heard).containsExactly(session);
    assertThat(session.participants()).extracting(Participant::dials).containsExactly(M1, M2);
    assertThat(session.participants())
        .extracting(Participant::realNumber)
        .containsExactly(RIDER, DRIVER);
    assertThat(session.reference()).contains("booking-1");
    assertThat(session.metadata()).containsEntry("city", "Delhi");
  }

  @Test
  void aSessionEndsByTheClockAndThenRests() {
    MaskingSession session = opened(sessions.open(Switchboard.request(pool), NOW));
    Instant end = NOW.plus(TTL);
    assertThat(session.expiresAt()).contains(end);
    assertThat(session.restsUntil()).contains(end.plus(GRACE).plus(COOL_OFF));
    assertThat(session.stateAt(end.minusMillis(1))).isEqualTo(State.OPEN);
    assertThat(session.closedReasonAt(end.minusMillis(1))).isEmpty();
    assertThat(session.stateAt(end)).isEqualTo(State.CLOSED);
    assertThat(session.closedReasonAt(end)).contains(MaskingSession.EXPIRED);
  }

  @Test
  void theSameKeyGivesTheSameSession() {
    SessionRequest request = keyed(new Lifetime.Ttl(TTL));
    MaskingSession session = opened(sessions.open(request, NOW));
    assertThat(sessions.open(request, NOW.plusSeconds(5))).isEqualTo(new AlreadyOpened(session));
    assertThat(heard).as("of nothing but this session").containsOnly(session);
  }

  @Test
  void theSameKeyGivesTheSameSessionAfterItWasClosed() {
    SessionRequest request = keyed(new Lifetime.Ttl(TTL));
    MaskingSession session = opened(sessions.open(request, NOW));
    sessions.close(session.id(), "over", NOW);
    assertThat(sessions.open(request, NOW))
        .isInstanceOfSatisfying(
            AlreadyOpened.class, again -> assertThat(again.session().id()).isEqualTo(session.id()));
  }

  @Test
  void theSameKeyForSomethingElseIsAConflict() {
    MaskingSession session = opened(sessions.open(keyed(new Lifetime.Ttl(TTL)), NOW));
    assertThat(sessions.open(keyed(new Lifetime.UntilClosed()), NOW))
        .isEqualTo(new KeyConflict(session.id()));
  }

  private SessionRequest keyed(Lifetime lifetime) {
    return Switchboard.request(pool, lifetime, Optional.of("key-1"));
  }

  @Test
  void aPersonIsNotMaskedFromThemselves() {
    assertThat(sessions.open(between(RIDER, RIDER), NOW)).isEqualTo(new SameNumber(1));
    assertThat(heard).isEmpty();
  }

  @Test
  void aPersonsNumberMayNotBeOneOfOurs() {
    PhoneNumber ours = new PhoneNumber(M1.digits());
    assertThat(sessions.open(between(ours, DRIVER), NOW)).isEqualTo(new OwnProxyNumber(0));
    assertThat(sessions.open(between(RIDER, ours), NOW)).isEqualTo(new OwnProxyNumber(1));
  }

  private SessionRequest between(PhoneNumber first, PhoneNumber second) {
    return new SessionRequest(
        pool,
        List.of(new Person("one", first), new Person("other", second)),
        new Lifetime.Ttl(TTL),
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }

  @Test
  void aSessionThatEndedBeforeItBeganIsNotOpened() {
    assertThat(sessions.open(until(NOW), NOW)).isEqualTo(new EndsInThePast());
    assertThat(sessions.open(until(NOW.plusMillis(1)), NOW)).isInstanceOf(Opened.class);
  }

  private SessionRequest until(Instant end) {
    return Switchboard.request(pool, new Lifetime.Until(end), Optional.empty());
  }

  @Test
  void anExhaustedPoolSaysSoWithCounts() {
    sessions.open(Switchboard.request(pool), NOW);
    sessions.open(Switchboard.request(pool), NOW);
    assertThat(sessions.open(Switchboard.request(pool), NOW))
        .isInstanceOfSatisfying(
            PoolExhausted.class,
            none -> {
              assertThat(none.counts().numbers()).isEqualTo(2);
              assertThat(none.counts().held()).containsExactly(2, 2);
            });
  }

  @Test
  void aReleasedPairRestsAndIsThenLentAgain() {
    MaskingSession first = opened(sessions.open(Switchboard.request(pool), NOW));
    MaskingSession second = opened(sessions.open(Switchboard.request(pool), NOW));
    sessions.close(first.id(), "over", NOW);
    sessions.close(second.id(), "over", NOW);
    Instant rested = NOW.plus(GRACE).plus(COOL_OFF);
    assertThat(sessions.open(Switchboard.request(pool), rested.minusMillis(1)))
        .isInstanceOf(PoolExhausted.class);
    assertThat(sessions.open(Switchboard.request(pool), rested)).isInstanceOf(Opened.class);
  }

  @Test
  void aPairLostToAnotherOpeningIsChosenAnew() {
    SessionStore losesOnce = losing(1, new InsertOutcome.PairTaken(0));
    MaskingSession session = opened(over(losesOnce).open(Switchboard.request(pool), NOW));
    assertThat(session.participants()).extracting(Participant::dials).containsExactly(M2, M1);
    assertThat(heard).containsExactly(session);
  }

  @Test
  void aNumberThatWasJustTakenAwayIsNotChosenAgain() {
    switchboard.pools.addNumbers(pool.id(), List.of(M3));
    SessionStore losesOnce = losing(1, new InsertOutcome.NumberGone(1));
    MaskingSession session = opened(over(losesOnce).open(Switchboard.request(pool), NOW));
    assertThat(session.participants()).extracting(Participant::dials).containsExactly(M1, M3);
  }

  @Test
  void whoLosesEveryNumberIsToldThatThereIsNone() {
    SessionStore losesAlways = losing(Integer.MAX_VALUE, new InsertOutcome.PairTaken(0));
    assertThat(over(losesAlways).open(Switchboard.request(pool), NOW))
        .isInstanceOfSatisfying(
            PoolExhausted.class,
            none -> {
              assertThat(none.counts().numbers()).isEqualTo(2);
              assertThat(none.counts().held()).containsExactly(2, 0);
            });
    assertThat(heard).isEmpty();
  }

  @Test
  void choosingAgainHasABound() {
    NumberPool big =
        switchboard.pool(
            PoolMode.PAIR_ONE_NUMBER,
            LongStream.range(0, 100)
                .mapToObj(i -> new ProxyNumber(919000001000L + i))
                .toArray(ProxyNumber[]::new));
    SessionStore losesAlways = losing(Integer.MAX_VALUE, new InsertOutcome.PairTaken(0));
    assertThat(over(losesAlways).open(Switchboard.request(big), NOW))
        .isEqualTo(new TooMuchContention(Openings.ATTEMPTS_MAX));
  }

  @Test
  void theKeyOfAnotherOpeningAtTheSameMomentDecides() {
    MaskingSession first = opened(sessions.open(Switchboard.request(pool), NOW));
    SessionStore racing = losing(1, new InsertOutcome.KeyUsed(first));
    assertThat(over(racing).open(keyed(new Lifetime.Ttl(TTL)), NOW))
        .isEqualTo(new AlreadyOpened(first));
    SessionStore again = losing(1, new InsertOutcome.KeyUsed(first));
    assertThat(over(again).open(keyed(new Lifetime.UntilClosed()), NOW))
        .isEqualTo(new KeyConflict(first.id()));
  }

  @Test
  void aStoreThatFailsIsNotHeardOf() {
    SessionStore away =
        with(
            "insert",
            arguments -> {
              throw new IllegalStateException("away");
            });
    assertThatThrownBy(() -> over(away).open(Switchboard.request(pool), NOW))
        .isInstanceOf(IllegalStateException.class);
    assertThat(heard).isEmpty();
  }

  @Test
  void aClosedSessionIsClosedWithItsReasonAndStaysSo() {
    MaskingSession session = opened(sessions.open(Switchboard.request(pool), NOW));
    Instant later = NOW.plusSeconds(10);
    MaskingSession closed = changed(sessions.close(session.id(), "ride over", later));
    assertThat(closed.stateAt(later)).isEqualTo(State.CLOSED);
    assertThat(closed.closedReasonAt(later)).contains("ride over");
    assertThat(closed.endsAt()).contains(later);
    assertThat(closed.restsUntil()).contains(later.plus(GRACE).plus(COOL_OFF));
    assertThat(heard).containsExactly(session, closed);
    assertThat(sessions.close(session.id(), "again", later)).isEqualTo(new AlreadyClosed(closed));
    assertThat(sessions.extend(session.id(), new Lifetime.Ttl(TTL), later))
        .isEqualTo(new AlreadyClosed(closed));
  }

  @Test
  void anExpiredSessionDoesNotComeBack() {
    MaskingSession session = opened(sessions.open(Switchboard.request(pool), NOW));
    Instant end = NOW.plus(TTL);
    assertThat(sessions.extend(session.id(), new Lifetime.Ttl(TTL), end))
        .isEqualTo(new AlreadyClosed(session));
    assertThat(sessions.close(session.id(), "over", end)).isEqualTo(new AlreadyClosed(session));
  }

  @Test
  void anEndIsMovedOrTakenAway() {
    MaskingSession session = opened(sessions.open(Switchboard.request(pool), NOW));
    Instant later = NOW.plus(Duration.ofHours(2));
    MaskingSession longer = changed(sessions.extend(session.id(), new Lifetime.Until(later), NOW));
    assertThat(longer.expiresAt()).contains(later);
    assertThat(longer.restsUntil()).contains(later.plus(GRACE).plus(COOL_OFF));
    MaskingSession endless =
        changed(sessions.extend(session.id(), new Lifetime.UntilClosed(), NOW));
    assertThat(endless.expiresAt()).isEmpty();
    assertThat(endless.restsUntil()).isEmpty();
    assertThat(endless.participants()).isEqualTo(session.participants());
  }

  @Test
  void anEndInThePastIsRefused() {
    MaskingSession session = opened(sessions.open(Switchboard.request(pool), NOW));
    assertThat(sessions.extend(session.id(), new Lifetime.Until(NOW), NOW))
        .isEqualTo(new ChangeOutcome.EndsInThePast());
  }

  @Test
  void anUnknownSessionIsUnknown() {
    SessionId nobody = new SessionId(new UUID(1, 1));
    assertThat(sessions.close(nobody, "over", NOW)).isEqualTo(new Unknown());
    assertThat(sessions.extend(nobody, new Lifetime.UntilClosed(), NOW)).isEqualTo(new Unknown());
    assertThat(sessions.find(nobody)).isEmpty();
  }

  @Test
  void aSessionThatSomebodyElseClosedMeanwhileStaysClosed() {
    MaskingSession session = opened(sessions.open(Switchboard.request(pool), NOW));
    SessionStore closedMeanwhile =
        with(
            "updateEnd",
            arguments -> {
              sessions.close(session.id(), "elsewhere", NOW);
              return false;
            });
    assertThat(over(closedMeanwhile).extend(session.id(), new Lifetime.UntilClosed(), NOW))
        .isInstanceOfSatisfying(
            AlreadyClosed.class,
            closed -> assertThat(closed.session().closedReasonAt(NOW)).contains("elsewhere"));
  }

  private static MaskingSession opened(OpenOutcome outcome) {
    return ((Opened) outcome).session();
  }

  private static MaskingSession changed(ChangeOutcome outcome) {
    return ((Changed) outcome).session();
  }

  /** A store where somebody else is quicker this many times. */
  private SessionStore losing(int times, InsertOutcome outcome) {
    int[] lost = {0};
    return with(
        "insert",
        arguments ->
            lost[0]++ < times
                ? outcome
                : switchboard.sessionStore.insert(
                    (MaskingSession) arguments[0], Optional.empty(), (Instant) arguments[3]));
  }

  /** The store with one method that does something else. */
  private SessionStore with(String name, Function<Object[], Object> instead) {
    return (SessionStore)
        Proxy.newProxyInstance(
            SessionStore.class.getClassLoader(),
            new Class<?>[] {SessionStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals(name)) {
                return instead.apply(arguments);
              }
              try {
                return method.invoke(switchboard.sessionStore, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }
}
