package io.bauta.plan;

import io.bauta.session.Opening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The demand that a pool had, from the sessions that were opened in it.
 *
 * @param since the beginning of what was looked at
 * @param sessions how many were opened
 * @param perHour on average
 * @param busiestPerHour in the busiest stretch: as long as a session lives and rests, and at least
 *     an hour
 * @param duration how long a session lives on average; empty when none has an end
 */
public record Measurement(
    Instant since,
    Instant until,
    int sessions,
    double perHour,
    double busiestPerHour,
    Optional<Duration> duration,
    Crowd participants,
    Crowd counterparts) {

  /** Less of the past says little. */
  public static final Duration STRETCH_MIN = Duration.ofHours(1);

  /**
   * Measures.
   *
   * @param openings all that were opened between the two instants, in any order
   * @param assumed how long a session lives, if that is not to be measured
   * @param rest how long pairs rest after a session
   * @return empty when no session was opened
   */
  public static Optional<Measurement> of(
      List<Opening> openings,
      Instant since,
      Instant until,
      Optional<Duration> assumed,
      Duration rest) {
    if (openings.isEmpty()) {
      return Optional.empty();
    }
    List<Opening> inOrder =
        openings.stream().sorted(Comparator.comparing(Opening::openedAt)).toList();
    Duration window = longer(Duration.between(since, until), STRETCH_MIN);
    Optional<Duration> duration = assumed.or(() -> meanLife(openings, until));
    Duration stretch =
        duration.map(life -> shorter(longer(life.plus(rest), STRETCH_MIN), window)).orElse(window);
    Stretch busiest = Stretch.busiest(inOrder, stretch);
    return Optional.of(
        new Measurement(
            since,
            until,
            openings.size(),
            perHour(openings.size(), window),
            perHour(busiest.sessions(), stretch),
            duration,
            crowd(inOrder, stretch, busiest, true),
            crowd(inOrder, stretch, busiest, false)));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static double perHour(int sessions, Duration within) {
    return sessions * (double) Duration.ofHours(1).toMillis() / within.toMillis();
  }

  /**
   * Over all that have an end, be it to come. Those without one have lived until now and count as
   * far as that.
   */
  private static Optional<Duration> meanLife(List<Opening> openings, Instant now) {
    long ends = openings.stream().filter(opening -> opening.endsAt().isPresent()).count();
    if (ends == 0) {
      return Optional.empty();
    }
    double millis = 0;
    for (Opening opening : openings) {
      Instant end = opening.endsAt().orElse(now);
      millis += Math.max(0, Duration.between(opening.openedAt(), end).toMillis());
    }
    Duration mean = Duration.ofSeconds(Math.round(millis / ends / 1000));
    return Optional.of(shorter(longer(mean, Demand.DURATION_MIN), Demand.DURATION_MAX));
  }

  /**
   * The people of one side, so that an opening finds on average as many other sessions of its
   * person as it did.
   *
   * <p>What decides is how likely two sessions that live or rest together are of one person. It is
   * measured over sessions that were opened within a stretch of each other; people who work on
   * different days do not dilute it. With the number of people who were active in the busiest
   * stretch it gives the skew.
   */
  private static Crowd crowd(
      List<Opening> inOrder, Duration stretch, Stretch busiest, boolean isFirst) {
    double samePerson = samePerson(inOrder, stretch, isFirst);
    if (samePerson == 0) {
      return new Crowd.Passing();
    }
    Set<Integer> active = new HashSet<>();
    for (Opening opening : busiest.of(inOrder)) {
      active.add(isFirst ? opening.first() : opening.second());
    }
    int parts = 0;
    for (Opening opening : busiest.of(inOrder)) {
      parts += active.contains(opening.first()) ? 1 : 0;
      parts += active.contains(opening.second()) ? 1 : 0;
    }
    double partsOfSession = Math.min(2, (double) parts / busiest.sessions());
    // Among equals the chance would be the parts by the number of people.
    double skewSquared = active.size() * samePerson / partsOfSession - 1;
    if (skewSquared >= 0 && Math.sqrt(skewSquared) <= Crowd.skewMax(active.size())) {
      return new Crowd.Returning(active.size(), Math.sqrt(skewSquared), partsOfSession);
    }
    // There are more people than came in this time; or nearly all sessions are one person's.
    double equals = Math.min(Crowd.Returning.PEOPLE_MAX, partsOfSession / samePerson);
    return new Crowd.Returning((int) Math.max(1, equals), 0, partsOfSession);
  }

  /** How likely a session that was opened shortly before another one had the same person. */
  private static double samePerson(List<Opening> inOrder, Duration stretch, boolean isFirst) {
    Map<Integer, Deque<Instant>> before = new HashMap<>();
    double same = 0;
    double all = 0;
    int start = 0;
    for (int i = 0; i < inOrder.size(); i++) {
      Opening opening = inOrder.get(i);
      Instant earliest = opening.openedAt().minus(stretch);
      while (!inOrder.get(start).openedAt().isAfter(earliest)) {
        start++;
      }
      all += i - start;
      Deque<Instant> own =
          before.computeIfAbsent(
              isFirst ? opening.first() : opening.second(), person -> new ArrayDeque<>());
      while (!own.isEmpty() && !own.getFirst().isAfter(earliest)) {
        own.removeFirst();
      }
      same += own.size();
      remember(before, opening.first(), opening.openedAt());
      remember(before, opening.second(), opening.openedAt());
    }
    return all == 0 ? 0 : same / all;
  }

  private static void remember(Map<Integer, Deque<Instant>> before, int person, Instant at) {
    before.computeIfAbsent(person, unknown -> new ArrayDeque<>()).addLast(at);
  }

  /**
   * Openings that follow each other.
   *
   * @param start the index of the first
   * @param end the index after the last
   */
  private record Stretch(int start, int end) {

    /** The {@code length} of time in which most were opened. */
    static Stretch busiest(List<Opening> inOrder, Duration length) {
      Stretch busiest = new Stretch(0, 1);
      int start = 0;
      for (int end = 1; end <= inOrder.size(); end++) {
        Instant earliest = inOrder.get(end - 1).openedAt().minus(length);
        while (!inOrder.get(start).openedAt().isAfter(earliest)) {
          start++;
        }
        if (end - start > busiest.sessions()) {
          busiest = new Stretch(start, end);
        }
      }
      return busiest;
    }

    int sessions() {
      return end - start;
    }

    List<Opening> of(List<Opening> inOrder) {
      return inOrder.subList(start, end);
    }
  }
}
