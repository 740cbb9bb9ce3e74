package io.bauta.store;

import io.bauta.number.PhoneNumber;
import io.bauta.person.ErasureId;
import io.bauta.person.ErasureStore.OfSession;
import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.session.SessionId;
import io.bauta.vault.NumberVault;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Erases whoever has a number from one session. What the platform wrote into the session goes too:
 * nobody can tell about whom it is. Pairs rest on, each with its token, under a position that
 * nobody has; so the number that was lent is not lent again to the same person too soon.
 */
final class ErasedSession {

  private static final String BY_ID = SessionRows.SELECT + "where s.id = ? " + SessionRows.IN_ORDER;

  private static final String LOCK =
      """
      select id from session where id = ?
      """;

  private static final String CALL_GOES_ON =
      """
      select 1 from call where session_id = ? and status in ('ROUTING', 'RINGING', 'IN_PROGRESS')
      limit 1
      """;

  private static final String ERASE_PARTICIPANT =
      """
      update participant set name = '', real_number = ?, more_sealed = null, pin_sealed = null,
        opened_sealed = null, erased = 1
      where session_id = ? and position = ?
      """;

  private static final String FORGET_FORMER_NUMBER =
      """
      update participant set opened_sealed = null where session_id = ? and position = ?
      """;

  private static final String REST_BY_THEMSELVES =
      """
      update binding set position = ?, erased_for = ?
      where session_id = ? and position in (?, ?) and erased_for is null
      """;

  private static final String FORGET_PHONES =
      """
      delete from known_phone where session_id = ? and position = ?
      """;

  // An end that no call moves any more: a call that comes to be known late does not open it again.
  private static final String FORGET_WORDS =
      """
      update session set reference = null, held_reference = null, metadata = '{}',
        closed_reason = case when closed_at is null then null else ? end,
        idempotency_key = null, grace_until = null, call_ttl_millis = null, latest_end = null,
        erased = 1
      where id = ?
      """;

  private static final String FORGET_WORDS_OF_ORDERS =
      """
      update session_order set reference = null, metadata = '{}', idempotency_key = null,
        closed_reason = case when closed_at is null then null else ? end
      where session_id = ?
      """;

  /** In place of why it was closed, in the platform's words. */
  static final String REASON = "erased";

  private final SessionRows rows;
  private final SessionEvents events;
  private final NumberVault vault;

  ErasedSession(SessionRows rows, SessionEvents events, NumberVault vault) {
    this.rows = rows;
    this.events = events;
    this.vault = vault;
  }

  /**
   * What stands in place of a number. Other bytes each time: by equal ones the rows of one person
   * would be told to be one person's, without any key.
   */
  static byte[] sealedNobody(NumberVault vault) {
    return vault.seal(PhoneNumber.ERASED);
  }

  OfSession erase(Link link, ErasureId erasure, SessionId id, PhoneNumber number, Instant now)
      throws SQLException {
    // A call that is recorded beside it would miss it, and be missed by it.
    link.dialect().takeTurn(link, Dialect.Turn.CALLS);
    UUID session = id.uuid();
    if (!link.query(LOCK + link.dialect().forUpdate()).with(session).exists()) {
      return OfSession.NOBODY;
    }
    MaskingSession found = rows.first(link.query(BY_ID).with(session)).orElseThrow();
    boolean isIn = found.participants().stream().anyMatch(one -> one.numbers().contains(number));
    if (isIn && found.stateAt(now) == MaskingSession.State.OPEN) {
      return OfSession.OPEN;
    }
    if (isIn && link.query(CALL_GOES_ON).with(session).exists()) {
      return OfSession.CALLED;
    }
    boolean any = isIn;
    if (isIn) {
      // By the clock it ended untold, perhaps.
      events.toReopen(link, found, now);
    }
    for (int position = 0; position < found.participants().size(); position++) {
      Participant one = found.participants().get(position);
      if (one.numbers().contains(number)) {
        erase(link, erasure, session, position);
      } else if (one.openedWith().equals(Optional.of(number))) {
        any = true;
        link.query(FORGET_FORMER_NUMBER).with(session, position).update();
      }
    }
    if (isIn) {
      link.query(FORGET_WORDS).with(REASON, session).update();
      link.query(FORGET_WORDS_OF_ORDERS).with(REASON, session).update();
    }
    return any ? OfSession.ERASED : OfSession.NOBODY;
  }

  private void erase(Link link, ErasureId erasure, UUID session, int position) throws SQLException {
    link.query(ERASE_PARTICIPANT).with(sealedNobody(vault), session, position).update();
    int former = NumberReplacement.formerPosition(position);
    link.query(REST_BY_THEMSELVES).with(former, erasure.uuid(), session, position, former).update();
    link.query(FORGET_PHONES).with(session, position).update();
  }
}
