package io.bauta.store;

import static java.util.stream.Collectors.groupingBy;

import io.bauta.call.Call;
import io.bauta.call.CallStatus;
import io.bauta.store.CallFactRows.StoredFact;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What follows from the facts of a call, as columns: lists are filtered and totals made by them.
 */
final class CallStatusColumn {

  // A caller who was asked for digits, and for whom nothing was decided since, has no caller id.
  private static final String SET_STATUS =
      """
      update call set status = ?, talk_millis = ?
      where id = ? and refusal is null and %s
        and (status <> ? or talk_millis is distinct from ?)
      """;

  private static final String CONNECTED = SET_STATUS.formatted("caller_id is not null");

  // Of a call that was connected, what was announced is the notice before that.
  private static final String CONNECTED_AFTER_WORDS =
      SET_STATUS.formatted(
          "caller_id is not null and (why = 'PIN' or announcement is not null"
              + " or (why = 'GRACE' and caller_position is null)"
              + " or (why = 'SUPPORT' and session_id is not null))");

  private static final String CHALLENGED = SET_STATUS.formatted("caller_id is null");

  private CallStatusColumn() {}

  private record Columns(CallStatus status, Optional<Duration> talk) {

    static Columns of(Call call) {
      return new Columns(call.status(), call.talkTime());
    }

    void addTo(Query update, UUID call) throws SQLException {
      update.addBatch(status, talk, call, status, talk);
    }
  }

  /** Brings them in line with all the facts told so far of {@code calls}. */
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
    Query connectedAfterWords = link.query(CONNECTED_AFTER_WORDS);
    Query challenged = link.query(CHALLENGED);
    for (UUID call : calls) {
      List<StoredFact> facts = told.getOrDefault(call, List.of());
      Columns columns = Columns.of(AnyCall.connected(facts));
      columns.addTo(connected, call);
      Columns afterWords = Columns.of(AnyCall.connectedAfterWords(facts));
      if (!afterWords.equals(columns)) {
        afterWords.addTo(connectedAfterWords, call);
      }
      Columns unconnected = Columns.of(AnyCall.challenged(facts));
      if (unconnected.status() != CallStatus.ROUTING) {
        unconnected.addTo(challenged, call);
      }
    }
    connected.executeBatch();
    connectedAfterWords.executeBatch();
    challenged.executeBatch();
  }
}
