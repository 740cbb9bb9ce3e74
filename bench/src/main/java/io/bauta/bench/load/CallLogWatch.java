package io.bauta.bench.load;

import java.io.IOException;
import java.time.Duration;

/** Looks now and then at how many entries wait in the call log, and keeps the most. */
final class CallLogWatch {

  private static final Duration PAUSE = Duration.ofMillis(250);

  private final ServerProcess server;
  private final Thread thread;
  private volatile int most;

  private CallLogWatch(ServerProcess server) {
    this.server = server;
    this.thread = Thread.ofVirtual().unstarted(this::watch);
  }

  static CallLogWatch start(ServerProcess server) {
    CallLogWatch watch = new CallLogWatch(server);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      while (true) {
        look();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException | IOException stopped) {
      // What was seen until now counts.
    }
  }

  private void look() throws IOException, InterruptedException {
    most = Math.max(most, server.callLogWaiting());
  }

  /** The most that was seen, the present included. */
  int stop() throws IOException, InterruptedException {
    thread.interrupt();
    thread.join();
    look();
    return most;
  }
}
