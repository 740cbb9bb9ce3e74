package io.bauta.app;

import io.bauta.vault.MasterKeySource;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the master key is.
 *
 * @param former where the one before is, for the start after it was changed while the server was
 *     down
 */
public record MasterKeyPlaces(MasterKeySource source, Optional<MasterKeySource> former) {

  private static final String FILE = "master.key";

  /** In the data directory, made there at the first start. */
  static MasterKeyPlaces in(Path dataDirectory) {
    return new MasterKeyPlaces(
        new MasterKeySource.InFile(file(dataDirectory), true), Optional.empty());
  }

  /** Where the master key is when the configuration names no other place. */
  static Path file(Path dataDirectory) {
    return dataDirectory.resolve(FILE);
  }
}
