package io.bauta.bench.load;

import java.io.IOException;
import java.time.Duration;

/** Waits until a server has all of its sessions in memory: it answers long before. */
final class SessionsInMemory {

  private static final Duration WAIT_MAX = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private SessionsInMemory() {}

  /** Asks for a server's health page. */
  @FunctionalInterface
  interface Health {
    String ask() throws IOException, InterruptedException;
  }

  /**
   * Returns when they are.
   *
   * @throws IOException when they still are not after five minutes
   */
  static void await(Health health) throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + WAIT_MAX.toNanos();
    while (!health.ask().contains("\"routes_loaded\":true")) {
      if (System.nanoTime() > giveUp) {
        throw new IOException("the sessions are still not in memory after " + WAIT_MAX);
      }
      Thread.sleep(PAUSE);
    }
  }
}
