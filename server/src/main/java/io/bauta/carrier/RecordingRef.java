package io.bauta.carrier;

import io.bauta.call.CarrierCallId;
import java.util.Optional;

/**
 * A recording as its carrier knows it.
 *
 * @param id what the carrier calls it, as {@link io.bauta.call.CallFact.RecordingReady} told
 * @param url where the carrier told that it is; may hold real numbers, so it prints as nothing
 * @param tries how often it was tried to fetch it, this time included
 */
public record RecordingRef(CarrierCallId call, String id, Optional<String> url, int tries) {

  @Override
  public String toString() {
    return "RecordingRef[" + call + "]";
  }
}
