package io.bauta.fetch;

import io.bauta.recording.RecordingId;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** How many bytes have come of what is being fetched now. */
public final class Progress {

  private final Map<RecordingId, Long> underway = new ConcurrentHashMap<>();

  /** How many bytes of it have come; empty when it is not arriving. */
  public OptionalLong of(RecordingId id) {
    Long bytes = underway.get(id);
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
  }

  void begin(RecordingId id) {
    underway.put(id, 0L);
  }

  void come(RecordingId id, long bytes) {
    underway.put(id, bytes);
  }

  void end(RecordingId id) {
    underway.remove(id);
  }
}
