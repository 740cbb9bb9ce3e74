package io.bauta.app;

import io.bauta.api.PlatformPlace;
import io.bauta.app.ConfigKeys.Key;
import io.bauta.carrier.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads where the platform is asked about callers. */
final class PlatformReader {

  private static final String URL = PlatformPlace.KEY;
  private static final String SECRET = "platform.secret";
  private static final String DEADLINE = "platform.deadline-millis";

  private static final String SECRET_EXPECTED =
      "whsec_ and %d to %d random bytes in Base64"
          .formatted(WebhookSecret.KEY_BYTES_MIN, WebhookSecret.KEY_BYTES_MAX);
  private static final String DEADLINE_EXPECTED =
      "whole milliseconds from %d to %d"
          .formatted(
              PlatformEndpoint.DEADLINE_MIN.toMillis(), PlatformEndpoint.DEADLINE_MAX.toMillis());

  static final List<Key> KEYS =
      List.of(
          new Key(
              URL, "where the platform is asked about callers", "https://api.example.com/calls"),
          new Key(SECRET, SECRET_EXPECTED, "${PLATFORM_SECRET}"),
          new Key(DEADLINE, DEADLINE_EXPECTED, "1500"));

  private PlatformReader() {}

  static Optional<PlatformEndpoint> read(ConfigKeys keys) {
    Duration deadline =
        keys.get(DEADLINE).map(PlatformReader::deadline).orElse(PlatformEndpoint.DEADLINE_DEFAULT);
    Optional<WebhookSecret> secret = keys.get(SECRET).map(PlatformReader::secret);
    Optional<String> url = keys.get(URL).map(text -> ApiBase.checked(text, URL));
    if (url.isEmpty() && (secret.isPresent() || keys.get(DEADLINE).isPresent())) {
      throw ConfigException.of(
          URL, "the platform's URL, because other keys of it are there", KEYS.getFirst().example());
    }
    return url.map(
        text ->
            new PlatformEndpoint(
                URI.create(text), secret.orElseThrow(PlatformReader::noSecret), deadline));
  }

  private static ConfigException noSecret() {
    return ConfigException.of(SECRET, SECRET_EXPECTED, "${PLATFORM_SECRET}");
  }

  private static WebhookSecret secret(String text) {
    return WebhookSecret.of(new Secret(text)).orElseThrow(PlatformReader::noSecret);
  }

  private static Duration deadline(String text) {
    try {
      Duration deadline = Duration.ofMillis(Long.parseLong(text));
      if (deadline.compareTo(PlatformEndpoint.DEADLINE_MIN) >= 0
          && deadline.compareTo(PlatformEndpoint.DEADLINE_MAX) <= 0) {
        return deadline;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, for every wrong value alike.
    }
    throw ConfigException.of(DEADLINE, DEADLINE_EXPECTED, "1500");
  }
}
