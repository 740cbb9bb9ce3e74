package io.bauta.person;

import io.bauta.audit.AuditEntry;
import io.bauta.number.PhoneNumber;
import io.bauta.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps erasures, and does their work a piece at a time. What it answered is durable. What a piece
 * removes and how much that was are one unit of work, and a piece that is done again finds nothing:
 * so nothing is missed and nothing counted twice when it is not known any more how far it was.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception; nothing of that piece is
 * then done.
 */
public interface ErasureStore {

  /** Rows that one unit of work changes at most: others wait for it. */
  int ERASED_AT_ONCE_MAX = 200;

  /** Keeps that a person is to be erased, and {@code entry} in the audit log with it. */
  void begin(Erasure erasure, PhoneNumber number, AuditEntry entry);

  Optional<Erasure> find(ErasureId id);

  /** Newest first. */
  List<Erasure> list(Optional<ErasureId> before, int limit);

  /**
   * An erasure that is not done.
   *
   * @param number empty when nothing is looked for by it any more
   * @param reached how far its stage is
   * @param againFrom where its stage is to begin again when it is through, because something had to
   *     be left
   */
  record Pending(
      Erasure erasure,
      Optional<PhoneNumber> number,
      Optional<String> reached,
      Optional<String> againFrom) {}

  /** Those that are not done, oldest first. */
  List<Pending> pending();

  /** What came of erasing somebody from a session. */
  enum OfSession {
    ERASED,
    /** The session is open, and nothing was done. */
    OPEN,
    /** A call of it goes on, and nothing was done. */
    CALLED,
    /** Nobody in it has the number. */
    NOBODY
  }

  /** Erases whoever has this number from a session that is over. */
  OfSession eraseFromSession(ErasureId id, SessionId session, PhoneNumber number, Instant now);

  /**
   * What came of a piece.
   *
   * @param reached where it ended
   * @param isLast whether the stage is through
   * @param leftSome whether something had to be left for now
   */
  record Piece(Optional<String> reached, boolean isLast, boolean leftSome) {}

  /**
   * Does a piece of one of the stages from {@link ErasureStage#CALLS} to {@link
   * ErasureStage#AUDIT}.
   */
  Piece erase(
      ErasureId id, ErasureStage stage, PhoneNumber number, Optional<String> after, Instant now);

  /** Adds to what was removed. */
  void removed(ErasureId id, Trace trace, long number);

  /** How far it is; it waits for nothing then. */
  void reached(
      ErasureId id, ErasureStage stage, Optional<String> reached, Optional<String> againFrom);

  /** It waits. */
  void waits(ErasureId id, WaitsFor waitsFor, Instant until, Optional<String> againFrom);

  /** A step failed, and is tried again; that is forgotten with the next that does not. */
  void failed(ErasureId id, Instant at, Instant again);

  /** Nothing is looked for by the number any more: it is gone, and so is where it was left open. */
  void numberDone(ErasureId id, Map<Trace, Long> left);

  /**
   * What is still to come of it.
   *
   * @param restsUntil until when its last pair rests; empty when none does
   * @param recordings how many are to be deleted, here or at the carrier
   */
  record Rest(Optional<Instant> restsUntil, int recordings) {
    boolean isOver() {
      return restsUntil.isEmpty() && recordings == 0;
    }
  }

  /** Takes away the tokens of pairs whose rest is over, and says what is left to wait for. */
  Rest rest(ErasureId id, Instant now);

  /**
   * It is done.
   *
   * @param entry for the audit log, of what it is by then
   */
  void done(ErasureId id, Function<Erasure, AuditEntry> entry, Instant now);
}
