package io.bauta.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanWordsTest {

  @ParameterizedTest
  @CsvSource({
    "1, 100 %",
    "0.5, 50 %",
    "0.1, 10 %",
    "0.01, 1 %",
    "0.0001, 0.01 %",
    "0.123456, 12 %",
    "0.0000129, 0.0013 %",
    "0.9996885, 99.968 %",
    "0.999999, 99.999 %",
    "0, 0 %",
    "1e-12, below 0.0000001 %"
  })
  void aShareIsAPercentage(double share, String words) {
    assertThat(PlanWords.percent(share)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0 s", "PT24M, 24 min", "PT90S, 1 min 30 s", "P1DT2H3M, 1 d 2 h", "P7D, 7 d"})
  void aDurationIsItsTwoLargestUnits(Duration duration, String words) {
    assertThat(PlanWords.duration(duration)).isEqualTo(words);
  }

  @Test
  void numbersAreWrittenTheSameEverywhere() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(PlanWords.count(122_846)).isEqualTo("122,846");
      assertThat(PlanWords.mean(0.617)).isEqualTo("0.62");
      assertThat(PlanWords.mean(122_000)).isEqualTo("122,000");
      assertThat(PlanWords.percent(0.0001)).isEqualTo("0.01 %");
    } finally {
      Locale.setDefault(before);
    }
  }
}
