package io.bauta.store;

import io.bauta.store.VaultRows.Kept;
import io.bauta.vault.KeyRing;
import io.bauta.vault.Keyset;
import io.bauta.vault.MasterKey;
import io.bauta.vault.MasterKeySource;
import io.bauta.vault.NumberVault;
import io.bauta.vault.TokenStage;
import io.bauta.vault.VaultException;
import io.bauta.vault.VaultKeys;
import io.bauta.vault.WrappedKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the vault of a database: reads its data keys, makes them at the first start, or takes over
 * the file in clear in which an earlier version kept them.
 *
 * <p>Each step is durable before the next begins, and a start finds out how far the one before
 * came: the master key is there; the wrapped keys are in the database and open what was sealed; the
 * file in clear is gone.
 */
public final class VaultOpening {

  private static final Logger LOG = LoggerFactory.getLogger(VaultOpening.class);

  private final Database database;
  private final MasterKeySource source;
  private final Optional<MasterKeySource> former;
  private final Path clearFile;
  private final Instant now;

  /**
   * A way to open the vault of {@code database}.
   *
   * @param source where the master key is
   * @param former where the one before it is, when it was changed while the server was down
   * @param clearFile where an earlier version kept the data keys
   */
  public VaultOpening(
      Database database,
      MasterKeySource source,
      Optional<MasterKeySource> former,
      Path clearFile,
      Instant now) {
    this.database = database;
    this.source = source;
    this.former = former;
    this.clearFile = clearFile;
    this.now = now;
  }

  /**
   * Opens it.
   *
   * @throws VaultException when the master key is missing, not kept as it must be or another one,
   *     or when the data keys are not those of the numbers in the database
   */
  public SqlVault open() {
    Optional<Kept> kept = database.read(VaultRows::read);
    SqlVault vault = kept.isPresent() ? known(kept.get()) : first();
    removeClearFile();
    return vault;
  }

  private SqlVault known(Kept kept) {
    if (source instanceof MasterKeySource.InFile file && !file.exists() && !file.hasNext()) {
      throw new VaultException(
          "The master key %s is missing, and the database holds numbers that only it opens."
                  .formatted(file.file())
              + " Put the file back from your backup, or start with a new database.");
    }
    MasterKey master = masterKey(kept);
    // Read again: they may have been wrapped anew.
    Kept found = database.read(VaultRows::read).orElseThrow();
    KeyRing.Content content = found.open(master);
    KeyRing ring = new KeyRing(content.keys(), content.stage());
    requireOurs(ring, "The data keys in the database");
    return new SqlVault(database, source, master, found, ring, now);
  }

  /** The master key that opens the data keys; and it is the one at its place from now on. */
  private MasterKey masterKey(Kept kept) {
    if (source instanceof MasterKeySource.InFile file && file.hasNext()) {
      return amongTwo(kept, file);
    }
    MasterKey master = source.read();
    if (isOf(kept, master)) {
      return master;
    }
    if (former.isPresent()) {
      MasterKey before = former.get().read();
      if (isOf(kept, before)) {
        return changedTo(master, before, kept);
      }
    }
    throw another();
  }

  private VaultException another() {
    return new VaultException(
        "The master key in %s is not the one of this database: it does not open its data keys."
                .formatted(source.words())
            + " Put back the master key that belongs to it, or name the right database.");
  }

  /** A change of the master key was begun, or prepared. */
  private MasterKey amongTwo(Kept kept, MasterKeySource.InFile file) {
    Optional<VaultException> unreadable = Optional.empty();
    if (file.exists()) {
      try {
        MasterKey master = file.read();
        if (isOf(kept, master)) {
          LOG.warn(
              "{} is left over: the data keys are wrapped with the master key in {}. To change to the"
                  + " one in it, run: bauta vault rotate-master; otherwise remove it",
              file.next(),
              file.file());
          return master;
        }
      } catch (VaultException wrong) {
        unreadable = Optional.of(wrong);
      }
    }
    MasterKey next = file.readNext();
    if (!isOf(kept, next)) {
      throw unreadable.orElseGet(this::another);
    }
    try {
      file.putNextInPlace();
      LOG.info("the change of the master key in {} is completed", file.file());
    } catch (VaultException leftBeside) {
      LOG.error("{}", leftBeside.getMessage());
      LOG.debug("cause", leftBeside);
    }
    return next;
  }

