package io.bauta.session;

import io.bauta.id.TimeOrderedIds;
import io.bauta.number.PhoneNumber;
import io.bauta.pool.Pools;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens, extends and closes masking sessions.
 *
 * <p>A session is answered only when it is durable and its routes are known: a call that comes a
 * moment after the answer is connected.
 */
public final class Sessions {

  private final SessionStore store;
  private final CurrentSessions current;
  private final Openings openings;
  private final Changes changes;

  public Sessions(SessionStore store, Pools pools, SessionListener listener, TimeOrderedIds ids) {
    this(store, pools, listener, OpeningListener.NONE, LastCalls.NONE, KnownHolders.NONE, ids);
  }

  /**
   * Sessions in {@code store}.
   *
   * @param openings hears what each opening found
   * @param lastCalls of what routes the calls; {@link LastCalls#NONE} only where nothing does
   * @param known asked before the store
   */
  public Sessions(
      SessionStore store,
      Pools pools,
      SessionListener listener,
      OpeningListener openings,
      LastCalls lastCalls,
      KnownHolders known,
      TimeOrderedIds ids) {
    this.store = store;
    this.current = new CurrentSessions(store, lastCalls);
    Turns turns = new Turns();
    Ends ends = new Ends(pools);
    Orders orders = new Orders(store, listener, ids, ends, current, turns);
    this.openings =
        new Openings(
            store, pools, listener, openings, lastCalls, known, current, orders, turns, ids);
    this.changes = new Changes(store, pools, listener, current, ends, orders, turns);
  }

  /** Lends numbers to the people and opens the session. */
  public OpenOutcome open(SessionRequest request, Instant now) {
    return openings.open(request, now);
  }

  public Optional<MaskingSession> find(SessionId id) {
    return store.find(id).map(current::withLastCall);
  }

  /** Sessions that match, newest first. */
  public List<MaskingSession> list(SessionQuery query, Instant now) {
    return store.list(query, now).stream().map(current::withLastCall).toList();
  }

  /** The open orders of sessions that stand for several, or did, and the latest that ended. */
  public Map<SessionId, List<Order>> orders(Collection<SessionId> ids, Instant now) {
    return ids.isEmpty() ? Map.of() : store.orders(ids, now);
  }

  /** Gives an open session a new end: later, earlier, or none until it is closed. */
  public ChangeOutcome extend(SessionId id, Lifetime lifetime, Instant now) {
    return extend(id, new OrderChoice.Only(), lifetime, now);
  }

  /** Gives one of its open orders a new end; it ends with the last of them. */
  public ChangeOutcome extend(SessionId id, OrderChoice choice, Lifetime lifetime, Instant now) {
    return changes.extend(id, choice, lifetime, now);
  }

  /**
   * Opens a session again that has ended, when its pairs are not lent again: with the numbers that
   * its people had.
   */
  public ChangeOutcome reopen(SessionId id, Lifetime lifetime, Instant now) {
    return changes.reopen(id, lifetime, now);
  }

  /** Gives a participant another number in place of their first: a new driver, a new SIM. */
  public ChangeOutcome replaceNumber(
      SessionId id, ParticipantId participant, PhoneNumber number, Instant now) {
    return changes.replaceNumber(id, participant, number, now);
  }

  /** Ends a session now. Its pairs rest, and calls on them are refused. */
  public ChangeOutcome close(SessionId id, String reason, Instant now) {
    return close(id, new OrderChoice.Only(), reason, now);
  }

  /** Ends orders of a session now, and the session with the last one that is open. */
  public ChangeOutcome close(SessionId id, OrderChoice choice, String reason, Instant now) {
    return changes.close(id, choice, reason, now);
  }
}
