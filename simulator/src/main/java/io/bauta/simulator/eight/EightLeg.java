package io.bauta.simulator.eight;

import io.bauta.simulator.CallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One leg: {@code callA} from the caller, or {@code callB} to the other person. */
final class EightLeg {

  private final String callId;
  private final boolean inbound;
  private final Optional<String> source;
  private final String destination;
  private final CallClock clock;
  private final Instant initiatedAt;
  private Optional<Instant> connectedAt = Optional.empty();
  private Optional<Instant> disconnectedAt = Optional.empty();
  private LegStatus status = LegStatus.COMPLETED;

  /**
   * @param source as written on the wire; empty is null
   * @param destination as written on the wire
   */
  EightLeg(
      String callId,
      boolean inbound,
      Optional<String> source,
      String destination,
      CallClock clock) {
    this.callId = callId;
    this.inbound = inbound;
    this.source = source;
    this.destination = destination;
    this.clock = clock;
    this.initiatedAt = clock.now();
  }

  /** From now on it is paid for; does nothing when it was answered before. */
  void connect() {
    if (connectedAt.isEmpty()) {
      connectedAt = Optional.of(clock.now());
    }
  }

  void end(LegStatus how) {
    status = how;
    disconnectedAt = Optional.of(clock.now());
  }

  String callId() {
    return callId;
  }

  boolean isInbound() {
    return inbound;
  }

  String direction() {
    return inbound ? "INBOUND" : "OUTBOUND";
  }

  Optional<String> source() {
    return source;
  }

  String destination() {
    return destination;
  }

  Instant initiatedAt() {
    return initiatedAt;
  }

  Optional<Instant> connectedAt() {
    return connectedAt;
  }

  Instant disconnectedAt() {
    return disconnectedAt.orElseGet(clock::now);
  }

  LegStatus status() {
    return status;
  }

  boolean isOver() {
    return disconnectedAt.isPresent();
  }

  /** How long it was connected, until now or its end. */
  Duration talk() {
    return connectedAt
        .map(since -> Duration.between(since, disconnectedAt()))
        .orElse(Duration.ZERO);
  }

  /** The leg only: both numbers may be real. */
  @Override
  public String toString() {
    return "EightLeg[" + callId + "]";
  }
}
