package io.bauta.bench.load;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What the server has acknowledged in a soak, and what it did wrong. */
final class SoakLedger {

  private final Set<String> open = ConcurrentHashMap.newKeySet();

  /** By the call; whether its end was acknowledged too, with nothing in its way. */
  private final Map<String, Boolean> calls = new ConcurrentHashMap<>();

  private final LongAdder opened = new LongAdder();
  private final LongAdder closed = new LongAdder();
  private final LongAdder wrong = new LongAdder();
  private final AtomicReference<@Nullable String> firstWrong = new AtomicReference<>();

  void opened(String session) {
    opened.increment();
    open.add(session);
  }

  void closed(String session) {
    closed.increment();
    open.remove(session);
  }

  void answered(String call, boolean whole) {
    calls.put(call, whole);
  }

  void wrong(String what) {
    wrong.increment();
    firstWrong.compareAndSet(null, what);
  }

  long openings() {
    return opened.sum();
  }

  long closings() {
    return closed.sum();
  }

  int callCount() {
    return calls.size();
  }

  long wrong() {
    return wrong.sum();
  }

  String firstWrong() {
    String what = firstWrong.get();
    return what == null ? "" : what;
  }

  /** Sessions that were acknowledged, not closed, and are not among these. */
  int lostSessions(Set<String> stored) {
    Set<String> lost = new HashSet<>(open);
    lost.removeAll(stored);
    return lost.size();
  }

  /** Sessions among these that no client knows to be open. */
  int unknownSessions(Set<String> stored) {
    Set<String> unknown = new HashSet<>(stored);
    unknown.removeAll(open);
    return unknown.size();
  }

  /** Calls that were answered and are not among these. */
  long lostCalls(Map<String, String> stored) {
    return calls.keySet().stream().filter(call -> !stored.containsKey(call)).count();
  }

  /** Calls of which the end was acknowledged, and is not known. */
  long lostEnds(Map<String, String> stored) {
    return calls.entrySet().stream()
        .filter(Map.Entry::getValue)
        .filter(call -> !stored.getOrDefault(call.getKey(), "COMPLETED").equals("COMPLETED"))
        .count();
  }
}
