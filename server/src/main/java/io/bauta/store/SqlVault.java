package io.bauta.store;

import io.bauta.audit.AuditEntry;
import io.bauta.audit.AuditId;
import io.bauta.id.TimeOrderedIds;
import io.bauta.store.VaultRows.Kept;
import io.bauta.store.VaultRows.Rotation;
import io.bauta.vault.KeyRing;
import io.bauta.vault.Keyset;
import io.bauta.vault.MasterKey;
import io.bauta.vault.MasterKeySource;
import io.bauta.vault.NumberVault;
import io.bauta.vault.RotationProgress;
import io.bauta.vault.TokenStage;
import io.bauta.vault.VaultException;
import io.bauta.vault.VaultKeys;
import io.bauta.vault.VaultStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data keys of a database, and their rotation, step after step, while others use them.
 *
 * <p>Everything is kept in the database before it counts: a server that is killed goes on where it
 * was. Safe for many threads; steps are taken by one at a time.
 */
public final class SqlVault {

  /** How many keys tokens are made with, one after the other: each costs a token a microsecond. */
  public static final int TOKEN_KEYS_MAX = 64;

  /** How often a change that somebody asked for is tried while others use the keys. */
  static final int CHANGE_TRIES_MAX = 5;

  /** How many rows are looked at in one step. */
  static final int STEP_ROWS_MAX = 500;

  /** After how many rows the log hears of it. */
  private static final int LOGGED_ROWS = 100_000;

  private static final Outcome IN_USE =
      new Outcome.Refused(
          "something that takes long, such as a question about how many numbers a pool needs, has been using the keys: nothing was changed; ask again");

  private static final Logger LOG = LoggerFactory.getLogger(SqlVault.class);

  private final Database database;
  private final MasterKeySource source;
  private final KeyRing ring;
  private final SqlAuditLog audit;
  private final TimeOrderedIds ids = new TimeOrderedIds();
  private MasterKey master;

  /** What the database has of the keys, as far as this server knows. */
  private volatile Left left;

  /** Whether a change was begun of which nobody knows if it was made. */
  private boolean unsure;

  /** Whether what waits outside the database, sealed, was sealed with the key that seals now. */
  private BooleanSupplier sealedAnew = () -> true;

  /** The master key with which such a change wrapped. */
  private Optional<MasterKey> tried = Optional.empty();

  /**
   * What this server left in the database.
   *
   * @param known to be there
   * @param tried to be put in its place; nobody knows whether it is there
   */
  private record Left(Kept known, Optional<Kept> tried) {

    static Left known(Kept kept) {
      return new Left(kept, Optional.empty());
    }

    Left trying(Kept other) {
      return new Left(known, Optional.of(other));
    }

    boolean is(Optional<Kept> found) {
      return found.equals(Optional.of(known)) || (found.isPresent() && found.equals(tried));
    }
  }

  /** With the keys in {@code ring}, which {@code master} opened from {@code kept}. */
  SqlVault(
      Database database,
      MasterKeySource source,
      MasterKey master,
      Kept kept,
      KeyRing ring,
      Instant now) {
    this.database = database;
    this.source = source;
    this.master = master;
    this.left = Left.known(kept);
    this.ring = ring;
    database.ownAgainOnlyIf(link -> left.is(VaultRows.read(link)));
    this.audit = SqlAuditLog.open(database, new NumberVault(ring), now);
  }

  /** The audit log, whose key it keeps too. */
  public SqlAuditLog audit() {
    return audit;
  }

  /** The keys as they are now. */
  public KeyRing ring() {
    return ring;
  }

  /**
   * Former keys are taken out only when {@code sealedAnew} says that nothing that they sealed waits
   * to be stored.
   */
  public synchronized void takeOutOnlyWhen(BooleanSupplier sealedAnew) {
    this.sealedAnew = sealedAnew;
  }

