package io.bauta.carrier.vobiz;

import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.FormFields;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.Webhook;
import java.util.Optional;

/**
 * The fields of a webhook, each checked when it is taken: a value with a control character is
 * malformed, because values go into logs, records and XML. Fields that nobody takes may hold
 * anything, and unknown ones are left alone, as Vobiz asks.
 */
final class VobizFields {

  static final String EVENT = "Event";
  static final String CALL_UUID = "CallUUID";
  static final String CALL_STATUS = "CallStatus";
  static final String FROM = "From";
  static final String TO = "To";
  static final String CALLER_NAME = "CallerName";
  static final String HANGUP_CAUSE = "HangupCause";
  static final String DIAL_STATUS = "DialStatus";
  static final String DIAL_B_LEG_UUID = "DialBLegUUID";
  static final String DIGITS = "Digits";
  static final String INPUT_TYPE = "InputType";
  static final String RECORDING_ID = "RecordingID";
  static final String RECORD_URL = "RecordUrl";
  static final String RECORD_FILE = "RecordFile";

  private static final String PARENT_AUTH_ID = "ParentAuthID";
  private static final String MAIN_ACCOUNT_PREFIX = "MA_";

  private final FormFields form;

  private VobizFields(FormFields form) {
    this.form = form;
  }

  static VobizFields of(Webhook webhook) throws MalformedWebhookException {
    return new VobizFields(FormFields.of(webhook));
  }

  /** The field's value; empty when it is not there or blank. */
  Optional<String> get(String name) throws MalformedWebhookException {
    Optional<String> value = form.get(name);
    if (value.isPresent() && hasControlCharacter(value.get())) {
      throw new MalformedWebhookException(name + " holds a control character");
    }
    return value;
  }

  /** The field's value, {@code ""} when it is not there or blank. */
  String text(String name) throws MalformedWebhookException {
    return get(name).orElse("");
  }

  /** Whether the field is there, with a value or blank. */
  boolean has(String name) {
    return form.has(name);
  }

  /**
   * The call that the field names; empty when it names none. A name that is too long is malformed
   * rather than left out: without its id a call loses the protection against repetition.
   */
  Optional<CarrierCallId> call(String name) throws MalformedWebhookException {
    Optional<String> value = get(name);
    if (value.isPresent() && value.get().length() > CarrierCallId.LENGTH_MAX) {
      throw new MalformedWebhookException(
          "%s is longer than %d characters".formatted(name, CarrierCallId.LENGTH_MAX));
    }
    return value.map(CarrierCallId::new);
  }

  /** The call that something is told about. */
  CarrierCallId requireCall() throws MalformedWebhookException {
    return call(CALL_UUID)
        .orElseThrow(
            () ->
                new MalformedWebhookException(
                    "CallUUID is missing or blank: expected the id of the call that this is"
                        + " about"));
  }

  /**
   * Refuses what was meant for another account. A signature covers the URL but not the fields, so a
   * forwarded webhook of a stranger's call would pass it.
   *
   * <p>Only a main account can be compared: ParentAuthID names the main account, also when the call
   * is a sub-account's.
   */
  void requireAccount(CarrierAccount account) throws MalformedWebhookException {
    Optional<String> own = account.setting(VobizProfile.AUTH_ID);
    if (own.isEmpty() || !own.get().startsWith(MAIN_ACCOUNT_PREFIX)) {
      return;
    }
    Optional<String> parent = get(PARENT_AUTH_ID);
    if (parent.isPresent() && !parent.get().equals(own.get())) {
      throw MalformedWebhookException.ofAnotherAccount(
          "ParentAuthID is of another account: expected the auth-id that is configured for '%s'"
              .formatted(account.name()));
    }
  }

  private static boolean hasControlCharacter(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Redacted: the values are telephone numbers. */
  @Override
  public String toString() {
    return form.toString();
  }
}
