package io.bauta.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process and its children, stopped as a machine that hangs would stop them: their sockets stay
 * open, and nothing answers. They go on when this is closed, and when the benchmark is ended.
 */
final class StoppedProcesses implements Standstill {

  private static final Duration KILL_MAX = Duration.ofSeconds(10);

  private final List<Long> ids = new ArrayList<>();
  private final Thread goOnAtTheEnd = new Thread(this::goOnQuietly);
  private boolean stopped = true;

  private StoppedProcesses() {}

  /** Stops {@code parent} first, so that it makes no more children. */
  static StoppedProcesses stop(ProcessHandle parent) throws IOException {
    StoppedProcesses processes = new StoppedProcesses();
    Runtime.getRuntime().addShutdownHook(processes.goOnAtTheEnd);
    try {
      processes.stopOne(parent);
      for (ProcessHandle child : parent.descendants().toList()) {
        processes.stopOne(child);
      }
      return processes;
    } catch (IOException notStopped) {
      processes.close();
      throw notStopped;
    }
  }

  private void stopOne(ProcessHandle process) throws IOException {
    ids.add(process.pid());
    signal("-STOP", List.of(process.pid()));
  }

  @Override
  public void close() throws IOException {
    goOn();
    try {
      Runtime.getRuntime().removeShutdownHook(goOnAtTheEnd);
    } catch (IllegalStateException endedJustNow) {
      // It has nothing left to do then.
    }
  }

  private synchronized void goOn() throws IOException {
    if (stopped) {
      signal("-CONT", ids.reversed());
      stopped = false;
    }
  }

  private void goOnQuietly() {
    try {
      goOn();
    } catch (IOException notToldEither) {
      System.err.println("still stopped: the processes " + ids);
    }
  }

  private static void signal(String signal, List<Long> ids) throws IOException {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    ids.forEach(id -> command.add(Long.toString(id)));
    Process kill = new ProcessBuilder(command).inheritIO().start();
    try {
      if (!kill.waitFor(KILL_MAX.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IOException("%s could not be sent to %s".formatted(signal, ids));
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while %s was sent".formatted(signal), ended);
    }
  }
}
