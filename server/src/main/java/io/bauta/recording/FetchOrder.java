package io.bauta.recording;

import java.util.Optional;

/**
 * A recording that is to be fetched now.
 *
 * @param url where the carrier said that it is; may hold real numbers, so it prints as nothing
 */
public record FetchOrder(Recording recording, Optional<String> url) {

  @Override
  public String toString() {
    return "FetchOrder[" + recording.id() + "]";
  }
}
