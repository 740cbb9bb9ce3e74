package io.bauta.simulator.vobiz;

import io.bauta.simulator.NumberForm;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The fields of Vobiz's webhooks, sorted by name as in real traffic. */
final class VobizFields {

  /** Vobiz rounds what is paid for up to this pulse. */
  static final Duration PULSE = Duration.ofSeconds(60);

  /** Times of day are the account's, in the same body as a {@code SessionStart} in UTC. */
  private static final ZoneOffset ACCOUNT_ZONE = ZoneOffset.ofHoursMinutes(5, 30);

  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final VobizSettings settings;
  private final CallerLeg leg;

  VobizFields(VobizSettings settings, CallerLeg leg) {
    this.settings = settings;
    this.leg = leg;
  }

  /** The fields of every webhook about the caller's leg. */
  SortedMap<String, String> standard(String event) {
    SortedMap<String, String> fields = new TreeMap<>();
    fields.put("BillRate", "0");
    fields.put("CallStatus", leg.callStatus());
    fields.put("CallUUID", leg.callUuid());
    fields.put("CallerName", callerName());
    fields.put("CountryCode", "");
    fields.put("Direction", "inbound");
    fields.put("Event", event);
    fields.put("From", caller(settings.fromForm()));
    fields.put("ParentAuthID", settings.authId());
    fields.put("RouteType", "");
    fields.put("STIRAttestation", "Not Applicable");
    fields.put("STIRVerification", "Not Applicable");
    fields.put("SessionStart", MICROSECONDS.format(leg.startedAt().atOffset(ZoneOffset.UTC)));
    fields.put("To", settings.toForm().write(leg.dialing().dialed(), settings.countryCode()));
    fields.putAll(settings.extraFields());
    return fields;
  }

  SortedMap<String, String> hangup(VobizCause cause, String source) {
    SortedMap<String, String> fields = standard("Hangup");
    fields.remove("CountryCode");
    fields.remove("RouteType");
    fields.put("StartTime", local(leg.startedAt()));
    fields.put("AnswerTime", leg.answeredAt().map(VobizFields::local).orElse(""));
    fields.put("EndTime", local(leg.clock().now()));
    fields.put("Duration", seconds(leg.duration()));
    fields.put("BillDuration", seconds(inPulses(leg.paid())));
    fields.put("HangupCause", cause.text());
    fields.put("HangupCauseCode", Integer.toString(cause.code()));
    fields.put("HangupCauseName", cause.title());
    fields.put("HangupSource", source);
    fields.put("TotalCost", "0.00000");
    return fields;
  }

  SortedMap<String, String> dialEvent(String event, String action, DialedLeg dialed) {
    SortedMap<String, String> fields = new TreeMap<>();
    fields.put("Event", event);
    fields.put("DialAction", action);
    fields.put("CallUUID", leg.callUuid());
    fields.put("DialALegUUID", leg.callUuid());
    fields.put("DialBLegUUID", dialed.uuid());
    fields.put("DialBLegFrom", dialed.shownAsWritten());
    fields.put("DialBLegTo", dialed.numberAsWritten());
    fields.put("DialBLegStatus", action);
    fields.put("DialBLegPosition", Integer.toString(dialed.position()));
    return fields;
  }

  SortedMap<String, String> dialHangup(DialedLeg dialed, DialEnd end) {
    SortedMap<String, String> fields = dialEvent("DialHangup", "hangup", dialed);
    Instant now = leg.clock().now();
    fields.put("DialBLegDuration", seconds(end.ring().plus(end.talk())));
    fields.put("DialBLegBillDuration", seconds(inPulses(end.talk())));
    fields.put("DialBLegHangupCause", end.cause().text());
    fields.put("DialBLegHangupCauseCode", Integer.toString(end.cause().code()));
    fields.put("DialBLegHangupCauseName", end.cause().title());
    fields.put("DialBLegHangupSource", end.source());
    fields.put("StartTime", local(now.minus(end.talk()).minus(end.ring())));
    fields.put("AnswerTime", end.answered() ? local(now.minus(end.talk())) : "");
    fields.put("EndTime", local(now));
    return fields;
  }

  SortedMap<String, String> dialResult(DialEnd end, Optional<DialedLeg> bridged) {
    SortedMap<String, String> fields = standard(settings.dialResultEvent());
    fields.put("DialStatus", end.dialStatus());
    fields.put("DialRingStatus", Boolean.toString(end.rang()));
    fields.put("DialHangupCause", end.cause().text());
    fields.put("DialALegUUID", leg.callUuid());
    fields.put("DialBLegUUID", bridged.map(DialedLeg::uuid).orElse(""));
    return fields;
  }

  /** What stands for the caller's number in a caller ID or name that the server left out. */
  String callerName() {
    return caller(settings.callerNameForm());
  }

  private String caller(NumberForm form) {
    return leg.dialing().caller().isWithheld()
        ? settings.withheld()
        : form.write(leg.dialing().caller().number(), settings.countryCode());
  }

  static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }

  private static Duration inPulses(Duration paid) {
    return PULSE.multipliedBy(Math.ceilDiv(paid.toSeconds(), PULSE.toSeconds()));
  }

  private static String local(Instant moment) {
    return SECONDS.format(moment.atOffset(ACCOUNT_ZONE));
  }
}
