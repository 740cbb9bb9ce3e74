package io.bauta.carrier.vobiz;

import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.EnteredDigits;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.Webhook;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.routing.IncomingCall;
import io.bauta.speech.Words;
import java.util.Optional;

/**
 * Reads the question what to do with a call.
 *
 * <p>Three ways of writing numbers were seen in one real request: From in international form
 * without a plus, To in national form with a leading 0, CallerName with a plus.
 */
final class VobizQuestion {

  /** Which pool the call was meant for is not known, so its announcement is not either. */
  private static final Optional<Words> ANNOUNCEMENT =
      Optional.of(Words.of("Sorry, your call cannot be connected."));

  private VobizQuestion() {}

  static RoutingRequest read(VobizFields fields, CarrierAccount account)
      throws MalformedWebhookException {
    HomeRegion home = account.homeRegion();
    return new RoutingRequest(
        fields.call(VobizFields.CALL_UUID),
        new IncomingCall(account.name(), dialed(fields, home), caller(fields, home)));
  }

  /** The same question again, now that the caller entered digits, or let the time for them pass. */
  static RoutingRequest withDigits(VobizFields fields, Webhook webhook, CarrierAccount account)
      throws MalformedWebhookException {
    try {
      CarrierCallId call = VobizCallbacks.callOf(fields, webhook, account);
      IncomingCall incoming = read(fields, account).incoming();
      String digits = EnteredDigits.of(VobizFields.DIGITS, fields.text(VobizFields.DIGITS));
      return new RoutingRequest(
          Optional.of(call), incoming.entered(digits), VobizCallbacks.asked(webhook));
    } catch (MalformedWebhookException malformed) {
      throw unanswerable(String.valueOf(malformed.getMessage()));
    }
  }

  private static PhoneNumber dialed(VobizFields fields, HomeRegion home)
      throws MalformedWebhookException {
    Optional<String> to = fields.get(VobizFields.TO);
    if (to.isEmpty()) {
      throw unanswerable(
          "To is missing or blank: expected the number that was dialled, in a form with From and"
              + " To (application/x-www-form-urlencoded, or a query)");
    }
    return home.parse(to.get())
        .orElseThrow(
            () ->
                unanswerable(
                    "To is not a telephone number: expected the number that was dialled,"
                        + " national or international"));
  }

  /** Somebody waits: an error would leave them with silence, and Vobiz with its fallback. */
  private static MalformedWebhookException unanswerable(String message) {
    return new MalformedWebhookException(message, Vobiz.xml(VobizXml.refusal(ANNOUNCEMENT)));
  }

  /**
   * Who calls. A caller who cannot be told is withheld, not malformed: they hear a refusal instead
   * of an error.
   *
   * <p>Ten digits alone could be a national number. When CallerName repeats exactly the digits of
   * From after a plus, From is known to be international, and is not guessed at.
   */
  private static Optional<PhoneNumber> caller(VobizFields fields, HomeRegion home)
      throws MalformedWebhookException {
    String from = fields.text(VobizFields.FROM);
    if (isInternational(from, fields)) {
      Optional<PhoneNumber> caller = home.parseCaller("+" + from);
      if (caller.isPresent()) {
        return caller;
      }
    }
    return home.parseCaller(from);
  }

  private static boolean isInternational(String from, VobizFields fields)
      throws MalformedWebhookException {
    String name = fields.text(VobizFields.CALLER_NAME);
    return name.length() == from.length() + 1 && name.charAt(0) == '+' && name.endsWith(from);
  }
}
