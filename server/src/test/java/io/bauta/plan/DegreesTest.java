package io.bauta.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DegreesTest {

  private static final int PEOPLE = 1_000;

  private static Degrees equal(double each) {
    return Degrees.of(Crowd.equal(PEOPLE), each * PEOPLE);
  }

  /** Of Poisson's distribution. */
  @ParameterizedTest
  @CsvSource({"1, 5, 9", "6, 15, 21", "61, 87, 102", "11, 23, 30", "120, 155, 176"})
  void quantilesOfEqualPeopleAreThoseOfChance(double mean, int of999, int of999999) {
    Degrees degrees = equal(mean);

    assertThat(degrees.mean()).isCloseTo(mean, within(1e-9));
    assertThat(degrees.quantile(0.999)).isEqualTo(of999);
    assertThat(degrees.quantile(1 - 1e-6)).isEqualTo(of999999);
  }

  @Test
  void theBusiestOfManyHoldsMoreThanAnybodyInParticular() {
    Degrees degrees = equal(6);

    assertThat(degrees.quantile(0.5)).isEqualTo(6);
    assertThat(degrees.busiest(0.5)).isBetween(15, 17);
    assertThat(degrees.busiest(0.999)).isEqualTo(degrees.quantile(Math.pow(0.999, 1.0 / PEOPLE)));
  }

  @Test
  void oneAloneIsTheBusiest() {
    Degrees degrees = Degrees.of(Crowd.equal(1), 10);

    assertThat(degrees.busiest(0.99)).isEqualTo(degrees.quantile(0.99));
  }

  @ParameterizedTest
  @CsvSource({"0.05", "0.5", "1", "2", "10"})
  void skewLeavesTheMeanAndLetsOpeningsFindBusierPeople(double skew) {
    Degrees degrees = Degrees.of(new Crowd.Returning(PEOPLE, skew, 1), 6.0 * PEOPLE);

    assertThat(degrees.mean()).isCloseTo(6, within(0.001));
    double[] found = degrees.found(100_000);
    assertThat(Arrays.stream(found).sum()).isCloseTo(1, within(1e-9));
    double mean = IntStream.range(0, found.length).mapToDouble(i -> i * found[i]).sum();
    assertThat(mean).isCloseTo(6 * (1 + skew * skew), within(0.01 * (1 + skew * skew)));
  }

  /** Exponential activity and chance together make a geometric distribution. */
  @Test
  void aSkewOfOneIsThatOfAGeometricDistribution() {
    Degrees degrees = Degrees.of(new Crowd.Returning(10_000_000, 1, 1), 8.0 * 10_000_000);

    // P(more than k) = (8 / 9)^(k + 1)
    assertThat(degrees.quantile(0.5)).isEqualTo(5);
    assertThat(degrees.quantile(0.99)).isEqualTo(39);
    assertThat(degrees.quantile(0.999)).isEqualTo(58);
  }

  @Test
  void nobodyHasMoreThanAllSessions() {
    double skew = Crowd.skewMax(2);
    Degrees degrees = Degrees.of(new Crowd.Returning(2, skew, 1), 10);

    assertThat(degrees.quantile(1 - 1e-6))
        .isLessThanOrEqualTo(Degrees.of(Crowd.equal(1), 10).quantile(1 - 1e-6));
  }

  @Test
  void whoComesOnceHoldsNothingYet() {
    Degrees degrees = Degrees.of(new Crowd.Passing(), 1000);

    assertThat(degrees.full(1)).isZero();
    assertThat(degrees.found(10)[0]).isEqualTo(1);
    assertThat(degrees.busiest(0.999)).isZero();
  }

  /** Found full, and found to hold all: two ways to the same. */
  @ParameterizedTest
  @CsvSource({"0, 3", "0, 12", "0.5, 12", "1, 20", "1, 5"})
  void whoHoldsAllIsFull(double skew, int numbers) {
    Degrees degrees = Degrees.of(new Crowd.Returning(PEOPLE, skew, 1), 6.0 * PEOPLE);

    assertThat(degrees.full(numbers)).isCloseTo(degrees.found(numbers)[numbers], within(1e-9));
  }

  @Test
  void whoHoldsMoreThanAnyPoolHasIsCountedAsThat() {
    Degrees degrees = Degrees.of(Crowd.equal(1), 1e9);

    assertThat(degrees.quantile(0.5)).isEqualTo(Degrees.DEGREE_MAX + 1);
    assertThat(degrees.full(100)).isCloseTo(1, within(1e-6));
  }
}
