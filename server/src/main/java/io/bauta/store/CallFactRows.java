package io.bauta.store;

import io.bauta.call.CallFact;
import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.Billed;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.EndNeverTold;
import io.bauta.call.CallFact.LegEnded;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CallFact.Rung;
import io.bauta.call.CallStart;
import io.bauta.call.Cost;
import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.call.Leg;
import io.bauta.call.ToldFact;
import io.bauta.vault.NumberVault;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Told facts as rows. */
final class CallFactRows {

  static final String INSERT =
      """
      insert into call_fact
        (call_id, fact_key, received_at, kind, leg, cause, carrier_cause, hangup_source,
         talk_millis, recording_id, recording_millis, occurred_at, billed_millis,
         cost, currency)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (call_id, fact_key) do nothing
      """;

  static final String INSERT_EARLY =
      """
      insert into early_fact
        (carrier_key, carrier_account, carrier_call_id, fact_key, received_at, kind, leg, cause,
         carrier_cause, hangup_source, talk_millis, recording_id,
         recording_millis, occurred_at, billed_millis, cost, currency)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (carrier_key, fact_key) do nothing
      """;

  static final String MOVE_EARLY =
      """
      insert into call_fact
        (call_id, fact_key, received_at, kind, leg, cause, carrier_cause, hangup_source,
         talk_millis, recording_id, recording_millis, occurred_at, billed_millis,
         cost, currency)
      select c.id, e.fact_key, e.received_at, e.kind, e.leg, e.cause, e.carrier_cause,
        e.hangup_source, e.talk_millis, e.recording_id, e.recording_millis,
        e.occurred_at, e.billed_millis, e.cost, e.currency
      from early_fact e join call c on c.carrier_key = e.carrier_key
      where e.carrier_key = ?
      on conflict (call_id, fact_key) do nothing
      """;

  static final String DELETE_EARLY =
      """
      delete from early_fact where carrier_key = ?
      """;

  /** For {@link Dialect#ofMany}. */
  static final String OF_CALLS = "select * from call_fact where call_id";

  private enum Kind {
    RUNG,
    ANSWERED,
    LEG_ENDED,
    CALL_ENDED,
    RECORDING_READY,
    BILLED,
    END_NEVER_TOLD
  }

