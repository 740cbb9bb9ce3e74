package io.bauta.rules;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When calls are connected: while the clock on the wall of a time zone shows a time within one of
 * the windows.
 *
 * <p>An hour that the clock shows twice, when summer time ends, is in or out both times; one that
 * it leaves out never comes.
 */
public record Hours(ZoneId zone, List<Window> windows) {

  public static final int WINDOWS_MAX = 50;

  public Hours {
    windows = List.copyOf(windows);
    if (windows.isEmpty() || windows.size() > WINDOWS_MAX) {
      throw new IllegalArgumentException(
          "%d windows: expected 1 to %d".formatted(windows.size(), WINDOWS_MAX));
    }
  }

  /**
   * A part of some days of the week.
   *
   * @param days those on which it begins
   * @param from when it begins, included
   * @param to when it ends, excluded; at {@code from} or earlier it is of the next day
   */
  public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

    public Window {
      if (days.isEmpty()) {
        throw new IllegalArgumentException("a window is on some day");
      }
      days = Set.copyOf(EnumSet.copyOf(days));
    }

    private boolean has(DayOfWeek day, LocalTime time) {
      boolean begun = !time.isBefore(from);
      if (from.isBefore(to)) {
        return days.contains(day) && begun && time.isBefore(to);
      }
      return begun ? days.contains(day) : days.contains(day.minus(1)) && time.isBefore(to);
    }

    @Override
    public String toString() {
      return "%s %s-%s"
          .formatted(
              days.stream().sorted().map(Hours::shortName).collect(Collectors.joining(",")),
              from,
              to);
    }
  }

  /** Whether {@code now} is within a window. */
  public boolean has(Instant now) {
    ZonedDateTime local = now.atZone(zone);
    DayOfWeek day = local.getDayOfWeek();
    LocalTime time = local.toLocalTime();
    return windows.stream().anyMatch(window -> window.has(day, time));
  }

  /** What the clock on the wall shows at {@code now}, such as {@code sun 02:14}. */
  public String wallClock(Instant now) {
    ZonedDateTime local = now.atZone(zone);
    return "%s %02d:%02d"
        .formatted(shortName(local.getDayOfWeek()), local.getHour(), local.getMinute());
  }

  private static String shortName(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  /** In words, such as {@code mon,tue 09:00-18:00 Asia/Kolkata}. */
  @Override
  public String toString() {
    return windows.stream().map(Window::toString).collect(Collectors.joining("; ")) + " " + zone;
  }
}
