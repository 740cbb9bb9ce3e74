package io.bauta.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolId;
import io.bauta.pool.PooledNumber;
import io.bauta.session.Holder;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.MaskingSession.Closing;
import io.bauta.session.Participant;
import io.bauta.session.ParticipantId;
import io.bauta.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which session's route stands for a pair, in whatever order the news of them comes. */
class RouteIndexTest {

  private static final Instant NOW = Instant.parse("2027-01-15T08:00:00Z");
  private static final PhoneNumber RIDER = PhoneNumber.ofE164("+918888800001");
  private static final PhoneNumber DRIVER = PhoneNumber.ofE164("+918888800002");
  private static final ProxyNumber M1 = new ProxyNumber(919000000001L);
  private static final ProxyNumber M2 = new ProxyNumber(919000000002L);

  private final RouteIndex index = new RouteIndex();
  private final MaskingSession first = session(1, Optional.empty());
  private final MaskingSession firstClosed = session(1, Optional.of(new Closing(NOW, "over")));
  private final MaskingSession second = session(2, Optional.empty());

  private static MaskingSession session(int place, Optional<Closing> closing) {
    return session(place, closing, RIDER);
  }

  private static MaskingSession session(int place, Optional<Closing> closing, PhoneNumber rider) {
    return new MaskingSession(
        new SessionId(new UUID(place, 0)),
        new PoolId(new UUID(7, 0)),
        Optional.empty(),
        Map.of(),
        new Lifetime.UntilClosed(),
        NOW,
        Optional.empty(),
        closing,
        Optional.empty(),
        List.of(
            new Participant(new ParticipantId(new UUID(8, place)), "", rider, M1),
            new Participant(new ParticipantId(new UUID(9, place)), "", DRIVER, M2)));
  }

  private static final RouteKey RIDERS = new RouteKey(M1.digits(), RIDER.digits());

  private Route route() {
    return index.find(RIDERS);
  }

  @Test
  void newsOfAnEndDoesNotReachTheSessionThatHoldsThePairNow() {
    index.stored(first);
    index.stored(second);
    index.changed(firstClosed);
    assertThat(route().session()).isEqualTo(second.id());
    assertThat(route().endsAt()).isEqualTo(Route.NO_END);
  }

  @Test
  void aClosedSessionIsNotReopenedByWhatWasReadBefore() {
    index.changed(firstClosed);
    index.loaded(first);
    assertThat(route().endsAt()).isEqualTo(Route.CLOSED);
  }

  @Test
  void ofTwoSessionsThatAreLoadedTheLaterOneStands() {
    index.changed(firstClosed);
    index.loaded(second);
    index.loaded(first);
    assertThat(route().session()).isEqualTo(second.id());
  }

  @Test
  void aDoubtfulSessionIsForgottenAndAskedForUntilTheStoreAnswers() {
    index.markComplete();
    index.stored(first);
    assertThat(index.isUncertain(RIDERS)).isFalse();
    index.doubtful(firstClosed);
    assertThat(route()).isNull();
    assertThat(index.isUncertain(RIDERS)).isTrue();
    index.loaded(firstClosed);
    assertThat(route().endsAt()).isEqualTo(Route.CLOSED);
    assertThat(index.isUncertain(RIDERS)).isFalse();
  }

  @Test
  void whatTheStoreCertainlyDoesNotHoldIsNotAskedForAgain() {
    index.markComplete();
    index.doubtful(first);
    index.certainlyNobody(RIDERS);
    assertThat(index.isUncertain(RIDERS)).isFalse();
  }

  private static final PhoneNumber NEW_RIDER = PhoneNumber.ofE164("+918888800003");
  private static final RouteKey NEW_RIDERS = new RouteKey(M1.digits(), NEW_RIDER.digits());
  private static final Instant RESTED = NOW.plusSeconds(60);

  private static MaskingSession withRider(PhoneNumber rider) {
    return session(1, Optional.empty(), rider);
  }

  @Test
  void aNumberThatWasReplacedIsGoneAndTheNewOneStands() {
    index.stored(first);
    index.replaced(first, withRider(NEW_RIDER), RESTED);
    assertThat(route()).isNull();
    assertThat(index.find(NEW_RIDERS).session()).isEqualTo(first.id());
  }

