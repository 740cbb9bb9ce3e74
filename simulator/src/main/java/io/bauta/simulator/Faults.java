package io.bauta.simulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What goes wrong with a carrier's webhooks; {@link #none} and then one method for each fault.
 *
 * <p>An event is meant by its name, and where that has several words by the first of them too:
 * {@code VCS} for {@code VCS CALL_CONNECTED}.
 *
 * @param copies how many times the webhooks of an event are delivered, where not once
 * @param concurrent the events whose copies are delivered at the same moment
 * @param dropped the events whose webhooks are lost
 * @param late the events that are told after the one that follows them
 * @param tries how often a webhook is sent while the server answers 5xx or not at all
 * @param hangupFirst whether the end of a call is told before the result of the dial
 * @param onTheWay what happens between the carrier and the server
 */
public record Faults(
    Map<String, Integer> copies,
    Set<String> concurrent,
    Set<String> dropped,
    Set<String> late,
    int tries,
    boolean hangupFirst,
    OnTheWay onTheWay) {

  /** In place of an event: all of them. */
  public static final String EVERY_EVENT = "*";

  /** The most copies of one webhook. */
  public static final int COPIES_MAX = 64;

  /** The longest that a webhook can be on its way. */
  public static final Duration DELAY_MAX = Duration.ofSeconds(30);

  /** How often the carriers' documents say that a failed webhook is tried. */
  public static final int USUAL_TRIES = 3;

  public Faults {
    copies = Map.copyOf(copies);
    concurrent = Set.copyOf(concurrent);
    dropped = Set.copyOf(dropped);
    late = Set.copyOf(late);
  }

  /**
   * What happens to webhooks between the carrier and the server, by event.
   *
   * @param delays how long they are on their way
   * @param lostReplies to how many tries of each the reply gets lost
   * @param turnedAway how many tries of each something answers 503, other than the server
   */
  record OnTheWay(
      Map<String, Duration> delays,
      Map<String, Integer> lostReplies,
      Map<String, Integer> turnedAway) {

    OnTheWay {
      delays = Map.copyOf(delays);
      lostReplies = Map.copyOf(lostReplies);
      turnedAway = Map.copyOf(turnedAway);
    }

    OnTheWay delaying(String event, Duration delay) {
      return new OnTheWay(plus(delays, event, delay), lostReplies, turnedAway);
    }

    OnTheWay losingReplies(String event, int times) {
      return new OnTheWay(delays, plus(lostReplies, event, atMost(times)), turnedAway);
    }

    OnTheWay turningAway(String event, int times) {
      return new OnTheWay(delays, lostReplies, plus(turnedAway, event, atMost(times)));
    }
  }

  /** Everything arrives once, in order. */
  public static Faults none() {
    OnTheWay nothing = new OnTheWay(Map.of(), Map.of(), Map.of());
    return new Faults(Map.of(), Set.of(), Set.of(), Set.of(), 1, false, nothing);
  }

  /** The webhooks of {@code event} arrive a second time, byte for byte the same. */
  public Faults deliveringTwice(String event) {
    return withCopies(event, 2, concurrent);
  }

  /** The webhooks of {@code event} arrive {@code times} times at the same moment. */
  public Faults deliveringConcurrently(String event, int times) {
    return withCopies(event, times, plus(concurrent, event));
  }

  /**
   * The webhooks of {@code event} get lost. With Telnyx {@code call.hangup destination} means those
   * of that leg alone, and {@code call.hangup caller} those of the other.
   */
  public Faults dropping(String event) {
    return new Faults(copies, concurrent, plus(dropped, event), late, tries, hangupFirst, onTheWay);
  }

  /**
   * The webhooks of {@code event} arrive after the one that follows them, where another follows
   * before the server is waited for. For carriers whose events have no order.
   */
  public Faults tellingLate(String event) {
    return new Faults(copies, concurrent, dropped, plus(late, event), tries, hangupFirst, onTheWay);
  }

  /** After a 5xx or no answer the same bytes are sent again, at most {@link #USUAL_TRIES} times. */
  public Faults retryingFailures() {
    return retrying(USUAL_TRIES);
  }

  private Faults retrying(int times) {
    return new Faults(
        copies, concurrent, dropped, late, Math.max(tries, times), hangupFirst, onTheWay);
  }

  /** The end of the call is told before the result of the dial, whoever hung up. */
  public Faults hangupBeforeDialResult() {
    return new Faults(copies, concurrent, dropped, late, tries, true, onTheWay);
  }

  /** The webhooks of {@code event} are on their way for {@code delay}, by the clock on the wall. */
  public Faults delaying(String event, Duration delay) {
    if (delay.isNegative() || delay.compareTo(DELAY_MAX) > 0) {
      throw new IllegalArgumentException(
          "0 to %d s, not %s".formatted(DELAY_MAX.toSeconds(), delay));
    }
    return with(onTheWay.delaying(event, delay));
  }

  /**
   * The webhooks of {@code event} arrive, the replies to their first {@code times} tries get lost,
   * and the carrier tries again. Copies that come at the same moment lose nothing.
   */
  public Faults losingReplies(String event, int times) {
    return with(onTheWay.losingReplies(event, times)).retrying(times + 1);
  }

  /**
   * The first {@code times} tries of the webhooks of {@code event} are answered 503 by something on
   * the way, the server never sees them, and the carrier tries again.
   */
  public Faults turningAway(String event, int times) {
    return with(onTheWay.turningAway(event, times)).retrying(times + 1);
  }

  private Faults with(OnTheWay newOnTheWay) {
    return new Faults(copies, concurrent, dropped, late, tries, hangupFirst, newOnTheWay);
  }

  /** Whether the webhooks of {@code event} are told after the one that follows them. */
  public boolean isLate(String event) {
    return late.contains(event) || late.contains(EVERY_EVENT);
  }

  /** Whether the webhooks of {@code event} get lost. */
  public boolean isDropped(String event) {
    return isIn(dropped, event);
  }

  int copiesOf(String event) {
    return of(event, copies, 1);
  }

  boolean isConcurrent(String event) {
    return isIn(concurrent, event);
  }

  Duration delayOf(String event) {
    return of(event, onTheWay.delays(), Duration.ZERO);
  }

  /** Whether the reply to a try, counted from 1, gets lost. */
  boolean losesReply(String event, int attempt) {
    return attempt <= of(event, onTheWay.lostReplies(), 0);
  }

  /** Whether a try, counted from 1, is answered by something on the way. */
  boolean turnsAway(String event, int attempt) {
    return attempt <= of(event, onTheWay.turnedAway(), 0);
  }

  private static boolean isIn(Set<String> events, String event) {
    return events.contains(event) || events.contains(kind(event)) || events.contains(EVERY_EVENT);
  }

  private static <T> T of(String event, Map<String, T> values, T usual) {
    T ofItsKind = values.getOrDefault(kind(event), values.getOrDefault(EVERY_EVENT, usual));
    return values.getOrDefault(event, ofItsKind);
  }

  private static String kind(String event) {
    return event.split(" ", 2)[0];
  }

  private Faults withCopies(String event, int times, Set<String> atOnce) {
    if (times < 1) {
      throw new IllegalArgumentException("1 to %d copies, not %d".formatted(COPIES_MAX, times));
    }
    return new Faults(
        plus(copies, event, atMost(times)), atOnce, dropped, late, tries, hangupFirst, onTheWay);
  }

  private static int atMost(int times) {
    if (times < 0 || times > COPIES_MAX) {
      throw new IllegalArgumentException("at most %d times, not %d".formatted(COPIES_MAX, times));
    }
    return times;
  }

  private static <T> Map<String, T> plus(Map<String, T> values, String event, T value) {
    Map<String, T> more = new HashMap<>(values);
    more.put(event, value);
    return more;
  }

  private static Set<String> plus(Set<String> events, String event) {
    Set<String> more = new TreeSet<>(events);
    more.add(event);
    return more;
  }
}
