package io.bauta.bench.load;

import java.io.IOException;
import java.time.Duration;

/**
 * What a server still has to do after it was asked: it must not be part of what is measured next.
 *
 * @param commands takes what is owed to a carrier
 * @param tables of the server's database
 */
record Leftovers(ServerProcess server, CommandSink commands, CallTables tables) {

  private static final Duration MAX = Duration.ofMinutes(2);

  /** So long nothing is sent when nothing is owed any more. */
  private static final Duration COMMANDS_QUIET = Duration.ofSeconds(1);

  /** Waits until nothing is left. */
  void awaitAll() throws IOException, InterruptedException {
    long start = System.nanoTime();
    var _ = drained(start);
    var _ = settled(start);
    awaitCommands();
    awaitNets();
  }

  /** Waits until every call is durable; how long that took since {@code start}. */
  Duration drained(long start) throws IOException, InterruptedException {
    while (server.callLogWaiting() > 0) {
      if (System.nanoTime() - start > MAX.toNanos()) {
        throw new IOException("the call log is still not stored after " + MAX);
      }
      Thread.sleep(10);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Waits until every call is in its place; how long that took since {@code start}. */
  Duration settled(long start) throws IOException, InterruptedException {
    return tables.settled(start);
  }

  /** Waits until what is owed to a carrier is sent. */
  void awaitCommands() throws InterruptedException {
    long before = -1;
    for (long taken = commands.taken(); taken > before; taken = commands.taken()) {
      before = taken;
      Thread.sleep(COMMANDS_QUIET.toMillis());
    }
  }

  /**
   * Nobody tells here what came of the commands, as a carrier would within a second: so below each
   * a net falls due, some seconds later, and ends the call. That is no part of what a webhook
   * costs, and it must not slow down the next round, above all the constant reply.
   */
  void awaitNets() throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (tables.owed() > 0) {
      if (System.nanoTime() - start > MAX.toNanos()) {
        throw new IOException("commands are still owed after " + MAX);
      }
      Thread.sleep(COMMANDS_QUIET.toMillis());
    }
  }
}
