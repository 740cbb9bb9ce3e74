package io.bauta.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class OneOfEqualTest {

  private final OneOfEqual<BigInteger> ones = new OneOfEqual<>(2);

  private static BigInteger number(String digits) {
    return new BigInteger(digits);
  }

  @Test
  void isTheFirstOfThoseThatAreEqual() {
    BigInteger first = number("700");

    assertThat(ones.of(first)).isSameAs(first);
    assertThat(ones.of(number("700"))).isSameAs(first);
    assertThat(ones.of(number("701"))).isNotSameAs(first);
  }

  @Test
  void remembersNoMoreThanItMay() {
    BigInteger first = number("700");
    ones.of(first);
    ones.of(number("701"));
    ones.of(number("702"));
    BigInteger another = number("702");

    assertThat(ones.of(another)).isSameAs(another);
    assertThat(ones.of(number("700"))).isSameAs(first);
  }
}
