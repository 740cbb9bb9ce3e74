package io.bauta.carrier.eight;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.carrier.Webhook;
import io.bauta.number.HomeRegion;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** 8x8 webhooks and accounts for tests; every number and secret is fictitious. */
final class Events {

  static final String SUB_ACCOUNT = "acme_masking";
  static final String HEADER = "Bearer eight_test_header_0123456789";
  static final String CALLER = "+6587654321";
  static final String DIALED = "+6598765432";
  static final String SESSION = "a1d6a5e2-efec-11e9-b999-efc71013a78f";

  private static final JsonMapper JSON = new JsonMapper();

  private Events() {}

  static CarrierAccount account() {
    return account(Map.of("auth-header", HEADER, "api-key", "eight_test_key"));
  }

  /** An account of the sub-account with these settings beside it. */
  static CarrierAccount account(Map<String, String> settings) {
    return account(Optional.of("https://mask.example.com"), settings);
  }

  static CarrierAccount account(Optional<String> publicUrl, Map<String, String> settings) {
    Map<String, Secret> secrets = new HashMap<>();
    secrets.put("sub-account-id", new Secret(SUB_ACCOUNT));
    settings.forEach((key, value) -> secrets.put(key, new Secret(value)));
    return new CarrierAccount(
        "eight",
        "8x8",
        HomeRegion.of("SG"),
        publicUrl,
        Optional.of(new Secret("path_secret_of_a_test")),
        SignatureMode.REQUIRE,
        secrets);
  }

  static Webhook webhook(String endpoint, String body) {
    return webhook(endpoint, body.getBytes(UTF_8), Map.of());
  }

  static Webhook webhook(String endpoint, byte[] body, Map<String, String> headers) {
    String url = "https://mask.example.com/carriers/eight/" + endpoint;
    return new Webhook(endpoint, "", "POST", url, "", headers, body);
  }

  static String event(String eventType, Object payload) {
    return JSON.writeValueAsString(Map.of("eventType", eventType, "payload", payload));
  }

  static Map<String, Object> question() {
    Map<String, Object> payload = new HashMap<>();
    payload.put("sessionId", SESSION);
    payload.put("subAccountId", SUB_ACCOUNT);
    payload.put("callStatus", "CALL_RECEIVED");
    payload.put("source", CALLER);
    payload.put("destination", DIALED);
    return payload;
  }

  static JsonNode json(HttpReply reply) {
    return JSON.readTree(reply.body());
  }

  static String text(HttpReply reply) {
    return new String(reply.body(), UTF_8);
  }
}
