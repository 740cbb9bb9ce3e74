package io.bauta.simulator.eight;

import java.time.Duration;
import java.time.Instant;

/** A recording that was pushed to the customer's store. */
record EightRecording(String sessionId, String recordingId, Instant startedAt, Duration length) {

  /** Where it lies, as 8x8 writes it: colons are percent-encoded. */
  String filePath() {
    String time = startedAt.toString().replace(":", "%3A");
    return "recordings/%s/%s_%s.mp3".formatted(sessionId, recordingId, time);
  }
}
