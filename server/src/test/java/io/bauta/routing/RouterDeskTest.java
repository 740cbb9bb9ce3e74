package io.bauta.routing;

import static io.bauta.routing.Switchboard.DRIVER;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.M2;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.RIDER;
import static io.bauta.routing.Switchboard.STRANGER;
import static io.bauta.routing.Switchboard.call;
import static io.bauta.routing.Switchboard.withheld;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.Asking;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.GracePolicy;
import io.bauta.pool.Lending;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PinPolicy;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.Ringing;
import io.bauta.pool.UnknownCaller;
import io.bauta.routing.CallTally.Claim;
import io.bauta.routing.CallTally.Counted;
import io.bauta.routing.Desk.Answer;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.rules.CallCounts;
import io.bauta.rules.CallLimit;
import io.bauta.rules.CallLimits;
import io.bauta.rules.CallRules;
import io.bauta.rules.Callers;
import io.bauta.rules.Recording;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.SessionRequest;
import io.bauta.session.SessionRequest.Person;
import io.bauta.speech.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Callers about whom the platform is asked. */
final class RouterDeskTest {

  private static final PhoneNumber SUPPORT = PhoneNumber.ofE164("+911140000001");
  private static final PhoneNumber FRIEND = PhoneNumber.ofE164("+918888800003");
  private static final Optional<String> POOL_ANNOUNCEMENT = CallPolicy.DEFAULT.announcement();
  private static final Answer SILENCE = new Answer.Silence("it is away");

  private final Switchboard switchboard = new Switchboard();
  private final Trace.Recorded trace = Trace.recording();
  private final List<IncomingCall> asked = new ArrayList<>();
  private CallTally tally = CallTally.UNKNOWN;

  @BeforeEach
  void routesAreLoaded() {
    switchboard.index.markComplete();
  }

  private NumberPool pool(UnknownCaller fallback, Optional<PhoneNumber> support, CallRules rules) {
    return switchboard.pool(
        PoolMode.PAIR_TWO_NUMBERS,
        new PoolPolicies(
            GracePolicy.NOTICE,
            Optional.empty(),
            UnknownCaller.ASK,
            new Asking(fallback, Optional.empty()),
            support,
            PinPolicy.DEFAULT,
            Ringing.IN_ORDER,
            Lending.DEFAULT,
            rules),
        M1,
        M2);
  }

  private NumberPool pool(UnknownCaller fallback) {
    return pool(fallback, Optional.of(SUPPORT), CallRules.DEFAULT);
  }

  private RoutingDecision route(IncomingCall call, Answer answer) {
    Desk desk =
        (line, about, now) -> {
          assertThat(line.number()).isEqualTo(M1);
          asked.add(about);
          return answer;
        };
    return switchboard.router.route(call, NOW, tally, desk, trace);
  }

  private static Connect outside(Why why, PhoneNumber destination) {
    return new Connect(
        why,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(destination),
        Ringing.IN_ORDER,
        M1,
        CallPolicy.DEFAULT.ringTimeout(),
        CallPolicy.DEFAULT.talkLimit());
  }

  private static Refuse refuse(Reason reason) {
    return new Refuse(reason, Optional.empty(), POOL_ANNOUNCEMENT.map(Words::of));
  }

  private String lastButOneStep() {
    return trace.steps().get(trace.steps().size() - 2).detail();
  }

  @Test
  void strangersAndCallersWhoHideAreAskedAbout() {
    pool(UnknownCaller.REFUSE);
    route(call(STRANGER, M1), SILENCE);
    route(withheld(M1), SILENCE);
    assertThat(asked).containsExactly(call(STRANGER, M1), withheld(M1));
  }

