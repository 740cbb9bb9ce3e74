package io.bauta.carrier.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierRequest;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests to Telnyx's API.
 *
 * <p>Source: developers.telnyx.com/docs/voice/programmable-voice/sending-commands.
 */
final class TelnyxApi {

  private static final String API_BASE = "api-base";
  private static final String API_BASE_DEFAULT = "https://api.telnyx.com/v2";
  private static final String VOICE_DEFAULT = "female";
  private static final Set<String> VOICES_OF_ANY_LANGUAGE = Set.of("female", "male");
  private static final String LANGUAGE_DEFAULT = "en-US";

  private TelnyxApi() {}

  static CarrierRequest command(CarrierCommand command, CarrierAccount account) {
    if (command.action().equals(TelnyxCommands.ASK)) {
      return get(TelnyxNets.pathOfEvents(command), account);
    }
    String path = "/calls/" + escape(command.leg()) + "/actions/" + command.action();
    String body =
        command.action().equals(TelnyxCommands.SPEAK)
                || command.action().equals(TelnyxCommands.GATHER)
            ? inTheVoiceOf(account, command)
            : command.body();
    return request("POST", path, Optional.of(body), account);
  }

  private static String inTheVoiceOf(CarrierAccount account, CarrierCommand spoken) {
    ObjectNode body = TelnyxCommands.bodyOf(spoken);
    String voice = account.setting(TelnyxProfile.VOICE).orElse(VOICE_DEFAULT);
    String language = account.setting(TelnyxProfile.LANGUAGE).orElse(LANGUAGE_DEFAULT);
    String ofWords = body.path(TelnyxCommands.LANGUAGE).asString(language);
    // A voice with a name speaks its own language; the others speak any.
    boolean isAbleTo = ofWords.equals(language) || VOICES_OF_ANY_LANGUAGE.contains(voice);
    return body.put("voice", isAbleTo ? voice : VOICE_DEFAULT)
        .put(TelnyxCommands.LANGUAGE, ofWords)
        .toString();
  }

  static CarrierRequest get(String path, CarrierAccount account) {
    return request("GET", path, Optional.empty(), account);
  }

  static CarrierRequest request(
      String method, String path, Optional<String> body, CarrierAccount account) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Authorization", "Bearer " + apiKey(account));
    headers.put("Accept", "application/json");
    body.ifPresent(some -> headers.put("Content-Type", "application/json"));
    return new CarrierRequest(method, base(account) + path, headers, body);
  }

  private static String base(CarrierAccount account) {
    String base = account.setting(API_BASE).orElse(API_BASE_DEFAULT);
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  private static String apiKey(CarrierAccount account) {
    return account
        .setting(TelnyxProfile.API_KEY)
        .orElseThrow(() -> new IllegalStateException("an account without api-key was started"));
  }

  /** One element of a path. */
  static String escape(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
