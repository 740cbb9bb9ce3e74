package io.bauta.edge;

import static io.bauta.routing.Switchboard.DRIVER;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.RIDER;
import static io.bauta.routing.Switchboard.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CallStore;
import io.bauta.call.CarrierCallId;
import io.bauta.call.MemoryCallStore;
import io.bauta.number.PhoneNumber;
import io.bauta.pool.Ringing;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.LastCallers.Found;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.routing.Switchboard;
import io.bauta.session.Seat;
import io.bauta.session.SessionId;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RecentCallersTest {

  private static final SessionId SESSION = new SessionId(new UUID(1, 1));

  private final MemoryCallStore calls = new MemoryCallStore();
  private final RecentCallers callers = new RecentCallers(calls);
  private int made;

  private static Connect connect(Why why, SessionId session, Optional<Seat> caller) {
    return new Connect(
        why,
        Optional.of(session),
        caller,
        Optional.of(Seat.first(0)),
        List.of(RIDER),
        Ringing.IN_ORDER,
        M1,
        Duration.ofSeconds(30),
        Duration.ofHours(1));
  }

  private static Connect anyone(SessionId session) {
    return connect(Why.ANYONE, session, Optional.empty());
  }

  private static IncomingCall from(PhoneNumber caller) {
    return Switchboard.call(caller, M1);
  }

  /** A call of its own. */
  private void decided(RecentCallers recent, IncomingCall call, RoutingDecision decision) {
    recent.decided(new CarrierCallId("call-" + made++), call, decision);
  }

  @Test
  void aQuestionThatIsRepeatedIsNoLaterCall() {
    CarrierCallId first = new CarrierCallId("first");
    callers.decided(first, from(STRANGER), anyone(SESSION));
    callers.decided(new CarrierCallId("second"), from(DRIVER), anyone(SESSION));
    callers.decided(first, from(STRANGER), anyone(SESSION));
    assertThat(callers.find(SESSION)).isEqualTo(new Found.Caller(DRIVER));
  }

  private void stored(IncomingCall call, RoutingDecision decision) {
    calls.append(
        List.of(
            new CallStart(
                new CallId(new UUID(2, 2)),
                new CarrierCallId("c1"),
                NOW,
                call,
                decision,
                Set.of())),
        List.of());
  }

  @Test
  void nobodyHasCalledYet() {
    assertThat(callers.find(SESSION)).isEqualTo(new Found.Nobody());
  }

  @Test
  void theLastOfThoseWhoWerePutThroughIsFound() {
    decided(callers, from(STRANGER), anyone(SESSION));
    decided(callers, from(DRIVER), anyone(SESSION));
    decided(callers, from(STRANGER), anyone(new SessionId(new UUID(1, 2))));
    assertThat(callers.find(SESSION)).isEqualTo(new Found.Caller(DRIVER));
  }

  @Test
  void whoIsPutThroughInTheGraceCountsToo() {
    decided(callers, from(STRANGER), anyone(SESSION));
    decided(callers, from(DRIVER), connect(Why.GRACE, SESSION, Optional.empty()));
    assertThat(callers.find(SESSION)).isEqualTo(new Found.Caller(DRIVER));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"SESSION", "GRACE"},
      value = Why.class)
  void thePartyItselfIsNotItsLastCaller(Why why) {
    decided(callers, from(STRANGER), anyone(SESSION));
    decided(callers, from(RIDER), connect(why, SESSION, Optional.of(Seat.first(0))));
    assertThat(callers.find(SESSION)).isEqualTo(new Found.Caller(STRANGER));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"PIN", "SUPPORT"},
      value = Why.class)
  void whoReachesSomebodyElseDoesNotCount(Why why) {
    decided(callers, from(DRIVER), connect(why, SESSION, Optional.empty()));
    assertThat(callers.find(SESSION)).isEqualTo(new Found.Nobody());
  }

  @Test
  void whoIsRefusedOrHidesTheirNumberDoesNotCount() {
    decided(callers, from(STRANGER), anyone(SESSION));
    decided(callers, from(DRIVER), new Refuse(Reason.LOOP, Optional.of(SESSION), Optional.empty()));
    decided(callers, Switchboard.withheld(M1), anyone(SESSION));
    assertThat(callers.find(SESSION)).isEqualTo(new Found.Caller(STRANGER));
  }

  @Test
  void whoIsNotInMemoryIsFoundInTheRecords() {
    stored(from(DRIVER), anyone(SESSION));
    assertThat(callers.find(SESSION)).isEqualTo(new Found.Caller(DRIVER));
  }

  @Test
  void whoeverCalledLongAgoIsFoundInTheRecords() {
    stored(from(DRIVER), anyone(SESSION));
    decided(callers, from(DRIVER), anyone(SESSION));
    for (int i = 0; i < RecentCallers.SESSIONS_MAX; i++) {
      decided(callers, from(STRANGER), anyone(new SessionId(new UUID(3, i))));
    }
    assertThat(callers.find(SESSION)).isEqualTo(new Found.Caller(DRIVER));
    assertThat(callers.find(new SessionId(new UUID(3, 0)))).isEqualTo(new Found.Caller(STRANGER));
  }

  @Test
  void whileTheStoreIsAwayOnlyMemoryAnswers() {
    CallStore away =
        (CallStore)
            Proxy.newProxyInstance(
                CallStore.class.getClassLoader(),
                new Class<?>[] {CallStore.class},
                (proxy, method, arguments) -> {
                  throw new IllegalStateException("away");
                });
    RecentCallers recent = new RecentCallers(away);
    assertThat(recent.find(SESSION)).isEqualTo(new Found.NoAnswer());
    decided(recent, from(STRANGER), anyone(SESSION));
    assertThat(recent.find(SESSION)).isEqualTo(new Found.Caller(STRANGER));
  }
}
