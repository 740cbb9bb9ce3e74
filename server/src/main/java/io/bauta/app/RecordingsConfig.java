package io.bauta.app;

import io.bauta.media.S3Place;
import io.bauta.outbound.Reach;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the configuration says about recordings.
 *
 * @param directory where media lies, if not in a bucket
 * @param s3 the bucket where media lies; empty for the directory
 * @param reach what recordings are fetched from
 */
public record RecordingsConfig(
    Path directory, Optional<S3Place> s3, boolean deletesAtCarrier, Reach reach) {

  /** For a server whose carriers are all pretended, on this machine. */
  public static RecordingsConfig ofDemo(Path dataDirectory) {
    return new RecordingsConfig(
        dataDirectory.resolve("recordings"), Optional.empty(), true, Reach.ANYWHERE);
  }
}
