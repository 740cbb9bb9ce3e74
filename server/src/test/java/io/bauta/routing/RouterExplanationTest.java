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
import io.bauta.pool.GracePolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.NumberState;
import io.bauta.pool.PinPolicy;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.Ringing;
import io.bauta.pool.UnknownCaller;
import io.bauta.routing.LastCallers.Found;
import io.bauta.session.MaskingSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each step of an explanation, in its words. No real number is in any of them. */
final class RouterExplanationTest {

  private static final Instant END = NOW.plus(Duration.ofMinutes(1));
  private static final PhoneNumber SUPPORT = PhoneNumber.ofE164("+911140000001");

  private final Switchboard switchboard = new Switchboard();
  private final StringBuilder explained = new StringBuilder();

  @BeforeEach
  void routesAreLoaded() {
    switchboard.index.markComplete();
  }

  @AfterEach
  void noRealNumberIsExplained() {
    assertThat(explained).isNotEmpty();
    assertThat(explained.toString()).doesNotContain("8888800", "1140000001");
  }

  private NumberPool pool(PoolMode mode, GracePolicy grace, UnknownCaller unknownCaller) {
    return switchboard.pool(
        mode,
        new PoolPolicies(
            grace,
            Optional.empty(),
            unknownCaller,
            Optional.of(SUPPORT),
            new PinPolicy(4, 2, Duration.ofMinutes(1), "Code?", "Again?"),
            Ringing.IN_ORDER),
        M1,
        M2);
  }

  private NumberPool pool(PoolMode mode) {
    return pool(mode, GracePolicy.NOTICE, UnknownCaller.REFUSE);
  }

  /** The steps after the number is known and in use: passed or not, check, detail. */
  private List<String> explain(IncomingCall call, Instant at) {
    Trace.Recorded trace = Trace.recording();
    switchboard.router.route(call, at, trace);
    explained.append(trace);
    List<String> steps =
        trace.steps().stream()
            .map(
                step ->
                    "%s %s: %s".formatted(step.passed() ? "+" : "-", step.check(), step.detail()))
            .toList();
    assertThat(steps)
        .startsWith(
            "+ number_known: %s is in pool pool 0"
                .formatted(new ProxyNumber(call.dialed().digits())),
            "+ number_state: the number is active");
    return steps.subList(2, steps.size());
  }

  private List<String> explain(PhoneNumber caller, ProxyNumber dialed, Instant at) {
    return explain(Switchboard.call(caller, dialed), at);
  }

  @Test
  void aParticipantsCall() {
    MaskingSession session = switchboard.open(pool(PoolMode.PAIR_TWO_NUMBERS));
    assertThat(explain(RIDER, M1, NOW))
        .containsExactly(
            "+ caller_known: caller +…01 is in session " + session.id(),
            "+ session_open: the session is open",
            "+ connect: rings +…02, shown " + M2);
  }

  @Test
  void aClosedSession() {
    MaskingSession session = switchboard.open(pool(PoolMode.PAIR_TWO_NUMBERS));
    switchboard.sessions.close(session.id(), "over", NOW);
    assertThat(explain(RIDER, M1, NOW))
        .containsExactly(
            "+ caller_known: caller +…01 is in session " + session.id(),
            "- session_open: the session was closed");
  }

  @Test
  void anExpiredSession() {
    MaskingSession session = switchboard.open(pool(PoolMode.PAIR_TWO_NUMBERS));
    assertThat(explain(RIDER, M1, END))
        .containsExactly(
            "+ caller_known: caller +…01 is in session " + session.id(),
            "- session_open: the session ended at " + END);
  }

  @Test
  void aLateCallThatIsPutThrough() {
    MaskingSession session =
        switchboard.open(
            pool(PoolMode.PAIR_TWO_NUMBERS, GracePolicy.ONE_WAY, UnknownCaller.REFUSE));
    assertThat(explain(RIDER, M1, END))
        .containsExactly(
            "+ caller_known: caller +…01 is in session " + session.id(),
            "- session_open: the session ended at " + END,
            "+ grace: late calls have the policy ONE_WAY",
            "+ connect: rings +…02, shown " + M2);
  }

  @Test
  void aLateCallThatIsNotPutThrough() {
    MaskingSession session =
        switchboard.open(
            pool(PoolMode.PAIR_TWO_NUMBERS, GracePolicy.ONE_WAY, UnknownCaller.REFUSE));
    assertThat(explain(DRIVER, M2, END))
        .containsExactly(
            "+ caller_known: caller +…02 is in session " + session.id(),
            "- session_open: the session ended at " + END,
            "- grace: late calls have the policy ONE_WAY");
  }

  @Test
  void aLateCallThatSupportAnswers() {
    MaskingSession session =
        switchboard.open(
            pool(PoolMode.PAIR_TWO_NUMBERS, GracePolicy.FORWARD, UnknownCaller.REFUSE));
    assertThat(explain(DRIVER, M2, END))
        .containsExactly(
            "+ caller_known: caller +…02 is in session " + session.id(),
            "- session_open: the session ended at " + END,
            "+ grace: late calls have the policy FORWARD",
            "+ connect: rings the pool's support, shown " + M2);
  }

  @Test
  void aLateCallOfWhichMemoryKnowsNothing() {
    MaskingSession session = switchboard.open(pool(PoolMode.PAIR_TWO_NUMBERS));
    Instant later = session.restsUntil().orElseThrow().plus(Duration.ofDays(60));
    switchboard.index.forgetRested(later);
    assertThat(explain(RIDER, M1, later))
        .containsExactly(
            "- caller_known: caller +…01 holds no binding on this number",
            "- session_open: the session ended long ago");
  }

