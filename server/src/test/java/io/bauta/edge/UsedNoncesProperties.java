package io.bauta.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** They are what a map in the order of insertion would be, of which the eldest is taken away. */
class UsedNoncesProperties {

  private static final int MAX = 20;

  /** A nonce is added, or the oldest one forgotten. */
  record Step(boolean adds, long key, long use) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    // Few places are asked for, by many keys: so they stand far from where they want to be.
    Arbitrary<Long> keys =
        Arbitraries.longs()
            .between(0, 5)
            .flatMap(high -> Arbitraries.longs().between(28, 34).map(low -> high << 40 | low));
    return Arbitraries.integers()
        .between(0, 9)
        .flatMap(
            which ->
                keys.flatMap(
                    key ->
                        Arbitraries.longs()
                            .between(0, 2)
                            .map(use -> new Step(which > 0, key, use))))
        .list()
        .ofMaxSize(300);
  }

  @Property(tries = 500)
  void theyAreAMapInTheOrderOfInsertion(@ForAll("steps") List<Step> steps) {
    UsedNonces nonces = new UsedNonces(MAX);
    Map<Long, Long> expected = new LinkedHashMap<>();
    Map<Long, Long> times = new LinkedHashMap<>();
    for (int time = 0; time < steps.size(); time++) {
      Step step = steps.get(time);
      if (step.adds()) {
        if (!expected.containsKey(step.key())) {
          if (expected.size() == MAX) {
            removeEldest(expected, times);
          }
          expected.put(step.key(), step.use());
          times.put(step.key(), (long) time);
        }
        assertThat(nonces.add(step.key(), step.use(), time)).isEqualTo(expected.get(step.key()));
      } else if (!expected.isEmpty()) {
        removeEldest(expected, times);
        nonces.removeOldest();
      }
      assertThat(nonces.size()).isEqualTo(expected.size());
      if (!expected.isEmpty()) {
        assertThat(nonces.oldestTime()).isEqualTo(times.values().iterator().next());
      }
    }
    expected.forEach((key, use) -> assertThat(nonces.add(key, -1, 0)).isEqualTo(use));
  }

  private static void removeEldest(Map<Long, Long> expected, Map<Long, Long> times) {
    Long eldest = expected.keySet().iterator().next();
    expected.remove(eldest);
    times.remove(eldest);
  }
}
