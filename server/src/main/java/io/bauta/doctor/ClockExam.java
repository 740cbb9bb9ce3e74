package io.bauta.doctor;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Judges this machine's clock by those of others. Carriers sign the time, the platform checks it,
 * and sessions end by it.
 */
public final class ClockExam {

  /** More than a network and a clock without fractions of seconds explain. */
  public static final Duration APART_WARNED = Duration.ofSeconds(10);

  /** Telnyx's signatures, and ours to the platform, hold for five minutes either way. */
  public static final Duration APART_FAILED = Duration.ofMinutes(2);

  private static final String CHECK = "clock";

  private ClockExam() {}

  /**
   * Another's clock.
   *
   * @param whose in words
   * @param ahead how far it is ahead of ours; negative where it is behind
   */
  public record Seen(String whose, Duration ahead) {

    Duration apart() {
      return ahead.abs();
    }
  }

  /** What is to be said of it. */
  public static Finding judge(List<Seen> others) {
    if (others.isEmpty()) {
      return Finding.skipped(
          CHECK,
          "there was no other clock to compare with",
          "timedatectl status shows whether the network sets it");
    }
    Seen worst = others.stream().max(Comparator.comparing(Seen::apart)).orElseThrow();
    String seen =
        "%s is %s %s this machine's"
            .formatted(
                worst.whose(),
                seconds(worst.apart()),
                worst.ahead().isNegative() ? "behind" : "ahead of");
    if (worst.apart().compareTo(APART_WARNED) < 0) {
      return Finding.ok(
          CHECK,
          "right to %s by %s"
              .formatted(
                  seconds(APART_WARNED),
                  String.join(", ", others.stream().map(Seen::whose).distinct().toList())));
    }
    long agree = others.stream().filter(other -> other.apart().compareTo(APART_WARNED) < 0).count();
    String mend =
        agree > 0
            ? "%d other clocks agree with this machine's: set that one right".formatted(agree)
            : "let this machine set its clock by the network: timedatectl set-ntp true, and see"
                + " timedatectl status";
    return worst.apart().compareTo(APART_FAILED) < 0 || agree > 0
        ? Finding.warning(CHECK, seen, mend)
        : Finding.failed(
            CHECK,
            seen + ": genuine webhooks that sign the time are refused, or soon will be",
            mend);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%d s", duration.toSeconds());
  }
}
