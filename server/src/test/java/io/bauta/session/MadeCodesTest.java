package io.bauta.session;

import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.GracePolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PinPolicy;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.Ringing;
import io.bauta.pool.UnknownCaller;
import io.bauta.routing.Switchboard;
import io.bauta.session.SessionRequest.Person;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Codes that are made where few are left. */
class MadeCodesTest {

  private static final int CODES = 10_000;
  private static final int PEOPLE = 20;

  private static final PinPolicy OF_FOUR_DIGITS =
      new PinPolicy(4, 3, Duration.ofMinutes(15), "Your code?", "Again?");

  private final Switchboard switchboard = new Switchboard();
  private final NumberPool pool =
      switchboard.pool(
          PoolMode.PIN,
          new PoolPolicies(
              GracePolicy.NOTICE,
              Optional.empty(),
              UnknownCaller.CHALLENGE,
              Optional.empty(),
              OF_FOUR_DIGITS,
              Ringing.IN_ORDER),
          M1);

  private OpenOutcome open() {
    List<Person> people =
        IntStream.range(0, PEOPLE)
            .mapToObj(n -> new Person("p" + n, new PhoneNumber(918_888_800_000L + n)))
            .toList();
    return switchboard.sessions.open(
        new SessionRequest(
            pool, people, new Lifetime.UntilClosed(), Optional.empty(), Map.of(), Optional.empty()),
        NOW);
  }

  /** Every code of a number is lent before the pool is said to be exhausted, and none twice. */
  @Test
  void aNumberIsExhaustedWhenEachOfItsCodesIsHeld() {
    Set<Pin> held = new HashSet<>();
    for (int session = 0; session < CODES / PEOPLE; session++) {
      OpenOutcome outcome = open();
      assertThat(outcome).as("session %d", session).isInstanceOf(OpenOutcome.Opened.class);
      ((OpenOutcome.Opened) outcome)
          .session()
          .participants()
          .forEach(participant -> held.add(participant.pin().orElseThrow()));
    }
    assertThat(held).hasSize(CODES);

    assertThat(open()).isInstanceOf(OpenOutcome.PoolExhausted.class);
  }
}
