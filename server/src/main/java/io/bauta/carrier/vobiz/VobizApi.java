package io.bauta.carrier.vobiz;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes requests to Vobiz's API, and explains its errors.
 *
 * <p>Upper and lower case in paths matter, and so does the slash at the end: some have one and some
 * have none. Source: www.vobiz.ai/docs, applications/create-application, application-object and
 * attach-number; the page about numbers is account-phone-number.
 *
 * @param account the URL of the account in the API, without a slash at the end
 */
record VobizApi(String account, String authId, Secret authToken) {

  private static final String BASE_DEFAULT = "https://api.vobiz.ai/api/v1";

  /** Set for every carrier account, not by a carrier's profile. */
  private static final String API_BASE = "api-base";

  /** What goes into a path as it is. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private static final JsonMapper JSON = new JsonMapper();

  /** The API as {@code account} may use it; empty without credentials. */
  static Optional<VobizApi> of(CarrierAccount account) {
    Optional<String> id = account.setting(VobizProfile.AUTH_ID).filter(VobizApi::isId);
    Optional<String> token = account.setting(VobizProfile.AUTH_TOKEN);
    if (id.isEmpty() || token.isEmpty()) {
      return Optional.empty();
    }
    String base = account.setting(API_BASE).orElse(BASE_DEFAULT).replaceAll("/+$", "");
    return Optional.of(
        new VobizApi(base + "/Account/" + id.get(), id.get(), new Secret(token.get())));
  }

  static String missingCredentials() {
    return "the API of Vobiz asks for credentials: set auth-id and auth-token";
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /**
   * A request for something.
   *
   * @param path below the account, with its slash at the beginning
   */
  CarrierRequest get(String path) {
    return new CarrierRequest("GET", account + path, headers(), Optional.empty());
  }

  CarrierRequest post(String path, Map<String, Object> body) {
    return new CarrierRequest(
        "POST", account + path, headers(), Optional.of(JSON.writeValueAsString(body)));
  }

  CarrierRequest delete(String path) {
    return new CarrierRequest("DELETE", account + path, headers(), Optional.empty());
  }

  /** What proves to Vobiz who asks. */
  Map<String, String> credentials() {
    return Map.of("X-Auth-ID", authId, "X-Auth-Token", authToken.reveal());
  }

  private Map<String, String> headers() {
    return Map.of(
        "X-Auth-ID",
        authId,
        "X-Auth-Token",
        authToken.reveal(),
        "Content-Type",
        "application/json",
        "Accept",
        "application/json");
  }

  static boolean isDone(HttpReply reply) {
    return reply.status() >= 200 && reply.status() < 300;
  }

  /** What an error means and what to do about it; nothing of what the reply said. */
  static String explain(HttpReply reply) {
    int status = reply.status();
    return switch (status) {
      case 401 -> "Vobiz refuses the credentials (401): check auth-id and auth-token";
      case 402 -> "the Vobiz account has no credit (402)";
      case 403 -> "the Vobiz account may not do this (403)";
      case 404 -> "Vobiz knows no such thing (404): check auth-id and api-base";
      case 409 -> "it is at odds with what is there already (409): look into the Vobiz console";
      case 429 -> "Vobiz got too many requests (429): run this again in a minute";
      default ->
          status >= 500
              ? "Vobiz is out of order (%d): run this again later".formatted(status)
              : "Vobiz did not take it (%d)".formatted(status);
    };
  }
}