  /** What a fact says, whatever its kind. */
  private record Content(
      Kind kind,
      Optional<Leg> leg,
      Optional<HangUp> hangUp,
      Optional<Duration> talkTime,
      Optional<RecordingReady> recording,
      Optional<Instant> at,
      Optional<Billed> billed) {

    static Content of(CallFact fact) {
      return switch (fact) {
        case Rung(_, var at) -> plain(Kind.RUNG, at);
        case Answered(_, var at) -> plain(Kind.ANSWERED, at);
        case LegEnded(_, Leg leg, HangUp hangUp, Optional<Duration> talkTime, var at) ->
            ended(Kind.LEG_ENDED, Optional.of(leg), hangUp, talkTime, at);
        case CallEnded(_, HangUp hangUp, Optional<Duration> talkTime, var at) ->
            ended(Kind.CALL_ENDED, Optional.empty(), hangUp, talkTime, at);
        case RecordingReady recording ->
            new Content(
                Kind.RECORDING_READY,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(recording),
                Optional.empty(),
                Optional.empty());
        case Billed billed ->
            new Content(
                Kind.BILLED,
                billed.leg(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(billed));
        case EndNeverTold _ -> plain(Kind.END_NEVER_TOLD, Optional.empty());
      };
    }

    private static Content plain(Kind kind, Optional<Instant> at) {
      return new Content(
          kind,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          at,
          Optional.empty());
    }

    private static Content ended(
        Kind kind,
        Optional<Leg> leg,
        HangUp hangUp,
        Optional<Duration> talkTime,
        Optional<Instant> at) {
      return new Content(
          kind, leg, Optional.of(hangUp), talkTime, Optional.empty(), at, Optional.empty());
    }
  }

  private final RecordingRows recordings;

  CallFactRows(NumberVault vault) {
    this.recordings = new RecordingRows(vault);
  }

  /**
   * A fact on its way into the database, sealed: the address of a recording may hold numbers.
   *
   * @param recording the parameters of {@link RecordingRows#INSERT}, of one that tells of any
   */
  record NewFact(CallKey key, ToldFact told, List<Object> content, Optional<Object[]> recording) {

    /** The parameters of {@link #INSERT}. */
    Object[] columns(UUID call) {
      return Stream.concat(Stream.of(call), content.stream()).toArray();
    }

    /** The parameters of {@link #INSERT_EARLY}. */
    Object[] earlyColumns() {
      return Stream.concat(
              Stream.of(key.bytes(), told.carrierAccount(), told.carrierCallId().text()),
              content.stream())
          .toArray();
    }
  }

  NewFact seal(ToldFact told) {
    Content content = Content.of(told.fact());
    return new NewFact(
        CallKey.of(told),
        told,
        List.of(
            told.fact().key(),
            told.receivedAt(),
            content.kind(),
            content.leg(),
            content.hangUp().map(HangUp::cause),
            content.hangUp().map(HangUp::carrierCause),
            content.hangUp().map(HangUp::source),
            content.talkTime(),
            content.recording().map(RecordingReady::recordingId),
            content.recording().flatMap(RecordingReady::length),
            content.at(),
            content.billed().flatMap(Billed::time),
            content.billed().flatMap(Billed::cost).map(Cost::decimal),
            content.billed().flatMap(Billed::cost).flatMap(Cost::currency)),
        content.recording().map(ready -> recordings.seal(told, ready)));
  }

  /** A fact as it is kept: beside its call, whose own row says what the carrier names it by. */
  record StoredFact(UUID call, CallFact fact, Instant receivedAt) {

    ToldFact of(CallStart start) {
      return new ToldFact(
          start.incoming().carrierAccount(), start.carrierCallId(), fact, receivedAt);
    }
  }

  StoredFact read(Row row) throws SQLException {
    return new StoredFact(
        row.id("call_id"), fact(row, row.text("fact_key")), row.instant("received_at"));
  }

  private CallFact fact(Row row, String key) throws SQLException {
    return switch (Kind.valueOf(row.text("kind"))) {
      case RUNG -> new Rung(key, row.optionalInstant("occurred_at"));
      case ANSWERED -> new Answered(key, row.optionalInstant("occurred_at"));
      case LEG_ENDED ->
          new LegEnded(
              key,
              Leg.valueOf(row.text("leg")),
              hangUp(row),
              row.optionalDuration("talk_millis"),
              row.optionalInstant("occurred_at"));
      case CALL_ENDED ->
          new CallEnded(
              key,
              hangUp(row),
              row.optionalDuration("talk_millis"),
              row.optionalInstant("occurred_at"));
      case RECORDING_READY ->
          new RecordingReady(
              key,
              row.text("recording_id"),
              Optional.empty(),
              row.optionalDuration("recording_millis"));
      case BILLED ->
          new Billed(
              key,
              row.optionalText("leg").map(Leg::valueOf),
              row.optionalDuration("billed_millis"),
              cost(row));
      case END_NEVER_TOLD -> new EndNeverTold(key);
    };
  }

  private static HangUp hangUp(Row row) throws SQLException {
    return new HangUp(
        HangupCause.valueOf(row.text("cause")),
        row.text("carrier_cause"),
        HangupSource.valueOf(row.text("hangup_source")));
  }

  private static Optional<Cost> cost(Row row) throws SQLException {
    Optional<String> currency = row.optionalText("currency");
    return row.optionalText("cost").map(BigDecimal::new).map(amount -> new Cost(amount, currency));
  }
}
