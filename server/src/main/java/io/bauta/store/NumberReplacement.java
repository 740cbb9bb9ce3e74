package io.bauta.store;

import io.bauta.session.Binding;
import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.vault.NumberVault;
import io.bauta.vault.Tokens;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives a participant another number in place of their first. The pair of the old number rests with
 * the session, under a position that nobody has; records of calls are given the old number, which
 * stood only in the participant.
 */
final class NumberReplacement {

  // Locked: it is copied, and a rotation of keys must not seal it anew in between.
  private static final String OLD_NUMBER =
      """
      select real_number from participant where session_id = ? and position = ?
      """;

  private static final String SET_NUMBER =
      """
      update participant set real_number = ?, opened_sealed = ?
      where session_id = ? and position = ?
      """;

  private static final TokenStatement REST =
      TokenStatement.of(
          "real_token",
          """
          update binding set position = ?, rests_until = ?
          where session_id = ? and position = ? and {token} = ? and released_at is null
          """);

  private static final TokenStatement HELD =
      TokenStatement.of(
          "real_token",
          """
          select session_id, place, rests_until from binding
          where {token} = ? and proxy_number = ? and released_at is null
          """);

  private static final String RELEASE =
      """
      update binding set released_at = ? where session_id = ? and place = ?
      """;

  private static final String NEXT_PLACE =
      """
      select max(place) + 1 as place from binding where session_id = ?
      """;

  // A call may have moved the end of the session since it was read.
  private static final String INSERT =
      """
      insert into binding
        (session_id, place, position, pool_id, proxy_number, real_token, next_token, rests_until)
      values (?, ?, ?, ?, ?, ?, ?, (select rests_until from session where id = ?))
      """;

  private final MaskingSession session;
  private final int position;
  private final Instant restsUntil;
  private final Instant now;
  private final NumberVault vault;
  private final Tokens tokens;
  private final byte[] sealed;
  private final Optional<byte[]> openedSealed;

  NumberReplacement(
      MaskingSession session,
      int position,
      Instant restsUntil,
      Instant now,
      NumberVault vault,
      Tokens tokens) {
    this.session = session;
    this.position = position;
    this.restsUntil = restsUntil;
    this.now = now;
    this.vault = vault;
    this.tokens = tokens;
    Participant participant = session.participants().get(position);
    this.sealed = vault.seal(participant.realNumber());
    this.openedSealed = participant.openedWith().map(vault::seal);
  }

  /** False, before anything is changed, when another session has the new holder. */
  boolean run(Link link) throws SQLException {
    List<Binding> added = new ArrayList<>();
    for (Binding binding : session.bindings()) {
      boolean isNew =
          binding.caller().filter(seat -> seat.position() == position).isPresent()
              && binding.caller().get().place() == 0;
      if (isNew && !isFree(link, binding)) {
        return false;
      }
      if (isNew) {
        added.add(binding);
      }
    }
    UUID id = session.id().uuid();
    byte[] old =
        link.query(OLD_NUMBER + link.dialect().forUpdate())
            .with(id, position)
            .first(row -> row.bytes("real_number"))
            .orElseThrow();
    keepInCalls(link, "caller_sealed", "caller_position", old);
    keepInCalls(link, "destination_sealed", "destination_position", old);
    link.query(SET_NUMBER).with(sealed, openedSealed, id, position).update();
    link.query(REST.by(tokens))
        .with(formerPosition(position), restsUntil, id, position, tokens.wanted(vault.open(old)))
        .update();
    long place = link.query(NEXT_PLACE).with(id).first(row -> row.number("place")).orElseThrow();
    for (Binding binding : added) {
      Tokens.Written token = NewSession.written(binding.holder(), tokens);
      link.query(INSERT)
          .with(
              id,
              place++,
              position,
              session.pool().uuid(),
              binding.number().digits(),
              token.token(),
              token.next(),
              id)
          .update();
    }
    return true;
  }

  /** Under which the pairs are of numbers that were those of this position before. */
  static int formerPosition(int position) {
    return -1 - position;
  }

  private void keepInCalls(Link link, String column, String seat, byte[] old) throws SQLException {
    for (String table : List.of("call", "call_inbox")) {
      link.query(
              """
              update %s set %s = ? where session_id = ? and %s = ? and %s is null
              """
                  .formatted(table, column, seat, column))
          .with(old, session.id().uuid(), position)
          .update();
    }
  }

  /** A pair whose rest is over is released on the way; one of this very session is its own. */
  private boolean isFree(Link link, Binding binding) throws SQLException {
    record Held(UUID session, long place, boolean rests) {}
    byte[] token = NewSession.wanted(binding.holder(), tokens);
    List<Held> held =
        link.query(HELD.by(tokens) + link.dialect().forUpdate())
            .with(token, binding.number().digits())
            .all(
                row ->
                    new Held(
                        row.id("session_id"),
                        row.number("place"),
                        row.optionalInstant("rests_until").filter(r -> !r.isAfter(now)).isEmpty()));
    for (Held other : held) {
      if (other.rests() && !other.session().equals(session.id().uuid())) {
        return false;
      }
      link.query(RELEASE).with(now, other.session(), other.place()).update();
    }
    return true;
  }
}
