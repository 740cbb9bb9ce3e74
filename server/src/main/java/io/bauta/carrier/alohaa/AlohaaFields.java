package io.bauta.carrier.alohaa;

import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.FormFields;
import io.bauta.carrier.JsonBody;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.Webhook;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a webhook: of a JSON object, of a form, or of a query. Which of the three Alohaa
 * sends is nowhere said; its pages show JSON, and one of them lets a webhook choose its method.
 *
 * <p>Fields that nobody takes may hold anything, and unknown ones are left alone.
 */
final class AlohaaFields {

  static final String CALLER_NUMBER = "caller_number";
  static final String DID = "did";
  static final String DID_NUMBER = "did_number";
  static final String RECEIVER_NUMBER = "receiver_number";
  static final String CALL_ID = "call_id";
  static final String CALL_STATUS = "call_status";
  static final String HANGUP_CAUSE = "hangup_cause";
  static final String CALL_DURATION = "call_duration";
  static final String CALL_RECORDING_URL = "call_recording_url";
  static final String RECEIVED_AT = "received_at";
  static final String ANSWERED_AT = "answered_at";
  static final String ENDED_AT = "ended_at";
  static final String WEBHOOK_TYPE = "webhook_type";

  private static final String ORGANISATION_ID = "organisation_id";

  private final Source source;

  private AlohaaFields(Source source) {
    this.source = source;
  }

  /** Where the fields are. */
  private sealed interface Source {

    Optional<String> get(String name) throws MalformedWebhookException;

    record Json(JsonNode object) implements Source {
      @Override
      public Optional<String> get(String name) throws MalformedWebhookException {
        return JsonBody.text(object, name);
      }

      /** Redacted: the values are telephone numbers. */
      @Override
      public String toString() {
        return "Json" + object.propertyNames();
      }
    }

    record Form(FormFields fields) implements Source {
      @Override
      public Optional<String> get(String name) throws MalformedWebhookException {
        Optional<String> value = fields.get(name);
        if (value.filter(text -> text.chars().anyMatch(Character::isISOControl)).isPresent()) {
          throw new MalformedWebhookException(name + " holds a control character");
        }
        return value;
      }
    }
  }

  static AlohaaFields of(Webhook webhook) throws MalformedWebhookException {
    if (webhook.method().equals("GET") || !isJson(webhook)) {
      return new AlohaaFields(new Source.Form(FormFields.of(webhook)));
    }
    // The sample of the completion's documentation has a comma too many at its end.
    boolean lenient = webhook.endpoint().equals(AlohaaProfile.COMPLETED);
    return new AlohaaFields(
        new Source.Json(
            lenient ? JsonBody.objectWithTrailingComma(webhook) : JsonBody.object(webhook)));
  }

  /** By what it is rather than by what it is called: no form begins with a brace. */
  private static boolean isJson(Webhook webhook) {
    return webhook.header("content-type").filter(type -> type.contains("json")).isPresent()
        || firstVisible(webhook.body()) == '{';
  }

  private static int firstVisible(byte[] body) {
    for (byte b : body) {
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b;
      }
    }
    return -1;
  }

  /** The field's value; empty when it is not there, null or blank. */
  Optional<String> get(String name) throws MalformedWebhookException {
    return source.get(name);
  }

  /** The field's value, {@code ""} when it is not there, null or blank. */
  String text(String name) throws MalformedWebhookException {
    return get(name).orElse("");
  }

  /** The call that this is about; empty when it names none. One that is too long is malformed. */
  Optional<CarrierCallId> call() throws MalformedWebhookException {
    Optional<String> id = get(CALL_ID);
    if (id.isPresent() && id.get().length() > CarrierCallId.LENGTH_MAX) {
      throw new MalformedWebhookException(
          "%s is longer than %d characters".formatted(CALL_ID, CarrierCallId.LENGTH_MAX));
    }
    return id.map(CarrierCallId::new);
  }

  /** Refuses what was meant for another organisation. Only completions say which one it is. */
  void requireOrganisation(CarrierAccount account) throws MalformedWebhookException {
    Optional<String> own = account.setting(AlohaaProfile.ORGANISATION_ID);
    if (own.isPresent() && !get(ORGANISATION_ID).equals(own)) {
      throw MalformedWebhookException.ofAnotherAccount(
          "%s is missing or of another organisation: expected the organisation-id that is"
                  .formatted(ORGANISATION_ID)
              + " configured for '%s'".formatted(account.name()));
    }
  }

  /** Redacted: the values are telephone numbers. */
  @Override
  public String toString() {
    return source.toString();
  }
}
