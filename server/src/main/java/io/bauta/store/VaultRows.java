package io.bauta.store;

import io.bauta.vault.KeyRing;
import io.bauta.vault.Keyset;
import io.bauta.vault.MasterKey;
import io.bauta.vault.RotationProgress;
import io.bauta.vault.TokenStage;
import io.bauta.vault.VaultKeys;
import io.bauta.vault.VaultStatus.KeyInfo;
import io.bauta.vault.WrappedKeys;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The wrapped keys of a vault, and how far a rotation of them is, as rows. */
final class VaultRows {

  private static final String READ =
      """
      select installation, sealing_wrapped, tokens_wrapped, wrapped_at from vault where id = 1
      """;

  private static final String INSERT =
      """
      insert into vault (id, installation, sealing_wrapped, tokens_wrapped, wrapped_at)
      values (1, ?, ?, ?, ?)
      """;

  // Only where the row is as it was left: another server may have owned the database meanwhile.
  private static final String SET_KEYS =
      """
      update vault set sealing_wrapped = ?, tokens_wrapped = ?, wrapped_at = ?
      where id = 1 and sealing_wrapped = ? and tokens_wrapped = ?
      """;

  private static final String ADD_KEY =
      """
      insert into vault_key (keyset, key_id, made_at) values (?, ?, ?)
      on conflict (keyset, key_id) do nothing
      """;

  private static final String RETIRE =
      """
      update vault_key set retired_at = ? where keyset = ? and key_id = ? and retired_at is null
      """;

  private static final String KEYS =
      """
      select keyset, key_id, made_at, retired_at from vault_key order by keyset, made_at, key_id
      """;

  private static final String ROTATION =
      """
      select * from vault_rotation where id = 1
      """;

  private static final String START =
      """
      insert into vault_rotation
        (id, keyset, stage, started_at, pass, looked_at, found, row_count, changed)
      values (1, ?, ?, ?, 0, 0, 0, 0, 0)
      """;

  private static final String PROGRESS =
      """
      update vault_rotation set stage = ?, pass = ?, table_name = ?, reached = ?, looked_at = ?,
        found = ?, row_count = ?, changed = ?
      where id = 1 and keyset = ? and stage = ? and pass = ? and looked_at = ? and found = ?
        and changed = ?
        and exists (
          select 1 from vault where id = 1 and sealing_wrapped = ? and tokens_wrapped = ?)
      """;

  private static final String END =
      """
      delete from vault_rotation where id = 1
      """;

  private VaultRows() {}

