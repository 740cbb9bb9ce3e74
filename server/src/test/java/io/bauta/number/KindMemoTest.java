package io.bauta.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class KindMemoTest {

  /** More than there are places, so that many share one. */
  private static final int NUMBERS = 600_000;

  private final List<PhoneNumber> judged = new ArrayList<>();
  private final Function<PhoneNumber, Optional<SpecialNumber>> judge =
      number -> {
        judged.add(number);
        return kind(number);
      };
  private final KindMemo memo = new KindMemo();

  private static PhoneNumber number(int i) {
    return new PhoneNumber(918800000000L + i);
  }

  private static Optional<SpecialNumber> kind(PhoneNumber number) {
    int kind = (int) (number.digits() % (SpecialNumber.values().length + 1));
    return kind == 0 ? Optional.empty() : Optional.of(SpecialNumber.values()[kind - 1]);
  }

  @Test
  void aNumberIsJudgedOnce() {
    for (int i = 0; i < SpecialNumber.values().length + 1; i++) {
      assertThat(memo.of(number(i), judge)).isEqualTo(kind(number(i)));
      assertThat(memo.of(number(i), judge)).isEqualTo(kind(number(i)));
    }
    assertThat(judged).doesNotHaveDuplicates();
  }

  @Test
  void numbersThatShareAPlaceAreToldApart() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < NUMBERS; i++) {
        assertThat(memo.of(number(i), judge)).isEqualTo(kind(number(i)));
      }
    }
    assertThat(judged).hasSizeLessThan(2 * NUMBERS).hasSizeGreaterThanOrEqualTo(NUMBERS);
  }
}
