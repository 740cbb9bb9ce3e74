package io.bauta.carrier.alohaa;

import io.bauta.carrier.MalformedWebhookException;

/** What kind of thing a webhook says, and the endpoint that it belongs to. */
enum AlohaaEvent {
  QUESTION(
      AlohaaProfile.RECEIVER, "a question about a call", "Number Masking - Get Receiver Details"),
  COMPLETION(
      AlohaaProfile.COMPLETED, "the completion of a call", "Number Masking - Send Call Details"),
  /** Nothing to us, wherever it comes. */
  OTHER("", "", "");

  private final String endpoint;
  private final String description;
  private final String webhook;

  AlohaaEvent(String endpoint, String description, String webhook) {
    this.endpoint = endpoint;
    this.description = description;
    this.webhook = webhook;
  }

  /**
   * The kind of a webhook with these fields.
   *
   * <p>The order matters. A completion names caller and dialled number as a question does, so what
   * only an end can have is looked for first. Other webhooks of Alohaa, about calls that are not
   * masked, have a type; so they are recognised when somebody gives them our URL.
   */
  static AlohaaEvent of(AlohaaFields fields) throws MalformedWebhookException {
    if (fields.get(AlohaaFields.CALL_STATUS).isPresent()
        || fields.get(AlohaaFields.RECEIVER_NUMBER).isPresent()
        || fields.get(AlohaaFields.ENDED_AT).isPresent()) {
      return COMPLETION;
    }
    return fields.get(AlohaaFields.WEBHOOK_TYPE).isPresent() ? OTHER : QUESTION;
  }

  /** Refuses an event at an endpoint that somebody mixed up, and says where it belongs. */
  void requireAt(String where) throws MalformedWebhookException {
    if (this != OTHER && !where.equals(endpoint)) {
      throw new MalformedWebhookException(
          "%s came to the endpoint '%s'; it belongs to '%s' (%s)"
              .formatted(description, where, endpoint, webhook));
    }
  }
}
