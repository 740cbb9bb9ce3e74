package io.bauta.store;

import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Ringing;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.session.Seat;
import io.bauta.session.SessionId;
import io.bauta.speech.Words;
import io.bauta.vault.NumberVault;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Beginnings of calls as rows. A call between two participants has no number sealed into it: both
 * stand in its session, at the places that the decision names.
 */
final class CallRows {

  /** For {@link Dialect#ofMany}. */
  static final String BY_KEYS = "select id, carrier_key from call where carrier_key";

  static final String SELECT =
      """
      select c.*, x.real_number as caller_number, y.real_number as destination_number
      from call c
        left join participant x on x.session_id = c.session_id and x.position = c.caller_position
        left join participant y
          on y.session_id = c.session_id and y.position = c.destination_position
      """;

  private static final String SHORTFALL_SEPARATOR = ",";

  private final NumberVault vault;

  CallRows(NumberVault vault) {
    this.vault = vault;
  }

  /**
   * A beginning on its way into the inbox: its statement, and the parameters, sealed.
   *
   * @param session in which it was put through; empty for any other
   * @param withNumbers the same beginning with the numbers of both, whoever they are: their places
   *     in the session may be of other numbers by now
   */
  record NewCall(
      CallKey key,
      String insert,
      List<Object> columns,
      Optional<UUID> session,
      Supplier<NewCall> withNumbers) {

    boolean isOf(ReplacedNumbers replaced) {
      return session.isPresent() && replaced.has(session.get());
    }
  }

  private static NewCall other(CallKey key, String insert, List<Object> columns) {
    return new NewCall(
        key,
        insert,
        columns,
        Optional.empty(),
        () -> {
          throw new IllegalStateException("nobody was put through");
        });
  }

  /** One that was sealed by an earlier process; nobody's number was replaced in this one. */
  static NewCall ofEarlierProcess(KeptCall kept) {
    return other(
        CallKey.of((byte[]) kept.columns().get(1)), kept.insert(), List.copyOf(kept.columns()));
  }

  NewCall seal(CallStart start) {
    CallKey key = CallKey.of(start);
    return switch (start.decision()) {
      case Connect connect ->
          start.steps().isEmpty() && isBetweenParticipants(connect) && connect.notice().isEmpty()
              ? putThrough(
                  start, key, connect, CallInbox.INSERT_CONNECTED, columns(start, key, connect))
              : sealed(start, key, connect, false);
      case Refuse refuse -> other(key, CallInbox.INSERT_REFUSED, columns(start, key, refuse));
      case Challenge challenge ->
          other(key, CallInbox.INSERT_CHALLENGED, columns(start, key, challenge));
    };
  }

  /** Both by their first number, so that the numbers stand in the session. */
  private static boolean isBetweenParticipants(Connect connect) {
    return connect.why() == Why.SESSION
        && connect.session().isPresent()
        && isFirst(connect.caller())
        && isFirst(connect.callee());
  }

  private static boolean isFirst(Optional<Seat> seat) {
    return seat.isPresent() && seat.get().place() == 0;
  }

  private static List<Object> columns(CallStart start, CallKey key, Connect connect) {
    return List.of(
        start.id().uuid(),
        key.bytes(),
        start.incoming().carrierAccount(),
        start.carrierCallId().text(),
        connect.session().orElseThrow().uuid(),
        start.receivedAt(),
        start.incoming().dialed().digits(),
        connect.caller().orElseThrow().position(),
        connect.callee().orElseThrow().position(),
        connect.callerId().digits(),
        connect.ringTimeout(),
        connect.talkLimit(),
        shortfalls(start));
  }

  private NewCall sealed(CallStart start, CallKey key, Connect connect, boolean withNumbers) {
    List<Object> columns = columns(start, key, connect, withNumbers);
    if (start.steps().isEmpty()) {
      return putThrough(start, key, connect, CallInbox.INSERT_PUT_THROUGH, columns);
    }
    List<Object> explained = new ArrayList<>(columns);
    explained.add(StepsColumn.write(start.steps()));
    return putThrough(start, key, connect, CallInbox.INSERT_EXPLAINED, explained);
  }

  private NewCall putThrough(
      CallStart start, CallKey key, Connect connect, String insert, List<Object> columns) {
    return new NewCall(
        key,
        insert,
        columns,
        connect.session().map(SessionId::uuid),
        () -> sealed(start, key, connect, true));
  }

  /** Of several who are rung the record has the first. */
  private List<Object> columns(CallStart start, CallKey key, Connect connect, boolean withNumbers) {
    return List.of(
        start.id().uuid(),
        key.bytes(),
        start.incoming().carrierAccount(),
        start.carrierCallId().text(),
        connect.session().map(SessionId::uuid),
        start.receivedAt(),
        start.incoming().dialed().digits(),
        connect.why(),
        connect.caller().map(Seat::position),
        connect.caller().map(Seat::place),
        isFirst(connect.caller()) && !withNumbers
            ? Optional.empty()
            : start.incoming().caller().map(vault::seal),
        connect.callee().map(Seat::position),
        connect.callee().map(Seat::place),
        isFirst(connect.callee()) && !withNumbers
            ? Optional.empty()
            : vault.seal(connect.destination()),
        connect.callerId().digits(),
        connect.ringTimeout(),
        connect.talkLimit(),
        connect.notice().map(Words::text),
        shortfalls(start));
  }

