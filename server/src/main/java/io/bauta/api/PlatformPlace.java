package io.bauta.api;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the platform may be asked about callers: at one configured URL, and elsewhere on the same
 * host. Real numbers are sent nowhere else, whatever a pool says.
 *
 * @param url empty where the platform cannot be asked
 */
public record PlatformPlace(Optional<URI> url) {

  /** The key by which it is configured. */
  public static final String KEY = "platform.url";

  /** A server that asks nobody. */
  public static final PlatformPlace NONE = new PlatformPlace(Optional.empty());

  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  /** Where a pool asks that wants to ask at {@code own}; empty when it may not ask there. */
  public Optional<URI> of(Optional<String> own) {
    return own.isEmpty() ? url : url.flatMap(ours -> at(own.get()).filter(it -> isOn(ours, it)));
  }

  private static Optional<URI> at(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException notAUrl) {
      return Optional.empty();
    }
  }

  private static boolean isOn(URI ours, URI other) {
    return other.getHost() != null
        && other.getRawUserInfo() == null
        && other.getRawQuery() == null
        && other.getRawFragment() == null
        && ours.getScheme().equals(other.getScheme())
        && host(ours).equals(host(other))
        && port(ours) == port(other);
  }

  private static String host(URI url) {
    return url.getHost().toLowerCase(Locale.ROOT);
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equals(url.getScheme()) ? HTTPS_PORT : HTTP_PORT;
  }

  void require(Fields fields, String field) {
    if (url.isEmpty()) {
      throw fields.invalid(
          "platform_not_configured",
          field,
          "this server has no platform to ask: expected the configuration to have %s and"
                  .formatted(KEY)
              + " platform.secret, or another policy here");
    }
  }

  void requireThere(Fields fields, String field, String text) {
    if (of(Optional.of(text)).isEmpty()) {
      throw fields.invalid(
          "invalid_value",
          field,
          "expected a URL with the scheme, host and port of %s in the configuration, without query"
              .formatted(KEY));
    }
  }
}
