package io.bauta.edge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest exchanges, as many as fit; an older one makes room for a newer one. */
final class ExchangeRing {

  private final Deque<Exchange> kept = new ArrayDeque<>();
  private final int countMax;
  private final long bytesMax;
  private long bytes;

  /**
   * An empty ring.
   *
   * @param bytesMax how much of the wire it keeps; the newest exchange is kept whatever its size
   */
  ExchangeRing(int countMax, long bytesMax) {
    this.countMax = countMax;
    this.bytesMax = bytesMax;
  }

  synchronized void add(Exchange exchange) {
    kept.addFirst(exchange);
    bytes += exchange.content().bytes();
    while (kept.size() > countMax || (bytes > bytesMax && kept.size() > 1)) {
      bytes -= kept.removeLast().content().bytes();
    }
  }

  synchronized List<Exchange> all() {
    return List.copyOf(kept);
  }
}
