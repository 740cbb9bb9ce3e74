package io.bauta.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatestReadingsTest {

  private final List<Long> read = new ArrayList<>();

  private String of(LatestReadings<String> readings, long digits) {
    return String.valueOf(
        readings.of(
            digits,
            () -> {
              read.add(digits);
              return digits % 2 == 0 ? null : "number " + digits;
            }));
  }

  @Test
  void readsTheSameDigitsOnce() {
    LatestReadings<String> readings = new LatestReadings<>(16);
    assertThat(of(readings, 7)).isEqualTo("number 7");
    assertThat(of(readings, 7)).isEqualTo("number 7");
    assertThat(read).containsExactly(7L);
  }

  @Test
  void remembersAlsoThatTheyAreNone() {
    LatestReadings<String> readings = new LatestReadings<>(16);
    assertThat(of(readings, 8)).isEqualTo("null");
    assertThat(of(readings, 8)).isEqualTo("null");
    assertThat(read).containsExactly(8L);
  }

  @Test
  void digitsThatShareAPlaceAreNotTakenForEachOther() {
    LatestReadings<String> readings = new LatestReadings<>(1);
    for (long digits = 1; digits < 100; digits += 2) {
      assertThat(of(readings, digits)).isEqualTo("number " + digits);
      assertThat(of(readings, 1)).isEqualTo("number 1");
    }
  }
}