  @Test
  void callersWithARouteAreNotAskedAbout() {
    MaskingSession session = switchboard.open(pool(UnknownCaller.REFUSE));
    assertThat(route(call(RIDER, M1), SILENCE)).isInstanceOf(Connect.class);
    switchboard.sessions.close(session.id(), "closed", NOW);
    assertThat(route(call(RIDER, M1), SILENCE))
        .isInstanceOfSatisfying(
            Refuse.class, refuse -> assertThat(refuse.reason()).isEqualTo(Reason.SESSION_ENDED));
    assertThat(asked).isEmpty();
  }

  @Test
  void neitherAreBlockedCallersNorOtherPoolsAskedAbout() {
    pool(UnknownCaller.REFUSE);
    switchboard.blocks = (pool, number) -> number.equals(STRANGER);
    assertThat(route(call(STRANGER, M1), SILENCE)).isEqualTo(refuse(Reason.CALLER_BLOCKED));
    assertThat(asked).isEmpty();
  }

  @Test
  void aRefusalHasThePlatformsWordsOrThePools() {
    pool(UnknownCaller.FORWARD);
    assertThat(route(call(STRANGER, M1), new Answer.Refused(Optional.of(Words.of("Not today.")))))
        .isEqualTo(
            new Refuse(
                Reason.REFUSED_BY_PLATFORM, Optional.empty(), Optional.of(Words.of("Not today."))));
    assertThat(route(call(STRANGER, M1), new Answer.Refused(Optional.empty())))
        .isEqualTo(refuse(Reason.REFUSED_BY_PLATFORM));
  }

  @Test
  void whomThePlatformSaysIsRungAndShownTheNumberDialled() {
    pool(UnknownCaller.REFUSE);
    assertThat(route(call(STRANGER, M1), new Answer.Connected(DRIVER)))
        .isEqualTo(outside(Why.PLATFORM, DRIVER));
    assertThat(route(withheld(M1), new Answer.Connected(DRIVER)))
        .isEqualTo(outside(Why.PLATFORM, DRIVER));
    assertThat(trace.steps()).extracting(Trace.Step::detail).noneMatch(it -> it.contains("88888"));
  }

  @Test
  void theNoticeIsSpokenToThemToo() {
    pool(
        UnknownCaller.REFUSE,
        Optional.empty(),
        new CallRules(
            Optional.empty(),
            Optional.empty(),
            CallLimits.NONE,
            Set.of(),
            true,
            Optional.of("This call is recorded."),
            Recording.ON));
    Connect connect = (Connect) route(call(STRANGER, M1), new Answer.Connected(DRIVER));
    assertThat(connect.notice()).contains(Words.of("This call is recorded."));
    assertThat(connect.recorded()).isTrue();
  }

  @Test
  void theCallerIsNotRungByThemselves() {
    pool(UnknownCaller.REFUSE);
    assertThat(route(call(STRANGER, M1), new Answer.Connected(STRANGER)))
        .isEqualTo(refuse(Reason.LOOP));
  }

  @Test
  void oneOfOurNumbersIsNotRung() {
    pool(UnknownCaller.REFUSE);
    assertThat(route(call(STRANGER, M1), new Answer.Connected(new PhoneNumber(M2.digits()))))
        .isEqualTo(refuse(Reason.DESTINATION_IS_PROXY));
  }

  @Test
  void aBlockedTelephoneIsNotRung() {
    pool(UnknownCaller.REFUSE);
    switchboard.blocks = (pool, number) -> number.equals(DRIVER);
    assertThat(route(call(STRANGER, M1), new Answer.Connected(DRIVER)))
        .isEqualTo(refuse(Reason.DESTINATION_BLOCKED));
  }

  @Test
  void aPremiumNumberIsNotRung() {
    pool(UnknownCaller.REFUSE);
    PhoneNumber premium = PhoneNumber.ofE164("+19005550100");
    assertThat(route(call(STRANGER, M1), new Answer.Connected(premium)))
        .isEqualTo(refuse(Reason.SPECIAL_NUMBER));
  }

