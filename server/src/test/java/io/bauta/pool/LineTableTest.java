package io.bauta.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.ProxyNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineTableTest {

  private static final NumberPool POOL =
      new NumberPool(
          new PoolId(new UUID(1, 1)),
          "demo",
          "vobiz",
          PoolMode.PAIR_TWO_NUMBERS,
          Selection.FIRST_FIT,
          CallPolicy.DEFAULT,
          Duration.ofDays(1),
          Duration.ZERO,
          Instant.EPOCH);

  @Test
  void anEmptyTableHoldsNothing() {
    assertThat(LineTable.EMPTY.get(919000000001L)).isNull();
    assertThat(LineTable.of(List.of()).get(919000000001L)).isNull();
    assertThat(LineTable.of(List.of()).get(0)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 8, 9, 1000, 100_000})
  void everyLineIsFoundAndNothingElse(int size) {
    // Neighbours, as numbers are bought in blocks.
    assertFindsExactly(LongStream.range(919_000_000_000L, 919_000_000_000L + size).toArray());
  }

  @Test
  void numbersFarApartAreFoundToo() {
    assertFindsExactly(
        LongStream.range(0, 10_000).map(i -> 1_000_000L + i * 7_919_000_041L).toArray());
  }

  private static void assertFindsExactly(long... numbers) {
    LineTable table = LineTable.of(LongStream.of(numbers).mapToObj(LineTableTest::line).toList());
    assertThat(LongStream.of(numbers).filter(number -> !finds(table, number))).isEmpty();
    assertThat(table.get(numbers[0] - 1)).isNull();
    assertThat(table.get(numbers[numbers.length - 1] + 1)).isNull();
    assertThat(table.get(0)).isNull();
  }

  private static boolean finds(LineTable table, long number) {
    Line line = table.get(number);
    return line != null && line.number().digits() == number;
  }

  private static Line line(long digits) {
    return new Line(new ProxyNumber(digits), NumberState.ACTIVE, POOL);
  }
}