  /**
   * Something will be stored as it was sealed earlier, perhaps behind where the pass is that is
   * under way: another pass follows it.
   */
  public synchronized void expectFormerlySealed() {
    if (!isSure()) {
      throw new StoreUnavailableException("The keys are in use for too long.");
    }
    left.known().rotation().ifPresent(found -> keep(found.withOnePassMore()));
  }

  /** What became of the wish to rotate a data key. */
  public sealed interface Outcome extends MasterOutcome {

    /** It has begun; of a master key, it is done. */
    record Done() implements Outcome {}

    /** It cannot be, and nothing was changed. */
    record Refused(String why) implements Outcome {}
  }

  /** What became of the wish to change the master key. */
  public sealed interface MasterOutcome {

    /** The master key is another one, and something is left for people to do. */
    record DoneBut(String left) implements MasterOutcome {}

    /** The database failed in the middle of it: nobody knows yet whether it is done. */
    record Unsure(String what) implements MasterOutcome {}
  }

  public VaultStatus status() {
    return database.read(
        link -> {
          Kept kept = VaultRows.read(link).orElseThrow();
          return new VaultStatus(
              source.words(),
              kept.wrappedAt(),
              VaultRows.keys(link),
              kept.rotation().map(Rotation::progress));
        });
  }

  /** The rotation that is under way. */
  public Optional<RotationProgress> progress() {
    return kept().rotation().map(Rotation::progress);
  }

  private Kept kept() {
    return database.read(VaultRows::read).orElseThrow();
  }

  /**
   * Begins the rotation of a data key: from now on everything new is made with a new one.
   *
   * @param entry kept in the audit log with it
   */
  public synchronized Outcome start(Keyset keyset, AuditEntry entry) {
    if (!isSure()) {
      return IN_USE;
    }
    Kept before = left.known();
    if (before.rotation().isPresent()) {
      return new Outcome.Refused(
          "a rotation of the key of %s is under way; wait for its end"
              .formatted(before.rotation().get().keyset().name().toLowerCase(Locale.ROOT)));
    }
    if (keyset == Keyset.TOKENS && ring.keys().ids(keyset).size() >= TOKEN_KEYS_MAX) {
      return new Outcome.Refused(
          "tokens are made with %d keys already, which is the most".formatted(TOKEN_KEYS_MAX));
    }
    boolean begun =
        isChanged(
            () -> {
              VaultKeys keys =
                  keyset == Keyset.SEALING
                      ? ring.keys().withNewSealingKey()
                      : ring.keys().withNewTokenKey();
              Kept after =
                  before
                      .with(keys.wrap(master, before.installation()))
                      .at(Rotation.begun(keyset, entry.at()));
              write(
                  after,
                  link -> {
                    VaultRows.start(link, before, after, keys);
                    audit.insert(link, entry);
                    return true;
                  });
            });
    if (!begun) {
      return IN_USE;
    }
    LOG.info("the rotation of the key of {} has begun", keyset.name().toLowerCase(Locale.ROOT));
    return new Outcome.Done();
  }

  /**
   * Wraps the data keys with another master key, with which alone they open then.
   *
   * @param entry kept in the audit log with it
   */
  public synchronized MasterOutcome rotateMaster(AuditEntry entry) {
    if (!isSure()) {
      return IN_USE;
    }
    return switch (source) {
      case MasterKeySource.Said said ->
          new Outcome.Refused(
              "the master key is said by %s, which cannot change while the server runs: stop it, set the new one there and the one that was there as vault.former-master-key, and start it"
                  .formatted(said.words()));
      case MasterKeySource.ByCommand command -> rotate(command, entry);
      case MasterKeySource.InFile file -> rotate(file, entry);
    };
  }

