package io.bauta.bench.load;

import java.time.Duration;

/**
 * One round of load, and what it left behind.
 *
 * @param cpu processor time of the server, until the call log was stored
 * @param waitingMost the most entries that were seen to wait in the call log
 * @param drain from the last response until every call was durable
 */
record Round(Load load, Duration cpu, int waitingMost, Duration drain) {

  double perSecond() {
    return load.perSecond();
  }

  /** As if the next request had come only when the call log was stored. */
  double perSecondWithDrain() {
    return load.requests() / (Load.seconds(load.length()) + Load.seconds(drain));
  }

  double cpuMicros() {
    return Load.seconds(cpu) * 1e6 / load.requests();
  }
}
