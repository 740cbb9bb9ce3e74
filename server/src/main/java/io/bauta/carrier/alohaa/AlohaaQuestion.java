package io.bauta.carrier.alohaa;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.Webhook;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.routing.IncomingCall;
import java.util.Optional;

/**
 * Reads the question whom to ring for a call.
 *
 * <p>One payload holds two ways of writing numbers: the caller in ten national digits, the dialled
 * number with 91 before them and no plus.
 */
final class AlohaaQuestion {

  private AlohaaQuestion() {}

  static RoutingRequest read(AlohaaFields fields, CarrierAccount account)
      throws MalformedWebhookException {
    HomeRegion home = account.homeRegion();
    return new RoutingRequest(
        fields.call(),
        new IncomingCall(account.name(), dialed(fields, home), caller(fields, home)));
  }

  private static PhoneNumber dialed(AlohaaFields fields, HomeRegion home)
      throws MalformedWebhookException {
    Optional<String> did = fields.get(AlohaaFields.DID);
    if (did.isEmpty()) {
      throw new MalformedWebhookException(
          "did is missing or blank: expected the number that was dialled, in JSON, a form or a"
              + " query with caller_number, did and call_id");
    }
    return home.parse(did.get())
        .orElseThrow(
            () ->
                new MalformedWebhookException(
                    "did is not a telephone number: expected the number that was dialled, national"
                        + " or international"));
  }

  /** A caller who cannot be told is withheld, not malformed. */
  private static Optional<PhoneNumber> caller(AlohaaFields fields, HomeRegion home)
      throws MalformedWebhookException {
    return home.parseCaller(fields.text(AlohaaFields.CALLER_NUMBER));
  }

  /**
   * The same fault with a reply, where it is of a question: somebody waits, and nobody knows what
   * Alohaa makes of an error.
   */
  static MalformedWebhookException refused(
      MalformedWebhookException fault, Webhook webhook, CarrierAccount account) {
    return webhook.endpoint().equals(AlohaaProfile.RECEIVER)
        ? new MalformedWebhookException(
            String.valueOf(fault.getMessage()), AlohaaAnswer.refusal(account, Optional.empty()))
        : fault;
  }
}
