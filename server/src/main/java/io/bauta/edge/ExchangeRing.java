package io.bauta.edge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest exchanges, as many as fit; an older one makes room for a newer one. */
final class ExchangeRing {

  private final Deque<Kept> kept = new ArrayDeque<>();
  private final int countMax;
  private final long bytesMax;
  private long bytes;

  /** Its size is worked out once: it is on the way of every answer. */
  private record Kept(Exchange exchange, long bytes) {
    @Override
    public String toString() {
      return "Kept[" + exchange.id() + "]";
    }
  }

  /**
   * An empty ring.
   *
   * @param bytesMax how much of the wire it keeps; the newest exchange is kept whatever its size
   */
  ExchangeRing(int countMax, long bytesMax) {
    this.countMax = countMax;
    this.bytesMax = bytesMax;
  }

  void add(Exchange exchange) {
    add(new Kept(exchange, exchange.content().bytes()));
  }

  private synchronized void add(Kept newest) {
    kept.addFirst(newest);
    bytes += newest.bytes();
    while (kept.size() > countMax || (bytes > bytesMax && kept.size() > 1)) {
      bytes -= kept.removeLast().bytes();
    }
  }

  synchronized List<Exchange> all() {
    return kept.stream().map(Kept::exchange).toList();
  }
}
