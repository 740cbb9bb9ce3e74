package io.bauta.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErlangTest {

  @ParameterizedTest
  @CsvSource({"0, 5", "1, 1", "2, 1", "8, 1", "38, 20", "95, 61", "60, 61", "10, 1000", "500, 480"})
  void agreesWithTheRecursion(int servers, double load) {
    assertThat(Erlang.loss(servers, load))
        .isCloseTo(byRecursion(servers, load), Percentage.withPercentage(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"120000, 122000", "122000, 122000", "123000, 122000", "1000000, 1000500"})
  void agreesWithItForLargeSystems(int servers, double load) {
    assertThat(Erlang.loss(servers, load))
        .isCloseTo(byRecursion(servers, load), Percentage.withPercentage(1e-6));
  }

  /** From tables of the formula. */
  @ParameterizedTest
  @CsvSource({"1, 1, 0.5", "2, 1, 0.2", "10, 5, 0.0184", "15, 10, 0.0365", "100, 90, 0.0270"})
  void isWhatTablesSay(int servers, double load, double loss) {
    assertThat(Erlang.loss(servers, load)).isCloseTo(loss, within(0.0001));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "3, 0, 0", "1000000000, 5, 0", "1, 100000000000, 1"})
  void extremesAreAnswered(int servers, double load, double loss) {
    assertThat(Erlang.loss(servers, load)).isCloseTo(loss, within(1e-9));
  }

  private static double byRecursion(int servers, double load) {
    double loss = 1;
    for (int i = 1; i <= servers; i++) {
      loss = load * loss / (i + load * loss);
    }
    return loss;
  }
}
