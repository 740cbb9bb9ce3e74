package io.bauta.journey;

import io.bauta.simulator.PhoneNetwork;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The time on the telephones, for the server: an hour's talk takes no time and is an hour all the
 * same. In between it goes on as the real one does, so that what is due later becomes due.
 */
final class NetworkClock extends Clock {

  private final PhoneNetwork network;
  private final long began = System.nanoTime();

  NetworkClock(PhoneNetwork network) {
    this.network = network;
  }

  @Override
  public Instant instant() {
    return network.now().plusNanos(System.nanoTime() - began);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("everything here is in UTC");
  }
}