  @Test
  void numbersOfOtherCountriesAreNotRung() {
    pool(
        UnknownCaller.REFUSE,
        Optional.empty(),
        new CallRules(
            Optional.empty(),
            Optional.empty(),
            CallLimits.NONE,
            Set.of("CH"),
            true,
            Optional.empty(),
            Recording.OFF));
    assertThat(route(call(STRANGER, M1), new Answer.Connected(DRIVER)))
        .isEqualTo(refuse(Reason.COUNTRY_NOT_ALLOWED));
  }

  @Test
  void rulesAboutWhoMayCallHoldForThem() {
    pool(
        UnknownCaller.REFUSE,
        Optional.empty(),
        new CallRules(
            Optional.of(new Callers(Set.of(0), false)),
            Optional.empty(),
            CallLimits.NONE,
            Set.of(),
            true,
            Optional.empty(),
            Recording.OFF));
    assertThat(route(call(STRANGER, M1), new Answer.Connected(DRIVER)))
        .isEqualTo(refuse(Reason.CALLER_MAY_NOT_CALL));
  }

  @Test
  void thePoolsLimitsCountThemAndASessionsDoNot() {
    pool(
        UnknownCaller.REFUSE,
        Optional.empty(),
        new CallRules(
            Optional.empty(),
            Optional.empty(),
            new CallLimits(Optional.of(1), Optional.of(2), Optional.of(3), Optional.of(4)),
            Set.of(),
            true,
            Optional.empty(),
            Recording.OFF));
    List<Claim> claims = new ArrayList<>();
    tally =
        claim -> {
          claims.add(claim);
          return new Counted.Over(CallLimit.BY_CALLER_IN_HOUR, new CallCounts(0, 2, 0, 0));
        };
    assertThat(route(call(STRANGER, M1), new Answer.Connected(DRIVER)))
        .isEqualTo(refuse(Reason.CALLER_TOO_OFTEN));
    assertThat(claims).hasSize(1);
    assertThat(claims.getFirst().session()).isEmpty();
    assertThat(claims.getFirst().limits())
        .isEqualTo(
            new CallLimits(Optional.empty(), Optional.of(2), Optional.empty(), Optional.of(4)));
  }

  @Test
  void aSessionThatWasOpenedRoutesTheCall() {
    NumberPool pool = pool(UnknownCaller.REFUSE);
    MaskingSession session =
        switchboard.open(
            Switchboard.request(
                pool,
                new Person("", FRIEND, List.of(), Optional.empty(), Optional.of(M1)),
                Switchboard.person(DRIVER)));
    // The answer comes when the route is there already: another desk, the same session.
    IncomingCall friend = call(FRIEND, M1);
    assertThat(route(friend, new Answer.Opened()))
        .isInstanceOfSatisfying(
            Connect.class,
            connect -> {
              assertThat(connect.session()).contains(session.id());
              assertThat(connect.why()).isEqualTo(Why.SESSION);
            });
  }

  @Test
  void aSessionThatIsOpenedMeanwhileRoutesTheCall() {
    NumberPool pool = pool(UnknownCaller.REFUSE);
    List<MaskingSession> opened = new ArrayList<>();
    Desk desk =
        (line, about, now) -> {
          opened.add(
              switchboard.open(
                  new SessionRequest(
                      pool,
                      List.of(
                          new Person("", STRANGER, List.of(), Optional.empty(), Optional.of(M1)),
                          new Person("", DRIVER)),
                      new Lifetime.Ttl(Duration.ofMinutes(1)),
                      Optional.empty(),
                      Map.of(),
                      Optional.empty())));
          return new Answer.Opened();
        };

    RoutingDecision decision =
        switchboard.router.route(call(STRANGER, M1), NOW, tally, desk, trace);

    assertThat(decision)
        .isInstanceOfSatisfying(
            Connect.class,
            connect -> {
              assertThat(connect.session()).contains(opened.getFirst().id());
              assertThat(connect.destinations()).containsExactly(DRIVER);
              assertThat(connect.callerId()).isEqualTo(M2);
            });
  }

