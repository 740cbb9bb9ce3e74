package io.bauta.store;

import io.bauta.call.CallFact;
import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.LegEnded;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CarrierCallId;
import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.call.Leg;
import io.bauta.call.ToldFact;
import io.bauta.vault.NumberVault;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Told facts as rows. */
final class CallFactRows {

  // A fact is early when the call that it is about has no beginning here yet.
  static final String INSERT =
      """
      insert into call_fact
        (carrier_account, carrier_call_id, fact_key, received_at, kind, leg, cause, carrier_cause,
         hangup_source, talk_millis, recording_id, recording_url_sealed, recording_millis, early)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        case when exists
          (select 1 from call where carrier_account = ? and carrier_call_id = ?)
        then 0 else 1 end)
      on conflict (carrier_account, carrier_call_id, fact_key) do nothing
      """;

  private enum Kind {
    ANSWERED,
    LEG_ENDED,
    CALL_ENDED,
    RECORDING_READY
  }

  /** What a fact says, whatever its kind. */
  private record Content(
      Kind kind,
      Optional<Leg> leg,
      Optional<HangUp> hangUp,
      Optional<Duration> talkTime,
      Optional<RecordingReady> recording) {

    static Content of(CallFact fact) {
      Optional<Leg> noLeg = Optional.empty();
      return switch (fact) {
        case Answered _ ->
            new Content(Kind.ANSWERED, noLeg, Optional.empty(), Optional.empty(), Optional.empty());
        case LegEnded(_, Leg leg, HangUp hangUp, Optional<Duration> talkTime) ->
            new Content(
                Kind.LEG_ENDED, Optional.of(leg), Optional.of(hangUp), talkTime, Optional.empty());
        case CallEnded(_, HangUp hangUp, Optional<Duration> talkTime) ->
            new Content(Kind.CALL_ENDED, noLeg, Optional.of(hangUp), talkTime, Optional.empty());
        case RecordingReady recording ->
            new Content(
                Kind.RECORDING_READY,
                noLeg,
                Optional.empty(),
                Optional.empty(),
                Optional.of(recording));
      };
    }
  }

  private final NumberVault vault;

  CallFactRows(NumberVault vault) {
    this.vault = vault;
  }

  /** The parameters of {@link #INSERT}. The address of a recording may hold real numbers. */
  Object[] columns(ToldFact told) {
    Content content = Content.of(told.fact());
    String account = told.carrierAccount();
    String call = told.carrierCallId().text();
    return new Object[] {
      account,
      call,
      told.fact().key(),
      told.receivedAt(),
      content.kind(),
      content.leg(),
      content.hangUp().map(HangUp::cause),
      content.hangUp().map(HangUp::carrierCause),
      content.hangUp().map(HangUp::source),
      content.talkTime(),
      content.recording().map(RecordingReady::recordingId),
      content.recording().flatMap(RecordingReady::url).map(vault::sealText),
      content.recording().flatMap(RecordingReady::length),
      account,
      call
    };
  }

  ToldFact read(Row row) throws SQLException {
    return new ToldFact(
        row.text("carrier_account"),
        new CarrierCallId(row.text("carrier_call_id")),
        fact(row, row.text("fact_key")),
        row.instant("received_at"));
  }

  private CallFact fact(Row row, String key) throws SQLException {
    return switch (Kind.valueOf(row.text("kind"))) {
      case ANSWERED -> new Answered(key);
      case LEG_ENDED ->
          new LegEnded(
              key, Leg.valueOf(row.text("leg")), hangUp(row), row.optionalDuration("talk_millis"));
      case CALL_ENDED -> new CallEnded(key, hangUp(row), row.optionalDuration("talk_millis"));
      case RECORDING_READY ->
          new RecordingReady(
              key,
              row.text("recording_id"),
              row.optionalBytes("recording_url_sealed").map(vault::openText),
              row.optionalDuration("recording_millis"));
    };
  }

  private static HangUp hangUp(Row row) throws SQLException {
    return new HangUp(
        HangupCause.valueOf(row.text("cause")),
        row.text("carrier_cause"),
        HangupSource.valueOf(row.text("hangup_source")));
  }
}
