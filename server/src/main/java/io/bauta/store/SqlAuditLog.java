package io.bauta.store;

import io.bauta.audit.AuditEntry;
import io.bauta.audit.AuditId;
import io.bauta.audit.AuditLog;
import io.bauta.audit.ChainCheck;
import io.bauta.audit.ChainMark;
import io.bauta.audit.ChainReader;
import io.bauta.audit.ChainReport;
import io.bauta.audit.ChainSeal;
import io.bauta.audit.ChainedEntry;
import io.bauta.audit.SealedMark;
import io.bauta.id.TimeOrderedIds;
import io.bauta.vault.AuditKey;
import io.bauta.vault.KeyRing;
import io.bauta.vault.NumberVault;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log in SQL, and the only place that adds to it or takes from it. Whoever does either
 * holds the lock of the chain's row until their unit of work is done, so that there is one chain.
 */
public final class SqlAuditLog implements AuditLog {

  /** In the audit log: that the chain begins, behind the entries that were there before it. */
  static final String BEGUN = "audit.chained";

  /** Entries that were there before there was a chain: so many are chained in one unit of work. */
  static final int CHAINED_AT_ONCE_MAX = 500;

  private static final String INSERT =
      """
      insert into audit_entry
        (id, at, actor, origin, action, subject_kind, subject_id, detail, sequence, hash, seal)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String SELECT =
      """
      select * from audit_entry
      """;

  private static final String PAGE =
      SELECT
          + """
          where sequence > ? and sequence <= ? order by sequence limit ?
          """;

  private static final String UNCHAINED =
      SELECT
          + """
          where sequence is null order by id limit ?
          """;

  private static final String IS_CHAINED =
      """
      select id from audit_entry where sequence is not null limit 1
      """;

  private static final String CHAIN_ENTRY =
      """
      update audit_entry set sequence = ?, hash = ?, seal = ? where id = ?
      """;

  private static final String OUTSIDE =
      """
      select id from audit_entry
      where sequence is null or sequence <= ? or sequence > ? order by id limit 1
      """;

  private static final String NEWEST =
      """
      select coalesce(max(sequence), 0) as newest from audit_entry
      """;

  private static final String DELETE =
      """
      delete from audit_entry where sequence > ? and sequence <= ?
      """;

  private static final String KEY =
      """
      select key_sealed from audit_chain
      """;

  private static final String ENDS =
      """
      select anchor_sequence, anchor_hash, anchor_seal, head_sequence, head_hash, head_seal,
        chained_at
      from audit_chain where id = 1
      """;

  private static final String BEGIN =
      """
      insert into audit_chain
        (id, key_sealed, anchor_sequence, anchor_hash, anchor_seal, head_sequence, head_hash,
         head_seal)
      values (1, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String MOVE_HEAD =
      """
      update audit_chain set head_sequence = ?, head_hash = ?, head_seal = ? where id = 1
      """;

  private static final String MOVE_ANCHOR =
      """
      update audit_chain set anchor_sequence = ?, anchor_hash = ?, anchor_seal = ? where id = 1
      """;

  private static final String CHAINED =
      """
      update audit_chain set chained_at = ? where id = 1
      """;

  private static final Logger LOG = LoggerFactory.getLogger(SqlAuditLog.class);

  private final Database database;
  private final ChainSeal seal;

  private SqlAuditLog(Database database, ChainSeal seal) {
    this.database = database;
    this.seal = seal;
  }

  /**
   * The log of {@code database}. Where it has no chain yet one is begun, of the entries that are
   * there; what was interrupted goes on.
   *
   * @throws StoreUnavailableException when the chain has lost its row
   * @throws io.bauta.vault.VaultException when its key was sealed by other keys
   */
  public static SqlAuditLog open(Database database, NumberVault vault, Instant now) {
    Optional<byte[]> sealed = key(database);
    AuditKey key = sealed.map(bytes -> AuditKey.open(bytes, vault)).orElseGet(AuditKey::generate);
    SqlAuditLog log = new SqlAuditLog(database, new AuditSeal(key));
    if (sealed.isEmpty()) {
      try (KeyRing.Turn _ = vault.turn()) {
        database.write(link -> log.begin(link, key.sealed(vault)));
      }
    }
    // Some at a time: a unit of work is to be short, and what is done stays done.
    boolean isChained = database.read(SqlAuditLog::isChained);
    while (!isChained) {
      isChained = database.write(link -> log.chainMore(link, now));
    }
    return log;
  }

  /** Of a chain that somebody else wrote too: the server starts, and says so when it is asked. */
  private static boolean isChained(Link link) throws SQLException {
    return link.query(ENDS).first(Chain::read).filter(Chain::isBegun).isPresent();
  }

  private static Optional<byte[]> key(Database database) {
    return database.read(link -> link.query(KEY).first(row -> row.bytes("key_sealed")));
  }

  private boolean begin(Link link, byte[] key) throws SQLException {
    if (link.query(IS_CHAINED).exists()) {
      throw new StoreUnavailableException(
          "The audit log has a chain, and its row in the table audit_chain is gone: somebody"
              + " deleted it. Put that row back from a backup.");
    }
    SealedMark anchor = SealedMark.of(ChainMark.START, ChainSeal.As.ANCHOR, seal);
    SealedMark head = SealedMark.of(ChainMark.START, ChainSeal.As.HEAD, seal);
    return link.query(BEGIN)
            .with(
                key,
                anchor.mark().sequence(),
                anchor.mark().hash(),
                anchor.seal(),
                head.mark().sequence(),
                head.mark().hash(),
                head.seal())
            .update()
        == 1;
  }

  /** Whether all that was there before the chain is in it. */
  private boolean chainMore(Link link, Instant now) throws SQLException {
    Chain chain = locked(link);
    if (chain.isBegun()) {
      return true;
    }
    List<ChainedEntry> before =
        link.query(UNCHAINED).with(CHAINED_AT_ONCE_MAX).all(SqlAuditLog::read);
    ChainMark last = chain.ends().head().mark();
    for (ChainedEntry unchained : before) {
      last = last.then(unchained.entry());
      link.query(CHAIN_ENTRY)
          .with(
              last.sequence(),
              last.hash(),
              seal.of(last, ChainSeal.As.ENTRY),
              unchained.entry().id().uuid())
          .update();
    }
    moveHead(link, last);
    if (before.size() == CHAINED_AT_ONCE_MAX) {
      return false;
    }
    link.query(CHAINED).with(now).update();
    if (last.sequence() > 0) {
      insert(link, begun(last.sequence(), now));
    }
    return true;
  }

  /** So that nobody has the chain of what is there made anew unseen. */
  private static AuditEntry begun(long before, Instant now) {
    return new AuditEntry(
        new AuditId(new TimeOrderedIds().next(now)),
        now,
        AuditEntry.SERVER,
        Optional.empty(),
        BEGUN,
        "audit",
        "audit",
        Optional.of("%d entries were there before".formatted(before)));
  }

  /** The row of the chain. */
  private record Chain(ChainReader.Ends ends, boolean isBegun) {

    static Chain read(Row row) throws SQLException {
      return new Chain(
          new ChainReader.Ends(end(row, "anchor"), end(row, "head")),
          row.optionalInstant("chained_at").isPresent());
    }

    private static SealedMark end(Row row, String which) throws SQLException {
      return new SealedMark(
          new ChainMark(row.number(which + "_sequence"), row.text(which + "_hash")),
          row.text(which + "_seal"));
    }
  }

  /** The chain, which nobody else adds to or takes from until the unit of work is done. */
  private Chain locked(Link link) throws SQLException {
    Chain chain =
        link.query(ENDS + link.dialect().forUpdate())
            .first(Chain::read)
            .orElseThrow(() -> otherwiseWritten("is gone"));
    // What somebody else wrote must not come to be sealed by going on from it.
    if (!chain.ends().head().holds(ChainSeal.As.HEAD, seal)
        || !chain.ends().anchor().holds(ChainSeal.As.ANCHOR, seal)) {
      throw otherwiseWritten("was not written by this server");
    }
    return chain;
  }

  private static StoreUnavailableException otherwiseWritten(String how) {
    return new StoreUnavailableException(
        "The row of the audit log's chain, in the table audit_chain, %s: nothing is done that must"
                .formatted(how)
            + " be audited. Put the database back from a backup.");
  }

  @Override
  public void append(AuditEntry entry) {
    database.write(
        link -> {
          insert(link, entry);
          return true;
        });
  }

  /**
   * In the unit of work of what the entry is about; the last thing in it, because others wait for
   * the chain until it is done.
   */
  void insert(Link link, AuditEntry entry) throws SQLException {
    ChainMark mark = locked(link).ends().head().mark().then(entry);
    link.query(INSERT)
        .with(
            entry.id().uuid(),
            entry.at(),
            entry.actor(),
            entry.origin(),
            entry.action(),
            entry.subjectKind(),
            entry.subjectId(),
            entry.detail(),
            mark.sequence(),
            mark.hash(),
            seal.of(mark, ChainSeal.As.ENTRY))
        .update();
    moveHead(link, mark);
  }

  private void moveHead(Link link, ChainMark mark) throws SQLException {
    link.query(MOVE_HEAD)
        .with(mark.sequence(), mark.hash(), seal.of(mark, ChainSeal.As.HEAD))
        .update();
  }

  /**
   * Deletes the oldest entries, as far as they were made before {@code before} and at most {@code
   * max}; the chain then begins behind them.
   *
   * @return how many
   * @throws StoreUnavailableException when they are not as they were kept: what does not fit is
   *     evidence, and stays
   */
  int forget(Instant before, int max) {
    Optional<ChainReader.Ends> ends = database.read(SqlAuditLog::ends);
    if (ends.isEmpty()) {
      return 0;
    }
    ChainMark from = ends.get().anchor().mark();
    long head = ends.get().head().mark().sequence();
    List<ChainedEntry> oldest = database.read(link -> page(link, from.sequence(), head, max));
    List<ChainedEntry> old =
        oldest.stream().takeWhile(one -> one.entry().at().isBefore(before)).toList();
    return old.isEmpty() ? 0 : database.write(link -> forget(link, from, old));
  }

  private int forget(Link link, ChainMark from, List<ChainedEntry> old) throws SQLException {
    if (!locked(link).ends().anchor().mark().equals(from)) {
      // Somebody was faster.
      return 0;
    }
    ChainMark last = from;
    for (ChainedEntry entry : old) {
      ChainMark next = last.then(entry.entry());
      if (!entry.at().mark().equals(next) || !entry.at().holds(ChainSeal.As.ENTRY, seal)) {
        LOG.error(
            "entry {} of the audit log is not as it was kept: nothing of the log is forgotten; look"
                + " with bauta audit verify",
            next.sequence());
        throw new StoreUnavailableException(
            "Entry %d of the audit log is not as it was kept.".formatted(next.sequence()));
      }
      last = next;
    }
    int deleted = link.query(DELETE).with(from.sequence(), last.sequence()).update();
    link.query(MOVE_ANCHOR)
        .with(last.sequence(), last.hash(), seal.of(last, ChainSeal.As.ANCHOR))
        .update();
    return deleted;
  }

  @Override
  public List<AuditEntry> list(AuditQuery query) {
    Filter filter =
        new Filter(SELECT)
            .and("subject_kind = ?", query.subjectKind())
            .and("subject_id = ?", query.subjectId())
            .and("id < ?", query.before().map(AuditId::uuid));
    String sql = filter.sql("order by id desc limit ?", query.limit());
    return database.read(
        link -> link.query(sql).with(filter.values()).all(row -> read(row).entry()));
  }

  @Override
  public ChainMark last() {
    return database
        .read(SqlAuditLog::ends)
        .map(ends -> ends.head().mark())
        .orElseThrow(() -> otherwiseWritten("is gone"));
  }

  @Override
  public ChainReport verify() {
    return ChainCheck.run(new Kept(), seal);
  }

  private final class Kept implements ChainReader {

    @Override
    public Optional<Ends> ends() {
      return database.read(SqlAuditLog::ends);
    }

    @Override
    public List<ChainedEntry> page(long sequence, long last, int limit) {
      return database.read(link -> SqlAuditLog.page(link, sequence, last, limit));
    }

    @Override
    public Optional<AuditId> outside() {
      return database.read(SqlAuditLog::outside);
    }
  }

  private static Optional<ChainReader.Ends> ends(Link link) throws SQLException {
    return link.query(ENDS).first(Chain::read).map(Chain::ends);
  }

  private static List<ChainedEntry> page(Link link, long sequence, long last, int limit)
      throws SQLException {
    return link.query(PAGE).with(sequence, last, limit).all(SqlAuditLog::read);
  }

  /**
   * The newest is read before the row of the chain, which is then as new at least, and what was
   * forgotten meanwhile is gone.
   */
  private static Optional<AuditId> outside(Link link) throws SQLException {
    long newest = link.query(NEWEST).first(row -> row.number("newest")).orElse(0L);
    Optional<ChainReader.Ends> ends = ends(link);
    if (ends.isEmpty()) {
      return Optional.empty();
    }
    long head = ends.get().head().mark().sequence();
    // Those that came since are behind the head that was read, and fit.
    long behind = newest > head ? head : Long.MAX_VALUE;
    return link.query(OUTSIDE)
        .with(ends.get().anchor().mark().sequence(), behind)
        .first(row -> new AuditId(row.id("id")));
  }

  /** What has no place in the chain is read with the first one, which no entry has. */
  private static ChainedEntry read(Row row) throws SQLException {
    UUID id = row.id("id");
    return new ChainedEntry(
        new AuditEntry(
            new AuditId(id),
            row.instant("at"),
            row.text("actor"),
            row.optionalText("origin"),
            row.text("action"),
            row.text("subject_kind"),
            row.text("subject_id"),
            row.optionalText("detail")),
        new SealedMark(
            new ChainMark(row.number("sequence"), row.optionalText("hash").orElse("")),
            row.optionalText("seal").orElse("")));
  }
}
