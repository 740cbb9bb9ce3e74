package io.bauta.store;

import io.bauta.call.CallStart;
import io.bauta.event.Event;
import io.bauta.event.EventRedaction;
import io.bauta.event.EventRedaction.Former;
import io.bauta.event.EventRedaction.Gone;
import io.bauta.number.PhoneNumber;
import io.bauta.person.ErasureStore;
import io.bauta.person.ErasureStore.Piece;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.session.ParticipantId;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Takes people who were erased out of events: the rows stay where they are, in their order, and
 * what is sent from now on does not tell of them. Runs in the turn of deliveries, so that no event
 * gets its place meanwhile.
 */
final class ErasedEvents {

  /** Before the place of an event that waits for its place among all. */
  private static final String WAITING = "w";

  private static final long BEFORE_ALL = -1;

  private static final String INBOX =
      """
      select * from event_inbox where place > ? order by place limit ?
      """;

  private static final String PAGE =
      EventRows.SELECT + "where e.place > ? order by e.place limit ?";

  private static final String CHANGE_WAITING =
      """
      update event_inbox set data = ? where place = ?
      """;

  private static final String CHANGE =
      """
      update event set data = ? where place = ?
      """;

  private static final String IS_SESSION =
      """
      select 1 from session where id = ?
      """;

  private static final String SESSION =
      SessionRows.SELECT + "where s.id = ? " + SessionRows.IN_ORDER;

  private static final String ERASED_IN_SESSION =
      """
      select id from participant where session_id = ? and erased is not null
      """;

  /** A call whose people are not kept any more is as one that is not there. */
  private static final String CALL =
      CallRows.SELECT
          + """
          where c.id = ?
            and (c.caller_id is null or c.destination_sealed is not null
              or y.real_number is not null)
          """;

  private static final String OF_SESSION = "session";
  private static final String OF_CALL = "call";

  private final CallRows calls;
  private final SessionRows sessions;
  private final EventRedaction redaction;

  ErasedEvents(CallRows calls, SessionRows sessions, EventRedaction redaction) {
    this.calls = calls;
    this.sessions = sessions;
    this.redaction = redaction;
  }

  /** What came of a piece. */
  record Done(int changed, Piece piece) {}

  private record Stored(long place, Event event) {
    @Override
    public String toString() {
      return event.toString();
    }
  }

  Done erase(Link link, PhoneNumber number, Optional<String> after) throws SQLException {
    link.dialect().takeTurn(link, Dialect.Turn.DELIVERIES);
    String from = after.orElse(WAITING + BEFORE_ALL);
    // Those first: whatever leaves them meanwhile is found behind all others.
    return from.startsWith(WAITING)
        ? eraseWaiting(link, number, Long.parseLong(from.substring(WAITING.length())))
        : erasePlaced(link, number, Long.parseLong(from));
  }

  private Done eraseWaiting(Link link, PhoneNumber number, long after) throws SQLException {
    List<Stored> page =
        link.query(INBOX)
            .with(after, ErasureStore.ERASED_AT_ONCE_MAX)
            .all(row -> new Stored(row.number("place"), EventRows.waiting(row)));
    String reached =
        page.size() < ErasureStore.ERASED_AT_ONCE_MAX
            ? Long.toString(BEFORE_ALL)
            : WAITING + page.getLast().place();
    return new Done(
        change(link, page, number, CHANGE_WAITING), new Piece(Optional.of(reached), false, false));
  }

  private Done erasePlaced(Link link, PhoneNumber number, long after) throws SQLException {
    List<Stored> page =
        link.query(PAGE)
            .with(after, ErasureStore.ERASED_AT_ONCE_MAX)
            .all(row -> new Stored(row.number("e_place"), EventRows.read(row).event()));
    long reached = page.isEmpty() ? after : page.getLast().place();
    return new Done(
        change(link, page, number, CHANGE),
        new Piece(
            Optional.of(Long.toString(reached)),
            page.size() < ErasureStore.ERASED_AT_ONCE_MAX,
            false));
  }

  private int change(Link link, List<Stored> events, PhoneNumber number, String sql)
      throws SQLException {
    int changed = 0;
    for (Stored stored : events) {
      Gone gone = gone(link, stored.event(), number);
      String before = stored.event().data();
      String data = redaction.without(stored.event(), gone);
      if (!data.equals(before)) {
        link.query(sql).with(data, stored.place()).update();
        changed++;
      }
    }
    return changed;
  }

  private Gone gone(Link link, Event event, PhoneNumber number) throws SQLException {
    return switch (event.type().topic()) {
      case OF_SESSION -> inSession(link, event, number);
      case OF_CALL -> inCall(link, event, number);
      default -> new Gone(Set.of(), Optional.empty(), false, false, false, Optional.empty());
    };
  }

  private Gone inSession(Link link, Event event, PhoneNumber number) throws SQLException {
    UUID session = event.subject();
    Set<ParticipantId> erased =
        new HashSet<>(
            link.query(ERASED_IN_SESSION)
                .with(session)
                .all(row -> new ParticipantId(row.id("id"))));
    boolean isKnown = !erased.isEmpty() || link.query(IS_SESSION).with(session).exists();
    return new Gone(
        erased, former(link, event, number), false, false, false, maskedUnless(isKnown, number));
  }

  /** Looked for only where it may be told: to open every session that is told of takes long. */
  private Optional<Former> former(Link link, Event event, PhoneNumber number) throws SQLException {
    String masked = number.masked();
    if (!event.data().contains(masked)) {
      return Optional.empty();
    }
    Optional<MaskingSession> session = sessions.first(link.query(SESSION).with(event.subject()));
    return session.map(
        one ->
            new Former(
                one.participants().stream()
                    .filter(participant -> !participant.numbers().contains(number))
                    .map(Participant::id)
                    .collect(Collectors.toSet()),
                masked));
  }

  private Gone inCall(Link link, Event event, PhoneNumber number) throws SQLException {
    Optional<UUID> id = redaction.call(event).map(call -> call.uuid());
    Optional<CallStart> call =
        id.isEmpty() ? Optional.empty() : link.query(CALL).with(id.get()).first(calls::read);
    boolean caller =
        call.flatMap(start -> start.incoming().caller()).filter(PhoneNumber::isErased).isPresent();
    boolean destination =
        call.filter(
                start ->
                    start.decision() instanceof Connect connect && connect.destination().isErased())
            .isPresent();
    boolean dialed = call.filter(start -> start.incoming().dialed().isErased()).isPresent();
    return new Gone(
        Set.of(),
        Optional.empty(),
        caller,
        destination,
        dialed,
        maskedUnless(call.isPresent(), number));
  }

  private static Optional<String> maskedUnless(boolean isKnown, PhoneNumber number) {
    return isKnown ? Optional.empty() : Optional.of(number.masked());
  }
}
