package io.bauta.bench.report;

import java.util.Locale;

/**
 * A figure that is to be reached.
 *
 * @param what is measured
 * @param unit of both figures; empty for a ratio
 * @param atLeast whether the bound is the least; otherwise it is the most
 */
public record Goal(String what, double measured, String unit, double bound, boolean atLeast) {

  /** One that is to be no less than {@code bound}. */
  public static Goal atLeast(double bound, String what, double measured) {
    return new Goal(what, measured, "", bound, true);
  }

  /** One that is to be no more than {@code bound}. */
  public static Goal atMost(double bound, String unit, String what, double measured) {
    return new Goal(what, measured, unit, bound, false);
  }

  public boolean isReached() {
    return atLeast ? measured >= bound : measured <= bound;
  }

  /** As a row of a table. */
  String line() {
    return "| %s | %s | %s %s | %s |"
        .formatted(
            what,
            text(measured) + unitText(),
            atLeast ? "at least" : "at most",
            text(bound) + unitText(),
            isReached() ? "yes" : "**no**");
  }

  private String unitText() {
    return unit.isEmpty() ? "" : " " + unit;
  }

  private static String text(double value) {
    return value >= 100 || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
