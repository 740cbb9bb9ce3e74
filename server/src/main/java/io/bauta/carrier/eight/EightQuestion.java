package io.bauta.carrier.eight;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Asks;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.EnteredDigits;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.Webhook;
import io.bauta.number.PhoneNumber;
import io.bauta.routing.IncomingCall;
import io.bauta.speech.Words;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the question what to do with a call.
 *
 * <p>Source: developer.8x8.com/connect/docs/voice/number-masking/call-action-handling; what follows
 * when digits were captured: docs/voice/webhook-guides/voice-call-action-webhook-guide. The older
 * names of the two numbers are from a tutorial in 8x8's blog.
 */
final class EightQuestion {

  /** Which pool the call was meant for is not known, so its announcement is not either. */
  private static final Optional<Words> ANNOUNCEMENT =
      Optional.of(Words.of("Sorry, your call cannot be connected."));

  private EightQuestion() {}

  /** What cannot be understood ends the call: somebody waits, and an error would leave silence. */
  static CarrierMessage read(EightFields payload, CarrierAccount account)
      throws MalformedWebhookException {
    try {
      return understood(payload, account);
    } catch (MalformedWebhookException notUnderstood) {
      throw refused(notUnderstood, account);
    }
  }

  /** The same fault with a call flow, where 8x8 waits for one. */
  static MalformedWebhookException refused(
      MalformedWebhookException fault, Webhook webhook, CarrierAccount account) {
    return webhook.endpoint().equals(EightProfile.HANDLE) ? refused(fault, account) : fault;
  }

  private static MalformedWebhookException refused(
      MalformedWebhookException fault, CarrierAccount account) {
    return new MalformedWebhookException(
        String.valueOf(fault.getMessage()), EightCallflow.refusal(ANNOUNCEMENT, account));
  }

  /**
   * The same event comes after an action is done. Our call flows have nothing after them, but for
   * the one that asks for digits.
   */
  private static CarrierMessage understood(EightFields payload, CarrierAccount account)
      throws MalformedWebhookException {
    String status = payload.require("callStatus", "CALL_RECEIVED, or what was done");
    OptionalInt asked = asked(status, payload, account);
    if (!status.equals("CALL_RECEIVED") && asked.isEmpty()) {
      return new Irrelevant(status);
    }
    IncomingCall incoming =
        new IncomingCall(account.name(), dialed(payload, account), caller(payload, account));
    return new Asks(
        new RoutingRequest(
            Optional.of(payload.requireCall()),
            asked.isPresent() ? incoming.entered(digits(payload)) : incoming,
            asked.orElse(0)));
  }

  /**
   * How often the caller was asked for digits, when this follows it. What 8x8 hands back says so;
   * older pages do not have that, and there the digits themselves do, but not how often.
   */
  private static OptionalInt asked(String status, EightFields payload, CarrierAccount account)
      throws MalformedWebhookException {
    boolean ofCaptures = status.equals("ACTION_COMPLETED") || status.equals("DTMF_RECEIVED");
    if (!ofCaptures
        || !EightProfile.canCapture(account)
        || payload.text("callDirection").equals("OUTBOUND")) {
      return OptionalInt.empty();
    }
    Optional<String> action = payload.get("clientActionId");
    if (action.isPresent()) {
      return EightCallflow.asked(action.get());
    }
    return digits(payload).isEmpty() ? OptionalInt.empty() : OptionalInt.of(0);
  }

  /** Three shapes are about. Nothing stands for a caller who let the time pass, or hit no digit. */
  private static String digits(EightFields payload) throws MalformedWebhookException {
    Optional<EightFields> eventData = payload.object("eventData");
    Optional<String> current =
        eventData.isPresent() ? eventData.get().get("dtmf") : payload.get("eventData");
    return EnteredDigits.of("dtmf", current.isPresent() ? current.get() : payload.text("dtmf"));
  }

  private static PhoneNumber dialed(EightFields payload, CarrierAccount account)
      throws MalformedWebhookException {
    Optional<String> destination = payload.get("destination");
    if (destination.isEmpty()) {
      destination = payload.get("targetMsisdn");
    }
    if (destination.isEmpty()) {
      throw new MalformedWebhookException(
          "destination is missing or blank: expected the number that was dialled");
    }
    return EightMsisdn.number(destination.get(), account.homeRegion())
        .orElseThrow(
            () ->
                new MalformedWebhookException(
                    "destination is not a telephone number: expected the number that was dialled,"
                        + " international"));
  }

  /**
   * Who calls. How 8x8 writes a withheld caller is not documented: whoever cannot be told is one.
   */
  private static Optional<PhoneNumber> caller(EightFields payload, CarrierAccount account)
      throws MalformedWebhookException {
    if (!payload.get("sourceFormat").orElse(EightMsisdn.FORMAT).equals(EightMsisdn.FORMAT)) {
      return Optional.empty();
    }
    String source = payload.text("source");
    return EightMsisdn.caller(
        source.isEmpty() ? payload.text("sourceMsisdn") : source, account.homeRegion());
  }
}
