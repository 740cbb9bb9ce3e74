package io.bauta.app;

import io.bauta.delivery.Deliveries;
import io.bauta.outbound.Reach;
import java.time.Duration;

/**
 * How the platform is told of events.
 *
 * @param reach where its endpoints may be
 * @param notice how long before a session ends by itself that is told
 */
public record EventSettings(Reach reach, Duration notice) {

  public static final Duration NOTICE_MIN = Duration.ofSeconds(10);
  public static final Duration NOTICE_MAX = Duration.ofDays(7);

  public static final EventSettings DEFAULT =
      new EventSettings(Reach.PUBLIC, Deliveries.NOTICE_DEFAULT);
}
