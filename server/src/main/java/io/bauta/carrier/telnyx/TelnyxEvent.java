package io.bauta.carrier.telnyx;

import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.JsonBody;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.Webhook;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One event as Telnyx tells it. Fields that nobody takes may hold anything.
 *
 * @param type its name, {@code call.hangup}
 * @param at when it happened, by Telnyx's clock
 * @param payload holds real numbers
 */
record TelnyxEvent(String type, Optional<Instant> at, JsonNode payload) {

  /** Far longer than any handle that was seen, and short enough for a URL. */
  private static final int HANDLE_LENGTH_MAX = 300;

  /** No call of ours is older than this, and none will be younger. */
  private static final Instant TIME_MIN = Instant.EPOCH;

  private static final Instant TIME_MAX = Instant.parse("9999-12-31T23:59:59Z");

  static TelnyxEvent of(Webhook webhook) throws MalformedWebhookException {
    requirePostedJson(webhook);
    JsonNode data = JsonBody.object(webhook).path("data");
    String type =
        JsonBody.text(data, "event_type")
            .orElseThrow(
                () ->
                    new MalformedWebhookException(
                        "data.event_type is missing: expected an event as version 2 of Telnyx's"
                            + " webhooks has it (webhook_api_version \"2\" of the application)"));
    return new TelnyxEvent(
        type, JsonBody.text(data, "occurred_at").flatMap(TelnyxEvent::time), data.path("payload"));
  }

  /** With GET the event would be in the query, which the signature does not cover. */
  private static void requirePostedJson(Webhook webhook) throws MalformedWebhookException {
    String type = webhook.header("content-type").orElse("application/json");
    String bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!webhook.method().equals("POST") || !bare.equals("application/json")) {
      throw new MalformedWebhookException("expected a POST with Content-Type application/json");
    }
  }

  /** A time that the store can keep; empty for anything else, because no call depends on it. */
  static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text))
          .filter(time -> time.isAfter(TIME_MIN) && time.isBefore(TIME_MAX))
          .map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  /**
   * This event, if it is of the account's application.
   *
   * <p>All applications of an account at Telnyx sign with the same key. A call of another one is
   * somebody else's: answering it, or rejecting it, would break what they do with it.
   */
  TelnyxEvent of(CarrierAccount account) throws MalformedWebhookException {
    Optional<String> own = account.setting(TelnyxProfile.CONNECTION_ID);
    if (own.isPresent() && !own.equals(text("connection_id"))) {
      throw MalformedWebhookException.ofAnotherAccount(
          "connection_id is missing or of another application: expected the connection-id that is"
              + " configured for '%s'".formatted(account.name()));
    }
    return this;
  }

  /** The field's value; empty when it is not there, null or blank. */
  Optional<String> text(String name) throws MalformedWebhookException {
    return JsonBody.text(payload, name);
  }

  /** What all legs of one call have in common. */
  CarrierCallId call() throws MalformedWebhookException {
    return new CarrierCallId(id("call_session_id", CarrierCallId.LENGTH_MAX));
  }

  /** What the leg is called in commands. */
  String handle() throws MalformedWebhookException {
    String handle = id("call_control_id", HANDLE_LENGTH_MAX);
    if (isStepOfAPath(handle)) {
      throw new MalformedWebhookException("call_control_id is nothing but dots");
    }
    return handle;
  }

  /** As an element of a URL's path it would lead elsewhere, also percent-encoded. */
  private static boolean isStepOfAPath(String handle) {
    return handle.equals(".") || handle.equals("..");
  }

  private String id(String name, int lengthMax) throws MalformedWebhookException {
    return text(name)
        .filter(id -> id.length() <= lengthMax)
        .orElseThrow(
            () ->
                new MalformedWebhookException(
                    "%s is missing, blank or longer than %d characters"
                        .formatted(name, lengthMax)));
  }

  /** Whether {@code text} may be sent back to Telnyx as a handle; a blank one may, and is none. */
  static boolean isHandle(String text) {
    return text.length() <= HANDLE_LENGTH_MAX
        && !isStepOfAPath(text)
        && text.chars().noneMatch(Character::isISOControl);
  }

  /** What we said last of the leg; empty when we said nothing. */
  Optional<TelnyxState> state() throws MalformedWebhookException {
    return text("client_state").flatMap(TelnyxState::decode);
  }

  /** Redacted: there are real numbers in the payload. */
  @Override
  public String toString() {
    return "TelnyxEvent[" + type + "]";
  }
}
