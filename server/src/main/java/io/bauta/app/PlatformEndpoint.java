package io.bauta.app;

import java.net.URI;
import java.time.Duration;

/**
 * Where the platform is asked about callers.
 *
 * @param secret signs the questions
 * @param deadline how long the platform may take
 */
public record PlatformEndpoint(URI url, WebhookSecret secret, Duration deadline) {

  /** How long a platform may take that nobody gave another deadline. */
  public static final Duration DEADLINE_DEFAULT = Duration.ofMillis(1_500);

  /** The caller hears silence, and the carrier waits no longer either. */
  public static final Duration DEADLINE_MAX = Duration.ofSeconds(3);

  public static final Duration DEADLINE_MIN = Duration.ofMillis(100);
}
