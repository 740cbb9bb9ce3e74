package io.bauta.retention;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Forgets, some at a time, and remembers what came of it.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception; nothing of that piece is
 * then forgotten.
 */
public interface RetentionStore {

  /** What one unit of work forgets at most: others wait for it. */
  int FORGOTTEN_AT_ONCE_MAX = 200;

  /**
   * What came of a piece.
   *
   * @param forgotten how many calls, sessions, facts or entries
   * @param goOnAfter where the next piece begins; empty when nothing is left
   */
  record Piece(int forgotten, Optional<UUID> goOnAfter) {}

  /**
   * Forgets calls received before {@code before}, with all that was told of them and what is left
   * of their recordings. They stay counted: in the totals, and in a session that goes on. A call
   * that goes on stays, and so does one with a recording that is kept, or whose copies are not all
   * deleted yet.
   *
   * @param after as the piece before says; empty for the first
   */
  Piece forgetCalls(Instant before, Optional<UUID> after);

  /**
   * Forgets sessions that ended before {@code before} and whose numbers have rested by {@code now},
   * with their people and orders and who was known in them. One of which a call is kept stays.
   */
  Piece forgetSessions(Instant before, Instant now, Optional<UUID> after);

  /** Forgets facts, and recordings that were not fetched, of calls that nobody knows. */
  Piece forgetUnmatched(Instant before);

  /** Forgets entries of the audit log. */
  Piece forgetAudit(Instant before);

  /** Since when the oldest of a kind is there; empty when there is none. */
  Optional<Instant> oldest(DataKind kind);

  /**
   * A run over one kind.
   *
   * @param forgotten in this run
   * @param inAll in all runs
   * @param failure why it ended early, in words; no real numbers
   */
  record Run(Instant at, int forgotten, int inAll, Optional<String> failure) {}

  /** Remembers that a run is over, or how far it is. */
  void ran(DataKind kind, Instant at, int forgotten, int more, Optional<String> failure);

  /** The last run over each kind that had one. */
  Map<DataKind, Run> lastRuns();
}
