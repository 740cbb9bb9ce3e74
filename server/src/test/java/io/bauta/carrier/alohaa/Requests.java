package io.bauta.carrier.alohaa;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.carrier.Webhook;
import io.bauta.number.HomeRegion;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Alohaa webhooks and accounts for tests; every number and secret is fictitious. */
final class Requests {

  static final String PUBLIC_URL = "https://mask.example.com";
  static final String PATH_SECRET = "fictitious-path-secret";

  private static final JsonMapper JSON = new JsonMapper();

  private Requests() {}

  /** An account with a path secret and these settings. */
  static CarrierAccount account(Map<String, String> settings) {
    return account(Optional.of(PUBLIC_URL), settings);
  }

  static CarrierAccount account(Optional<String> publicUrl, Map<String, String> settings) {
    return new CarrierAccount(
        "alohaa",
        "alohaa",
        HomeRegion.of("IN"),
        publicUrl,
        Optional.of(new Secret(PATH_SECRET)),
        SignatureMode.OFF,
        settings.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Secret(entry.getValue()))));
  }

  static Webhook json(String endpoint, Map<String, String> fields) {
    return post(endpoint, JSON.writeValueAsString(fields).getBytes(UTF_8));
  }

  static Webhook form(String endpoint, Map<String, String> fields) {
    return post(endpoint, encode(fields).getBytes(UTF_8));
  }

  static Webhook post(String endpoint, byte[] body) {
    return new Webhook(endpoint, "", "POST", url(endpoint), "", Map.of(), body);
  }

  static Webhook get(String endpoint, String query) {
    return new Webhook(endpoint, "", "GET", url(endpoint), query, Map.of(), new byte[0]);
  }

  private static String url(String endpoint) {
    return PUBLIC_URL + "/carriers/alohaa/" + PATH_SECRET + "/" + endpoint;
  }

  private static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }
}
