package io.bauta.session;

import io.bauta.id.RandomDigits;
import io.bauta.number.ProxyNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Codes for participants who brought none.
 *
 * <p>On most numbers few of the codes are held, and any that is drawn will do: the store has the
 * last word. On a crowded one it is asked beforehand which of many are free.
 */
final class MadeCodes {

  /** How often it is asked; all codes of four digits are looked at in these. */
  static final int ROUNDS_MAX = 20;

  /**
   * By length: few are short enough for that, and making ten thousand takes longer than drawing.
   */
  private static final Map<Integer, List<Pin>> ALL = new ConcurrentHashMap<>();

  private final SessionStore store;
  private final RandomDigits digits = new RandomDigits();

  MadeCodes(SessionStore store) {
    this.store = store;
  }

  /** So many that are none of {@code taken}. Whether somebody else holds them is not looked at. */
  List<Pin> any(int count, int length, Collection<Pin> taken) {
    Set<Pin> made = new LinkedHashSet<>();
    while (made.size() < count) {
      Pin pin = new Pin(digits.next(length));
      if (!taken.contains(pin)) {
        made.add(pin);
      }
    }
    return List.copyOf(made);
  }

  /**
   * So many that nobody holds on {@code number}, and that are none of {@code taken}; fewer where
   * there are no more among {@link #ROUNDS_MAX} times {@link SessionStore#CODES_MAX}.
   */
  List<Pin> free(int count, ProxyNumber number, int length, Collection<Pin> taken, Instant now) {
    List<Pin> all = allOf(length);
    Set<Pin> free = new LinkedHashSet<>();
    for (int round = 0; round < ROUNDS_MAX && free.size() < count; round++) {
      List<Pin> asked = all.isEmpty() ? drawn(length) : part(all, round);
      Set<Pin> held = store.heldCodes(number, asked, now);
      asked.stream()
          .filter(pin -> !held.contains(pin) && !taken.contains(pin))
          .limit(count - free.size())
          .forEach(free::add);
    }
    return List.copyOf(free);
  }

  /** All of this length, in their order; none where they are too many to be looked at. */
  private static List<Pin> allOf(int length) {
    double count = Math.pow(10, length);
    if (count > (double) SessionStore.CODES_MAX * ROUNDS_MAX) {
      return List.of();
    }
    return new ArrayList<>(ALL.computeIfAbsent(length, key -> made(key, (int) count)));
  }

  private static List<Pin> made(int length, int count) {
    String format = "%0" + length + "d";
    return IntStream.range(0, count).mapToObj(n -> new Pin(format.formatted(n))).toList();
  }

  /** Those of a round, drawn from those that no round before had. */
  private static List<Pin> part(List<Pin> all, int round) {
    int size = all.size() / ROUNDS_MAX;
    int end = round == ROUNDS_MAX - 1 ? all.size() : (round + 1) * size;
    for (int i = round * size; i < end; i++) {
      Collections.swap(all, i, i + RandomDigits.below(all.size() - i));
    }
    return all.subList(round * size, end);
  }

  private List<Pin> drawn(int length) {
    Set<Pin> drawn = new HashSet<>();
    while (drawn.size() < SessionStore.CODES_MAX) {
      drawn.add(new Pin(digits.next(length)));
    }
    return List.copyOf(drawn);
  }
}
