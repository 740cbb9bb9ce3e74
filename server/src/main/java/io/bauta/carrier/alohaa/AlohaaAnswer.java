package io.bauta.carrier.alohaa;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierReply.InResponse;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.Shortfall;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Refuse;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the one thing that Alohaa understands: a number to ring, and a timeout.
 *
 * <p>Source: docs.alohaa.ai/alohaa-docs/webhooks/number-masking-webhook. The sample has ten
 * national digits; a page about calls out says that the parties are to be written without 91.
 */
final class AlohaaAnswer {

  private static final String JSON = "application/json";
  private static final String ERROR =
      "{\"success\":false,\"error\":{\"code\":404,\"reason\":\"no receiver for this call\"}}";

  private static final int NOT_FOUND = 404;

  private AlohaaAnswer() {}

  /** Rings the destination. Which number it sees is Alohaa's choice: there is no field for it. */
  static InResponse connect(Connect connect, CarrierAccount account) {
    AlohaaTimeout timeout = AlohaaTimeout.of(account);
    Set<Shortfall> shortfalls = EnumSet.of(Shortfall.CALLER_ID_NOT_OURS);
    shortfalls.addAll(timeout.shortfalls());
    if (connect.ringsSeveral()) {
      shortfalls.add(Shortfall.ONLY_FIRST_RUNG);
    }
    if (connect.notice().isPresent()) {
      shortfalls.add(Shortfall.NOTICE_NOT_SPOKEN);
    }
    if (connect.recorded()) {
      shortfalls.add(Shortfall.RECORDING_NOT_STARTED);
    }
    String number = number(connect.destination(), account.homeRegion());
    return new InResponse(ring(number, timeout.seconds(connect)), shortfalls);
  }

  /** Refuses as the account has chosen. There is no way to have words spoken. */
  static InResponse refuse(Refuse refuse, IncomingCall incoming, CarrierAccount account) {
    return new InResponse(
        refusal(account, Optional.of(incoming)),
        refuse.announcement().isPresent() ? Set.of(Shortfall.ANNOUNCEMENT_NOT_SPOKEN) : Set.of());
  }

  /** There is no way to ask a caller for digits either: they are refused. */
  static InResponse refuseUnasked(
      Challenge challenge, IncomingCall incoming, CarrierAccount account) {
    InResponse refusal = refuse(challenge.instead(), incoming, account);
    Set<Shortfall> shortfalls = EnumSet.of(Shortfall.DIGITS_NOT_COLLECTED);
    shortfalls.addAll(refusal.shortfalls());
    return new InResponse(refusal.http(), shortfalls);
  }

  /**
   * A refusal of a call, or of a question that could not be understood.
   *
   * <p>Without an announcement line that can be rung nothing is rung: never a wrong number.
   */
  static HttpReply refusal(CarrierAccount account, Optional<IncomingCall> incoming) {
    return switch (AlohaaRefusal.of(account)) {
      case EMPTY_NUMBER -> nobody();
      case FORWARD ->
          announcementLine(account)
              .filter(line -> incoming.isEmpty() || !isPartyOf(incoming.get(), line))
              .map(line -> ring(number(line, account.homeRegion()), AlohaaTimeout.NO_TIMEOUT))
              .orElseGet(AlohaaAnswer::nobody);
      case NOT_FOUND -> HttpReply.text(NOT_FOUND, JSON, ERROR);
    };
  }

  /** Rings nobody. What Alohaa does then is not documented. */
  static HttpReply nobody() {
    return ring("", AlohaaTimeout.NO_TIMEOUT);
  }

  private static Optional<PhoneNumber> announcementLine(CarrierAccount account) {
    return account
        .setting(AlohaaProfile.REFUSAL_NUMBER)
        .flatMap(account.homeRegion()::parsePossible);
  }

  /** The call would come back to us, or to who made it. */
  private static boolean isPartyOf(IncomingCall incoming, PhoneNumber line) {
    return line.equals(incoming.dialed()) || incoming.caller().filter(line::equals).isPresent();
  }

  /**
   * A number as Alohaa is to ring it: the home region's own in national form, as all its examples
   * are. Others are whole, with a plus, because without one ten digits of another country are a
   * stranger's number in this one.
   */
  private static String number(PhoneNumber number, HomeRegion home) {
    return home.nationalDigits(number).orElseGet(number::e164);
  }

  private static HttpReply ring(String number, long timeout) {
    // Digits need no escaping, and this is on the way of every call.
    return HttpReply.text(
        200,
        JSON,
        "{\"response\":{\"call_forwarding_number\":\""
            + number
            + "\",\"call_timeout\":"
            + timeout
            + "}}");
  }

  /** What is said back to what only tells: the least that its own API says of a success. */
  static HttpReply thanks() {
    return HttpReply.text(200, JSON, "{\"success\":true}");
  }
}
