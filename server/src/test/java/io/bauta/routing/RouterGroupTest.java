package io.bauta.routing;

import static io.bauta.routing.Switchboard.DRIVER;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.RIDER;
import static io.bauta.routing.Switchboard.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.GracePolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PinPolicy;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.Ringing;
import io.bauta.pool.UnknownCaller;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.session.MaskingSession;
import io.bauta.session.Seat;
import io.bauta.speech.Words;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several numbers of those who are called, in a group or as one person's. */
final class RouterGroupTest {

  private static final PhoneNumber FRIEND = PhoneNumber.ofE164("+918888800003");
  private static final PhoneNumber OFFICE = PhoneNumber.ofE164("+918888800004");
  private static final PhoneNumber HOME = PhoneNumber.ofE164("+918888800005");

  private final Switchboard switchboard = new Switchboard();

  @BeforeEach
  void routesAreLoaded() {
    switchboard.index.markComplete();
  }

  private static PoolPolicies ringing(Ringing ringing) {
    return new PoolPolicies(
        GracePolicy.NOTICE,
        Optional.empty(),
        UnknownCaller.REFUSE,
        Optional.empty(),
        PinPolicy.DEFAULT,
        ringing);
  }

  /** The rider with two telephones, the driver with two, and a friend. */
  private MaskingSession group(Ringing ringing) {
    NumberPool pool = switchboard.pool(PoolMode.GROUP, ringing(ringing), M1);
    return switchboard.open(
        Switchboard.request(
            pool,
            Switchboard.person(RIDER, HOME),
            Switchboard.person(DRIVER, OFFICE),
            Switchboard.person(FRIEND)));
  }

  private static Connect connect(
      MaskingSession session, Ringing ringing, Seat caller, Seat callee, PhoneNumber... rung) {
    return new Connect(
        Why.SESSION,
        Optional.of(session.id()),
        Optional.of(caller),
        Optional.of(callee),
        List.of(rung),
        ringing,
        M1,
        CallPolicy.DEFAULT.ringTimeout(),
        CallPolicy.DEFAULT.talkLimit());
  }

  @Test
  void theFirstRingsTheGroupInItsOrder() {
    MaskingSession session = group(Ringing.IN_ORDER);
    assertThat(switchboard.route(RIDER, M1, NOW))
        .isEqualTo(
            connect(
                session, Ringing.IN_ORDER, Seat.first(0), Seat.first(1), DRIVER, OFFICE, FRIEND));
  }

  @Test
  void theFirstsSecondTelephoneIsNotRungByTheFirst() {
    MaskingSession session = group(Ringing.TOGETHER);
    assertThat(switchboard.route(HOME, M1, NOW))
        .isEqualTo(
            connect(
                session, Ringing.TOGETHER, new Seat(0, 1), Seat.first(1), DRIVER, OFFICE, FRIEND));
  }

  @Test
  void eachOfTheGroupRingsTheFirstAndNobodyOfTheGroup() {
    MaskingSession session = group(Ringing.IN_ORDER);
    assertThat(switchboard.route(OFFICE, M1, NOW))
        .isEqualTo(connect(session, Ringing.IN_ORDER, new Seat(1, 1), Seat.first(0), RIDER, HOME));
    assertThat(switchboard.route(FRIEND, M1, NOW))
        .isEqualTo(connect(session, Ringing.IN_ORDER, Seat.first(2), Seat.first(0), RIDER, HOME));
  }

  @Test
  void strangersAndWhoeverHidesTheirNumberAreRefused() {
    group(Ringing.IN_ORDER);
    assertThat(switchboard.route(STRANGER, M1, NOW))
        .isEqualTo(
            new Refuse(
                Reason.UNKNOWN_CALLER,
                Optional.empty(),
                CallPolicy.DEFAULT.announcement().map(Words::of)));
    assertThat(switchboard.router.route(Switchboard.withheld(M1), NOW))
        .isEqualTo(
            new Refuse(
                Reason.CALLER_WITHHELD,
                Optional.empty(),
                CallPolicy.DEFAULT.announcement().map(Words::of)));
  }

  @Test
  void whoBecameOneOfOurNumbersIsLeftOutAndTheOthersAreRung() {
    group(Ringing.IN_ORDER);
    switchboard.pool(PoolMode.PIN, ProxyNumber.of(DRIVER));
    assertThat(switchboard.route(RIDER, M1, NOW))
        .isInstanceOfSatisfying(
            Connect.class,
            connect -> {
              assertThat(connect.destinations()).containsExactly(OFFICE, FRIEND);
              assertThat(connect.callee()).as("not told apart any more").isEmpty();
            });
  }

  @Test
  void aLaterOneWhoIsLeftOutLeavesTheFirstKnown() {
    group(Ringing.IN_ORDER);
    switchboard.pool(PoolMode.PIN, ProxyNumber.of(FRIEND));
    assertThat(switchboard.route(RIDER, M1, NOW))
        .isInstanceOfSatisfying(
            Connect.class,
            connect -> {
              assertThat(connect.destinations()).containsExactly(DRIVER, OFFICE);
              assertThat(connect.callee()).contains(Seat.first(1));
            });
  }

  @Test
  void whenAllAreLeftOutNobodyIsRung() {
    MaskingSession session = group(Ringing.IN_ORDER);
    switchboard.pool(
        PoolMode.PIN, ProxyNumber.of(DRIVER), ProxyNumber.of(OFFICE), ProxyNumber.of(FRIEND));
    assertThat(switchboard.route(RIDER, M1, NOW))
        .isEqualTo(
            new Refuse(
                Reason.DESTINATION_IS_PROXY,
                Optional.of(session.id()),
                CallPolicy.DEFAULT.announcement().map(Words::of)));
  }

  @Test
  void aPairsSeveralNumbersCountAsTheFirstDoes() {
    NumberPool pool = switchboard.pool(PoolMode.PAIR_ONE_NUMBER, ringing(Ringing.TOGETHER), M1);
    MaskingSession session =
        switchboard.open(
            Switchboard.request(
                pool, Switchboard.person(RIDER, HOME), Switchboard.person(DRIVER, OFFICE)));
    assertThat(switchboard.route(HOME, M1, NOW))
        .isEqualTo(
            connect(session, Ringing.TOGETHER, new Seat(0, 1), Seat.first(1), DRIVER, OFFICE));
    assertThat(switchboard.route(OFFICE, M1, NOW))
        .isEqualTo(connect(session, Ringing.TOGETHER, new Seat(1, 1), Seat.first(0), RIDER, HOME));
  }
}
