package io.bauta.bench.load;

import java.time.Duration;

/**
 * A constant rate.
 *
 * @param lead is asked at that rate as well, before what counts: connections are new then, and
 *     their first moments are those of a burst of connections and not of a rate
 * @param length of what counts
 */
record Pace(double perSecond, Duration lead, Duration length) {

  Duration whole() {
    return lead.plus(length);
  }
}
