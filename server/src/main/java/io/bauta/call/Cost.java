package io.bauta.call;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a carrier charges, as it says it: a decimal, never a binary fraction.
 *
 * @param amount not negative, with at most {@link #DIGITS_MAX} digits on each side of its point
 * @param currency three letters as in ISO 4217; empty when the carrier does not say
 */
public record Cost(BigDecimal amount, Optional<String> currency) {

  public static final int DIGITS_MAX = 12;

  private static final Pattern AMOUNT =
      Pattern.compile("[0-9]{1,%1$d}(\\.[0-9]{1,%1$d})?".formatted(DIGITS_MAX));

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  public Cost {
    if (amount.signum() < 0) {
      throw new IllegalArgumentException("a cost that is negative: expected what is charged");
    }
    currency = currency.filter(code -> CURRENCY.matcher(code).matches());
  }

  /** What {@code amount} says; empty when it is no decimal of that size, or is negative. */
  public static Optional<Cost> parse(String amount, Optional<String> currency) {
    return AMOUNT.matcher(amount).matches()
        ? Optional.of(new Cost(new BigDecimal(amount), currency))
        : Optional.empty();
  }

  /** Both together; empty when they are not of one currency. */
  public Optional<Cost> plus(Cost other) {
    return currency.equals(other.currency)
        ? Optional.of(new Cost(amount.add(other.amount), currency))
        : Optional.empty();
  }

  /** In digits, {@code 0.0130}. */
  public String decimal() {
    return amount.toPlainString();
  }
}