  private List<Object> columns(CallStart start, CallKey key, Challenge challenge) {
    return List.of(
        start.id().uuid(),
        key.bytes(),
        start.incoming().carrierAccount(),
        start.carrierCallId().text(),
        start.receivedAt(),
        start.incoming().dialed().digits(),
        start.incoming().caller().map(vault::seal),
        challenge.announcement().map(Words::text),
        shortfalls(start));
  }

  private List<Object> columns(CallStart start, CallKey key, Refuse refuse) {
    PhoneNumber dialed = start.incoming().dialed();
    // A number that we do not know may be somebody's; every other refusal is about one of ours.
    boolean ours = refuse.reason() != Reason.UNKNOWN_NUMBER;
    return List.of(
        start.id().uuid(),
        key.bytes(),
        start.incoming().carrierAccount(),
        start.carrierCallId().text(),
        refuse.session().map(SessionId::uuid),
        start.receivedAt(),
        ours ? Optional.of(dialed.digits()) : Optional.empty(),
        ours ? Optional.empty() : Optional.of(vault.seal(dialed)),
        start.incoming().caller().map(vault::seal),
        refuse.reason(),
        refuse.announcement().map(Words::text),
        shortfalls(start),
        StepsColumn.write(start.steps()));
  }

  private static Optional<String> shortfalls(CallStart start) {
    return start.shortfalls().isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(SHORTFALL_SEPARATOR, start.shortfalls()));
  }

  CallStart read(Row row) throws SQLException {
    return new CallStart(
        new CallId(row.id("id")),
        new CarrierCallId(row.text("carrier_call_id")),
        row.instant("received_at"),
        incoming(row),
        decision(row),
        row.optionalText("shortfalls")
            .map(names -> Set.of(names.split(SHORTFALL_SEPARATOR)))
            .orElse(Set.of()),
        StepsColumn.read(row.optionalText("steps")));
  }

  private IncomingCall incoming(Row row) throws SQLException {
    Optional<byte[]> dialed = row.optionalBytes("dialed_sealed");
    Optional<byte[]> caller = row.optionalBytes("caller_sealed");
    return new IncomingCall(
        row.text("carrier_account"),
        dialed.isPresent()
            ? open(row, "dialed_sealed", dialed.get())
            : new PhoneNumber(row.number("dialed")),
        caller.isPresent()
            ? Optional.of(open(row, "caller_sealed", caller.get()))
            : row.optionalBytes("caller_number").map(vault::open));
  }

  private PhoneNumber open(Row row, String column, byte[] sealed) throws SQLException {
    return SealedValue.open(sealed, "call", column, row.id("id"), vault::open);
  }

  private RoutingDecision decision(Row row) throws SQLException {
    Optional<String> refusal = row.optionalText("refusal");
    if (refusal.isPresent()) {
      return refuse(row, Reason.valueOf(refusal.get()));
    }
    return row.optionalNumber("caller_id").isPresent() ? connect(row) : challenge(row);
  }

  private RoutingDecision connect(Row row) throws SQLException {
    Optional<byte[]> sealed = row.optionalBytes("destination_sealed");
    return new Connect(
        row.optionalText("why").map(Why::valueOf).orElse(Why.SESSION),
        row.optionalId("session_id").map(SessionId::new),
        seat(row, "caller_position", "caller_place"),
        seat(row, "destination_position", "callee_place"),
        List.of(
            sealed.isPresent()
                ? open(row, "destination_sealed", sealed.get())
                : vault.open(row.bytes("destination_number"))),
        Ringing.IN_ORDER,
        new ProxyNumber(row.number("caller_id")),
        row.duration("ring_timeout_millis"),
        row.duration("talk_limit_millis"),
        words(row));
  }

  private static Optional<Seat> seat(Row row, String position, String place) throws SQLException {
    OptionalLong known = row.optionalNumber(position);
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Seat(
                Math.toIntExact(known.getAsLong()),
                Math.toIntExact(row.optionalNumber(place).orElse(0L))));
  }

  /** The caller who is sealed into the row. */
  PhoneNumber caller(Row row) throws SQLException {
    return vault.open(row.bytes("caller_sealed"));
  }

  /** What was asked is not kept, only that it was. */
  private static RoutingDecision challenge(Row row) throws SQLException {
    return new Challenge(Words.of(""), 0, Duration.ZERO, false, words(row));
  }

  private static RoutingDecision refuse(Row row, Reason reason) throws SQLException {
    return new Refuse(reason, row.optionalId("session_id").map(SessionId::new), words(row));
  }

  /** In which language they were is not kept: they are not spoken again. */
  private static Optional<Words> words(Row row) throws SQLException {
    return row.optionalText("announcement").map(Words::of);
  }
}
