package io.bauta.carrier.vobiz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.carrier.Webhook;
import io.bauta.number.HomeRegion;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Vobiz webhooks and accounts for tests; every number and secret is fictitious. */
final class Requests {

  static final String TOKEN = "vobiz_test_token_0123456789";
  static final String PUBLIC_URL = "https://mask.example.com";

  private Requests() {}

  /** An account with this token and nothing else. */
  static CarrierAccount account(String token) {
    return account(Optional.of(PUBLIC_URL), Map.of("auth-token", new Secret(token)));
  }

  static CarrierAccount account(Optional<String> publicUrl, Map<String, Secret> settings) {
    return new CarrierAccount(
        "vobiz",
        "vobiz",
        HomeRegion.of("IN"),
        publicUrl,
        Optional.empty(),
        SignatureMode.REQUIRE,
        settings);
  }

  static Webhook post(String endpoint, Map<String, String> fields) {
    return webhook("POST", endpoint, "", form(fields), Map.of());
  }

  static Webhook get(String endpoint, Map<String, String> fields) {
    return webhook("GET", endpoint, form(fields), "", Map.of());
  }

  static Webhook webhook(
      String method, String endpoint, String query, String body, Map<String, String> headers) {
    String url = PUBLIC_URL + "/carriers/vobiz/" + endpoint;
    return new Webhook(endpoint, "", method, url, query, headers, body.getBytes(UTF_8));
  }

  /** The webhook with other headers. */
  static Webhook with(Webhook webhook, Map<String, String> headers) {
    return new Webhook(
        webhook.endpoint(),
        webhook.tail(),
        webhook.method(),
        webhook.url(),
        webhook.query(),
        headers,
        webhook.body());
  }

  static Map<String, String> question(String from, String to) {
    Map<String, String> fields = new HashMap<>();
    fields.put("Event", "StartApp");
    fields.put("CallStatus", "ringing");
    fields.put("CallUUID", "7f0c2a4e-9b1d-4c3f-8e5a-6d7b8c9d0e1f");
    fields.put("From", from);
    fields.put("To", to);
    return fields;
  }

  static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }
}