  private MasterOutcome rotate(MasterKeySource.ByCommand command, AuditEntry entry) {
    MasterKey next;
    try {
      next = command.read();
    } catch (VaultException notAKey) {
      return refused(notAKey);
    }
    if (VaultOpening.isOf(left.known(), next)) {
      return new Outcome.Refused(
          "%s is still the master key that is in use: change it there first"
              .formatted(command.words()));
    }
    Optional<MasterOutcome> failed =
        rewrap(next, entry, "%s and what that was before".formatted(command.words()));
    if (failed.isPresent()) {
      return failed.get();
    }
    LOG.warn("THE MASTER KEY IS {} NOW: whoever loses it loses every real number", command.words());
    return new Outcome.Done();
  }

  private MasterOutcome rotate(MasterKeySource.InFile file, AuditEntry entry) {
    MasterKey next;
    try {
      if (file.hasNext() && VaultOpening.isOf(left.known(), file.readNext())) {
        return inUse(file);
      }
      file.proveReplaceable();
      if (!file.hasNext()) {
        file.makeNext();
      }
      file.forceNext();
      next = file.readNext();
    } catch (VaultException notReady) {
      return refused(notReady);
    }
    return rewrap(next, entry, "%s and %s".formatted(file.file(), file.next()))
        .orElseGet(() -> putInPlace(file));
  }

  private static Outcome refused(VaultException why) {
    return new Outcome.Refused(String.valueOf(why.getMessage()));
  }

  private static MasterOutcome unsure(String keys) {
    return new MasterOutcome.Unsure(
        "the database failed while the data keys were being wrapped anew, so it is not known which master key opens them: keep %s, both, and ask again when the database answers; that, or a start, finds out"
            .formatted(keys));
  }

  /** The next key is the one in use. */
  private MasterOutcome inUse(MasterKeySource.InFile file) {
    return isInPlace(file)
        ? new Outcome.Refused(
            "%s holds the master key that is in use: remove it, and a new one is made, or put a new one there"
                .formatted(file.next()))
        // The change was made, and only then something failed.
        : putInPlace(file);
  }

  private boolean isInPlace(MasterKeySource.InFile file) {
    try {
      return file.exists() && VaultOpening.isOf(left.known(), file.read());
    } catch (VaultException unreadable) {
      LOG.debug("cause", unreadable);
      return false;
    }
  }

  /** After the data keys were wrapped with it: whatever fails here, that is so. */
  private static MasterOutcome putInPlace(MasterKeySource.InFile file) {
    try {
      file.putNextInPlace();
    } catch (VaultException leftBeside) {
      LOG.error("{}", leftBeside.getMessage());
      return new MasterOutcome.DoneBut(String.valueOf(leftBeside.getMessage()));
    }
    LOG.warn(
        "A NEW MASTER KEY IS IN {}: whoever loses it loses every real number. Keep a copy of it where"
            + " the backups of the database are not, and the one before as long as backups of before",
        file.file().toAbsolutePath().normalize());
    return new Outcome.Done();
  }

  /**
   * Wraps the data keys with {@code next}.
   *
   * @param keys where the two keys are between which it changes
   * @return empty when it is done
   * @throws StoreUnavailableException when the database failed and nothing was done
   */
  private Optional<MasterOutcome> rewrap(MasterKey next, AuditEntry entry, String keys) {
    Kept before = left.known();
    tried = Optional.of(next);
    try {
      boolean rewrapped =
          isChanged(
              () -> {
                Kept after =
                    new Kept(
                        before.installation(),
                        ring.keys().wrap(next, before.installation()),
                        entry.at(),
                        before.rotation());
                write(
                    after,
                    link -> {
                      VaultRows.setKeys(link, before, after);
                      audit.insert(link, entry);
                      return true;
                    });
              });
      if (!rewrapped) {
        tried = Optional.empty();
        return Optional.of(IN_USE);
      }
    } catch (RuntimeException fault) {
      LOG.error("the change of the master key was broken off: {}", fault.getMessage());
      LOG.debug("cause", fault);
      if (!isSureNow()) {
        return Optional.of(unsure(keys));
      }
      if (!VaultOpening.isOf(left.known(), next)) {
        throw fault;
      }
    }
    LOG.info("the data keys are wrapped with a new master key; the old one opens them no more");
    return Optional.empty();
  }

