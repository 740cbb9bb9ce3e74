package io.bauta.outbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Commands that were sent before they were durable, while the store was away. What became of them
 * is written down when they are durable; until then it is kept here.
 */
final class UnstoredCommands {

  /** As many as may wait for the store; of more, the oldest are forgotten. */
  static final int REMEMBERED_MAX = 65_536;

  private enum State {
    UNSTORED,
    DURABLE,
    ENDED
  }

  private record Known(State state, Optional<CommandEnd> end) {}

  private final Map<String, Known> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  /** The command is sent without being durable. */
  synchronized void begin(OwedCommand owed) {
    known.putIfAbsent(owed.key(), new Known(State.UNSTORED, Optional.empty()));
  }

  /** Whether the command was sent here, and is not durable yet. */
  synchronized boolean isUnstored(OwedCommand owed) {
    Known some = known.get(owed.key());
    return some != null && some.state() == State.UNSTORED;
  }

  /** Whether a command of this id was sent, and what became of it is not durable yet. */
  synchronized boolean isKnown(OwedCommand owed) {
    return known.containsKey(owed.key());
  }

  /**
   * Takes in that the command is durable now. True when it was sent before that: then whoever sends
   * it goes on, or what became of it goes to {@code storeEnd}.
   */
  boolean isDurableNow(OwedCommand owed, BiConsumer<OwedCommand, CommandEnd> storeEnd) {
    Optional<CommandEnd> end;
    synchronized (this) {
      Known some = known.get(owed.key());
      if (some == null) {
        return false;
      }
      end = some.end();
      if (end.isPresent()) {
        known.remove(owed.key());
      } else {
        known.put(owed.key(), new Known(State.DURABLE, Optional.empty()));
      }
    }
    end.ifPresent(became -> storeEnd.accept(owed, became));
    return true;
  }

  /** Takes in what became of the command. True when it is not durable, so that it must wait. */
  synchronized boolean isToBeStoredLater(OwedCommand owed, CommandEnd end) {
    Known some = known.get(owed.key());
    if (some == null) {
      return false;
    }
    if (some.state() == State.DURABLE) {
      known.remove(owed.key());
      return false;
    }
    known.put(owed.key(), new Known(State.ENDED, Optional.of(end)));
    return true;
  }
}
