package io.bauta.simulator.eight;

import java.util.Map;
import java.util.Optional;

/** The countries of which 8x8's payloads name the code; of other numbers it is null here. */
final class CountryCodes {

  private static final Map<String, String> BY_CALLING_CODE =
      Map.of("+65", "SG", "+91", "IN", "+1", "US", "+44", "GB", "+60", "MY", "+62", "ID");

  private CountryCodes() {}

  /** The ISO 3166-1 code of the country of a number in E.164. */
  static Optional<String> of(String number) {
    return BY_CALLING_CODE.entrySet().stream()
        .filter(country -> number.startsWith(country.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
