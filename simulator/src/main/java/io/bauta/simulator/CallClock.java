package io.bauta.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** The time of one call: it stands still until the call moves it. */
public final class CallClock {

  private final Consumer<Instant> onMove;
  private volatile Instant now;

  CallClock(Instant start, Consumer<Instant> onMove) {
    this.now = start;
    this.onMove = onMove;
  }

  public Instant now() {
    return now;
  }

  /** Moves the call, and the network behind it, {@code duration} on. */
  public void advance(Duration duration) {
    Instant later = now.plus(duration);
    now = later;
    onMove.accept(later);
  }
}
