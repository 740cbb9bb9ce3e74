package io.bauta.store;

import io.bauta.number.PhoneNumber;
import io.bauta.person.ErasureId;
import io.bauta.person.ErasureStore;
import io.bauta.person.ErasureStore.Piece;
import io.bauta.person.Traces;
import io.bauta.vault.NumberVault;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Erases whoever has a number, or was erased from a session, from calls: times, outcome and our own
 * numbers stay. What is recorded of these calls is to be deleted.
 */
final class ErasedCalls {

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private static final int DIALED = 1;
  private static final int CALLER = 2;
  private static final int DESTINATION = 4;

  private static final String PAGE =
      """
      select c.id, c.status, coalesce(c.erased, 0) as erased, c.dialed_sealed, c.caller_sealed, c.destination_sealed,
        c.caller_place, c.callee_place, x.erased as caller_erased,
        y.erased as destination_erased
      from call c
        left join participant x on x.session_id = c.session_id and x.position = c.caller_position
        left join participant y
          on y.session_id = c.session_id and y.position = c.destination_position
      where c.id > ? order by c.id limit ?
      """;

  private static final String LOCK =
      """
      select status, carrier_key from call where id = ?
      """;

  private static final String ERASE_DIALED =
      """
      update call set dialed_sealed = ? where id = ?
      """;

  private static final String ERASE_CALLER =
      """
      update call set caller_sealed = ? where id = ?
      """;

  private static final String ERASE_DESTINATION =
      """
      update call set destination_sealed = ? where id = ?
      """;

  private static final String ERASED =
      """
      update call set steps = null, erased = coalesce(erased, 0) | ? where id = ?
      """;

  private static final String BEGUN =
      """
      select c.dialed_sealed, c.caller_sealed, c.destination_sealed, x.erased as caller_erased,
        y.erased as destination_erased
      from call c
        left join participant x on x.session_id = c.session_id and x.position = c.caller_position
        left join participant y
          on y.session_id = c.session_id and y.position = c.destination_position
      where c.id = ? and c.erased is null
      """;

  // Also one that is deleted here and not there.
  private static final String ERASE_RECORDINGS =
      """
      update recording set erased_for = ?
      where carrier_key = (select c.carrier_key from call c where c.id = ?)
        and erased_for is null and (state <> 'DELETED' or carrier_copy <> 'DELETED')
      """;

  // What they say may have the number in it in a way that nobody looks for.
  private static final String END_NETS =
      """
      update owed_command set ended = 'CALL_GONE', ended_at = ?, body_sealed = null
      where ended is null and wanted <> 'ALWAYS'
        and carrier_account = (select c.carrier_account from call c where c.id = ?)
        and carrier_call_id = (select c.carrier_call_id from call c where c.id = ?)
      """;

  // Few are: the others are owed for milliseconds. So no index knows their calls.
  private static final String OPEN_COMMANDS =
      """
      select command_key, carrier_account, carrier_call_id from owed_command
      where ended is null and wanted = 'ALWAYS'
      """;

  private static final String END_COMMAND =
      """
      update owed_command set ended = 'CALL_GONE', ended_at = ?, body_sealed = null
      where command_key = ? and ended is null
      """;

  private final NumberVault vault;

  ErasedCalls(NumberVault vault) {
    this.vault = vault;
  }

  /**
   * Where somebody is in a call.
   *
   * @param sides who in it they are, as bits
   * @param sealed which of those are sealed into its row
   */
  private record Hit(UUID id, int sides, int sealed) {}

  /** What was looked at. */
  record Looked(List<Hit> hits, Optional<String> reached, boolean isLast) {}

  Looked look(Link link, PhoneNumber number, Optional<String> after) throws SQLException {
    List<Hit> hits = new ArrayList<>();
    List<UUID> ids = new ArrayList<>();
    UUID from = after.map(UUID::fromString).orElse(BEFORE_ALL);
    link.query(PAGE)
        .with(from, Traces.LOOKED_AT_MAX)
        .forEach(
            row -> {
              if (hits.size() < ErasureStore.ERASED_AT_ONCE_MAX) {
                ids.add(row.id("id"));
                hit(row, number).ifPresent(hits::add);
              }
            });
    boolean isLast =
        ids.size() < Traces.LOOKED_AT_MAX && hits.size() < ErasureStore.ERASED_AT_ONCE_MAX;
    return new Looked(hits, ids.isEmpty() ? after : Optional.of(ids.getLast().toString()), isLast);
  }

  private Optional<Hit> hit(Row row, PhoneNumber number) throws SQLException {
    int sealed = 0;
    if (isSealed(row, "dialed_sealed", number)) {
      sealed |= DIALED;
    }
    if (isSide(row, number, "caller_sealed", "caller_place", "caller_erased")) {
      sealed |= CALLER;
    }
    if (isSide(row, number, "destination_sealed", "callee_place", "destination_erased")) {
      sealed |= DESTINATION;
    }
    int sides = sealed;
    if (isErasedInSession(row, "caller_sealed", "caller_erased")) {
      sides |= CALLER;
    }
    if (isErasedInSession(row, "destination_sealed", "destination_erased")) {
      sides |= DESTINATION;
    }
    boolean isNew = (sides & ~row.number("erased")) != 0;
    return isNew ? Optional.of(new Hit(row.id("id"), sides, sealed)) : Optional.empty();
  }

