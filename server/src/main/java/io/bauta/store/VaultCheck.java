package io.bauta.store;

import io.bauta.number.PhoneNumber;
import io.bauta.vault.NumberVault;
import io.bauta.vault.VaultException;
import io.bauta.vault.VaultKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;

/** Holds a key file and a database together: keys that did not seal its numbers are refused. */
public final class VaultCheck {

  private static final PhoneNumber KNOWN = new PhoneNumber(1_234_567);

  private static final String READ =
      """
      select sealed, token from vault_check where id = 1
      """;

  private static final String INSERT =
      """
      insert into vault_check (id, sealed, token) values (1, ?, ?)
      """;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Check(byte[] sealed, byte[] token) {}

  private VaultCheck() {}

  /**
   * The vault with the keys in {@code keyFile}, which is made with new keys when neither it nor
   * anything sealed is there yet.
   *
   * @throws VaultException when the key file is missing, open to others or damaged, or when its
   *     keys are not those of {@code database}
   */
  public static NumberVault open(Database database, Path keyFile) {
    return new NumberVault(keys(database, keyFile));
  }

  /** The keys themselves, for a vault of another kind; in the same way. */
  public static VaultKeys keys(Database database, Path keyFile) {
    Optional<Check> check = database.read(VaultCheck::read);
    if (check.isPresent() && !Files.exists(keyFile)) {
      throw new VaultException(
          "The key file %s is missing, and the database holds numbers that only its keys open."
                  .formatted(keyFile)
              + " Put the file back from your backup, or start with a new database.");
    }
    boolean known = Files.exists(keyFile);
    VaultKeys keys = known ? VaultKeys.read(keyFile) : VaultKeys.create(keyFile);
    NumberVault vault = new NumberVault(keys);
    if (check.isEmpty()) {
      database.write(link -> insert(link, vault));
    } else if (!opens(vault, check.get())) {
      throw new VaultException(
          "The keys in %s are not those that sealed the numbers in the database.".formatted(keyFile)
              + " Put back the key file that belongs to it, or name the right database.");
    }
    return keys;
  }

  private static Optional<Check> read(Link link) throws SQLException {
    return link.query(READ).first(row -> new Check(row.bytes("sealed"), row.bytes("token")));
  }

  private static boolean insert(Link link, NumberVault vault) throws SQLException {
    return link.query(INSERT).with(vault.seal(KNOWN), vault.token(KNOWN)).update() == 1;
  }

  private static boolean opens(NumberVault vault, Check check) {
    try {
      return vault.open(check.sealed()).equals(KNOWN)
          && Arrays.equals(vault.token(KNOWN), check.token());
    } catch (VaultException sealedByOthers) {
      return false;
    }
  }
}
