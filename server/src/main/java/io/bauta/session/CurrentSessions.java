package io.bauta.session;

import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import java.time.Instant;
import java.util.Optional;

/** Sessions as they are, by the calls that the store does not know of yet, too. */
final class CurrentSessions {

  private final SessionStore store;
  private final LastCalls lastCalls;

  CurrentSessions(SessionStore store, LastCalls lastCalls) {
    this.store = store;
    this.lastCalls = lastCalls;
  }

  MaskingSession withLastCall(MaskingSession session) {
    return session.moving().flatMap(calls -> lastCalls.of(session.id())).stream()
        .map(session::calledAt)
        .findFirst()
        .orElse(session);
  }

  /**
   * For whoever changes it: what is changed is what the store has, so a call of which the store
   * does not know yet is told it first.
   */
  Optional<MaskingSession> find(SessionId id) {
    Optional<MaskingSession> stored = store.find(id);
    if (stored.isEmpty() || withLastCall(stored.get()).equals(stored.get())) {
      return stored;
    }
    store.called(id, lastCalls.of(id).orElseThrow());
    return store.find(id);
  }

  /**
   * The open session that holds this reference. The store is told of its calls first; and when it
   * has expired, no call that is just being decided about prolongs it any more.
   */
  Optional<SessionId> openHolder(PoolId pool, String reference, Instant now) {
    return store
        .referenceHolder(pool, reference)
        .flatMap(this::find)
        .filter(session -> lastCalls.isOpen(session, now))
        .map(MaskingSession::id);
  }

  static boolean holdsReference(NumberPool pool, Optional<String> reference) {
    return pool.policies().sessions().uniqueReference() && reference.isPresent();
  }
}
