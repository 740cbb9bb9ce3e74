package io.bauta.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bauta.plan.Crowd.Passing;
import io.bauta.plan.Crowd.Returning;
import io.bauta.session.Opening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MeasurementTest {

  private static final Instant SINCE = Instant.parse("2026-01-02T10:00:00Z");
  private static final Instant UNTIL = SINCE.plus(Duration.ofDays(7));
  private static final Duration LIFE = Duration.ofMinutes(30);
  private static final Duration REST = Duration.ofMinutes(90);

  private final Random random = new Random(1);

  private static Measurement measured(List<Opening> openings) {
    return Measurement.of(openings, SINCE, UNTIL, Optional.empty(), REST).orElseThrow();
  }

  private static Opening opening(Instant at, int first, int second) {
    return new Opening(at, Optional.of(at.plus(LIFE)), first, second);
  }

  private Instant anyTime() {
    return SINCE.plusMillis(
        (long) (random.nextDouble() * Duration.between(SINCE, UNTIL).toMillis()));
  }

  @Test
  void nothingOpenedIsNothingMeasured() {
    assertThat(Measurement.of(List.of(), SINCE, UNTIL, Optional.empty(), REST)).isEmpty();
  }

  @Test
  void sessionsAreCountedByTheHour() {
    List<Opening> openings = new ArrayList<>();
    for (int hour = 0; hour < 7 * 24; hour++) {
      openings.add(opening(SINCE.plus(Duration.ofHours(hour)), hour, 1_000 + hour));
      openings.add(opening(SINCE.plus(Duration.ofHours(hour)), hour, 2_000 + hour));
    }

    Measurement measured = measured(openings);

    assertThat(measured.sessions()).isEqualTo(336);
    assertThat(measured.perHour()).isCloseTo(2, within(1e-9));
    assertThat(measured.busiestPerHour()).isCloseTo(2, within(1e-9));
    assertThat(measured.duration()).contains(LIFE);
  }

  /** For as long as a session lives and rests: two hours. */
  @Test
  void theBusiestStretchIsAsLongAsAPairIsHeld() {
    List<Opening> openings = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      openings.add(opening(SINCE.plus(Duration.ofHours(50)).plusSeconds(60 * i), i, 1_000 + i));
    }
    for (int i = 0; i < 100; i++) {
      openings.add(opening(SINCE.plus(Duration.ofHours(60 + i)), 100 + i, 2_000 + i));
    }

    assertThat(measured(openings).busiestPerHour()).isCloseTo(30, within(1e-9));
  }

  @Test
  void theShortestStretchIsAnHour() {
    Measurement measured =
        Measurement.of(
                List.of(opening(SINCE.plusSeconds(5), 0, 1), opening(SINCE.plusSeconds(6), 2, 3)),
                SINCE,
                SINCE.plusSeconds(10),
                Optional.of(Duration.ofSeconds(10)),
                Duration.ZERO)
            .orElseThrow();

    assertThat(measured.perHour()).isCloseTo(2, within(1e-9));
    assertThat(measured.busiestPerHour()).isCloseTo(2, within(1e-9));
  }

  @Test
  void sessionsWithoutAnEndCountAsFarAsTheyHaveLived() {
    Opening ended = opening(UNTIL.minus(Duration.ofHours(2)), 0, 1);
    Opening endless = new Opening(UNTIL.minus(Duration.ofHours(1)), Optional.empty(), 2, 3);

    assertThat(measured(List.of(ended, endless)).duration()).contains(Duration.ofMinutes(90));
    assertThat(measured(List.of(endless)).duration()).isEmpty();
  }

  @Test
  void whoeverComesOnceIsPassing() {
    List<Opening> openings = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      openings.add(opening(anyTime(), 2 * i, 2 * i + 1));
    }

    assertThat(measured(openings).participants()).isEqualTo(new Passing());
    assertThat(measured(openings).counterparts()).isEqualTo(new Passing());
  }

  @Test
  void equallyActivePeopleAreFoundToBe() {
    List<Opening> openings = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      openings.add(opening(anyTime(), random.nextInt(50), 100 + random.nextInt(20_000)));
    }

    Measurement measured = measured(openings);

    // As many sessions of their person as the openings found: what the plan is made of.
    assertThat(meanFound(measured.participants(), measured))
        .isCloseTo(40_000 / 84.0 / 50, twoPercent());
    assertThat(meanFound(measured.counterparts(), measured))
        .isCloseTo(40_000 / 84.0 / 20_000, Percentage.withPercentage(15));
    assertThat(((Returning) measured.participants()).people()).isBetween(48, 51);
    assertThat(((Returning) measured.participants()).skew()).isLessThan(0.15);
    assertThat(((Returning) measured.participants()).parts()).isEqualTo(1);
  }

  private static Percentage twoPercent() {
    return Percentage.withPercentage(2);
  }

  /** At the average rate, within the two hours for which a pair is held. */
  private static double meanFound(Crowd crowd, Measurement measured) {
    double[] found = Degrees.of(crowd, measured.perHour() * 2).found(10_000);
    double mean = 0;
    for (int i = 0; i < found.length; i++) {
      mean += i * found[i];
    }
    return mean;
  }

  @Test
  void unequalPeopleAreFoundToBe() {
    double[] activity = SimulatedPool.unequal(200, 3);
    double all = java.util.Arrays.stream(activity).sum();
    List<Opening> openings = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      double place = random.nextDouble() * all;
      int person = 0;
      while (place > activity[person]) {
        place -= activity[person];
        person++;
      }
      openings.add(opening(anyTime(), person, 1_000 + i));
    }

    Returning participants = (Returning) measured(openings).participants();

    assertThat(participants.people()).isBetween(150, 200);
    // Those who did nothing in the busiest stretch are not counted among the people.
    double ofAll = (1 + Math.pow(SimulatedPool.skew(activity), 2)) / 200;
    assertThat((1 + Math.pow(participants.skew(), 2)) / participants.people())
        .isCloseTo(ofAll, Percentage.withPercentage(5));
  }

  @Test
  void peopleWhoWorkOnDifferentDaysDoNotDiluteEachOther() {
    List<Opening> openings = new ArrayList<>();
    for (int day = 0; day < 7; day++) {
      for (int i = 0; i < 5_000; i++) {
        Instant at =
            SINCE
                .plus(Duration.ofDays(day))
                .plusMillis((long) (random.nextDouble() * Duration.ofHours(22).toMillis()));
        openings.add(opening(at, 100 * day + random.nextInt(20), 1_000 + openings.size()));
      }
    }

    Returning participants = (Returning) measured(openings).participants();

    assertThat(participants.people()).isBetween(19, 21);
  }

  @Test
  void peersAreFoundOnBothSides() {
    List<Opening> openings = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      int first = random.nextInt(50);
      openings.add(opening(anyTime(), first, (first + 1 + random.nextInt(49)) % 50));
    }

    Measurement measured = measured(openings);
    Returning participants = (Returning) measured.participants();

    assertThat(participants.parts()).isEqualTo(2);
    assertThat(participants.people()).isBetween(48, 51);
    assertThat(participants.skew()).isLessThan(0.15);
    assertThat(meanFound(participants, measured)).isCloseTo(2 * 40_000 / 84.0 / 50, twoPercent());
  }

  @Test
  void oneWhoHasNearlyAllSessionsIsPlannedAsTheOnlyOne() {
    List<Opening> openings = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      openings.add(opening(anyTime(), i % 50 == 0 ? 1 + i : 0, 10_000 + i));
    }

    assertThat(measured(openings).participants()).isEqualTo(new Returning(1, 0, 1));
  }

  /** Half the sessions are of one line, the others of people who come once. */
  @Test
  void aLineAmongPassersByIsNotDiluted() {
    List<Opening> openings = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      openings.add(opening(anyTime(), i % 2 == 0 ? 0 : 1 + i, 10_000 + i));
    }

    Measurement measured = measured(openings);

    // Every second opening finds half of all sessions held, the others nothing.
    assertThat(meanFound(measured.participants(), measured))
        .isCloseTo(0.5 * 0.5 * measured.perHour() * 2, Percentage.withPercentage(5));
  }
}
