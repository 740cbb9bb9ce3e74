package io.bauta.app;

import io.bauta.access.ApiKey;
import io.bauta.app.ConfigKeys.Key;
import java.util.List;

/** Reads the keys {@code api.…}. */
final class ApiReader {

  /** More than a backend asks, and little enough that one that loops does not take the server. */
  static final int REQUESTS_PER_SECOND_DEFAULT = 500;

  private static final String RATE = "api.requests-per-second";
  private static final String RATE_EXPECTED =
      "a whole number from 1 to " + ApiKey.REQUESTS_PER_SECOND_MAX;

  static final List<Key> KEYS =
      List.of(new Key(RATE, RATE_EXPECTED, Integer.toString(REQUESTS_PER_SECOND_DEFAULT)));

  private ApiReader() {}

  static int requestsPerSecond(ConfigKeys keys) {
    return keys.get(RATE).map(ApiReader::rate).orElse(REQUESTS_PER_SECOND_DEFAULT);
  }

  private static int rate(String text) {
    try {
      int rate = Integer.parseInt(text);
      if (rate >= 1 && rate <= ApiKey.REQUESTS_PER_SECOND_MAX) {
        return rate;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, for every wrong value alike.
    }
    throw ConfigException.of(RATE, RATE_EXPECTED, Integer.toString(REQUESTS_PER_SECOND_DEFAULT));
  }
}
