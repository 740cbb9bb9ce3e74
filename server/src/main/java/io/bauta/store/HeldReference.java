package io.bauta.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The references that open sessions hold where a pool lets one have each. A unique index has the
 * last word. The clock does not write, so a session that has expired holds its reference until
 * somebody else wants it.
 */
final class HeldReference {

  private static final String HOLDER =
      """
      select id from session where pool_id = ? and held_reference = ?
      """;

  private static final String OPEN_HOLDER =
      HOLDER + "and closed_at is null and (expires_at is null or expires_at > ?)";

  private static final String LET_GO =
      """
      update session set held_reference = null
      where pool_id = ? and held_reference = ? and expires_at <= ?
      """;

  private HeldReference() {}

  static Optional<UUID> holder(Link link, UUID pool, String reference) throws SQLException {
    return link.query(HOLDER).with(pool, reference).first(row -> row.id("id"));
  }

  /** Who holds the reference of {@code session} and is open; empty also when it holds none. */
  static Optional<UUID> openHolder(Link link, NewSession session) throws SQLException {
    return session.heldReference().isEmpty()
        ? Optional.empty()
        : link.query(OPEN_HOLDER)
            .with(session.session().pool().uuid(), session.heldReference(), session.now())
            .first(row -> row.id("id"));
  }

  /** Lets the reference of {@code session} go where who holds it has expired. */
  static boolean letGo(Link link, NewSession session) throws SQLException {
    return session.heldReference().isPresent()
        && letGo(
            link, session.session().pool().uuid(), session.heldReference().get(), session.now());
  }

  /** Lets it go where who holds it has expired; the unique index settles a contest. */
  static boolean isFree(Link link, UUID pool, String reference, Instant now) throws SQLException {
    letGo(link, pool, reference, now);
    return holder(link, pool, reference).isEmpty();
  }

  static boolean letGo(Link link, UUID pool, String reference, Instant now) throws SQLException {
    return link.query(LET_GO).with(pool, reference, now).update() > 0;
  }
}
