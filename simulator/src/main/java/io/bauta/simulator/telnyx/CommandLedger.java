package io.bauta.simulator.telnyx;

import io.bauta.simulator.telnyx.TelnyxCommand.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** The commands that came, in order. */
final class CommandLedger {

  /** The most commands that are remembered; the oldest go first. */
  static final int COMMANDS_MAX = 50_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition written = lock.newCondition();
  private final Deque<TelnyxCommand> commands = new ArrayDeque<>();

  void write(String action, String callControlId, ObjectNode body, int status, Outcome outcome) {
    String commandId = Json.text(body, "command_id").orElse("");
    write(new TelnyxCommand(action, callControlId, commandId, Json.scalars(body), status, outcome));
  }

  private void write(TelnyxCommand command) {
    lock.lock();
    try {
      if (commands.size() == COMMANDS_MAX) {
        commands.removeFirst();
      }
      commands.add(command);
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }

  List<TelnyxCommand> commands() {
    lock.lock();
    try {
      return List.copyOf(commands);
    } finally {
      lock.unlock();
    }
  }

  long count(Predicate<TelnyxCommand> which) {
    return commands().stream().filter(which).count();
  }

  /** Waits until {@code times} such commands came; false where they do not in time. */
  boolean await(Predicate<TelnyxCommand> which, int times, Duration patience)
      throws InterruptedException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (commands.stream().filter(which).count() < times) {
        if (left <= 0) {
          return false;
        }
        left = written.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
