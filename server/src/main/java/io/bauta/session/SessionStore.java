package io.bauta.session;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.PoolId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps sessions and their bindings. What it answered is durable.
 *
 * <p>It is the final judge of allocation: a unique index lets one session at a time hold a (proxy
 * number, real number) pair, whoever else believed it free.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception; nothing is then changed.
 */
public interface SessionStore {

  /** What came of storing a new session. */
  sealed interface InsertOutcome {

    record Inserted() implements InsertOutcome {}

    /**
     * Another session holds this pair, or rests from it.
     *
     * @param position the participant whose pair it is
     */
    record PairTaken(int position) implements InsertOutcome {}

    /** A proxy number is no longer in the pool. */
    record NumberGone(int position) implements InsertOutcome {}

    /** A session was opened with this idempotency key before. */
    record KeyUsed(MaskingSession session) implements InsertOutcome {}
  }

  /**
   * Stores a session with its bindings, all or nothing. Pairs whose rest ended by {@code now} are
   * released on the way.
   */
  InsertOutcome insert(MaskingSession session, Optional<String> idempotencyKey, Instant now);

  /** The session that was opened with this key. */
  Optional<MaskingSession> findByIdempotencyKey(String key);

  Optional<MaskingSession> find(SessionId id);

  /** The numbers of {@code pool} that a person holds, or rests from, at {@code now}. */
  Set<ProxyNumber> heldBy(PhoneNumber realNumber, PoolId pool, Instant now);

  /** Whether somebody with this number holds anything, in any pool, or rests from it. */
  boolean isParticipant(PhoneNumber realNumber, Instant now);

  /** How many pairs of {@code pool} each number is held in at {@code now}; none for a free one. */
  Map<ProxyNumber, Integer> loads(PoolId pool, Instant now);

  /**
   * Replaces end and closing of a session that is open at {@code now}, and how long its pairs rest.
   * False, and nothing done, when it is not open or not there.
   */
  boolean updateEnd(MaskingSession session, Instant now);

  /** Sessions that match, newest first, at most {@code query.limit()}. */
  List<MaskingSession> list(SessionQuery query, Instant now);

  /** Every session that is open or whose pairs still rest at {@code now}, in any order. */
  void forEachHeld(Instant now, Consumer<MaskingSession> action);

  /**
   * The openings of {@code pool} since {@code since}, newest first and at most {@code limit}: what
   * a plan is made from.
   */
  List<Opening> openings(PoolId pool, Instant since, int limit);

  /**
   * How many people hold how many numbers of {@code pool} at {@code now}, or rest from them. Looks
   * at no more than {@code limit} bindings, one for each number that a person holds.
   */
  List<Holding> holdings(PoolId pool, Instant now, int limit);

  /** The session that holds this pair, or rests from it, at {@code now}. */
  Optional<MaskingSession> findHolder(PhoneNumber dialed, PhoneNumber caller, Instant now);
}
