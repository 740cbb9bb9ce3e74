package io.bauta.app;

import io.bauta.access.Grants;
import io.bauta.carrier.Secret;
import io.bauta.openid.ProviderSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How people log in.
 *
 * @param publicUrl where their browsers reach this server, without a slash at its end
 * @param clientSecret what the provider knows this server by; empty for a public client
 * @param grants what they may do then
 * @param session when a login ends, however much it is used
 * @param idle when one ends that is not used
 */
public record LoginSettings(
    URI publicUrl,
    ProviderSettings provider,
    Optional<Secret> clientSecret,
    Grants grants,
    Duration session,
    Duration idle) {

  static final Duration SESSION_DEFAULT = Duration.ofHours(8);
  static final Duration IDLE_DEFAULT = Duration.ofHours(1);
  static final Duration TIME_MIN = Duration.ofMinutes(5);

  /** The longest that a login may be configured to last. */
  static final Duration SESSION_MAX = Duration.ofHours(24);

  /** Whether browsers reach this server by https: all but tests on one machine. */
  boolean isSecure() {
    return "https".equals(publicUrl.getScheme());
  }
}
