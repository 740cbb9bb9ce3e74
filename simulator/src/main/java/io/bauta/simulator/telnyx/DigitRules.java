package io.bauta.simulator.telnyx;

import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** Which digits are asked for: Telnyx's defaults where the command says nothing. */
record DigitRules(
    int least, int most, int triesMax, Duration patience, String terminating, String valid) {

  private static final int DIGITS_MAX = 128;
  private static final int TRIES = 3;
  private static final int SPOKEN_TIMEOUT_MILLIS = 60_000;
  private static final int SILENT_TIMEOUT_MILLIS = 5_000;

  static DigitRules of(Order order) {
    ObjectNode body = order.body();
    boolean isSpoken = order.action().equals("gather_using_speak");
    int timeout =
        isSpoken
            ? Json.number(body, "timeout_millis", SPOKEN_TIMEOUT_MILLIS)
            : Json.number(body, "initial_timeout_millis", SILENT_TIMEOUT_MILLIS);
    return new DigitRules(
        Json.number(body, "minimum_digits", 1),
        Json.number(body, "maximum_digits", DIGITS_MAX),
        Json.number(body, "maximum_tries", TRIES),
        Duration.ofMillis(timeout),
        order.text("terminating_digit").orElse("#"),
        order.text("valid_digits").orElse("0123456789#*"));
  }

  /** The keys up to the one that ends the entry, at most as many as are asked for. */
  String counted(String entered) {
    int end = entered.indexOf(terminating);
    String before = end < 0 ? entered : entered.substring(0, end);
    return before.substring(0, Math.min(before.length(), most));
  }

  Gathered judge(String digits) {
    boolean isKnown = digits.chars().allMatch(key -> valid.indexOf(key) >= 0);
    boolean isValid = isKnown && digits.length() >= least;
    return isValid ? Gathered.valid(digits) : Gathered.invalid(digits);
  }
}
