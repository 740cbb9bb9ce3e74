package io.bauta.store;

import io.bauta.vault.MasterKeySource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Vaults as a server opens them. */
final class TestVault {

  static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private TestVault() {}

  /** With the master key in {@code directory}, as is usual. */
  static SqlVault open(Database database, Path directory) {
    return open(database, inFile(directory), directory);
  }

  static SqlVault open(Database database, MasterKeySource source, Path directory) {
    return new VaultOpening(database, source, Optional.empty(), clearFile(directory), NOW).open();
  }

  /** Takes a step; whether there may be another. */
  static boolean steps(SqlVault vault, int rows) {
    return vault.step(NOW, rows) != SqlVault.Step.NONE;
  }

  static boolean steps(SqlVault vault) {
    return steps(vault, SqlVault.STEP_ROWS_MAX);
  }

  static MasterKeySource.InFile inFile(Path directory) {
    return new MasterKeySource.InFile(directory.resolve("master.key"), true);
  }

  static Path clearFile(Path directory) {
    return directory.resolve("vault.key");
  }
}
