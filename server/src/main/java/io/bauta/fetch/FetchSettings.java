package io.bauta.fetch;

import io.bauta.recording.FetchPace;
import java.time.Duration;
import java.util.Optional;

/**
 * What the configuration says about recordings.
 *
 * @param deletesAtCarrier whether the carrier's copy is deleted when ours is verified
 * @param retention how long recordings are kept after the call; empty until somebody deletes them
 * @param pace how often a recording is tried
 * @param bytesMax of the largest recording
 * @param timeMax that one may take to arrive
 */
public record FetchSettings(
    boolean deletesAtCarrier,
    Optional<Duration> retention,
    FetchPace pace,
    long bytesMax,
    Duration timeMax) {

  /** With the limits that are always kept. */
  public FetchSettings(boolean deletesAtCarrier, Optional<Duration> retention) {
    this(deletesAtCarrier, retention, FetchPace.USUAL, Intake.BYTES_MAX, Intake.TIME_MAX);
  }
}
