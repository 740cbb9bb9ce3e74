package io.bauta.store;

import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.session.SessionId;
import io.bauta.vault.NumberVault;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Beginnings of calls as rows. A connected call has no number sealed into it: caller and
 * destination stand in its session, at the places that the decision names.
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

  /** A beginning on its way into the inbox: its statement, and the parameters, sealed. */
  record NewCall(CallKey key, String insert, List<Object> columns) {}

  NewCall seal(CallStart start) {
    CallKey key = CallKey.of(start);
    return switch (start.decision()) {
      case Connect connect ->
          new NewCall(key, CallInbox.INSERT_CONNECTED, columns(start, key, connect));
      case Refuse refuse -> new NewCall(key, CallInbox.INSERT_REFUSED, columns(start, key, refuse));
    };
  }

  private static List<Object> columns(CallStart start, CallKey key, Connect connect) {
    return List.of(
        start.id().uuid(),
        key.bytes(),
        start.incoming().carrierAccount(),
        start.carrierCallId().text(),
        connect.session().uuid(),
        start.receivedAt(),
        start.incoming().dialed().digits(),
        connect.callerPosition(),
        connect.destinationPosition(),
        connect.callerId().digits(),
        connect.ringTimeout(),
        connect.talkLimit(),
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
        refuse.announcement(),
        shortfalls(start));
  }

  private static Optional<String> shortfalls(CallStart start) {
    return start.shortfalls().isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(SHORTFALL_SEPARATOR, start.shortfalls()));
  }

  CallStart read(Row row) throws SQLException {
    Optional<String> refusal = row.optionalText("refusal");
    return new CallStart(
        new CallId(row.id("id")),
        new CarrierCallId(row.text("carrier_call_id")),
        row.instant("received_at"),
        incoming(row, refusal.isPresent()),
        refusal.isPresent() ? refuse(row, Reason.valueOf(refusal.get())) : connect(row),
        row.optionalText("shortfalls")
            .map(names -> Set.of(names.split(SHORTFALL_SEPARATOR)))
            .orElse(Set.of()));
  }

  private IncomingCall incoming(Row row, boolean refused) throws SQLException {
    Optional<byte[]> sealed = row.optionalBytes("dialed_sealed");
    return new IncomingCall(
        row.text("carrier_account"),
        sealed.isPresent() ? vault.open(sealed.get()) : new PhoneNumber(row.number("dialed")),
        row.optionalBytes(refused ? "caller_sealed" : "caller_number").map(vault::open));
  }

  private RoutingDecision connect(Row row) throws SQLException {
    return new Connect(
        new SessionId(row.id("session_id")),
        (int) row.number("caller_position"),
        (int) row.number("destination_position"),
        vault.open(row.bytes("destination_number")),
        new ProxyNumber(row.number("caller_id")),
        row.duration("ring_timeout_millis"),
        row.duration("talk_limit_millis"));
  }

  private static RoutingDecision refuse(Row row, Reason reason) throws SQLException {
    return new Refuse(
        reason, row.optionalId("session_id").map(SessionId::new), row.optionalText("announcement"));
  }
}
