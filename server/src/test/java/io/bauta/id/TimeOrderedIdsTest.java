package io.bauta.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class TimeOrderedIdsTest {

  private static final Instant NOW = Instant.parse("2027-01-31T18:30:00Z");

  private final TimeOrderedIds ids = new TimeOrderedIds();

  @Test
  void laterIdsSortAfterEarlierOnes() {
    List<String> inOrder =
        LongStream.range(0, 1000)
            .mapToObj(millis -> PrefixedId.format("ses", ids.next(NOW.plusMillis(millis))))
            .toList();
    assertThat(inOrder).isSorted();
  }

  @Test
  void idsOfOneMillisecondAreDifferent() {
    List<UUID> many = IntStream.range(0, 10_000).mapToObj(i -> ids.next(NOW)).toList();
    assertThat(many).doesNotHaveDuplicates();
  }

  @Test
  void idsOfOneMillisecondSortInTheOrderOfTheirMaking() {
    assertThat(IntStream.range(0, 10_000).mapToObj(i -> ids.next(NOW)).toList()).isSorted();
  }

  @Test
  void aClockThatIsSetBackALittleDoesNotSetTheIdsBack() {
    UUID before = ids.next(NOW);
    assertThat(ids.next(NOW.minusSeconds(9))).isGreaterThan(before);
  }

  @Test
  void aClockThatWasFarAheadIsNotFollowed() {
    UUID ahead = ids.next(NOW.plusSeconds(86_400));
    assertThat(ids.next(NOW)).isLessThan(ahead);
  }

  @Test
  void idsAreUuidsOfVersionSeven() {
    UUID id = ids.next(NOW);
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }
}
