package io.bauta.person;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * That a person is to be erased, and how far that is. Nothing of the person is in it.
 *
 * @param closesSessions whether sessions that were open when it was asked for are closed for it
 * @param removesBlocks whether block lists forget the person too
 * @param waitsFor what it waits for; empty while it works, and when it is done
 * @param looksAgainAt when it looks again whether that is over
 * @param failedAt since when the store does not take what is to be done; it is tried again
 * @param counts how many of each there were; what is left is known when it is done
 */
public record Erasure(
    ErasureId id,
    Instant requestedAt,
    boolean closesSessions,
    boolean removesBlocks,
    ErasureStage stage,
    Optional<WaitsFor> waitsFor,
    Optional<Instant> looksAgainAt,
    Optional<Instant> failedAt,
    Optional<Instant> doneAt,
    Map<Trace, Long> counts) {

  /** How it stands. */
  public enum State {
    RUNNING,
    WAITING,
    DONE
  }

  public Erasure {
    counts = Map.copyOf(counts);
  }

  /** One that has not begun. */
  static Erasure asked(ErasureId id, boolean closesSessions, boolean removesBlocks, Instant now) {
    return new Erasure(
        id,
        now,
        closesSessions,
        removesBlocks,
        ErasureStage.SESSIONS,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  public State state() {
    return stage == ErasureStage.DONE
        ? State.DONE
        : waitsFor.isPresent() ? State.WAITING : State.RUNNING;
  }

  /** How many there were. */
  public long count(Trace trace) {
    return counts.getOrDefault(trace, 0L);
  }
}
