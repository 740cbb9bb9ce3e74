package io.bauta.simulator.eight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What 8x8 keeps of a sub-account: webhooks, numbers and recordings. Safe for all threads. */
final class EightAccount {

  /** The codes of the voices that the account has, each with its sex. */
  static final Map<String, String> SPEECH_PROFILES =
      Map.of("en-US-ZiraRUS", "Female", "en-US-BenjaminRUS", "Male", "en-GB-Emma", "Female");

  private final boolean addsUp;
  private final List<WebhookRegistration> webhooks = new ArrayList<>();
  private final Map<String, VirtualNumber> numbers = new TreeMap<>();
  private final List<EightRecording> recordings = new ArrayList<>();

  EightAccount(EightSettings settings) {
    addsUp = settings.has(EightVariant.WEBHOOKS_ADD_UP);
    settings
        .webhooks()
        .forEach(
            (type, url) ->
                webhooks.add(new WebhookRegistration(type, url, true, settings.httpAuthHeader())));
    for (String number : settings.numbers()) {
      String reference = "vn-ref-" + (numbers.size() + 1);
      numbers.put(number, new VirtualNumber(number, reference, NumberStatus.ACTIVE, Instant.EPOCH));
    }
  }

  /** A second one of a type takes the place of the first, or stands beside it. */
  synchronized void register(WebhookRegistration webhook) {
    if (!addsUp) {
      webhooks.removeIf(other -> other.type() == webhook.type());
    }
    webhooks.add(webhook);
  }

  /** The webhooks that were registered under this type, which are no more. */
  synchronized List<WebhookRegistration> remove(WebhookType type) {
    List<WebhookRegistration> removed =
        webhooks.stream().filter(webhook -> webhook.type() == type).toList();
    webhooks.removeAll(removed);
    return removed;
  }

  synchronized List<WebhookRegistration> webhooks() {
    return List.copyOf(webhooks);
  }

  /** Where webhooks of this type go: the oldest registration, if it is enabled. */
  synchronized Optional<WebhookRegistration> webhook(WebhookType type) {
    return webhooks.stream()
        .filter(webhook -> webhook.type() == type)
        .findFirst()
        .filter(WebhookRegistration::enabled);
  }

  synchronized List<VirtualNumber> numbers() {
    return List.copyOf(numbers.values());
  }

  synchronized Optional<VirtualNumber> number(String inE164) {
    return Optional.ofNullable(numbers.get(inE164));
  }

  /** Notes that a number is doing otherwise than before. */
  synchronized VirtualNumber becomes(String inE164, NumberStatus status, Instant at) {
    VirtualNumber before =
        number(inE164)
            .orElseThrow(() -> new IllegalArgumentException("not a number of this account"));
    VirtualNumber after = before.becoming(status, at);
    numbers.put(inE164, after);
    return after;
  }

  synchronized void keep(EightRecording recording) {
    recordings.add(recording);
  }

  synchronized List<EightRecording> recordings(String sessionId) {
    return recordings.stream().filter(kept -> kept.sessionId().equals(sessionId)).toList();
  }
}
