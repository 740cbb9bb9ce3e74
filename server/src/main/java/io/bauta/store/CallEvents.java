package io.bauta.store;

import static java.util.stream.Collectors.groupingBy;

import io.bauta.call.Call;
import io.bauta.call.CallStart;
import io.bauta.call.CallStatus;
import io.bauta.call.ToldFact;
import io.bauta.event.Event;
import io.bauta.event.EventType;
import io.bauta.event.Happening;
import io.bauta.pool.PoolId;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.store.CallFactRows.StoredFact;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Tells of calls, each event of a call once: which were told stands with the call. A call that was
 * recorded while nobody wanted events has none, also later.
 */
final class CallEvents {

  private static final int STARTED = 1;
  private static final int ANSWERED = 2;
  private static final int ENDED = 4;
  private static final int REFUSED = 8;

  /**
   * For {@link Dialect#ofMany}. A call whose people are not kept any more is nothing to tell of.
   */
  private static final String OF_CALLS =
      CallRows.SELECT
          + """
          where c.told is not null
            and (c.caller_id is null or c.destination_sealed is not null
              or y.real_number is not null)
            and c.id""";

  private static final String SET_TOLD =
      """
      update call set told = ? where id = ?
      """;

  private final EventRecorder recorder;
  private final CallRows rows;
  private final CallFactRows factRows;

  CallEvents(EventRecorder recorder, CallRows rows, CallFactRows factRows) {
    this.recorder = recorder;
    this.rows = rows;
    this.factRows = factRows;
  }

  /** Whether calls that are recorded now are to be told of. */
  boolean areWanted() {
    return recorder.isWanted();
  }

  private record Watched(CallStart start, Optional<PoolId> pool, int told) {}

  /** Tells what is to be told of {@code calls} by now. */
  void tell(Link link, Set<UUID> calls) throws SQLException {
    if (calls.isEmpty() || !areWanted()) {
      return;
    }
    List<UUID> ids = List.copyOf(calls);
    List<Watched> watched =
        link
            .dialect()
            .ofMany(
                link,
                OF_CALLS,
                ids,
                row ->
                    new Watched(
                        rows.read(row),
                        row.optionalId("pool_id").map(PoolId::new),
                        Math.toIntExact(row.number("told"))))
            .stream()
            .sorted(Comparator.comparing(one -> one.start().id().toString()))
            .toList();
    if (watched.isEmpty()) {
      return;
    }
    Map<UUID, List<StoredFact>> facts =
        link.dialect().ofMany(link, CallFactRows.OF_CALLS, ids, factRows::read).stream()
            .collect(groupingBy(StoredFact::call));
    List<Event> events = new ArrayList<>();
    Query setTold = link.query(SET_TOLD);
    for (Watched one : watched) {
      Call call = call(one.start(), facts.getOrDefault(one.start().id().uuid(), List.of()));
      int due = due(call);
      if ((due & ~one.told()) != 0) {
        add(call, one.pool(), due & ~one.told(), events);
        setTold.addBatch(due | one.told(), one.start().id().uuid());
      }
    }
    setTold.executeBatch();
    EventRecorder.insert(link, events);
  }

  private static Call call(CallStart start, List<StoredFact> facts) {
    return new Call(start, facts.stream().map(fact -> fact.of(start)).toList());
  }

  private static int due(Call call) {
    if (call.start().decision() instanceof Refuse) {
      return REFUSED;
    }
    int due = call.start().decision() instanceof Connect ? STARTED : 0;
    CallStatus status = call.status();
    due |= status == CallStatus.IN_PROGRESS || status == CallStatus.COMPLETED ? ANSWERED : 0;
    due |= call.isEnded() ? ENDED : 0;
    return due;
  }

  private void add(Call call, Optional<PoolId> pool, int events, List<Event> to) {
    Instant began = call.start().receivedAt();
    Instant lately =
        call.facts().stream().map(ToldFact::receivedAt).max(Instant::compareTo).orElse(began);
    add(call, pool, EventType.CALL_STARTED, began, events & STARTED, to);
    add(call, pool, EventType.CALL_REFUSED, began, events & REFUSED, to);
    add(call, pool, EventType.CALL_ANSWERED, lately, events & ANSWERED, to);
    add(call, pool, EventType.CALL_ENDED, lately, events & ENDED, to);
  }

  private void add(
      Call call, Optional<PoolId> pool, EventType type, Instant at, int wanted, List<Event> to) {
    if (wanted != 0) {
      to.add(recorder.event(new Happening.OfCall(type, call, pool, at)));
    }
  }
}
