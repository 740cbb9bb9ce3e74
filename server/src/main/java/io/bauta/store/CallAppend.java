package io.bauta.store;

import io.bauta.store.CallFactRows.NewFact;
import io.bauta.store.CallRows.NewCall;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Stores beginnings of calls and facts about calls: the busiest unit of the server. A beginning is
 * one row; only calls that facts are told about are looked at again.
 */
final class CallAppend implements UnitOfWork<Boolean> {

  private final List<NewCall> starts;
  private final Map<UUID, Instant> called;
  private final List<NewFact> facts;
  private final CallFactRows factRows;
  private final ReplacedNumbers replaced;
  private final CallEvents events;

  /**
   * An append.
   *
   * @param called the sessions whose end these calls move, each with the last of its calls
   */
  CallAppend(
      List<NewCall> starts,
      Map<UUID, Instant> called,
      List<NewFact> facts,
      CallFactRows factRows,
      ReplacedNumbers replaced,
      CallEvents events) {
    this.starts = starts;
    this.called = called;
    this.facts = facts;
    this.factRows = factRows;
    this.replaced = replaced;
    this.events = events;
  }

  @Override
  public Boolean run(Link link) throws SQLException {
    // A fact that comes beside the beginning of its call would miss it, and be missed by it.
    link.dialect().takeTurn(link, Dialect.Turn.CALLS);
    Set<UUID> toldOf = new LinkedHashSet<>();
    if (!starts.isEmpty()) {
      CallInbox.insert(link, withReplacedNumbers());
    }
    for (Map.Entry<UUID, Instant> session : called.entrySet()) {
      CalledSession.move(link, session.getKey(), session.getValue());
    }
    Set<UUID> toTell = new LinkedHashSet<>();
    if (CallInbox.isFull(link) || isToldAtOnce(link)) {
      toldOf.addAll(
          CallInbox.settle(link, events.areWanted() ? Optional.of(toTell) : Optional.empty()));
    }
    if (!facts.isEmpty()) {
      toldOf.addAll(insertFacts(link));
    }
    CallStatusColumn.update(link, toldOf, factRows);
    toTell.addAll(toldOf);
    events.tell(link, toTell);
    return true;
  }

  /** Then a call is told of before what becomes of its session. In a burst there is no time. */
  private boolean isToldAtOnce(Link link) throws SQLException {
    return events.areWanted()
        && starts.size() <= CallInbox.TOLD_AT_ONCE_MAX
        && !CallInbox.isEmpty(link);
  }

  /**
   * In its turn, and after the numbers were replaced that it knows of: those that are replaced
   * later find the rows of these calls.
   */
  private List<NewCall> withReplacedNumbers() {
    return replaced.isEmpty()
        ? starts
        : starts.stream()
            .map(start -> start.isOf(replaced) ? start.withNumbers().get() : start)
            .toList();
  }

  /** Returns the calls that the facts are about; facts about no call yet are kept as early. */
  private Set<UUID> insertFacts(Link link) throws SQLException {
    Map<CallKey, UUID> calls = callsOfFacts(link);
    Query insert = link.query(CallFactRows.INSERT);
    Query insertEarly = link.query(CallFactRows.INSERT_EARLY);
    Query insertRecording = link.query(RecordingRows.INSERT);
    for (NewFact fact : facts) {
      UUID call = calls.get(fact.key());
      if (call == null) {
        insertEarly.addBatch(fact.earlyColumns());
      } else {
        insert.addBatch(fact.columns(call));
      }
      if (fact.recording().isPresent()) {
        insertRecording.addBatch(fact.recording().get());
      }
    }
    insert.executeBatch();
    insertEarly.executeBatch();
    insertRecording.executeBatch();
    return new LinkedHashSet<>(calls.values());
  }

  private Map<CallKey, UUID> callsOfFacts(Link link) throws SQLException {
    List<byte[]> keys = facts.stream().map(NewFact::key).distinct().map(CallKey::bytes).toList();
    Map<CallKey, UUID> calls = new HashMap<>();
    link.dialect()
        .ofMany(
            link,
            CallRows.BY_KEYS,
            keys,
            row -> calls.put(CallKey.of(row.bytes("carrier_key")), row.id("id")));
    return calls;
  }
}
