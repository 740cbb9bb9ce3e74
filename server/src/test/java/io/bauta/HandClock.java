package io.bauta;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved by hand. */
public final class HandClock extends Clock {

  private final AtomicReference<Instant> now;

  public HandClock() {
    this(Instant.parse("2027-01-15T08:00:00Z"));
  }

  public HandClock(Instant start) {
    now = new AtomicReference<>(start);
  }

  public void forward(Duration duration) {
    now.updateAndGet(instant -> instant.plus(duration));
  }

  @Override
  public Instant instant() {
    return now.get();
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
