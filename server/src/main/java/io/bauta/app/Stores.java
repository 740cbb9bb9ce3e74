package io.bauta.app;

import io.bauta.access.ApiKeyStore;
import io.bauta.call.CallStore;
import io.bauta.call.CallSweep;
import io.bauta.call.CallTotals;
import io.bauta.call.UnmatchedFacts;
import io.bauta.event.EndpointStore;
import io.bauta.event.EventRedaction;
import io.bauta.event.SessionEnds;
import io.bauta.outbox.OutboxStore;
import io.bauta.person.ErasureStore;
import io.bauta.person.Traces;
import io.bauta.pool.BlockStore;
import io.bauta.pool.PoolStore;
import io.bauta.proof.ProofStore;
import io.bauta.recording.RecordingStore;
import io.bauta.retention.RetentionStore;
import io.bauta.session.KnownPhoneStore;
import io.bauta.session.SessionStore;
import io.bauta.store.Database;
import io.bauta.store.DatabaseUrl;
import io.bauta.store.EventRecorder;
import io.bauta.store.MappedCallJournal;
import io.bauta.store.SqlApiKeyStore;
import io.bauta.store.SqlAuditLog;
import io.bauta.store.SqlBlockStore;
import io.bauta.store.SqlCallStore;
import io.bauta.store.SqlCallSweep;
import io.bauta.store.SqlCallTotals;
import io.bauta.store.SqlEndpointStore;
import io.bauta.store.SqlErasureStore;
import io.bauta.store.SqlEventStore;
import io.bauta.store.SqlKnownPhoneStore;
import io.bauta.store.SqlOutboxStore;
import io.bauta.store.SqlPoolStore;
import io.bauta.store.SqlProofStore;
import io.bauta.store.SqlRecordingStore;
import io.bauta.store.SqlReminders;
import io.bauta.store.SqlRetentionStore;
import io.bauta.store.SqlSessionEnds;
import io.bauta.store.SqlSessionStore;
import io.bauta.store.SqlTraces;
import io.bauta.store.SqlUnmatchedFacts;
import io.bauta.store.SqlVault;
import io.bauta.store.VaultOpening;
import io.bauta.vault.MediaVault;
import io.bauta.vault.NumberVault;
import java.nio.file.Path;
import java.time.Clock;

/** The stores of the configured database, and the vault that seals people's numbers in it. */
record Stores(
    Database database,
    PoolStore pools,
    BlockStore blocks,
    SessionStore sessions,
    CallStore calls,
    MappedCallJournal journal,
    CallTotals totals,
    UnmatchedFacts unmatched,
    CallSweep sweep,
    KnownPhoneStore phones,
    OutboxStore outbox,
    RecordingStore recordings,
    MediaVault mediaVault,
    SqlVault vault,
    SqlAuditLog audit,
    ApiKeyStore apiKeys,
    RetentionStore retention,
    Traces traces,
    ErasureStore erasures,
    SqlEventStore events,
    EndpointStore endpoints,
    ProofStore proofs,
    SessionEnds sessionEnds,
    SqlReminders reminders)
    implements AutoCloseable {

  private static final String CLEAR_KEY_FILE = "vault.key";

  /** Where an earlier version kept the keys that open the numbers in the database. */
  static Path clearKeyFile(Path dataDirectory) {
    return dataDirectory.resolve(CLEAR_KEY_FILE);
  }

  /** The vault of {@code database}; made when there is none yet. */
  static SqlVault openVault(Database database, Config config, Clock clock) {
    return new VaultOpening(
            database,
            config.masterKey().source(),
            config.masterKey().former(),
            clearKeyFile(config.dataDirectory()),
            clock.instant())
        .open();
  }

  /** Where calls are that have begun and are not in the database yet. */
  static Path journalFile(Path dataDirectory) {
    return dataDirectory.resolve("calls.journal");
  }

  /** Opens the database; closes it again when the vault does not fit. */
  static Stores open(Config config, EventRecorder recorder, EventRedaction redaction, Clock clock) {
    Database database = Database.open(DatabaseUrl.parse(config.dataUrl().reveal()));
    try {
      SqlVault keys = openVault(database, config, clock);
      NumberVault vault = new NumberVault(keys.ring());
      SqlAuditLog audit = keys.audit();
      SqlCallStore calls = new SqlCallStore(database, vault, recorder);
      MappedCallJournal journal =
          MappedCallJournal.open(
              journalFile(config.dataDirectory()), vault, calls, keys::expectFormerlySealed);
      keys.takeOutOnlyWhen(journal::isSealedAnew);
      return new Stores(
          database,
          new SqlPoolStore(database, vault, recorder, clock),
          new SqlBlockStore(database, vault),
          new SqlSessionStore(database, vault, recorder),
          calls,
          journal,
          new SqlCallTotals(database, calls),
          new SqlUnmatchedFacts(database, calls),
          new SqlCallSweep(database, calls),
          new SqlKnownPhoneStore(database, vault),
          new SqlOutboxStore(database, calls, vault),
          new SqlRecordingStore(database, calls, vault, recorder, audit),
          new MediaVault(keys.ring()),
          keys,
          audit,
          new SqlApiKeyStore(database, audit),
          new SqlRetentionStore(database, calls, audit),
          new SqlTraces(database, calls, vault),
          new SqlErasureStore(database, calls, vault, recorder, redaction, audit),
          new SqlEventStore(database),
          new SqlEndpointStore(database, vault),
          new SqlProofStore(database),
          new SqlSessionEnds(database, vault, recorder),
          new SqlReminders(database, clock));
    } catch (RuntimeException notOurs) {
      database.close();
      throw notOurs;
    }
  }

  @Override
  public void close() {
    reminders.close();
    journal.close();
    database.close();
  }
}