  @Test
  void aSessionThatDoesNotHaveTheCallerLeavesTheFallback() {
    pool(UnknownCaller.FORWARD);
    assertThat(route(call(STRANGER, M1), new Answer.Opened()))
        .isEqualTo(outside(Why.SUPPORT, SUPPORT));
  }

  @Test
  void whoeverIsToEnterACodeIsAskedForOneAndIsNotAskedAboutAgain() {
    MaskingSession session = switchboard.open(pool(UnknownCaller.REFUSE));
    assertThat(route(call(STRANGER, M1), new Answer.Challenged())).isInstanceOf(Challenge.class);
    String code = session.participants().get(1).pin().orElseThrow().digits();
    assertThat(route(call(STRANGER, M1).entered(code), SILENCE))
        .isInstanceOfSatisfying(
            Connect.class, connect -> assertThat(connect.why()).isEqualTo(Why.PIN));
    assertThat(asked).containsExactly(call(STRANGER, M1));
  }

  @Test
  void aTelephoneThatAPinBoundIsNotAskedAbout() {
    NumberPool pool =
        switchboard.pool(
            PoolMode.PAIR_TWO_NUMBERS,
            new PoolPolicies(
                GracePolicy.NOTICE,
                Optional.empty(),
                UnknownCaller.ASK,
                Asking.DEFAULT,
                Optional.empty(),
                new PinPolicy(6, 3, Duration.ofMinutes(15), "Enter it.", "Once more.", true),
                Ringing.IN_ORDER,
                Lending.DEFAULT,
                CallRules.DEFAULT),
            M1,
            M2);
    MaskingSession session = switchboard.open(pool);
    switchboard.knownPhones =
        (dialed, phone) ->
            new KnownPhones.Found.Known(
                session.id(), session.participants().get(1).pin().orElseThrow());
    assertThat(route(call(STRANGER, M1), SILENCE))
        .isInstanceOfSatisfying(
            Connect.class, connect -> assertThat(connect.why()).isEqualTo(Why.PIN));
    assertThat(asked).isEmpty();
  }

  @Test
  void supportAnswersWhereThePlatformWantsItAndThePoolHasOne() {
    pool(UnknownCaller.REFUSE);
    assertThat(route(call(STRANGER, M1), new Answer.Forwarded()))
        .isEqualTo(outside(Why.SUPPORT, SUPPORT));
  }

  @Test
  void aPoolWithoutSupportHasItsFallbackInstead() {
    pool(UnknownCaller.REFUSE, Optional.empty(), CallRules.DEFAULT);
    assertThat(route(call(STRANGER, M1), new Answer.Forwarded()))
        .isEqualTo(refuse(Reason.UNKNOWN_CALLER));
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSE", "CHALLENGE", "FORWARD"})
  void onSilenceTheFallbackHolds(UnknownCaller fallback) {
    pool(fallback);
    RoutingDecision decision = route(call(STRANGER, M1), SILENCE);
    switch (fallback) {
      case REFUSE -> assertThat(decision).isEqualTo(refuse(Reason.UNKNOWN_CALLER));
      case CHALLENGE -> assertThat(decision).isInstanceOf(Challenge.class);
      case FORWARD -> assertThat(decision).isEqualTo(outside(Why.SUPPORT, SUPPORT));
      case ASK -> throw new AssertionError("no fallback");
    }
    assertThat(trace.steps())
        .extracting(Trace.Step::detail)
        .contains("the platform gave no answer: it is away");
  }

  @Test
  void anExplanationAsksNobodyAndShowsTheFallback() {
    pool(UnknownCaller.REFUSE);
    assertThat(switchboard.router.explain(call(STRANGER, M1), NOW, tally, trace))
        .isEqualTo(refuse(Reason.UNKNOWN_CALLER));
    assertThat(lastButOneStep()).isEqualTo("an explanation does not ask the platform");
    assertThat(trace.steps().getLast().detail()).isEqualTo("the pool's fallback is refuse");
    assertThat(asked).isEmpty();
  }
}
