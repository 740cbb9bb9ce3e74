package io.bauta.edge;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/** Says what was turned away, some in a minute one by one, and of the rest how many. */
final class TurnedAwayLog {

  /** Lines in a minute. */
  static final int LINES_MAX = 60;

  private static final long MINUTE = Duration.ofMinutes(1).toNanos() / 1_000;

  private final LongSupplier micros;
  private final Logger log;
  private long since = Long.MIN_VALUE;
  private int said;
  private long unsaid;

  TurnedAwayLog(LongSupplier micros, Logger log) {
    this.micros = micros;
    this.log = log;
  }

  synchronized void say(String account, String endpoint, String why) {
    long now = micros.getAsLong();
    if (since == Long.MIN_VALUE || now - since >= MINUTE) {
      if (unsaid > 0) {
        log.warn("{} more were turned away in a minute", unsaid);
      }
      since = now;
      said = 0;
      unsaid = 0;
    }
    if (said < LINES_MAX) {
      said++;
      log.warn("{}/{} turned away: {}", account, endpoint, why);
    } else {
      unsaid++;
    }
  }
}
