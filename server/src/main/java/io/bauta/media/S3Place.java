package io.bauta.media;

import java.net.URI;
import java.util.Optional;

/**
 * A bucket of an S3-compatible store, and how to get in.
 *
 * @param endpoint where the store is; empty for Amazon's own of that region
 * @param prefix what the names of all objects begin with; empty, or it ends in a slash
 * @param pathStyle whether the bucket is written in the path and not in the host's name
 */
public record S3Place(
    Optional<URI> endpoint,
    String region,
    String bucket,
    String prefix,
    boolean pathStyle,
    String accessKey,
    String secretKey) {

  /** Without the keys. */
  @Override
  public String toString() {
    return "S3Place[%s of %s]".formatted(bucket, endpoint.map(URI::toString).orElse(region));
  }
}
