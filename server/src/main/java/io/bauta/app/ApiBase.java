package io.bauta.app;

import java.net.URI;
import java.util.regex.Pattern;

/** Where a carrier's API is, as a configuration says it. */
final class ApiBase {

  /** Looked at as it is written: the start must not wait for a name server. */
  private static final Pattern THIS_MACHINE =
      Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]");

  private ApiBase() {}

  /**
   * {@code text}, if it is a URL to which credentials may be sent.
   *
   * @throws ConfigException which names {@code key}, when it is not
   */
  static String checked(String text, String key) {
    if (!isUsable(text)) {
      throw ConfigException.of(
          key,
          "an https URL without query, or an http one of this machine",
          "https://api.example.com");
    }
    return text;
  }

  static boolean isUsable(String text) {
    try {
      URI url = URI.create(text);
      return url.getHost() != null
          && url.getRawQuery() == null
          && url.getRawFragment() == null
          && url.getRawUserInfo() == null
          && ("https".equals(url.getScheme())
              || ("http".equals(url.getScheme()) && THIS_MACHINE.matcher(url.getHost()).matches()));
    } catch (IllegalArgumentException notAUrl) {
      return false;
    }
  }
}
