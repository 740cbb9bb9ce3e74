package io.bauta.carrier.telnyx;

import io.bauta.carrier.CarrierAccount;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Call Control application as it must be, so that its calls reach us.
 *
 * <p>An application made by the API tells in version 1 unless told otherwise. The first command is
 * given a limit so that callers do not ring for ever while this server is down.
 */
record TelnyxApplication(Map<String, Object> fields) {

  static final String PATH = "/call_control_applications";

  private static final int FIRST_COMMAND_SECONDS = 30;

  /** Empty when nobody says where Telnyx reaches us. */
  static Optional<TelnyxApplication> of(CarrierAccount account) {
    return account.callbackUrl(TelnyxProfile.VOICE_ENDPOINT).map(url -> reachedAt(url, account));
  }

  private static TelnyxApplication reachedAt(String url, CarrierAccount account) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("application_name", name(account));
    fields.put("webhook_event_url", url);
    fields.put("webhook_api_version", "2");
    fields.put("active", true);
    fields.put("first_command_timeout", true);
    fields.put("first_command_timeout_secs", FIRST_COMMAND_SECONDS);
    fields.put("redact_dtmf_debug_logging", true);
    return new TelnyxApplication(fields);
  }

  static String name(CarrierAccount account) {
    return account.setting(TelnyxProfile.APPLICATION_NAME).orElse("bauta-" + account.name());
  }

  /** Whether {@code entry}, as Telnyx lists it, is already so. */
  boolean isLike(JsonNode entry) {
    return fields.entrySet().stream()
        .allMatch(field -> says(entry, field.getKey()).equals(field.getValue().toString()));
  }

  private static String says(JsonNode entry, String name) {
    return entry.path(name).asString("");
  }

  String body() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    fields.forEach((name, value) -> body.putPOJO(name, value));
    return body.toString();
  }

  /** Redacted: the URL may hold the path secret. */
  @Override
  public String toString() {
    return "TelnyxApplication" + fields.keySet();
  }
}
