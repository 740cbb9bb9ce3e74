package io.bauta.carrier.eight;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.SetupReport;
import java.util.List;

/** A webhook to be made, or all of its type to be deleted. */
record EightChange(EightWebhook webhook, boolean removal) {

  static final String PATH = "/webhooks";

  /**
   * What must be done so that {@code webhook} is the only one of its type.
   *
   * @param insistent whether making it was tried already, and the one that is there has stayed
   */
  static List<EightChange> needed(
      EightWebhook webhook, List<EightWebhook> listed, boolean insistent) {
    List<EightWebhook> there =
        listed.stream().filter(other -> other.type().equals(webhook.type())).toList();
    if (there.size() == 1 && webhook.isMetBy(there.getFirst())) {
      return List.of();
    }
    EightChange making = new EightChange(webhook, false);
    return there.size() > 1 || (insistent && !there.isEmpty())
        ? List.of(new EightChange(webhook, true), making)
        : List.of(making);
  }

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
