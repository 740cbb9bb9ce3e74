package io.bauta.routing;

import static io.bauta.routing.Switchboard.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.PinPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PinAttemptsTest {

  private static final PinPolicy POLICY = PinPolicy.DEFAULT;
  private static final Instant OVER = NOW.plus(POLICY.lockout());
  private static final long FIRST_NUMBER = 919_000_000_000L;
  private static final long FIRST_CALLER = 918_000_000_000L;
  private static final Optional<PhoneNumber> CALLER =
      Optional.of(PhoneNumber.ofE164("+918888800001"));
  private static final Optional<PhoneNumber> OTHER =
      Optional.of(PhoneNumber.ofE164("+918888800002"));

  private final PinAttempts attempts = new PinAttempts();

  private static PhoneNumber number(int place) {
    return new PhoneNumber(FIRST_NUMBER + place);
  }

  private static Optional<PhoneNumber> caller(int place) {
    return place == 0 ? CALLER : Optional.of(new PhoneNumber(FIRST_CALLER + place));
  }

  /** One wrong code by so many callers, each on a number, that no further pair is remembered. */
  private void fill() {
    for (int i = 0; i < PinAttempts.TELEPHONES_MAX; i++) {
      attempts.take(number(i), caller(i), POLICY, NOW);
    }
  }

  @Test
  void whoeverGoesFromNumberToNumberIsStoppedOnAll() {
    for (int i = 0; i < PinAttempts.OF_ONE_TELEPHONE_MAX; i++) {
      assertThat(attempts.wrong(number(i), CALLER, NOW)).isZero();
      assertThat(attempts.take(number(i), CALLER, POLICY, NOW)).isEqualTo(1);
    }
    PhoneNumber next = number(PinAttempts.OF_ONE_TELEPHONE_MAX);
    assertThat(attempts.wrong(next, CALLER, NOW)).isEqualTo(Integer.MAX_VALUE);
    assertThat(attempts.take(next, CALLER, POLICY, NOW)).isEqualTo(Integer.MAX_VALUE);
    assertThat(attempts.take(next, OTHER, POLICY, NOW)).isEqualTo(1);
    assertThat(attempts.take(next, CALLER, POLICY, OVER)).isEqualTo(1);
  }

  /** Whoever has a code of their own could otherwise begin anew as often as they like. */
  @Test
  void aRightCodeMakesGoodNoneOfTheOthers() {
    for (int i = 0; i < PinAttempts.OF_ONE_TELEPHONE_MAX; i++) {
      attempts.take(number(i), CALLER, POLICY, NOW);
      if (attempts.take(number(1_000), CALLER, POLICY, NOW) != Integer.MAX_VALUE) {
        attempts.right(number(1_000), CALLER);
      }
    }
    assertThat(attempts.wrong(number(2_000), CALLER, NOW)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void severalTelephonesOnOneNumberAreStoppedTogether() {
    for (int i = 0; i < PinAttempts.ON_ONE_NUMBER_MAX; i++) {
      assertThat(attempts.take(number(0), caller(i), POLICY, NOW)).isEqualTo(1);
    }
    assertThat(attempts.wrong(number(0), OTHER, NOW)).isEqualTo(Integer.MAX_VALUE);
    assertThat(attempts.wrong(number(1), OTHER, NOW)).isZero();
  }

  @Test
  void allWhoHideTheirNumberAreStoppedLater() {
    for (int i = 0; i < PinAttempts.ON_ONE_NUMBER_MAX; i++) {
      assertThat(attempts.take(number(i), Optional.empty(), POLICY, NOW)).isEqualTo(1);
    }
    assertThat(attempts.wrong(number(5_000), Optional.empty(), NOW)).isEqualTo(Integer.MAX_VALUE);
    assertThat(attempts.wrong(number(5_000), CALLER, NOW)).isZero();
  }

  @Test
  void whenTooManyAreRememberedNobodyElseMayTry() {
    fill();
    assertThat(attempts.take(number(0), OTHER, POLICY, NOW)).isEqualTo(Integer.MAX_VALUE);
    assertThat(attempts.wrong(number(0), OTHER, NOW)).isEqualTo(Integer.MAX_VALUE);
    assertThat(attempts.wouldBe(number(0), OTHER, NOW)).isEqualTo(Integer.MAX_VALUE);
    assertThat(attempts.take(number(0), CALLER, POLICY, NOW))
        .as("who is remembered already")
        .isEqualTo(2);
  }

  /** Each would look through all that is remembered, while a caller hears silence. */
  @Test
  void callsThatFindItFullAreNotSlow() {
    fill();
    long begun = System.nanoTime();
    for (int i = 0; i < 100_000; i++) {
      attempts.wrong(number(0), OTHER, NOW);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void whatIsOverMakesRoom() {
    fill();
    assertThat(attempts.take(number(0), OTHER, POLICY, OVER.minusMillis(1)))
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(attempts.take(number(0), OTHER, POLICY, OVER)).isEqualTo(1);
  }

  @Test
  void theRightOneIsTakenBackFromTheNumberToo() {
    for (int i = 0; i < PinAttempts.ON_ONE_NUMBER_MAX; i++) {
      assertThat(attempts.take(number(0), CALLER, POLICY, NOW)).isEqualTo(1);
      attempts.right(number(0), CALLER);
    }
    assertThat(attempts.wrong(number(0), OTHER, NOW)).isZero();
  }
}
