package io.bauta.plan;

import static io.bauta.plan.PlanField.CONCURRENCY;
import static io.bauta.plan.PlanField.COOL_OFF;
import static io.bauta.plan.PlanField.COUNTERPARTS;
import static io.bauta.plan.PlanField.COUNTERPARTS_SKEW;
import static io.bauta.plan.PlanField.DURATION;
import static io.bauta.plan.PlanField.GROUP_SIZE;
import static io.bauta.plan.PlanField.PARTICIPANTS;
import static io.bauta.plan.PlanField.PEERS;
import static io.bauta.plan.PlanField.PIN_DIGITS;
import static io.bauta.plan.PlanField.PIN_GUESS;
import static io.bauta.plan.PlanField.SESSIONS_PER_HOUR;
import static io.bauta.plan.PlanField.SKEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.bauta.plan.Assumptions.Outcome;
import io.bauta.plan.Crowd.Passing;
import io.bauta.plan.Crowd.Returning;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssumptionsTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Map<PlanField, Double> RIDES =
      Map.of(SESSIONS_PER_HOUR, 5_000.0, DURATION, 1_440.0, PARTICIPANTS, 2_000.0);

  private static final Measurement MEASURED =
      new Measurement(
          Instant.EPOCH,
          Instant.EPOCH.plus(DAY),
          240,
          10,
          25,
          Optional.of(Duration.ofHours(1)),
          new Returning(40, 0.5, 1),
          new Passing());

  private static Outcome said(Map<PlanField, Double> said) {
    return new Assumptions(said).demand(Optional.empty(), DAY, true);
  }

  private static Outcome ridesWith(Object... more) {
    Map<PlanField, Double> all = new HashMap<>(RIDES);
    for (int i = 0; i < more.length; i += 2) {
      all.put((PlanField) more[i], (Double) more[i + 1]);
    }
    return said(all);
  }

  private static Demand ready(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Ready.class);
    return ((Outcome.Ready) outcome).demand();
  }

  private static void wrong(Outcome outcome, PlanField field) {
    assertThat(outcome)
        .asInstanceOf(type(Outcome.Wrong.class))
        .extracting(Outcome.Wrong::field)
        .isEqualTo(field);
  }

  @Test
  void whatIsSaidIsTheDemand() {
    assertThat(ready(said(RIDES)))
        .isEqualTo(
            new Demand(
                5_000,
                Duration.ofMinutes(24),
                DAY,
                Crowd.equal(2_000),
                new Passing(),
                3,
                PinCodes.DEFAULT));
  }

  @Test
  void concurrencyGivesTheNumberOfParticipants() {
    Map<PlanField, Double> all = new HashMap<>(RIDES);
    all.remove(PARTICIPANTS);
    all.put(CONCURRENCY, 1.6);

    // 5,000 an hour for 24 minutes are 2,000 at a time.
    assertThat(ready(said(all)).participants()).isEqualTo(Crowd.equal(1_250));
    wrong(ridesWith(CONCURRENCY, 1.0), CONCURRENCY);
  }

  @Test
  void peersAreTheSamePeopleOnBothSides() {
    Demand demand = ready(ridesWith(PEERS, 1.0, SKEW, 0.5));

    assertThat(demand.participants()).isEqualTo(new Returning(2_000, 0.5, 2));
    assertThat(demand.counterparts()).isEqualTo(demand.participants());
    wrong(ridesWith(PEERS, 1.0, COUNTERPARTS, 5.0), PEERS);
  }

  @Test
  void theOtherSideCanBePeopleWhoComeAgain() {
    assertThat(ready(ridesWith(COUNTERPARTS, 9_000.0, COUNTERPARTS_SKEW, 1.0)).counterparts())
        .isEqualTo(new Returning(9_000, 1, 1));
    wrong(ridesWith(COUNTERPARTS_SKEW, 1.0), COUNTERPARTS_SKEW);
  }

  @Test
  void whatIsMissingIsNamed() {
    for (PlanField field : RIDES.keySet()) {
      Map<PlanField, Double> rest = new HashMap<>(RIDES);
      rest.remove(field);
      assertThat(said(rest)).isEqualTo(new Outcome.Missing(field));
    }
  }

  @Test
  void whoTakesPartNeedNotBeSaidWhereItDoesNotMatter() {
    Map<PlanField, Double> said = Map.of(SESSIONS_PER_HOUR, 10.0, DURATION, 60.0);

    assertThat(ready(new Assumptions(said).demand(Optional.empty(), DAY, false)).participants())
        .isEqualTo(new Passing());
  }

  @Test
  void whatCannotBeIsNamedWithWhatCould() {
    wrong(ridesWith(SESSIONS_PER_HOUR, 0.0), SESSIONS_PER_HOUR);
    wrong(ridesWith(SESSIONS_PER_HOUR, Double.NaN), SESSIONS_PER_HOUR);
    wrong(ridesWith(DURATION, 0.0), DURATION);
    wrong(ridesWith(COOL_OFF, -1.0), COOL_OFF);
    wrong(ridesWith(PARTICIPANTS, 1.5), PARTICIPANTS);
    wrong(ridesWith(GROUP_SIZE, 1.0), GROUP_SIZE);
    wrong(ridesWith(PIN_DIGITS, 10.0), PIN_DIGITS);
    wrong(ridesWith(PIN_DIGITS, 3.0, PIN_GUESS, 0.0001), PIN_DIGITS);
    assertThat(ridesWith(SKEW, 32.0)).isEqualTo(new Outcome.Wrong(SKEW, "0 to 31.61487"));
  }

  @Test
  void whatIsMeasuredIsTakenForWhatIsNotSaid() {
    Demand demand =
        ready(
            new Assumptions(Map.of(DURATION, 7_200.0))
                .demand(Optional.of(MEASURED), Duration.ofHours(6), true));

    assertThat(demand.sessionsPerHour()).as("of the busiest stretch").isEqualTo(25);
    assertThat(demand.duration()).isEqualTo(Duration.ofHours(2));
    assertThat(demand.rest()).isEqualTo(Duration.ofHours(6));
    assertThat(demand.participants()).isEqualTo(new Returning(40, 0.5, 1));
    assertThat(demand.counterparts()).isEqualTo(new Passing());
  }

  @Test
  void onePropertyOfMeasuredPeopleCanBeSaid() {
    Demand more =
        ready(
            new Assumptions(Map.of(PARTICIPANTS, 100.0)).demand(Optional.of(MEASURED), DAY, true));
    Demand equal =
        ready(new Assumptions(Map.of(SKEW, 0.0)).demand(Optional.of(MEASURED), DAY, true));

    assertThat(more.participants()).isEqualTo(new Returning(100, 0.5, 1));
    assertThat(equal.participants()).isEqualTo(new Returning(40, 0, 1));
  }

  @Test
  void aDurationThatWasNotMeasuredIsMissing() {
    Measurement endless =
        new Measurement(
            MEASURED.since(),
            MEASURED.until(),
            1,
            1,
            1,
            Optional.empty(),
            new Passing(),
            new Passing());

    assertThat(new Assumptions(Map.of()).demand(Optional.of(endless), DAY, true))
        .isEqualTo(new Outcome.Missing(DURATION));
  }
}
