package io.bauta.store;

import io.bauta.access.ApiKeyStore;
import io.bauta.api.CallJson;
import io.bauta.api.EventJson;
import io.bauta.call.CallStore;
import io.bauta.call.CallSweep;
import io.bauta.call.CallTotals;
import io.bauta.call.UnmatchedFacts;
import io.bauta.event.Audience;
import io.bauta.id.TimeOrderedIds;
import io.bauta.person.ErasureStore;
import io.bauta.person.Traces;
import io.bauta.pool.BlockStore;
import io.bauta.pool.PoolStore;
import io.bauta.pool.Pools;
import io.bauta.recording.RecordingStore;
import io.bauta.retention.RetentionStore;
import io.bauta.session.KnownPhoneStore;
import io.bauta.session.SessionStore;
import io.bauta.vault.KeyRing;
import io.bauta.vault.NumberVault;
import io.bauta.vault.VaultKeys;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database for the tests of one class, emptied before each of them. */
final class TestDatabase implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

  private static final List<String> TABLES =
      List.of(
          "event_attempt",
          "event_delivery",
          "event",
          "event_inbox",
          "event_endpoint",
          "event_progress",
          "scheduled_tasks",
          "api_key",
          "carrier_proof",
          "audit_entry",
          "audit_chain",
          "retention_run",
          "erasure_count",
          "erasure",
          "call_count",
          "recording",
          "owed_command",
          "early_fact",
          "call_fact",
          "call_inbox",
          "call_sweep",
          "unended_call",
          "call",
          "binding",
          "participant",
          "session_order",
          "known_phone",
          "session",
          "pool_block",
          "pool_number",
          "pool",
          "vault_check",
          "vault_rotation",
          "vault_key",
          "vault");

  private final Function<Path, DatabaseUrl> maker;
  private final KeyRing ring = new KeyRing(VaultKeys.generate());
  private final NumberVault vault = new NumberVault(ring);
  private final TestDirectory directory = new TestDirectory();
  private DatabaseUrl url;
  private Database database;

  private TestDatabase(Function<Path, DatabaseUrl> maker) {
    this.maker = maker;
  }

  static TestDatabase sqlite() {
    return new TestDatabase(directory -> new DatabaseUrl.Sqlite(directory.resolve("bauta.db")));
  }

  static TestDatabase postgres() {
    return new TestDatabase(directory -> TestPostgres.create());
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    url = maker.apply(directory.create());
    database = Database.open(url);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    database.write(
        link -> {
          for (String table : TABLES) {
            link.query("delete from " + table).update();
          }
          return true;
        });
  }

  @Override
  public void afterAll(ExtensionContext context) {
    database.close();
    directory.delete();
  }

  /** Closes the database and opens it again, as a restart does. */
  void reopen() {
    database.close();
    database = Database.open(url);
  }

  DatabaseUrl url() {
    return url;
  }

  Path directory() {
    return directory.path();
  }

  Database database() {
    return database;
  }

  KeyRing ring() {
    return ring;
  }

  NumberVault vault() {
    return vault;
  }

  PoolStore pools() {
    return new SqlPoolStore(database, vault);
  }

  BlockStore blocks() {
    return new SqlBlockStore(database, vault);
  }

  SessionStore sessions() {
    return new SqlSessionStore(database, vault);
  }

  KnownPhoneStore phones() {
    return new SqlKnownPhoneStore(database, vault);
  }

  CallStore calls() {
    return new SqlCallStore(database, vault);
  }

  RecordingStore recordings() {
    return new SqlRecordingStore(
        database, new SqlCallStore(database, vault), vault, EventRecorder.SILENT, audit());
  }

  SqlAuditLog audit() {
    return SqlAuditLog.open(database, vault, Instant.EPOCH);
  }

  ApiKeyStore apiKeys() {
    return new SqlApiKeyStore(database, audit());
  }

  RetentionStore retention() {
    return new SqlRetentionStore(database, new SqlCallStore(database, vault), audit());
  }

  Traces traces() {
    return new SqlTraces(database, new SqlCallStore(database, vault), vault);
  }

  ErasureStore erasures(EventRecorder recorder) {
    return new SqlErasureStore(
        database,
        new SqlCallStore(database, vault),
        vault,
        recorder,
        new EventJson(CallJson.withoutRecordings(new Pools(pools()))),
        audit());
  }

  /** Of which an audience hears. */
  static EventRecorder heard() {
    Audience audience = new Audience();
    audience.set(true);
    return new EventRecorder(audience, happening -> "{}", new TimeOrderedIds());
  }

  CallSweep sweep() {
    return new SqlCallSweep(database, new SqlCallStore(database, vault));
  }

  UnmatchedFacts unmatched() {
    return new SqlUnmatchedFacts(database, new SqlCallStore(database, vault));
  }

  CallTotals totals() {
    return new SqlCallTotals(database, new SqlCallStore(database, vault));
  }

  SqlOutboxStore outbox() {
    return new SqlOutboxStore(database, new SqlCallStore(database, vault), vault);
  }
}
