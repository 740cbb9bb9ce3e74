package io.bauta.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CallRulesTest {

  private static final Callers FIRST = new Callers(Set.of(0), false);
  private static final Callers ANYONE = new Callers(Set.of(), true);

  private static CallLimits limits(Optional<Integer> inSession, Optional<Integer> atOnceInSession) {
    return new CallLimits(inSession, Optional.empty(), atOnceInSession, Optional.empty());
  }

  @Test
  void onlyTheNamedMayCall() {
    assertThat(FIRST.has(Optional.of(0))).isTrue();
    assertThat(FIRST.has(Optional.of(1))).isFalse();
    assertThat(FIRST.has(Optional.empty())).isFalse();
    assertThat(ANYONE.has(Optional.empty())).isTrue();
    assertThat(ANYONE.has(Optional.of(0))).isFalse();
    assertThatThrownBy(() -> new Callers(Set.of(), false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSessionReplacesRuleByRule() {
    CallRules pool =
        new CallRules(
            Optional.of(FIRST),
            Optional.empty(),
            limits(Optional.of(5), Optional.of(1)),
            Set.of("IN"),
            true,
            Optional.of("pool"),
            Recording.ON);
    CallRules both =
        pool.with(
            new SessionRules(
                Optional.of(ANYONE),
                Optional.empty(),
                limits(Optional.of(9), Optional.empty()),
                Optional.empty(),
                Optional.of(Recording.OFF)));
    assertThat(both)
        .isEqualTo(
            new CallRules(
                Optional.of(ANYONE),
                Optional.empty(),
                limits(Optional.of(9), Optional.of(1)),
                Set.of("IN"),
                true,
                Optional.of("pool"),
                Recording.OFF));
    assertThat(pool.with(SessionRules.NONE)).isSameAs(pool);
  }

  private static CallRules recorded(Recording recording, Optional<String> notice) {
    CallRules none = CallRules.DEFAULT;
    return new CallRules(
        none.callers(),
        none.hours(),
        none.limits(),
        none.countries(),
        none.guardsSpecialNumbers(),
        notice,
        recording);
  }

  @Test
  void nobodyIsRecordedWhoHearsNoNoticeUnlessItIsSaidThatNoneIsNeeded() {
    Optional<String> notice = Optional.of("This call is recorded.");
    assertThat(CallRules.DEFAULT.isRecorded()).isFalse();
    assertThat(recorded(Recording.OFF, notice).isRecorded()).isFalse();
    assertThat(recorded(Recording.ON, notice).isRecorded()).isTrue();
    assertThat(recorded(Recording.ON, Optional.empty()).isRecorded()).isFalse();
    assertThat(recorded(Recording.ON_WITHOUT_NOTICE, Optional.empty()).isRecorded()).isTrue();
  }

  /** Its pool's notice was enough when the session was opened, and is taken away later. */
  @Test
  void aSessionThatIsToBeRecordedIsNotOnceItsPoolHasNoNoticeAnyMore() {
    SessionRules session =
        new SessionRules(
            Optional.empty(),
            Optional.empty(),
            CallLimits.NONE,
            Optional.empty(),
            Optional.of(Recording.ON));
    assertThat(recorded(Recording.OFF, Optional.of("Hello.")).with(session).isRecorded()).isTrue();
    assertThat(CallRules.DEFAULT.with(session).isRecorded()).isFalse();
  }

  @Test
  void aSessionHasNoRuleForItsPool() {
    CallLimits ofPool =
        new CallLimits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(1));
    assertThatThrownBy(
            () ->
                new SessionRules(
                    Optional.empty(), Optional.empty(), ofPool, Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLimitIsReachedByAsManyCallsAsItHas() {
    CallLimits limits =
        new CallLimits(Optional.of(3), Optional.of(2), Optional.of(1), Optional.of(4));
    assertThat(limits.reachedBy(new CallCounts(2, 1, 0, 3))).isEmpty();
    assertThat(limits.reachedBy(new CallCounts(3, 1, 0, 3))).contains(CallLimit.IN_SESSION);
    assertThat(limits.reachedBy(new CallCounts(2, 2, 0, 3))).contains(CallLimit.BY_CALLER_IN_HOUR);
    assertThat(limits.reachedBy(new CallCounts(2, 1, 1, 3))).contains(CallLimit.AT_ONCE_IN_SESSION);
    assertThat(limits.reachedBy(new CallCounts(2, 1, 0, 4))).contains(CallLimit.AT_ONCE_IN_POOL);
    assertThat(CallLimits.NONE.reachedBy(new CallCounts(9, 9, 9, 9))).isEmpty();
    assertThatThrownBy(() -> limits(Optional.of(0), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsUsedUpIsSaidOfTheLimitsThatThereAre() {
    assertThat(new LimitUse(limits(Optional.of(3), Optional.of(1)), new CallCounts(2, 7, 0, 8)))
        .hasToString("2 of 3 in the session, 0 of 1 now in the session");
  }
}
