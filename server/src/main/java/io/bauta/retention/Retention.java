package io.bauta.retention;

import io.bauta.retention.RetentionStore.Piece;
import io.bauta.retention.RetentionStore.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Forgets what was kept for long enough, and says what is kept for how long. */
public final class Retention {

  /** Why a run over a kind ended early, to people. */
  private static final String STORE_FAILED = "the store failed; the next run goes on";

  private final RetentionPolicy policy;
  private final RetentionStore store;

  public Retention(RetentionPolicy policy, RetentionStore store) {
    this.policy = policy;
    this.store = store;
  }

  /**
   * What a run did with one kind.
   *
   * @param fault what stopped it; the other kinds were gone through all the same
   */
  public record Outcome(DataKind kind, int forgotten, Optional<RuntimeException> fault) {}

  /**
   * Goes through every kind that has a time.
   *
   * @param isStopped asked before each piece; a run that is stopped is gone on with by the next
   */
  public List<Outcome> run(Instant now, BooleanSupplier isStopped) {
    return Stream.of(DataKind.values())
        .filter(kind -> kind.isForgottenHere() && policy.of(kind).isPresent())
        .takeWhile(_ -> !isStopped.getAsBoolean())
        .map(kind -> run(kind, policy.of(kind).orElseThrow(), now, isStopped))
        .toList();
  }

  private Outcome run(DataKind kind, Duration kept, Instant now, BooleanSupplier isStopped) {
    Instant before = now.minus(kept);
    int forgotten = 0;
    Optional<UUID> after = Optional.empty();
    try {
      do {
        Piece piece = forget(kind, before, now, after);
        forgotten += piece.forgotten();
        after = piece.goOnAfter();
        if (piece.forgotten() > 0) {
          store.ran(kind, now, forgotten, piece.forgotten(), Optional.empty());
        }
      } while (after.isPresent() && !isStopped.getAsBoolean());
      store.ran(kind, now, forgotten, 0, Optional.empty());
      return new Outcome(kind, forgotten, Optional.empty());
    } catch (RuntimeException fault) {
      return failed(kind, now, forgotten, fault);
    }
  }

  private Outcome failed(DataKind kind, Instant now, int forgotten, RuntimeException fault) {
    try {
      store.ran(kind, now, forgotten, 0, Optional.of(STORE_FAILED));
    } catch (RuntimeException away) {
      fault.addSuppressed(away);
    }
    return new Outcome(kind, forgotten, Optional.of(fault));
  }

  private Piece forget(DataKind kind, Instant before, Instant now, Optional<UUID> after) {
    return switch (kind) {
      case CALLS -> store.forgetCalls(before, after);
      case SESSIONS -> store.forgetSessions(before, now, after);
      case UNMATCHED -> store.forgetUnmatched(before);
      case AUDIT -> store.forgetAudit(before);
      case RECORDINGS, EVENTS, DELIVERIES, DEAD_DELIVERIES, COMMANDS ->
          throw new IllegalArgumentException(kind + " is forgotten elsewhere");
    };
  }

  /**
   * How it stands with one kind.
   *
   * @param keptFor empty for as long as nobody deletes it
   * @param oldest since when the oldest is there; empty when there is none
   * @param lastRun empty before the first, and of what is forgotten elsewhere
   */
  public record Standing(
      DataKind kind, Optional<Duration> keptFor, Optional<Instant> oldest, Optional<Run> lastRun) {}

  /** Every kind. */
  public List<Standing> standings() {
    Map<DataKind, Run> runs = store.lastRuns();
    return Stream.of(DataKind.values())
        .map(
            kind ->
                new Standing(
                    kind, policy.of(kind), store.oldest(kind), Optional.ofNullable(runs.get(kind))))
        .toList();
  }
}
