package io.bauta.carrier.eight;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.NumbersChanged;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.NumberHealth;
import io.bauta.number.HomeRegion;
import io.bauta.number.ProxyNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads how the virtual numbers of the account are, as events tell it and as the API lists it.
 *
 * <p>Sources: developer.8x8.com/connect/docs/voice/number-masking/virtual-number-updated and
 * reference/get-virtual-numbers.
 */
final class EightNumbers {

  private EightNumbers() {}

  /** An event says what all numbers are like, or only those that changed: it means the same. */
  static CarrierMessage read(EightFields payload, CarrierAccount account)
      throws MalformedWebhookException {
    return new NumbersChanged(in(payload.objects("virtualNumbers"), account));
  }

  /** Those that can be read: one that cannot does not keep the others from being known. */
  static List<CarrierNumber> in(List<EightFields> entries, CarrierAccount account)
      throws MalformedWebhookException {
    List<CarrierNumber> numbers = new ArrayList<>(entries.size());
    for (EightFields entry : entries) {
      number(entry, account.homeRegion()).ifPresent(numbers::add);
    }
    return numbers;
  }

  private static Optional<CarrierNumber> number(EightFields entry, HomeRegion home)
      throws MalformedWebhookException {
    String state = entry.text("operationalStatus");
    if (state.isEmpty()) {
      return Optional.empty();
    }
    NumberHealth health = health(state, isUnwell(entry));
    return EightMsisdn.number(entry.text("msisdn"), home)
        .map(number -> new CarrierNumber(ProxyNumber.of(number), health, shown(state)));
  }

  /** In the list of the API a number is active and unhealthy at the same time. */
  private static boolean isUnwell(EightFields entry) {
    return entry
        .object("numberHealth")
        .flatMap(health -> health.flag("isHealthy"))
        .filter(healthy -> !healthy)
        .isPresent();
  }

  /** With a word that we do not know, no new session should get the number. */
  private static NumberHealth health(String state, boolean unwell) {
    return switch (state.toLowerCase(Locale.ROOT)) {
      case "active" -> unwell ? NumberHealth.UNHEALTHY : NumberHealth.ACTIVE;
      case "expiring" -> NumberHealth.EXPIRING;
      case "inactive" -> NumberHealth.INACTIVE;
      default -> NumberHealth.UNHEALTHY;
    };
  }

  private static String shown(String state) {
    return state.substring(0, Math.min(state.length(), CarrierNumber.CARRIER_STATE_LENGTH_MAX));
  }
}
