package io.bauta.app;

import io.bauta.app.ConfigKeys.Key;
import io.bauta.vault.MasterKeySource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads where the master key is. */
final class VaultReader {

  private static final String ROOT = "vault.";
  private static final String FILE = ROOT + "master-key-file";
  private static final String SAID = ROOT + "master-key";
  private static final String COMMAND = ROOT + "master-key-command";
  private static final String FORMER = ROOT + "former-master-key";

  static final List<Key> KEYS =
      List.of(
          new Key(FILE, "a file that holds the master key", "/run/secrets/bauta-master-key"),
          new Key(SAID, "the master key, 32 random bytes in Base64", "${BAUTA_MASTER}"),
          new Key(
              COMMAND,
              "a command that prints the master key, and its arguments",
              "[/usr/local/bin/secret, read, bauta]",
              true),
          new Key(FORMER, "the master key before, for one start", "${BAUTA_FORMER_MASTER}"));

  private VaultReader() {}

  static MasterKeyPlaces read(ConfigKeys keys, Path data) {
    List<MasterKeySource> said = new ArrayList<>();
    keys.get(FILE).ifPresent(file -> said.add(new MasterKeySource.InFile(Path.of(file), false)));
    keys.get(SAID).ifPresent(text -> said.add(new MasterKeySource.Said(text, SAID)));
    keys.get(COMMAND)
        .ifPresent(argv -> said.add(new MasterKeySource.ByCommand(List.of(argv.split(",")))));
    if (said.size() > 1) {
      throw new ConfigException(
          "%s, %s and %s: the master key is at one place: leave all but one of them out"
              .formatted(FILE, SAID, COMMAND));
    }
    Optional<MasterKeySource> former =
        keys.get(FORMER).map(text -> new MasterKeySource.Said(text, FORMER));
    return said.isEmpty()
        ? new MasterKeyPlaces(MasterKeyPlaces.in(data).source(), former)
        : new MasterKeyPlaces(said.getFirst(), former);
  }
}