  private boolean isSureNow() {
    try {
      return isSure();
    } catch (RuntimeException stillAway) {
      LOG.debug("cause", stillAway);
      return false;
    }
  }

  /** Has {@code unit} put {@code after} in the place of what is there. */
  private void write(Kept after, UnitOfWork<Boolean> unit) {
    left = left.trying(after);
    database.write(unit);
    left = Left.known(after);
  }

  /** As {@link #change}, again and again: others go first in between. */
  private boolean isChanged(Runnable durable) {
    for (int i = 1; i <= CHANGE_TRIES_MAX; i++) {
      if (change(durable)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Does {@code durable}, and goes on with what the database has then.
   *
   * @return false, and nothing was done, while others use the keys
   */
  private boolean change(Runnable durable) {
    boolean changed =
        ring.change(
            () -> {
              unsure = true;
              durable.run();
              Kept kept = kept();
              left = Left.known(kept);
              master = tried.filter(next -> VaultOpening.isOf(kept, next)).orElse(master);
              return kept.open(master);
            });
    if (changed) {
      unsure = false;
      tried = Optional.empty();
    }
    return changed;
  }

  /**
   * Goes on with what the database has, where that is not what this server left there: after a
   * fault in the middle of a change, for one. Only its owner may.
   *
   * @return false while others use the keys
   */
  private boolean isSure() {
    return (!unsure && kept().equals(left.known()))
        || isChanged(
            () -> {
              boolean _ = database.<Boolean>write(link -> true);
            });
  }

  /** What became of a step of a rotation. */
  public enum Step {
    /** There may be another one. */
    TAKEN,
    /** It is to be taken later: others have been using the keys for too long. */
    PUT_OFF,
    /** No rotation is under way. */
    NONE
  }

  /**
   * Takes the next step of the rotation that is under way: looks at some rows, and changes those
   * that are to be changed; or, when a whole pass found none, goes to the next stage.
   */
  public Step step(Instant now) {
    return step(now, STEP_ROWS_MAX);
  }

  /** The same with at most {@code rows} in one step. */
  synchronized Step step(Instant now, int rows) {
    if (!isSure()) {
      return Step.PUT_OFF;
    }
    Optional<Rotation> rotation = left.known().rotation();
    if (rotation.isEmpty()) {
      return Step.NONE;
    }
    return isStepTaken(rotation.get(), now, rows) ? Step.TAKEN : Step.PUT_OFF;
  }

  private boolean isStepTaken(Rotation rotation, Instant now, int rows) {
    List<SealedTable> tables = SealedColumns.of(rotation.keyset());
    if (rotation.table().isEmpty()) {
      return isNextPass(rotation, tables);
    }
    return page(rotation, table(rotation, tables), rows) || nextTable(rotation, tables, now);
  }

  private static SealedTable table(Rotation rotation, List<SealedTable> tables) {
    return tables.get(index(rotation, tables));
  }

  private static int index(Rotation rotation, List<SealedTable> tables) {
    for (int i = 0; i < tables.size(); i++) {
      if (tables.get(i).name().equals(rotation.table().orElseThrow())) {
        return i;
      }
    }
    throw new IllegalStateException("no table of the rotation is called " + rotation.table());
  }

  /**
   * False when it is to be done later. Whoever copies something sealed from row to row began after
   * this pass, and copies what it finds; or is done before it, and the pass finds the copy.
   */
  private boolean isNextPass(Rotation rotation, List<SealedTable> tables) {
    if (!ring.awaitTurns()) {
      return false;
    }
    long rows = 0;
    for (SealedTable table : tables) {
      rows +=
          database.read(
              link ->
                  link.query(link.dialect().rowCount(table.name()))
                      .first(row -> row.number("number"))
                      .orElseThrow());
    }
    keep(rotation.nextPass(tables.getFirst().name(), rows));
    return true;
  }

  private void keep(Rotation rotation) {
    Kept before = left.known();
    write(
        before.at(rotation),
        link -> {
          VaultRows.progress(link, before, rotation);
          return true;
        });
  }

  /** False when no row was left to look at. */
  private boolean page(Rotation rotation, SealedTable table, int rows) {
    // Held until it is written: what is made here with a key is there before that is taken out.
    try (KeyRing.Turn turn = ring.turn()) {
      RotationPage page = new RotationPage(table, rotation.keyset(), ring, turn.tokens(), rows);
      RotationPage.Looked looked = database.read(link -> page.look(link, rotation.reached()));
      if (looked.rows() == 0) {
        return false;
      }
      Kept before = left.known();
      Rotation after =
          database.write(
              link -> {
                long changed = looked.change(link);
                Rotation reached =
                    rotation.after(
                        looked.reached(), looked.rows(), looked.changes().size(), changed);
                left = left.trying(before.at(reached));
                VaultRows.progress(link, before, reached);
                return reached;
              });
      left = Left.known(before.at(after));
      if (after.lookedAt() / LOGGED_ROWS > rotation.lookedAt() / LOGGED_ROWS) {
        log(after);
      }
      return true;
    }
  }

  /** False when it is to be done later. */
  private boolean nextTable(Rotation rotation, List<SealedTable> tables, Instant now) {
    int next = index(rotation, tables) + 1;
    if (next < tables.size()) {
      keep(rotation.inTable(tables.get(next).name()));
      return true;
    }
    log(rotation);
    if (rotation.found() > 0) {
      return isNextPass(rotation, tables);
    }
    return isNextStage(rotation, now);
  }

  private static void log(Rotation rotation) {
    LOG.info(
        "rotation of the key of {}: {}, pass {}, {} of {} rows looked at, {} to change among them",
        rotation.keyset().name().toLowerCase(Locale.ROOT),
        rotation.stage().toLowerCase(Locale.ROOT),
        rotation.pass(),
        rotation.lookedAt(),
        Math.max(rotation.rows(), rotation.lookedAt()),
        rotation.found());
  }

  private boolean isNextStage(Rotation rotation, Instant now) {
    Optional<TokenStage> next =
        rotation
            .tokenStage()
            .flatMap(
                stage ->
                    switch (stage) {
                      case REST, CLEARING -> Optional.empty();
                      case FILLING -> Optional.of(TokenStage.MOVING);
                      case MOVING -> Optional.of(TokenStage.CLEARING);
                    });
    if (next.isPresent()) {
      return change(() -> keep(rotation.at(next.get())));
    }
    if (sealedAnew.getAsBoolean()) {
      return isEnded(rotation, now);
    }
    // It may have come into a table that was gone through.
    keep(rotation.withOnePassMore());
    return true;
  }

  private boolean isEnded(Rotation rotation, Instant now) {
    AuditEntry entry =
        new AuditEntry(
            new AuditId(ids.next(now)),
            now,
            AuditEntry.SERVER,
            Optional.empty(),
            "vault.rotated",
            "vault",
            rotation.keyset().name().toLowerCase(Locale.ROOT),
            Optional.of("%d rows were changed".formatted(rotation.changed())));
    Kept before = left.known();
    boolean ended =
        change(
            () -> {
              VaultKeys had = ring.keys();
              VaultKeys keys =
                  rotation.keyset() == Keyset.SEALING ? had.withoutFormerSealingKeys() : had;
              Kept after = before.with(keys.wrap(master, before.installation())).atRest();
              write(
                  after,
                  link -> {
                    VaultRows.end(link, before, after, had, keys, now);
                    audit.insert(link, entry);
                    return true;
                  });
            });
    if (!ended) {
      return false;
    }
    LOG.info(
        "the rotation of the key of {} has ended: {} rows were changed",
        rotation.keyset().name().toLowerCase(Locale.ROOT),
        rotation.changed());
    return true;
  }
}
