package io.bauta.recording;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * A recording that is to be fetched now.
 *
 * @param url where the carrier said that it is; may hold real numbers, so it prints as nothing
 * @param mediaName what this try, and no other, calls its media
 */
public record FetchOrder(Recording recording, Optional<String> url, String mediaName) {

  /** A name of one try alone: what a server that was replaced puts late overwrites nothing. */
  public static String newMediaName(RecordingId id) {
    return id + "_" + HexFormat.of().toHexDigits(UUID.randomUUID().getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return "FetchOrder[" + recording.id() + "]";
  }
}
