package io.bauta.edge;

import static io.bauta.routing.Switchboard.DRIVER;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.M2;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.STRANGER;
import static io.bauta.routing.Switchboard.call;
import static io.bauta.routing.Switchboard.withheld;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.bauta.call.CallId;
import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.SignatureMode;
import io.bauta.edge.PlatformAnswer.OpenSession;
import io.bauta.edge.PlatformAnswer.Said;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.PoolMode;
import io.bauta.routing.Desk.Answer;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.Switchboard;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.session.SessionQuery;
import io.bauta.session.SessionRequest.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PlatformDeskTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private static final CarrierAccount ACCOUNT =
      new CarrierAccount(
          Switchboard.ACCOUNT,
          "vobiz",
          HomeRegion.of("IN"),
          Optional.empty(),
          Optional.empty(),
          SignatureMode.REQUIRE,
          Map.of());

  private final Switchboard switchboard = new Switchboard();
  private final List<PlatformQuestion> questions = new CopyOnWriteArrayList<>();
  private PlatformAnswer answer = new Said(new Answer.Challenged());
  private final PlatformDesk desk = desk(this::answered, LONG);

  private PlatformAnswer answered(PlatformQuestion question) {
    questions.add(question);
    return answer;
  }

  private PlatformDesk desk(Platform platform, Duration deadline) {
    return new PlatformDesk(platform, deadline, switchboard.sessions);
  }

  private Answer ask(String carrierCall, IncomingCall call) {
    return ask(desk, carrierCall, call);
  }

  private Answer ask(PlatformDesk some, String carrierCall, IncomingCall call) {
    return some.of(ACCOUNT, new CallId(new UUID(0, 1)), new CarrierCallId(carrierCall))
        .ask(switchboard.pools.line(call.dialed()).orElseThrow(), call, NOW);
  }

  private List<MaskingSession> sessions() {
    return switchboard.sessions.list(
        new SessionQuery(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 10),
        NOW);
  }

  private static OpenSession with(PhoneNumber callee) {
    return new OpenSession(
        new Person("driver", callee),
        "rider",
        new Lifetime.Ttl(Duration.ofMinutes(10)),
        Optional.of("booking-7"),
        Map.of("city", "Delhi"));
  }

  @Test
  void aCallIsAskedAboutOnceHoweverOftenItsQuestionComes() {
    switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    for (int again = 0; again < 3; again++) {
      assertThat(ask("call-1", call(STRANGER, M1))).isEqualTo(new Answer.Challenged());
      answer = PlatformAnswer.silence("it changed its mind");
    }
    assertThat(questions).hasSize(1);

    assertThat(ask("call-2", call(STRANGER, M1)))
        .isEqualTo(new Answer.Silence("it changed its mind"));
    assertThat(questions).extracting(PlatformQuestion::id).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void itsQuestionHasTheSameIdAfterARestart() {
    switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    ask("call-1", call(STRANGER, M1));
    ask(desk(this::answered, LONG), "call-1", call(STRANGER, M1));
    assertThat(questions).hasSize(2);
    assertThat(questions.get(1).id()).isEqualTo(questions.get(0).id()).doesNotContain(".");
  }

  @Test
  void anotherCallerUnderTheSameCallIdIsAskedAbout() {
    switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    ask("call-1", call(STRANGER, M1));
    ask("call-1", call(DRIVER, M1));
    ask("call-1", call(STRANGER, M2));
    assertThat(questions).hasSize(3);
  }

  @Test
  void theSameQuestionAtTheSameMomentIsAskedOnce() throws Exception {
    switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    Callable<Answer> asking = () -> ask("call-1", call(STRANGER, M1));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = threads.invokeAll(Collections.nCopies(16, asking));
      assertThat(answers).extracting(Future::resultNow).containsOnly(new Answer.Challenged());
    }
    assertThat(questions).hasSize(1);
  }

  @Test
  void noMoreThanSoManyAreAskedAboutAtATime() throws Exception {
    switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    CountDownLatch allAreAsked = new CountDownLatch(PlatformDesk.QUESTIONS_MAX);
    CountDownLatch release = new CountDownLatch(1);
    PlatformDesk busy =
        desk(
            question -> {
              allAreAsked.countDown();
              await(release);
              return answer;
            },
            LONG);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> waiting = new ArrayList<>();
      for (int i = 0; i < PlatformDesk.QUESTIONS_MAX; i++) {
        String id = "call-" + i;
        waiting.add(threads.submit(() -> ask(busy, id, call(STRANGER, M1))));
      }
      allAreAsked.await();
      assertThat(ask(busy, "one more", call(STRANGER, M1)))
          .isEqualTo(new Answer.Silence("it is being asked about 64 others"));
      release.countDown();
      for (Future<Answer> one : waiting) {
        assertThat(one.get()).isEqualTo(new Answer.Challenged());
      }
    }
    assertThat(ask(busy, "later", call(STRANGER, M1))).isEqualTo(new Answer.Challenged());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void nobodyWaitsForEver() {
    switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    CountDownLatch testIsOver = new CountDownLatch(1);
    PlatformDesk stuck =
        desk(
            question -> {
              await(testIsOver);
              return answer;
            },
            Duration.ofMillis(1));
    assertThat(ask(stuck, "call-1", call(STRANGER, M1)))
        .isEqualTo(new Answer.Silence("what it said could not be done in time"));
    testIsOver.countDown();
  }

  @Test
  void aFaultIsSilence() {
    switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    PlatformDesk faulty =
        desk(
            question -> {
              throw new IllegalStateException("of this test");
            },
            LONG);
    assertThat(ask(faulty, "call-1", call(STRANGER, M1)))
        .isEqualTo(new Answer.Silence("asking it, or doing what it said, failed"));
  }

  @Test
  void aSessionIsOpenedInWhichTheCallerHasTheNumberDialled() {
    switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    answer = with(DRIVER);

    assertThat(ask("call-1", call(STRANGER, M2))).isEqualTo(new Answer.Opened());

    MaskingSession session = sessions().getFirst();
    assertThat(session.participants())
        .extracting(Participant::name, Participant::realNumber, Participant::dials)
        .containsExactly(tuple("rider", STRANGER, M2), tuple("driver", DRIVER, M1));
    assertThat(session.reference()).contains("booking-7");
    assertThat(session.metadata()).containsEntry("city", "Delhi");
    assertThat(session.expiresAt()).contains(NOW.plus(Duration.ofMinutes(10)));
  }

  @Test
  void aCallThatIsAskedAboutAfterARestartOpensNoSecondSession() {
    switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    answer = with(DRIVER);
    ask("call-1", call(STRANGER, M1));
    assertThat(ask(desk(this::answered, LONG), "call-1", call(STRANGER, M1)))
        .isEqualTo(new Answer.Opened());
    answer = with(PhoneNumber.ofE164("+918888800003"));
    assertThat(ask(desk(this::answered, LONG), "call-1", call(STRANGER, M1)))
        .as("whatever the platform says the second time")
        .isEqualTo(new Answer.Opened());
    assertThat(sessions()).hasSize(1);
  }

  @Test
  void inAPoolOfOneNumberBothDialIt() {
    switchboard.pool(PoolMode.PAIR_ONE_NUMBER, M1, M2);
    answer = with(DRIVER);
    assertThat(ask("call-1", call(STRANGER, M2))).isEqualTo(new Answer.Opened());
    assertThat(sessions().getFirst().participants())
        .extracting(Participant::dials)
        .containsExactly(M2, M2);
  }

  @Test
  void inAGroupTheCallerReachesWhomThePlatformNames() {
    switchboard.pool(PoolMode.GROUP, M1, M2);
    answer = with(DRIVER);
    assertThat(ask("call-1", call(STRANGER, M2))).isEqualTo(new Answer.Opened());
    assertThat(sessions().getFirst().participants())
        .extracting(Participant::realNumber, Participant::dials)
        .containsExactly(tuple(DRIVER, M2), tuple(STRANGER, M2));
  }

  @Test
  void aProtectedPartyIsReachedByCallersWhoHideToo() {
    switchboard.pool(PoolMode.ONE_PARTY, M1, M2);
    answer = with(DRIVER);
    assertThat(ask("call-1", withheld(M2))).isEqualTo(new Answer.Opened());
    assertThat(sessions().getFirst().participants())
        .extracting(Participant::realNumber, Participant::dials)
        .containsExactly(tuple(DRIVER, M2));
  }

  @Test
  void aCallerWhoHidesIsInNoPair() {
    switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    answer = with(DRIVER);
    assertThat(ask("call-1", withheld(M1)))
        .isInstanceOfSatisfying(
            Answer.Silence.class, silence -> assertThat(silence.why()).contains("withhold"));
    assertThat(sessions()).isEmpty();
  }

  @Test
  void aSessionThatCannotBeOpenedIsSilence() {
    switchboard.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    answer = with(STRANGER);
    assertThat(ask("call-1", call(STRANGER, M1)))
        .isEqualTo(silence("it is with the caller themselves"));
    answer = with(new PhoneNumber(M2.digits()));
    assertThat(ask("call-2", call(STRANGER, M1)))
        .isEqualTo(silence("it is with one of our own numbers"));
    answer =
        new OpenSession(
            new Person("", DRIVER),
            "",
            new Lifetime.Until(NOW.minusSeconds(1)),
            Optional.empty(),
            Map.of());
    assertThat(ask("call-3", call(STRANGER, M1))).isEqualTo(silence("it would have ended already"));
    assertThat(sessions()).isEmpty();
  }

  @Test
  void aNumberThatTheCallerRestsFromIsNotLentForIt() {
    ProxyNumber only = M1;
    switchboard.pool(PoolMode.PAIR_ONE_NUMBER, only);
    answer = with(DRIVER);
    ask("call-1", call(STRANGER, only));
    answer = with(PhoneNumber.ofE164("+918888800003"));
    assertThat(ask("call-2", call(STRANGER, only)))
        .isEqualTo(silence("the number dialled cannot be lent for it (held)"));
  }

  private static Answer silence(String why) {
    return new Answer.Silence("the session that it wants cannot be opened: " + why);
  }
}
