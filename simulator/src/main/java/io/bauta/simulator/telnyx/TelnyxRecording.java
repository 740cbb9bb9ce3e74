package io.bauta.simulator.telnyx;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A finished recording.
 *
 * @param format {@code mp3} or {@code wav}
 * @param channels {@code single} or {@code dual}
 */
record TelnyxRecording(
    String id,
    String sessionId,
    String legId,
    String callControlId,
    String connectionId,
    String from,
    String to,
    Optional<String> clientState,
    String format,
    String channels,
    Instant startedAt,
    Instant endedAt) {

  Duration length() {
    return Duration.between(startedAt, endedAt);
  }

  /** The identifier only: the rest names real numbers. */
  @Override
  public String toString() {
    return "TelnyxRecording[" + id + "]";
  }
}
