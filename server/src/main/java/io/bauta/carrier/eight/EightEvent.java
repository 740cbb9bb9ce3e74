package io.bauta.carrier.eight;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.MalformedWebhookException;

/** What kind of thing a webhook says, and the endpoint that it belongs to. */
enum EightEvent {
  ACTION("CALL_ACTION", "VCA", EightProfile.HANDLE),
  STATUS("CALL_STATUS", "VCS", EightProfile.STATUS),
  SUMMARY("SESSION_SUMMARY", "VSS", EightProfile.SUMMARY),
  RECORDING("CALL_RECORDING_STATUS", "VRU", EightProfile.RECORDING),
  NUMBERS("VIRTUAL_NUMBER_UPDATE", "VNU", EightProfile.NUMBERS),
  /** Nothing to us, wherever it comes. */
  OTHER("", "", "");

  private final String eventType;
  private final String webhookType;
  private final String endpoint;

  EightEvent(String eventType, String webhookType, String endpoint) {
    this.eventType = eventType;
    this.webhookType = webhookType;
    this.endpoint = endpoint;
  }

  static EightEvent of(String eventType) {
    for (EightEvent event : values()) {
      if (event.eventType.equals(eventType)) {
        return event;
      }
    }
    return OTHER;
  }

  /** What 8x8 calls the webhook that brings it. */
  String webhookType() {
    return webhookType;
  }

  String endpoint() {
    return endpoint;
  }

  /** Refuses an event at an endpoint that somebody mixed up, and says where it belongs. */
  void requireAt(String where) throws MalformedWebhookException {
    if (this != OTHER && !where.equals(endpoint)) {
      throw new MalformedWebhookException(
          "%s came to the endpoint '%s'; it belongs to '%s' (the %s webhook)"
              .formatted(eventType, where, endpoint, webhookType));
    }
  }

  /**
   * A question says what it asks about; one that does not is no better than one that is no JSON.
   */
  void requireQuestion(EightFields envelope) throws MalformedWebhookException {
    if (this == ACTION) {
      payload(envelope);
    }
  }

  private static EightFields payload(EightFields envelope) throws MalformedWebhookException {
    return envelope
        .object("payload")
        .orElseThrow(() -> new MalformedWebhookException("payload is missing: expected an object"));
  }

  /**
   * What the event says. Events of another sub-account are refused: a header that proves that 8x8
   * sends says nothing about whose call it is. Only a recording does not name its sub-account.
   */
  EightFields payload(EightFields envelope, CarrierAccount account)
      throws MalformedWebhookException {
    EightFields payload = payload(envelope);
    if (this != RECORDING) {
      payload.require("subAccountId", "the sub-account that this is about");
    }
    if (payload.get("subAccountId").isPresent()
        && !payload.get("subAccountId").equals(account.setting(EightProfile.SUB_ACCOUNT_ID))) {
      throw MalformedWebhookException.ofAnotherAccount(
          "subAccountId is of another account: expected the sub-account-id that is configured for"
              + " '%s'".formatted(account.name()));
    }
    return payload;
  }
}
