package io.bauta.edge;

import static io.bauta.routing.Switchboard.DRIVER;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.RIDER;
import static io.bauta.routing.Switchboard.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.GracePolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PinPolicy;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.Ringing;
import io.bauta.pool.UnknownCaller;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.routing.Switchboard;
import io.bauta.routing.Trace;
import io.bauta.session.KnownPhone;
import io.bauta.session.KnownPhoneStore;
import io.bauta.session.MaskingSession;
import io.bauta.session.MemoryKnownPhoneStore;
import io.bauta.session.OpenOutcome.Opened;
import io.bauta.session.Seat;
import io.bauta.session.SessionRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A telephone from which a code was entered, and is not asked for again. */
final class RecentPhonesTest {

  private static final String RIDERS_CODE = "0123";
  private static final String DRIVERS_CODE = "123456";
  private static final PhoneNumber OTHER = PhoneNumber.ofE164("+918888800008");
  private static final Instant LATER = NOW.plus(Duration.ofSeconds(59));

  private final Switchboard switchboard = new Switchboard();
  private final MemoryKnownPhoneStore store = new MemoryKnownPhoneStore();
  private final Semaphore remembered = new Semaphore(0);
  private final KnownPhoneStore heard =
      new KnownPhoneStore() {
        @Override
        public void remember(KnownPhone known) {
          store.remember(known);
          remembered.release();
        }

        @Override
        public Optional<KnownPhone> find(PhoneNumber dialed, PhoneNumber phone) {
          return store.find(dialed, phone);
        }
      };
  private final NumberPool pool = switchboard.pool(PoolMode.PIN, policies(true), M1);
  private final MaskingSession session =
      switchboard.open(
          Switchboard.request(
              pool,
              Switchboard.coded(RIDER, RIDERS_CODE),
              Switchboard.coded(DRIVER, DRIVERS_CODE)));
  private RecentPhones phones = started(heard);

  private RecentPhones started(KnownPhoneStore stored) {
    RecentPhones fresh = new RecentPhones(switchboard.pools, stored, switchboard.sessionStore);
    switchboard.knownPhones = fresh;
    switchboard.index.markComplete();
    return fresh;
  }

  private static PoolPolicies policies(boolean bindsPhone) {
    PinPolicy asked = PinPolicy.DEFAULT;
    return new PoolPolicies(
        GracePolicy.NOTICE,
        Optional.empty(),
        UnknownCaller.REFUSE,
        Optional.empty(),
        new PinPolicy(
            asked.length(),
            asked.attempts(),
            asked.lockout(),
            asked.prompt(),
            asked.promptAgain(),
            bindsPhone),
        Ringing.IN_ORDER);
  }

  private void enters(PhoneNumber caller, String digits) {
    IncomingCall call = Switchboard.call(caller, M1).entered(digits);
    phones.decided(call, switchboard.router.route(call, NOW), NOW);
  }

