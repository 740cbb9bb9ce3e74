package io.bauta.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Numbers, shares and durations as a plan writes them for people; the same everywhere. */
public final class PlanWords {

  private static final double SHOWN_MIN = 1e-9;

  private PlanWords() {}

  /** {@code 122,846}. */
  public static String count(int count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 122,000}; below a hundred with up to two digits after the point. */
  public static String mean(double mean) {
    return mean >= 100 ? String.format(Locale.ROOT, "%,.0f", mean) : decimal(mean, 2);
  }

  /** {@code 0.01 %}: two digits that count, and of nearly all as many as tell it from all. */
  public static String percent(double share) {
    if (share > 0 && share < SHOWN_MIN) {
      return "below " + percent(SHOWN_MIN);
    }
    double percent = share * 100;
    if (percent > 99 && percent < 100) {
      return decimal(Math.floor(percent * 1000) / 1000, 3) + " %";
    }
    int leading = percent == 0 ? 0 : (int) Math.floor(Math.log10(percent) + 1e-9);
    return decimal(percent, Math.max(0, 1 - leading)) + " %";
  }

  private static String decimal(double value, int digits) {
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    return digits == 0 ? text : text.replaceFirst("\\.?0+$", "");
  }

  /** {@code 1 d 2 h}, with its two largest units. */
  public static String duration(Duration duration) {
    List<String> parts = new ArrayList<>();
    add(parts, duration.toDays(), "d");
    add(parts, duration.toHoursPart(), "h");
    add(parts, duration.toMinutesPart(), "min");
    add(parts, duration.toSecondsPart(), "s");
    return parts.isEmpty() ? "0 s" : String.join(" ", parts.subList(0, Math.min(2, parts.size())));
  }

  private static void add(List<String> parts, long count, String unit) {
    if (count > 0) {
      parts.add(count + " " + unit);
    }
  }

  /** What a demand is, in a sentence without its end. */
  public static String demand(Demand demand) {
    return "%s sessions an hour, each for %s and resting for %s: %s at a time"
        .formatted(
            mean(demand.sessionsPerHour()),
            duration(demand.duration()),
            duration(demand.rest()),
            mean(demand.atOnce()));
  }

  /** Who takes part, {@code 2,000 participants, equally active; counterparts who come once}. */
  public static String people(Demand demand) {
    return arePeers(demand)
        ? crowd(demand.participants(), "people who call each other")
        : crowd(demand.participants(), "participants")
            + "; "
            + crowd(demand.counterparts(), "counterparts");
  }

  /** Whether both sides are the same people. */
  public static boolean arePeers(Demand demand) {
    return demand.participants() instanceof Crowd.Returning(int _, double _, double parts)
        && parts == 2
        && demand.participants().equals(demand.counterparts());
  }

  private static String crowd(Crowd crowd, String name) {
    return switch (crowd) {
      case Crowd.Passing() -> name + " who come once";
      case Crowd.Returning(int people, double skew, double _) ->
          count(people)
              + " "
              + name
              + (skew == 0 ? ", equally active" : ", unequally active (skew " + mean(skew) + ")");
    };
  }
}