  @Test
  void whatWasReadBeforeDoesNotBringAReplacedNumberBack() {
    index.stored(first);
    index.replaced(first, withRider(NEW_RIDER), RESTED);
    index.loaded(first);
    assertThat(route()).isNull();
    assertThat(index.find(new RouteKey(M2.digits(), DRIVER.digits())).ringed())
        .containsExactly(NEW_RIDER);
  }

  @Test
  void aNumberThatWasReplacedBeforeItWasLoadedStaysGone() {
    index.replaced(first, withRider(NEW_RIDER), RESTED);
    index.loaded(first);
    assertThat(route()).isNull();
  }

  @Test
  void aNumberThatComesBackStandsAgain() {
    index.stored(first);
    index.replaced(first, withRider(NEW_RIDER), RESTED);
    index.replaced(withRider(NEW_RIDER), first, RESTED);
    assertThat(route().session()).isEqualTo(first.id());
    assertThat(index.find(NEW_RIDERS)).isNull();
  }

  @Test
  void aReplacedPairThatIsLentAgainIsItsNewSessions() {
    index.stored(first);
    index.replaced(first, withRider(NEW_RIDER), RESTED);
    index.stored(second);
    assertThat(route().session()).isEqualTo(second.id());
  }

  @Test
  void aPairOfAnotherSessionIsNotGoneByAReplacement() {
    index.stored(first);
    index.stored(second);
    index.replaced(first, withRider(NEW_RIDER), RESTED);
    assertThat(route().session()).isEqualTo(second.id());
  }

  @Test
  void thatANumberIsGoneIsForgottenAsRoutesAre() {
    index.markComplete();
    index.stored(first);
    index.replaced(first, withRider(NEW_RIDER), RESTED);
    int before = index.size();
    assertThat(index.forgetRested(RESTED.plusSeconds(3599))).isZero();
    assertThat(index.forgetRested(RESTED.plusSeconds(3600))).isEqualTo(1);
    assertThat(index.size()).isEqualTo(before - 1);
  }

  /** Such a session is kept for its record: its other number goes on to rest. */
  @Test
  void aSessionOfSomebodyErasedIsTakenInAndNothingIsKnownOfTheirNumber() {
    index.loaded(session(1, Optional.of(new Closing(NOW, "over")), PhoneNumber.ERASED));
    Route drivers = index.find(new RouteKey(M2.digits(), DRIVER.digits()));
    assertThat(drivers.endsAt()).isEqualTo(Route.CLOSED);
    assertThat(drivers.ringsOrdinary()).isFalse();
  }

  private static final List<PooledNumber> NUMBERS = pooled(M1, M2);

  private static List<PooledNumber> pooled(ProxyNumber... numbers) {
    return Stream.of(numbers).map(number -> new PooledNumber(number, NumberState.ACTIVE)).toList();
  }

  private Optional<Set<ProxyNumber>> held(PhoneNumber person, Instant now) {
    return index.heldBy(new Holder.Phone(person), NUMBERS, now);
  }

  @Test
  void whoHoldsWhichNumbersIsKnownOnceAllSessionsAre() {
    index.stored(first);
    assertThat(held(RIDER, NOW)).isEmpty();
    index.markComplete();
    assertThat(held(RIDER, NOW)).contains(Set.of(M1));
    assertThat(held(DRIVER, NOW)).contains(Set.of(M2));
    assertThat(held(NEW_RIDER, NOW)).contains(Set.of());
  }

  @Test
  void aNumberIsHeldUntilItsRestIsOver() {
    index.markComplete();
    index.replaced(first, withRider(NEW_RIDER), RESTED);
    assertThat(held(RIDER, RESTED.minusMillis(1))).contains(Set.of(M1));
    assertThat(held(RIDER, RESTED)).contains(Set.of());
    assertThat(held(NEW_RIDER, RESTED)).contains(Set.of(M1));
  }

  @Test
  void ofVeryManyNumbersTheStoreIsAsked() {
    index.markComplete();
    List<PooledNumber> many =
        LongStream.rangeClosed(0, RouteIndex.LOOKED_AT_MAX)
            .mapToObj(i -> new PooledNumber(new ProxyNumber(919000000001L + i), NumberState.ACTIVE))
            .toList();
    assertThat(index.heldBy(new Holder.Phone(RIDER), many, NOW)).isEmpty();
    assertThat(index.heldBy(new Holder.Phone(RIDER), many.subList(1, many.size()), NOW))
        .contains(Set.of());
  }
}
