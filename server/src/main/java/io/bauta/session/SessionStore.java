package io.bauta.session;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.PoolId;
import java.time.Instant;
import java.util.Collection;
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
public interface SessionStore extends OrderStore {

  /** How far back it is looked for what the same people had the last time. */
  int REMEMBERED_MAX = 1_000;

  /** What came of storing a new session. */
  sealed interface InsertOutcome {

    record Inserted() implements InsertOutcome {}

    /**
     * Another session has this holder on this number, or rests from it.
     *
     * @param place of the binding among the session's
     */
    record PairTaken(int place) implements InsertOutcome {}

    /**
     * A proxy number is no longer in the pool.
     *
     * @param place of a binding with it among the session's
     */
    record NumberGone(int place) implements InsertOutcome {}

    /** This session of the pool has the reference, and is open. */
    record ReferenceHeld(SessionId first) implements InsertOutcome {}

    /** This session, or an order of it, was opened with this idempotency key before. */
    record KeyUsed(MaskingSession session) implements InsertOutcome {}

    /** Its people have this open session in the pool already. */
    record Together(MaskingSession other) implements InsertOutcome {}
  }

  /**
   * Stores a session with its bindings, all or nothing. Pairs whose rest ended by {@code now} are
   * released on the way, and so is its reference where the session that has it has expired.
   *
   * @param holdsReference whether no other session of its pool may have its reference while it is
   *     open, as far as those hold theirs
   */
  InsertOutcome insert(
      MaskingSession session, Optional<String> idempotencyKey, boolean holdsReference, Instant now);

  /** The same for one that does not hold its reference. */
  default InsertOutcome insert(
      MaskingSession session, Optional<String> idempotencyKey, Instant now) {
    return insert(session, idempotencyKey, false, now);
  }

  /** The session of {@code pool} that holds this reference; it may have expired. */
  Optional<SessionId> referenceHolder(PoolId pool, String reference);

  /** The session that was opened with this key, or of which an order was. */
  Optional<MaskingSession> findByIdempotencyKey(String key);

  Optional<MaskingSession> find(SessionId id);

  /** How many codes are asked about at once. */
  int CODES_MAX = 500;

  /**
   * Which of {@code codes} are held on {@code number} at {@code now}, or rest there.
   *
   * @param codes at most {@link #CODES_MAX}
   */
  Set<Pin> heldCodes(ProxyNumber number, Collection<Pin> codes, Instant now);

  /** The numbers of {@code pool} that have this holder, or rest from it, at {@code now}. */
  Set<ProxyNumber> heldBy(Holder holder, PoolId pool, Instant now);

  /** The same for each of several. */
  default List<Set<ProxyNumber>> heldBy(List<Holder> holders, PoolId pool, Instant now) {
    return holders.stream().map(holder -> heldBy(holder, pool, now)).toList();
  }

  /**
   * A number that has a holder, or had and was not lent to them again since.
   *
   * @param restsUntil until when it is not free for them; empty while that has no end
   */
  record KnownPair(ProxyNumber number, Optional<Instant> restsUntil) {

    /** Whether it is not free for them at {@code now}. */
    public boolean isHeldAt(Instant now) {
      return restsUntil.filter(rest -> !rest.isAfter(now)).isEmpty();
    }
  }

  /** Every number of {@code pool} that has this holder, or ever had. */
  List<KnownPair> knownPairs(Holder holder, PoolId pool);

  /**
   * The newest session of {@code pool} in which both were, open or not; with the same number twice,
   * the newest in which that one was. Of somebody with more than {@link #REMEMBERED_MAX} pairs that
   * were lent again since, the older of these may be forgotten.
   */
  Optional<MaskingSession> lastBetween(PhoneNumber one, PhoneNumber other, PoolId pool);

  /** Whether somebody with this number holds anything, in any pool, or rests from it. */
  boolean isParticipant(PhoneNumber realNumber, Instant now);

  /** How many pairs of {@code pool} each number is held in at {@code now}; none for a free one. */
  Map<ProxyNumber, Integer> loads(PoolId pool, Instant now);

  /**
   * Replaces end and closing of a session that is open at {@code now}, and how long its pairs rest.
   * Calls that the store knows of and that would move the new end move it. False, and nothing done,
   * when it is not open or not there, or when its orders are kept.
   */
  boolean updateEnd(MaskingSession session, Instant now);

  /**
   * Moves the end of a session as a call does that was put through at {@code at}, which then was
   * open: as {@link MaskingSession#calledAt} says, and the rest of its pairs with it. That happens
   * also with the record of the call, once. False, and nothing done, when no call moves its end, or
   * it was closed, or one of its pairs is lent again.
   */
  boolean called(SessionId session, Instant at);

  /**
   * Opens a session again that has ended by {@code now}, with this end. False, and nothing done,
   * when it is open or not there, or when one of its pairs is lent again, or another one holds its
   * reference.
   *
   * @param holdsReference as for a new one
   */
  boolean reopen(MaskingSession session, boolean holdsReference, Instant now);

  /** The same for one that does not hold its reference. */
  default boolean reopen(MaskingSession session, Instant now) {
    return reopen(session, false, now);
  }

  /**
   * Gives a participant of an open session another number in place of their first. Their old pair
   * rests until {@code restsUntil}; calls of the past keep the old number. False, and nothing done,
   * when the session is not open, or when another session has the new holder.
   *
   * @param session as it is to be
   */
  boolean replaceNumber(MaskingSession session, int position, Instant restsUntil, Instant now);

  /** Sessions that match, newest first, at most {@code query.limit()}. */
  List<MaskingSession> list(SessionQuery query, Instant now);

  /** Every session that is open or whose pairs still rest at {@code now}, in any order. */
  void forEachHeld(Instant now, Consumer<MaskingSession> action);

  /**
   * The session that has this holder on this number, or was the last to: its pair may rest, or be
   * free by now and not lent again.
   */
  Optional<MaskingSession> findHolder(PhoneNumber dialed, Holder holder);

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
}