  /** What is kept of the keys. Times are as the database keeps them, so that rows compare. */
  record Kept(
      UUID installation, WrappedKeys wrapped, Instant wrappedAt, Optional<Rotation> rotation) {

    Kept {
      wrappedAt = wrappedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The keys, as far as their rotation is. */
    KeyRing.Content open(MasterKey master) {
      return new KeyRing.Content(VaultKeys.unwrap(wrapped, master, installation), tokenStage());
    }

    TokenStage tokenStage() {
      return rotation.flatMap(Rotation::tokenStage).orElse(TokenStage.REST);
    }

    Kept with(WrappedKeys other) {
      return new Kept(installation, other, wrappedAt, rotation);
    }

    Kept at(Rotation reached) {
      return new Kept(installation, wrapped, wrappedAt, Optional.of(reached));
    }

    Kept atRest() {
      return new Kept(installation, wrapped, wrappedAt, Optional.empty());
    }
  }

  /**
   * A rotation that is under way.
   *
   * @param stage of tokens, the {@link TokenStage}; of sealing, {@link #RESEALING}
   * @param pass over the tables, from 1; 0 before the first
   * @param table where the pass is; empty before its first page
   * @param reached the primary key of the last row that was looked at there
   * @param found rows that were to be changed, in this pass
   */
  record Rotation(
      Keyset keyset,
      String stage,
      Instant startedAt,
      int pass,
      Optional<String> table,
      Optional<String> reached,
      long lookedAt,
      long found,
      long rows,
      long changed) {

    static final String RESEALING = "RESEALING";

    Rotation {
      startedAt = startedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Before its first pass. */
    static Rotation begun(Keyset keyset, Instant at) {
      return new Rotation(
          keyset,
          keyset == Keyset.SEALING ? RESEALING : TokenStage.FILLING.name(),
          at,
          0,
          Optional.empty(),
          Optional.empty(),
          0,
          0,
          0,
          0);
    }

    Optional<TokenStage> tokenStage() {
      return keyset == Keyset.TOKENS ? Optional.of(TokenStage.valueOf(stage)) : Optional.empty();
    }

    /** Before the first pass of the next stage. */
    Rotation at(TokenStage next) {
      return new Rotation(
          keyset, next.name(), startedAt, 0, Optional.empty(), Optional.empty(), 0, 0, 0, changed);
    }

    Rotation nextPass(String firstTable, long rowsToLookAt) {
      return new Rotation(
          keyset,
          stage,
          startedAt,
          pass + 1,
          Optional.of(firstTable),
          Optional.empty(),
          0,
          0,
          rowsToLookAt,
          changed);
    }

    /** As if something had been found. */
    Rotation withOnePassMore() {
      return new Rotation(
          keyset, stage, startedAt, pass, table, reached, lookedAt, found + 1, rows, changed);
    }

    Rotation inTable(String next) {
      return new Rotation(
          keyset,
          stage,
          startedAt,
          pass,
          Optional.of(next),
          Optional.empty(),
          lookedAt,
          found,
          rows,
          changed);
    }

    Rotation after(String lastKey, long looked, long stale, long done) {
      return new Rotation(
          keyset,
          stage,
          startedAt,
          pass,
          table,
          Optional.of(lastKey),
          lookedAt + looked,
          found + stale,
          rows,
          changed + done);
    }

    RotationProgress progress() {
      return new RotationProgress(
          keyset, stage, startedAt, pass, table, lookedAt, Math.max(rows, lookedAt), changed);
    }
  }

  static Optional<Kept> read(Link link) throws SQLException {
    Optional<Rotation> rotation = link.query(ROTATION).first(VaultRows::rotation);
    return link.query(READ)
        .first(
            row ->
                new Kept(
                    row.id("installation"),
                    new WrappedKeys(row.text("sealing_wrapped"), row.text("tokens_wrapped")),
                    row.instant("wrapped_at"),
                    rotation));
  }

  private static Rotation rotation(Row row) throws SQLException {
    return new Rotation(
        Keyset.valueOf(row.text("keyset")),
        row.text("stage"),
        row.instant("started_at"),
        Math.toIntExact(row.number("pass")),
        row.optionalText("table_name"),
        row.optionalText("reached"),
        row.number("looked_at"),
        row.number("found"),
        row.number("row_count"),
        row.number("changed"));
  }

  static void insert(Link link, Kept kept, VaultKeys keys) throws SQLException {
    link.query(INSERT)
        .with(
            kept.installation(),
            kept.wrapped().sealing(),
            kept.wrapped().tokens(),
            kept.wrappedAt())
        .update();
    addKeys(link, keys, kept.wrappedAt());
  }

  private static void addKeys(Link link, VaultKeys keys, Instant now) throws SQLException {
    for (Keyset keyset : Keyset.values()) {
      for (int id : keys.ids(keyset)) {
        link.query(ADD_KEY).with(keyset, unsigned(id), now).update();
      }
    }
  }

  private static long unsigned(int id) {
    return Integer.toUnsignedLong(id);
  }

  /** Other wrapped keys in place of those of {@code before}. */
  static void setKeys(Link link, Kept before, Kept after) throws SQLException {
    requireChanged(
        link.query(SET_KEYS)
            .with(
                after.wrapped().sealing(),
                after.wrapped().tokens(),
                after.wrappedAt(),
                before.wrapped().sealing(),
                before.wrapped().tokens())
            .update());
  }

  /** With keys to which one was added. */
  static void start(Link link, Kept before, Kept after, VaultKeys keys) throws SQLException {
    Rotation rotation = after.rotation().orElseThrow();
    setKeys(link, before, after);
    addKeys(link, keys, rotation.startedAt());
    link.query(START).with(rotation.keyset(), rotation.stage(), rotation.startedAt()).update();
  }

  static void progress(Link link, Kept before, Rotation after) throws SQLException {
    Rotation from = before.rotation().orElseThrow();
    requireChanged(
        link.query(PROGRESS)
            .with(
                after.stage(),
                after.pass(),
                after.table(),
                after.reached(),
                after.lookedAt(),
                after.found(),
                after.rows(),
                after.changed(),
                from.keyset(),
                from.stage(),
                from.pass(),
                from.lookedAt(),
                from.found(),
                from.changed(),
                before.wrapped().sealing(),
                before.wrapped().tokens())
            .update());
  }

  /** The keys of {@code had} that are not among {@code left} are gone. */
  static void end(Link link, Kept before, Kept after, VaultKeys had, VaultKeys left, Instant now)
      throws SQLException {
    setKeys(link, before, after);
    for (int id : had.ids(Keyset.SEALING)) {
      if (!left.ids(Keyset.SEALING).contains(id)) {
        link.query(RETIRE).with(now, Keyset.SEALING, unsigned(id)).update();
      }
    }
    requireChanged(link.query(END).update());
  }

  private static void requireChanged(int rows) {
    if (rows == 0) {
      throw new StoreUnavailableException(
          "The keys in the database are not as this server left them: another one has changed them. Let one server run, and restart it.");
    }
  }

  static List<KeyInfo> keys(Link link) throws SQLException {
    return link.query(KEYS)
        .all(
            row ->
                new KeyInfo(
                    Keyset.valueOf(row.text("keyset")),
                    (int) row.number("key_id"),
                    row.instant("made_at"),
                    row.optionalInstant("retired_at")));
  }
}