  static boolean goesOn(String status) {
    return status.equals("ROUTING") || status.equals("RINGING") || status.equals("IN_PROGRESS");
  }

  private boolean isSealed(Row row, String column, PhoneNumber number) throws SQLException {
    return row.optionalBytes(column).map(vault::open).filter(number::equals).isPresent();
  }

  /** By the number, or as a further number of a participant who was erased. */
  private boolean isSide(
      Row row, PhoneNumber number, String sealed, String place, String erasedThere)
      throws SQLException {
    Optional<PhoneNumber> known = row.optionalBytes(sealed).map(vault::open);
    if (known.isEmpty() || known.get().isErased()) {
      return false;
    }
    boolean isFurther = row.optionalNumber(place).orElse(0) > 0;
    return known.get().equals(number) || (isFurther && row.optionalNumber(erasedThere).isPresent());
  }

  /** Who stands in the session only, and is nobody there any more. */
  private static boolean isErasedInSession(Row row, String sealed, String erasedThere)
      throws SQLException {
    return row.optionalBytes(sealed).isEmpty() && row.optionalNumber(erasedThere).isPresent();
  }

  /** Erases what was found, in the turn of calls; how many calls. */
  Done erase(Link link, ErasureId erasure, Looked looked, Instant now) throws SQLException {
    int commands = 0;
    boolean leftSome = false;
    Set<CallKey> erased = new HashSet<>();
    for (Hit hit : looked.hits()) {
      Optional<Locked> call =
          link.query(LOCK + link.dialect().forUpdate())
              .with(hit.id())
              .first(row -> new Locked(row.text("status"), CallKey.of(row.bytes("carrier_key"))));
      if (call.filter(locked -> goesOn(locked.status())).isPresent()) {
        leftSome = true;
      } else if (call.isPresent()) {
        erase(link, erasure, hit);
        commands += link.query(END_NETS).with(now, hit.id(), hit.id()).update();
        erased.add(call.get().key());
      }
    }
    commands += endCommands(link, erased, now);
    return new Done(
        erased.size(), commands, new Piece(looked.reached(), looked.isLast(), leftSome));
  }

  private record Locked(String status, CallKey key) {}

  private static int endCommands(Link link, Set<CallKey> calls, Instant now) throws SQLException {
    if (calls.isEmpty()) {
      return 0;
    }
    List<String> keys = new ArrayList<>();
    link.query(OPEN_COMMANDS)
        .forEach(
            row -> {
              if (calls.contains(
                  CallKey.of(row.text("carrier_account"), row.text("carrier_call_id")))) {
                keys.add(row.text("command_key"));
              }
            });
    int ended = 0;
    for (String key : keys) {
      ended += link.query(END_COMMAND).with(now, key).update();
    }
    return ended;
  }

  /**
   * Calls that came to be known only after somebody in them may have been erased: they know it from
   * now on, and what is recorded of them is to be deleted. In the turn of calls.
   */
  void knownLate(Link link, List<UUID> calls) throws SQLException {
    for (UUID id : calls) {
      int sides = link.query(BEGUN).with(id).first(this::nobodys).orElse(0);
      if (sides != 0) {
        link.query(ERASED).with(sides, id).update();
        link.query(ERASE_RECORDINGS).with(RecordingRows.LATE, id).update();
      }
    }
  }

  private int nobodys(Row row) throws SQLException {
    int sides = isNobody(row, "dialed_sealed") ? DIALED : 0;
    if (isNobody(row, "caller_sealed")
        || isErasedInSession(row, "caller_sealed", "caller_erased")) {
      sides |= CALLER;
    }
    if (isNobody(row, "destination_sealed")
        || isErasedInSession(row, "destination_sealed", "destination_erased")) {
      sides |= DESTINATION;
    }
    return sides;
  }

  private boolean isNobody(Row row, String column) throws SQLException {
    return row.optionalBytes(column).map(vault::open).filter(PhoneNumber::isErased).isPresent();
  }

  /** What came of it. */
  record Done(int changed, int commands, Piece piece) {}

  private void erase(Link link, ErasureId erasure, Hit hit) throws SQLException {
    erase(link, hit, DIALED, ERASE_DIALED);
    erase(link, hit, CALLER, ERASE_CALLER);
    erase(link, hit, DESTINATION, ERASE_DESTINATION);
    link.query(ERASED).with(hit.sides(), hit.id()).update();
    link.query(ERASE_RECORDINGS).with(erasure.uuid(), hit.id()).update();
  }

  private void erase(Link link, Hit hit, int side, String sql) throws SQLException {
    if ((hit.sealed() & side) != 0) {
      link.query(sql).with(ErasedSession.sealedNobody(vault), hit.id()).update();
    }
  }
}
