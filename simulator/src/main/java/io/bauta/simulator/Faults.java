package io.bauta.simulator;

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
 */
public record Faults(
    Map<String, Integer> copies,
    Set<String> concurrent,
    Set<String> dropped,
    Set<String> late,
    int tries,
    boolean hangupFirst) {

  /** In place of an event: all of them. */
  public static final String EVERY_EVENT = "*";

  /** The most copies of one webhook. */
  public static final int COPIES_MAX = 64;

  /** How often the carriers' documents say that a failed webhook is tried. */
  public static final int USUAL_TRIES = 3;

  public Faults {
    copies = Map.copyOf(copies);
    concurrent = Set.copyOf(concurrent);
    dropped = Set.copyOf(dropped);
    late = Set.copyOf(late);
  }

  /** Everything arrives once, in order. */
  public static Faults none() {
    return new Faults(Map.of(), Set.of(), Set.of(), Set.of(), 1, false);
  }

  /** The webhooks of {@code event} arrive a second time, byte for byte the same. */
  public Faults deliveringTwice(String event) {
    return with(event, 2, concurrent);
  }

  /** The webhooks of {@code event} arrive {@code times} times at the same moment. */
  public Faults deliveringConcurrently(String event, int times) {
    return with(event, times, plus(concurrent, event));
  }

  public Faults dropping(String event) {
    return new Faults(copies, concurrent, plus(dropped, event), late, tries, hangupFirst);
  }

  /**
   * The webhooks of {@code event} arrive after the one that follows them, where another follows
   * before the server is waited for. For carriers whose events have no order.
   */
  public Faults tellingLate(String event) {
    return new Faults(copies, concurrent, dropped, plus(late, event), tries, hangupFirst);
  }

  /** After a 5xx or no answer the same bytes are sent again, at most {@link #USUAL_TRIES} times. */
  public Faults retryingFailures() {
    return new Faults(copies, concurrent, dropped, late, USUAL_TRIES, hangupFirst);
  }

  /** The end of the call is told before the result of the dial, whoever hung up. */
  public Faults hangupBeforeDialResult() {
    return new Faults(copies, concurrent, dropped, late, tries, true);
  }

  /** Whether the webhooks of {@code event} are told after the one that follows them. */
  public boolean isLate(String event) {
    return late.contains(event) || late.contains(EVERY_EVENT);
  }

  int copiesOf(String event) {
    int ofItsKind = copies.getOrDefault(kind(event), copies.getOrDefault(EVERY_EVENT, 1));
    return copies.getOrDefault(event, ofItsKind);
  }

  boolean isConcurrent(String event) {
    return isIn(concurrent, event);
  }

  boolean isDropped(String event) {
    return isIn(dropped, event);
  }

  private static boolean isIn(Set<String> events, String event) {
    return events.contains(event) || events.contains(kind(event)) || events.contains(EVERY_EVENT);
  }

  private static String kind(String event) {
    return event.split(" ", 2)[0];
  }

  private Faults with(String event, int times, Set<String> atOnce) {
    if (times < 1 || times > COPIES_MAX) {
      throw new IllegalArgumentException("1 to %d copies, not %d".formatted(COPIES_MAX, times));
    }
    Map<String, Integer> more = new HashMap<>(copies);
    more.put(event, times);
    return new Faults(more, atOnce, dropped, late, tries, hangupFirst);
  }

  private static Set<String> plus(Set<String> events, String event) {
    Set<String> more = new TreeSet<>(events);
    more.add(event);
    return more;
  }
}
