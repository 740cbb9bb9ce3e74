package io.bauta.session;

import io.bauta.pool.NumberPool;
import io.bauta.pool.Pools;
import io.bauta.session.Lifetime.FromLastCall;
import io.bauta.session.MaskingSession.Closing;
import java.time.Instant;
import java.util.Optional;

/** Sessions with another end, and what follows from that. */
final class Ends {

  private final Pools pools;

  Ends(Pools pools) {
    this.pools = pools;
  }

  /** One whose end no call moves. */
  MaskingSession with(
      MaskingSession session, Optional<Instant> expiresAt, Optional<Closing> closing) {
    return with(session, Optional.empty(), expiresAt, closing);
  }

  MaskingSession with(
      MaskingSession session,
      Optional<FromLastCall> moving,
      Optional<Instant> expiresAt,
      Optional<Closing> closing) {
    Optional<Instant> end = closing.map(Closing::at).or(() -> expiresAt);
    NumberPool pool = pools.find(session.pool()).orElseThrow();
    return new MaskingSession(
        session.id(),
        session.pool(),
        session.reference(),
        session.metadata(),
        session.lifetime(),
        session.openedAt(),
        expiresAt,
        closing,
        graceFrom(end, pool),
        end.map(instant -> instant.plus(pool.restAfterEnd())),
        session.mode(),
        session.participants(),
        session.rules(),
        moving);
  }

  static Optional<Instant> graceFrom(Optional<Instant> end, NumberPool pool) {
    return pool.grace().isZero() ? Optional.empty() : end.map(at -> at.plus(pool.grace()));
  }

  static Optional<FromLastCall> moving(Lifetime lifetime) {
    return lifetime instanceof FromLastCall moving ? Optional.of(moving) : Optional.empty();
  }
}
