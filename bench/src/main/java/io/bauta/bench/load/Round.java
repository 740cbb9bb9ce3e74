package io.bauta.bench.load;

import java.time.Duration;

/**
 * One round of load, and what it left behind.
 *
 * @param serverCpu processor time of the server, until nothing was left to do
 * @param clientCpu processor time of the load generator
 * @param waitingMost the most entries that were seen to wait in the call log
 * @param drain from the last response until every call was durable
 * @param settle from the last response until the store had nothing left to do for them either
 */
record Round(
    Load load,
    Duration serverCpu,
    Duration clientCpu,
    int waitingMost,
    Duration drain,
    Duration settle) {

  double perSecond() {
    return load.perSecond();
  }

  /** As if the next request had come only when nothing was left to do. */
  double perSecondSustained() {
    return load.requests() / (Load.seconds(load.length()) + Load.seconds(settle));
  }

  double serverCpuMicros() {
    return Load.seconds(serverCpu) * 1e6 / load.requests();
  }

  double clientCpuMicros() {
    return Load.seconds(clientCpu) * 1e6 / load.requests();
  }
}