  @Test
  void aStranger() {
    switchboard.open(pool(PoolMode.PAIR_TWO_NUMBERS));
    assertThat(explain(STRANGER, M1, NOW))
        .containsExactly("- caller_known: caller +…09 holds no binding on this number");
    assertThat(explain(Switchboard.withheld(M1), NOW))
        .containsExactly("- caller_shown: the caller withholds their number");
  }

  @Test
  void aStrangerWhomSupportAnswers() {
    switchboard.open(pool(PoolMode.PAIR_TWO_NUMBERS, GracePolicy.NOTICE, UnknownCaller.FORWARD));
    assertThat(explain(STRANGER, M1, NOW))
        .containsExactly(
            "- caller_known: caller +…09 holds no binding on this number",
            "+ connect: rings the pool's support, shown " + M1);
    assertThat(explain(SUPPORT, M1, NOW))
        .last()
        .isEqualTo("- no_loop: the destination is the caller");
  }

  @Test
  void aStrangerWhomAnyoneMayBe() {
    MaskingSession session =
        switchboard.open(Switchboard.request(pool(PoolMode.ONE_PARTY), Switchboard.person(RIDER)));
    assertThat(explain(STRANGER, M1, NOW))
        .containsExactly(
            "- caller_known: caller +…09 holds no binding on this number",
            "+ anyone: anyone may call, in session " + session.id(),
            "+ session_open: the session is open",
            "+ connect: rings +…01, shown " + M1);
    assertThat(explain(Switchboard.withheld(M2), NOW))
        .containsExactly(
            "- caller_shown: the caller withholds their number",
            "- anyone: nobody is called by it");
  }

  @Test
  void aPartyWhoCallsBack() {
    MaskingSession session =
        switchboard.open(Switchboard.request(pool(PoolMode.ONE_PARTY), Switchboard.person(RIDER)));
    String known = "+ caller_known: caller +…01 is in session " + session.id();
    String open = "+ session_open: the session is open";
    assertThat(explain(RIDER, M1, NOW))
        .containsExactly(known, open, "- last_caller: nobody has called this party yet");
    switchboard.lastCallers = asked -> new Found.NoAnswer();
    assertThat(explain(RIDER, M1, NOW))
        .containsExactly(known, open, "- last_caller: it is not in memory, and the store is away");
    switchboard.lastCallers = asked -> new Found.Caller(STRANGER);
    assertThat(explain(RIDER, M1, NOW))
        .containsExactly(known, open, "+ connect: rings +…09, shown " + M1);
    switchboard.lastCallers = asked -> new Found.Caller(PhoneNumber.ofE164("+19005550100"));
    assertThat(explain(RIDER, M1, NOW))
        .containsExactly(known, open, "- ordinary_number: +…00 is a number of kind PREMIUM");
  }

  @Test
  void aCode() {
    MaskingSession session =
        switchboard.open(Switchboard.request(pool(PoolMode.PIN), Switchboard.coded(RIDER, "1234")));
    IncomingCall call = Switchboard.call(STRANGER, M1);
    assertThat(explain(call, NOW))
        .containsExactly("- code_entered: the caller is asked for a code");
    assertThat(explain(call.entered("1234"), NOW))
        .containsExactly(
            "+ code_known: the code is of session " + session.id(),
            "+ session_open: the session is open",
            "+ connect: rings +…01, shown " + M1);
    assertThat(explain(call.entered("4321"), NOW))
        .containsExactly("- code_known: nobody has this code; wrong ones so far: 1");
    switchboard.router.route(call.entered("4321"), NOW);
    assertThat(explain(call.entered("4321"), NOW))
        .containsExactly(
            "- code_known: nobody has this code; wrong ones so far: 2",
            "- code_attempts: too many wrong codes were entered");
    switchboard.router.route(call.entered("4321"), NOW);
    assertThat(explain(call, NOW))
        .containsExactly("- code_attempts: too many wrong codes were entered");
  }

  @Test
  void whatIsRungAndWhatIsShown() {
    MaskingSession session =
        switchboard.open(
            Switchboard.request(
                pool(PoolMode.GROUP),
                Switchboard.person(RIDER),
                Switchboard.person(DRIVER),
                Switchboard.person(STRANGER)));
    switchboard.pool(PoolMode.PIN, ProxyNumber.of(DRIVER));
    assertThat(explain(RIDER, M1, NOW))
        .containsExactly(
            "+ caller_known: caller +…01 is in session " + session.id(),
            "+ session_open: the session is open",
            "- destination_is_a_person: the destination is one of our own numbers",
            "+ connect: rings +…09, shown " + M1);
  }

  @Test
  void aCallerIdThatWasGivenUp() {
    MaskingSession session = switchboard.open(pool(PoolMode.PAIR_TWO_NUMBERS));
    switchboard.pools.setState(session.pool(), M2, NumberState.RETIRED);
    assertThat(explain(RIDER, M1, NOW))
        .last()
        .isEqualTo("- caller_id_answered: %s would be shown, but was given up".formatted(M2));
  }

  @Test
  void whatTheStoreSaysWhileTheIndexIsLoading() {
    Switchboard loading = new Switchboard();
    loading.pool(PoolMode.PAIR_TWO_NUMBERS, M1, M2);
    assertThat(checks(loading))
        .containsExactly("number_known", "number_state", "store_answers", "caller_known");
    loading.source = (dialed, holder) -> new RouteSource.Found.NoAnswer();
    assertThat(checks(loading)).containsExactly("number_known", "number_state", "store_answers");
  }

  private List<String> checks(Switchboard loading) {
    Trace.Recorded trace = Trace.recording();
    loading.router.route(Switchboard.call(RIDER, M1), NOW, trace);
    explained.append(trace);
    assertThat(trace.steps().getLast().passed()).isFalse();
    return trace.steps().stream().map(Trace.Step::check).toList();
  }
}
