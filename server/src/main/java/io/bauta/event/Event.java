package io.bauta.event;

import io.bauta.pool.PoolId;
import io.bauta.session.SessionId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened and that the platform is told.
 *
 * @param subject what it is about. Events of one subject are delivered in their order: the session,
 *     else the pool, else the call
 * @param session the session that it belongs to; empty where there is none
 * @param pool the pool that it belongs to; empty where it belongs to none
 * @param at when the server learned of it
 * @param data what is told, in the form in which it is told; people's numbers are masked in it
 */
public record Event(
    EventId id,
    EventType type,
    UUID subject,
    Optional<SessionId> session,
    Optional<PoolId> pool,
    Instant at,
    String data) {

  /** Without the data: the platform's own words are in it. */
  @Override
  public String toString() {
    return "Event[" + id + ", " + type.text() + "]";
  }
}
