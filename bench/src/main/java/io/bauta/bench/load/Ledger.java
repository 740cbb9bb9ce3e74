package io.bauta.bench.load;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the clients were told, kept beside the server: which sessions are open, and who was given
 * which number. A pair leaves the ledger before its session is closed, and comes in after its
 * session was acknowledged: so a pair that is there twice was lent twice.
 */
final class Ledger {

  private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong opened = new AtomicLong();
  private final AtomicLong closed = new AtomicLong();
  private final AtomicLong exhausted = new AtomicLong();
  private final AtomicLong lentTwice = new AtomicLong();

  /** That a person was told to dial a number. */
  record Pair(int person, long number) {}

  /** A session that was acknowledged. */
  record Opened(String id, Pair first, Pair second) {}

  void opened(Opened session) {
    opened.incrementAndGet();
    open.add(session.id());
    if (!pairs.add(session.first()) | !pairs.add(session.second())) {
      lentTwice.incrementAndGet();
    }
  }

  void closing(Opened session) {
    pairs.remove(session.first());
    pairs.remove(session.second());
  }

  void closed(Opened session) {
    closed.incrementAndGet();
    open.remove(session.id());
  }

  void exhausted() {
    exhausted.incrementAndGet();
  }

  Set<String> open() {
    return Set.copyOf(open);
  }

  long openings() {
    return opened.get();
  }

  long closings() {
    return closed.get();
  }

  long refusals() {
    return exhausted.get();
  }

  long lentTwice() {
    return lentTwice.get();
  }
}