  private MasterKey changedTo(MasterKey master, MasterKey before, Kept kept) {
    VaultKeys keys = kept.open(before).keys();
    WrappedKeys wrapped = keys.wrap(master, kept.installation());
    requireOurs(
        new KeyRing(VaultKeys.unwrap(wrapped, master, kept.installation()), kept.tokenStage()),
        "The data keys in the database");
    Kept after = new Kept(kept.installation(), wrapped, now, kept.rotation());
    database.write(
        link -> {
          VaultRows.setKeys(link, kept, after);
          return true;
        });
    LOG.info("the data keys are wrapped with the master key in {} now", source.words());
    return master;
  }

  static boolean isOf(Kept kept, MasterKey master) {
    try {
      return !kept.open(master).keys().ids(Keyset.SEALING).isEmpty();
    } catch (VaultException another) {
      return false;
    }
  }

  private void requireOurs(KeyRing ring, String what) {
    boolean next = ring.stage() == TokenStage.MOVING;
    Optional<VaultCheck> check = database.read(link -> VaultCheck.read(link, next));
    if (check.isPresent() && !check.get().isOf(ring)) {
      throw new VaultException(
          "%s are not those that sealed the numbers in it.".formatted(what)
              + " Put back what belongs together from one backup, or name the right database.");
    }
  }

  private SqlVault first() {
    boolean takenOver = Files.exists(clearFile);
    if (!takenOver && database.read(link -> VaultCheck.read(link, false)).isPresent()) {
      throw new VaultException(
          "The key file %s is missing, and the database holds numbers that only its keys open."
                  .formatted(clearFile)
              + " Put the file back from your backup, or start with a new database.");
    }
    VaultKeys keys = takenOver ? VaultKeys.readClear(clearFile) : VaultKeys.generate();
    requireOurs(new KeyRing(keys), "The keys in %s".formatted(clearFile));
    MasterKey master = firstMasterKey();
    UUID installation = UUID.randomUUID();
    Kept made = new Kept(installation, keys.wrap(master, installation), now, Optional.empty());
    database.write(
        link -> {
          VaultRows.insert(link, made, keys);
          if (VaultCheck.read(link, false).isEmpty()) {
            KeyRing ring = new KeyRing(keys);
            try (KeyRing.Turn turn = ring.turn()) {
              VaultCheck.insert(link, new NumberVault(ring), turn.tokens());
            }
          }
          return true;
        });
    // Read back: what follows rests on what the database has, not on what was meant.
    Kept kept = database.read(VaultRows::read).orElseThrow();
    KeyRing ring = new KeyRing(kept.open(master).keys());
    requireOurs(ring, "The data keys in the database");
    if (takenOver) {
      LOG.info("the keys in {} are wrapped with the master key now", clearFile);
    }
    return new SqlVault(database, source, master, kept, ring, now);
  }

  private MasterKey firstMasterKey() {
    if (source instanceof MasterKeySource.InFile file && file.made() && !file.exists()) {
      file.make();
      LOG.warn(
          "A MASTER KEY WAS MADE IN {}: whoever loses it loses every real number. Keep a copy of it"
              + " where the backups of the database are not",
          file.file().toAbsolutePath().normalize());
    }
    return source.read();
  }

  /** Also one that a start left that was killed before it came to this. */
  private void removeClearFile() {
    if (Files.notExists(clearFile)) {
      return;
    }
    if (isOfThisDatabase()) {
      VaultKeys.removeClear(clearFile);
      LOG.info("{}, which held the keys in clear, is removed", clearFile);
    } else {
      LOG.warn(
          "{} holds keys in clear that are not those of this database, or cannot be read: move it"
              + " away",
          clearFile);
    }
  }

  private boolean isOfThisDatabase() {
    try {
      KeyRing ring = new KeyRing(VaultKeys.readClear(clearFile));
      return database
          .read(link -> VaultCheck.read(link, false))
          .filter(check -> check.isOf(ring))
          .isPresent();
    } catch (VaultException unreadable) {
      LOG.debug("cause", unreadable);
      return false;
    }
  }
}