  /** Enters the code of a participant; nobody waits for that to be stored but this test. */
  private void entersRightly(PhoneNumber caller, String digits) throws InterruptedException {
    enters(caller, digits);
    assertThat(remembered.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
  }

  private RoutingDecision calls(PhoneNumber caller) {
    return switchboard.route(caller, M1, LATER);
  }

  private static PhoneNumber rung(RoutingDecision decision) {
    assertThat(decision).isInstanceOf(Connect.class);
    return ((Connect) decision).destination();
  }

  @Test
  void theTelephoneIsPutThroughWithoutTheCodeAfterwards() throws InterruptedException {
    entersRightly(STRANGER, DRIVERS_CODE);
    assertThat(calls(STRANGER))
        .isInstanceOfSatisfying(
            Connect.class,
            connect -> {
              assertThat(connect.why()).isEqualTo(Why.PIN);
              assertThat(connect.session()).contains(session.id());
              assertThat(connect.callee()).contains(Seat.first(1));
              assertThat(connect.destination()).isEqualTo(DRIVER);
              assertThat(connect.callerId()).isEqualTo(M1);
            });
  }

  @Test
  void anotherTelephoneIsAsked() throws InterruptedException {
    entersRightly(STRANGER, DRIVERS_CODE);
    assertThat(calls(OTHER)).isInstanceOf(Challenge.class);
    assertThat(switchboard.router.route(Switchboard.withheld(M1), LATER))
        .isInstanceOf(Challenge.class);
  }

  @Test
  void aWrongCodeMakesNobodyKnown() {
    enters(STRANGER, "999999");
    assertThat(calls(STRANGER)).isInstanceOf(Challenge.class);
    assertThat(store.find(new PhoneNumber(M1.digits()), STRANGER)).isEmpty();
  }

  @Test
  void theCodeEnteredLastCounts() throws InterruptedException {
    entersRightly(STRANGER, DRIVERS_CODE);
    entersRightly(STRANGER, RIDERS_CODE);
    assertThat(rung(calls(STRANGER))).isEqualTo(RIDER);
  }

  @Test
  void itIsKnownAfterARestart() throws InterruptedException {
    entersRightly(STRANGER, DRIVERS_CODE);
    phones = started(heard);
    assertThat(rung(calls(STRANGER))).isEqualTo(DRIVER);
  }

  @Test
  void itIsAskedAgainWhenTheSessionIsOver() throws InterruptedException {
    entersRightly(STRANGER, DRIVERS_CODE);
    switchboard.sessions.close(session.id(), "done", NOW);
    assertThat(calls(STRANGER)).isInstanceOf(Challenge.class);
    phones = started(heard);
    assertThat(calls(STRANGER)).isInstanceOf(Challenge.class);
  }

  @Test
  void whoeverHasTheCodeNextIsNotReachedByIt() throws InterruptedException {
    entersRightly(STRANGER, DRIVERS_CODE);
    switchboard.sessions.close(session.id(), "done", NOW);
    Instant rested = NOW.plus(pool.restAfterEnd());
    SessionRequest request =
        Switchboard.request(
            pool, Switchboard.coded(RIDER, RIDERS_CODE), Switchboard.coded(OTHER, DRIVERS_CODE));
    MaskingSession next = ((Opened) switchboard.sessions.open(request, rested)).session();
    assertThat(
            switchboard.router.route(Switchboard.call(STRANGER, M1).entered(DRIVERS_CODE), rested))
        .isInstanceOfSatisfying(
            Connect.class, connect -> assertThat(connect.session()).contains(next.id()));
    assertThat(switchboard.route(STRANGER, M1, rested)).isInstanceOf(Challenge.class);
  }

  @Test
  void aPoolThatDoesNotWantItAsksEachTime() throws InterruptedException {
    entersRightly(STRANGER, DRIVERS_CODE);
    switchboard.pools.update(
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
            policies(false)));
    assertThat(calls(STRANGER)).isInstanceOf(Challenge.class);
    enters(OTHER, DRIVERS_CODE);
    assertThat(store.find(new PhoneNumber(M1.digits()), OTHER)).isEmpty();
  }

  @Test
  void aTelephoneThatIsLockedOutIsNotKnownByItsWrongCodes() {
    for (int attempt = 0; attempt < PinPolicy.DEFAULT.attempts(); attempt++) {
      enters(STRANGER, "999999");
    }
    enters(STRANGER, DRIVERS_CODE);
    assertThat(store.find(new PhoneNumber(M1.digits()), STRANGER)).isEmpty();
  }

  @Test
  void whenTheStoreIsAwayTheCallerIsAsked() {
    started(
        new KnownPhoneStore() {
          @Override
          public void remember(KnownPhone known) {
            throw new IllegalStateException("away");
          }

          @Override
          public Optional<KnownPhone> find(PhoneNumber dialed, PhoneNumber phone) {
            throw new IllegalStateException("away");
          }
        });
    assertThat(calls(STRANGER)).isInstanceOf(Challenge.class);
  }

  @Test
  void explainingSaysThatTheTelephoneIsKnownAndMakesNoneKnown() throws InterruptedException {
    entersRightly(STRANGER, DRIVERS_CODE);
    Trace.Deferred trace = Trace.deferred();
    switchboard.router.route(Switchboard.call(STRANGER, M1), LATER, trace);
    assertThat(trace.steps()).anySatisfy(step -> assertThat(step.check()).isEqualTo("phone_known"));
    switchboard.router.route(Switchboard.call(OTHER, M1).entered(DRIVERS_CODE), LATER, trace);
    assertThat(calls(OTHER)).isInstanceOf(Challenge.class);
  }
}
