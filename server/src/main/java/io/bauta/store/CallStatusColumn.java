package io.bauta.store;

import static java.util.stream.Collectors.groupingBy;

import io.bauta.call.CallStatus;
import io.bauta.store.CallFactRows.StoredFact;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The status of a call as a column, by which lists are filtered. */
final class CallStatusColumn {

  // A caller who was asked for digits, and for whom nothing was decided since, has no caller id.
  private static final String SET_STATUS =
      """
      update call set status = ?
      where id = ? and refusal is null and %s and status <> ?
      """;

  private static final String CONNECTED = SET_STATUS.formatted("caller_id is not null");
  private static final String CONNECTED_BY_DIGITS =
      SET_STATUS.formatted(
          "(why = 'PIN' or (why = 'GRACE' and caller_position is null)"
              + " or (why = 'SUPPORT' and session_id is not null))");
  private static final String CHALLENGED = SET_STATUS.formatted("caller_id is null");

  private CallStatusColumn() {}

  /** Brings it in line with all the facts told so far of {@code calls}. */
  static void update(Link link, Set<UUID> calls, CallFactRows factRows) throws SQLException {
    if (calls.isEmpty()) {
      return;
    }
    Map<UUID, List<StoredFact>> told =
        link
            .dialect()
            .ofMany(link, CallFactRows.OF_CALLS, List.copyOf(calls), factRows::read)
            .stream()
            .collect(groupingBy(StoredFact::call));
    Query connected = link.query(CONNECTED);
    Query connectedByDigits = link.query(CONNECTED_BY_DIGITS);
    Query challenged = link.query(CHALLENGED);
    for (UUID call : calls) {
      List<StoredFact> facts = told.getOrDefault(call, List.of());
      CallStatus status = AnyCall.connected(facts);
      connected.addBatch(status, call, status);
      CallStatus byDigits = AnyCall.connectedByDigits(facts);
      if (byDigits != status) {
        connectedByDigits.addBatch(byDigits, call, byDigits);
      }
      CallStatus unconnected = AnyCall.challenged(facts);
      if (unconnected != CallStatus.ROUTING) {
        challenged.addBatch(unconnected, call, unconnected);
      }
    }
    connected.executeBatch();
    connectedByDigits.executeBatch();
    challenged.executeBatch();
  }
}
