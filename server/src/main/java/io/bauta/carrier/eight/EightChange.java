package io.bauta.carrier.eight;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.SetupReport;

/** A webhook to be made, or all of its type to be deleted. */
record EightChange(EightWebhook webhook, boolean removal) {

  static final String PATH = "/webhooks";

  String type() {
    return webhook.type();
  }

  /**
   * Whether we can do without: news about numbers alone. The documentation forgets them where it
   * says which types can be deleted.
   */
  boolean optional() {
    return type().equals(EightEvent.NUMBERS.webhookType());
  }

  String purpose() {
    return removal
        ? "delete the webhook %s as it is".formatted(type())
        : "make the webhook %s, which leads here".formatted(type());
  }

  ApiStep<SetupReport> send(EightApi api, CarrierAccount account) {
    return new Send<>(
        purpose(),
        removal ? api.delete(PATH + "/" + type()) : api.post(PATH, webhook.body(account)),
        true,
        HttpReply.ok());
  }
}
