package io.bauta.carrier.eight;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.MalformedWebhookException;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Requests to the API of a sub-account, and what replies say.
 *
 * <p>Source: developer.8x8.com/connect/reference, the pages create-a-new-webhook,
 * get-webhooks-information, delete-a-specific-type-of-webhook and get-virtual-numbers.
 */
final class EightApi {

  static final String BASE_DEFAULT = "https://voice.8x8.com";

  private static final String JSON = "application/json";
  private static final Pattern CODE = Pattern.compile("-?[0-9]{1,5}");

  private final String url;
  private final String key;

  private EightApi(String url, String key) {
    this.url = url;
    this.key = key;
  }

  /** The API of the account; empty when it has no key or names no sub-account. */
  static Optional<EightApi> of(CarrierAccount account) {
    String base = account.setting(EightProfile.API_BASE).orElse(BASE_DEFAULT);
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return account
        .setting(EightProfile.SUB_ACCOUNT_ID)
        .map(id -> URLEncoder.encode(id, UTF_8).replace("+", "%20"))
        .flatMap(
            id ->
                account
                    .setting(EightProfile.API_KEY)
                    .map(key -> new EightApi(root + "/api/v1/subaccounts/" + id, key)));
  }

  /** What to say when there is none. */
  static String notConfigured(CarrierAccount account) {
    return "8x8's API needs api-key and sub-account-id: set both for the account '%s'"
        .formatted(account.name());
  }

  CarrierRequest get(String path) {
    return request("GET", path, Optional.empty());
  }

  CarrierRequest post(String path, String body) {
    return request("POST", path, Optional.of(body));
  }

  CarrierRequest delete(String path) {
    return request("DELETE", path, Optional.empty());
  }

  private CarrierRequest request(String method, String path, Optional<String> body) {
    Map<String, String> headers = Map.of("Authorization", "Bearer " + key, "Accept", JSON);
    Map<String, String> withBody =
        Map.of("Authorization", "Bearer " + key, "Accept", JSON, "Content-Type", JSON);
    return new CarrierRequest(method, url + path, body.isEmpty() ? headers : withBody, body);
  }

  /** Whether the reply says yes, in its status and in its own code where it has one. */
  static boolean isDone(HttpReply reply) {
    String code = code(reply).orElse("0");
    return reply.status() / 100 == 2 && (code.equals("0") || code.equals("1"));
  }

  /** Whether 8x8 understood who asks, and does not want this. */
  static boolean isRefusal(HttpReply reply) {
    return !isDone(reply)
        && reply.status() / 100 != 5
        && reply.status() != 401
        && reply.status() != 403;
  }

  /**
   * What a reply that says no means to whoever set the account up. 8x8's own words are left out:
   * they could repeat what was sent.
   */
  static String why(HttpReply reply) {
    String said =
        "HTTP " + reply.status() + code(reply).map(code -> ", statusCode " + code).orElse("");
    return switch (reply.status()) {
      case 401, 403 ->
          "8x8 does not accept the api-key (%s): is it of this sub-account?".formatted(said);
      case 404 -> "8x8 knows no such sub-account (%s): check sub-account-id".formatted(said);
      default -> "8x8 refused it (%s)".formatted(said);
    };
  }

  private static Optional<String> code(HttpReply reply) {
    try {
      return EightFields.of(reply.body())
          .get("statusCode")
          .filter(code -> CODE.matcher(code).matches());
    } catch (MalformedWebhookException notJson) {
      return Optional.empty();
    }
  }

  /** Redacted: it holds a key. */
  @Override
  public String toString() {
    return "EightApi[…]";
  }
}
