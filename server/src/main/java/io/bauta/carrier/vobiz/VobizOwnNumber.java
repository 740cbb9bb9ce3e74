package io.bauta.carrier.vobiz;

import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.JsonBody;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.NumberHealth;
import io.bauta.number.HomeRegion;
import io.bauta.number.ProxyNumber;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A number as Vobiz lists it.
 *
 * @param application the id of the application that it leads to; empty when it leads to none
 */
record VobizOwnNumber(CarrierNumber number, Optional<String> application) {

  private static final Pattern NOT_IN_A_STATE = Pattern.compile("[^A-Za-z _-]");

  /** The number of a listed item; empty where what it lists is no telephone number. */
  static Optional<VobizOwnNumber> read(JsonNode item, HomeRegion home)
      throws MalformedWebhookException {
    Optional<ProxyNumber> number =
        JsonBody.text(item, "e164").flatMap(home::parse).map(ProxyNumber::of);
    String state = state(JsonBody.text(item, "status").orElse(""));
    NumberHealth health = health(item, state);
    Optional<String> application = JsonBody.text(item, "application_id");
    return number.map(
        own -> new VobizOwnNumber(new CarrierNumber(own, health, state), application));
  }

  /** A state that we do not know may be a bad one: such a number is lent to nobody new. */
  private static NumberHealth health(JsonNode item, String state) {
    if (item.path("is_blocked").asBoolean(false)
        || !item.path("voice_enabled").asBoolean(true)
        || !item.path("capabilities").path("voice").asBoolean(true)) {
      return NumberHealth.INACTIVE;
    }
    return switch (state.toLowerCase(Locale.ROOT)) {
      case "", "active" -> NumberHealth.ACTIVE;
      // Given back, and held for a day in case of a change of mind.
      case "pending_release" -> NumberHealth.EXPIRING;
      case "inactive", "suspended", "released" -> NumberHealth.INACTIVE;
      default -> NumberHealth.UNHEALTHY;
    };
  }

  private static String state(String status) {
    String words = NOT_IN_A_STATE.matcher(status).replaceAll("");
    return words.substring(0, Math.min(words.length(), CarrierNumber.CARRIER_STATE_LENGTH_MAX));
  }
}
