package io.bauta.store;

import io.bauta.audit.AuditEntry;
import io.bauta.call.CallId;
import io.bauta.call.CarrierCallId;
import io.bauta.event.Happening;
import io.bauta.pool.PoolId;
import io.bauta.recording.CarrierCopy;
import io.bauta.recording.DeleteOutcome;
import io.bauta.recording.DeletionReason;
import io.bauta.recording.FailedTry;
import io.bauta.recording.FetchFailure;
import io.bauta.recording.FetchOrder;
import io.bauta.recording.Recording;
import io.bauta.recording.Recording.Failure;
import io.bauta.recording.RecordingId;
import io.bauta.recording.RecordingQuery;
import io.bauta.recording.RecordingState;
import io.bauta.recording.RecordingStore;
import io.bauta.recording.RemovalOrder;
import io.bauta.recording.StoreOutcome;
import io.bauta.recording.StoredMedia;
import io.bauta.session.SessionId;
import io.bauta.vault.NumberVault;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Recordings in SQL. */
public final class SqlRecordingStore implements RecordingStore {

  private static final String BY_ID = RecordingRows.SELECT + "where r.id = ?";

  private static final String OF_CALLS = RecordingRows.SELECT + "where r.carrier_key";

  private static final String CALL_OF =
      """
      select c.id as call_id, c.session_id, c.pool_id, r.length_millis
      from recording r join call c on c.carrier_key = r.carrier_key
      where r.id = ?
      """;

  private static final String RESUME =
      """
      update recording set state = 'WAITING', due_at = ?, tries = tries - 1, remove_due_at = ?
      where state = 'FETCHING'
      """;

  // Without its call nothing is fetched: nobody knows that it was masked here. And the name of the
  // try before is not forgotten while something may lie under it.
  private static final String WAITING =
      """
      select r.*, c.id as call_id
      from recording r join call c on c.carrier_key = r.carrier_key
      where r.state = 'WAITING' and r.carrier_account = ? and r.due_at <= ?
        and r.remove_due_at is null and r.erased_for is null
      order by r.due_at, r.id limit ?
      """;

  private static final String ANY_DUE =
      """
      select 1 from recording where state = 'WAITING' and carrier_account = ? and due_at <= ? limit 1
      """;

  private static final String CALL_UNKNOWN =
      """
      select id, coalesce(waits_since, ready_at) as since from recording
      where state = 'WAITING' and carrier_account = ? and due_at <= ?
        and not exists (select 1 from call c where c.carrier_key = recording.carrier_key)
      order by due_at, id limit ?
      """;

  private static final String PUT_OFF =
      """
      update recording set due_at = ? where id = ? and state = 'WAITING'
      """;

  private static final String CLAIM =
      """
      update recording set state = 'FETCHING', tries = tries + 1, due_at = null, media_name = ?
      where id = ? and state = 'WAITING'
      """;

  private static final String CLAIMED =
      RecordingRows.SELECT + "where r.state = 'FETCHING' order by r.id limit ?";

  private static final String STORED =
      """
      update recording
      set state = 'STORED', failure = null, failure_detail = null, url_sealed = null, content_type = ?, media_bytes = ?,
        sha256 = ?, key_sealed = ?, stored_at = ?, carrier_copy = ?, copy_due_at = ?
      where id = ? and state = 'FETCHING' and media_name = ?
      """;

  private static final String COPY_OF =
      """
      select state, media_name from recording where id = ?
      """;

  // Deleted while it was arriving, or after it was stored and before that was known.
  private static final String CAME_TOO_LATE =
      """
      update recording set remove_due_at = ?
      where id = ? and state = 'DELETED' and media_name = ?
      """;

  private static final String FAILED =
      """
      update recording set state = ?, failure = ?, failure_detail = ?, due_at = ?, remove_due_at = ?
      where id = ? and state = 'FETCHING' and media_name = ?
      """;

  private static final String GIVE_UP_UNKNOWN =
      """
      update recording set state = 'FAILED', failure = 'CALL_UNKNOWN', failure_detail = ?, due_at = null
      where state = 'WAITING' and coalesce(waits_since, ready_at) < ?
        and not exists (select 1 from call c where c.carrier_key = recording.carrier_key)
      """;

  private static final String ACCOUNTS =
      """
      select distinct carrier_account from recording where state = 'WAITING'
      """;

  private static final String GIVE_UP_GONE =
      """
      update recording set state = 'FAILED', failure = 'ACCOUNT_GONE', failure_detail = ?, due_at = null
      where state = 'WAITING' and carrier_account = ? and due_at < ?
      """;

  private static final String TRY_AGAIN =
      """
      update recording set state = 'WAITING', tries = 0, due_at = ?, waits_since = ?
      where id = ? and state = 'FAILED'
      """;

  private static final String HOLD =
      """
      update recording set hold_reason = ? where id = ? and state <> 'DELETED'
      """;

  private static final String DELETE =
      """
      update recording
      set state = 'DELETED', deleted_at = ?, deleted_why = ?, due_at = null, url_sealed = null,
        key_sealed = null,
        remove_due_at = case when media_name is null then null else cast(? as bigint) end,
        carrier_copy = case when carrier_copy = 'DELETED' then carrier_copy else ? end,
        copy_due_at = case when carrier_copy = 'DELETED' then null else cast(? as bigint) end
      where id = ? and state <> 'DELETED' and hold_reason is null
      """;

  private static final String TO_ERASE =
      RecordingRows.SELECT
          + """
          where r.erased_for is not null and r.state <> 'DELETED' and r.hold_reason is null limit ?
          """;

  private static final String EXPIRED =
      RecordingRows.SELECT
          + """
          where r.deleted_at is null and r.hold_reason is null and r.ready_at < ?
          order by r.ready_at limit ?
          """;

  private static final String TO_REMOVE =
      """
      select id, media_name from recording where remove_due_at <= ? order by remove_due_at limit ?
      """;

  private static final String REMOVED =
      """
      update recording set remove_due_at = ? where id = ?
      """;

  private static final String COPIES_DUE =
      RecordingRows.SELECT + "where r.copy_due_at <= ? order by r.copy_due_at limit ?";

  private static final String COPY_TRIED =
      """
      update recording set carrier_copy = ?, copy_due_at = ?, copy_tries = copy_tries + 1
      where id = ? and carrier_copy = 'DUE'
      """;

  private final Database database;
  private final SqlCallStore calls;
  private final RecordingRows rows;
  private final EventRecorder recorder;
  private final SqlAuditLog audit;

  /**
   * The recordings in {@code database}.
   *
   * @param calls of the same database
   * @param recorder tells of what can be played
   * @param audit of the same database
   */
  public SqlRecordingStore(
      Database database,
      SqlCallStore calls,
      NumberVault vault,
      EventRecorder recorder,
      SqlAuditLog audit) {
    this.recorder = recorder;
    this.audit = audit;
    this.database = database;
    this.calls = calls;
    this.rows = new RecordingRows(vault);
  }

  @Override
  public Optional<Recording> find(RecordingId id) {
    calls.settleAll();
    return database.read(link -> find(link, id));
  }

  private Optional<Recording> find(Link link, RecordingId id) throws SQLException {
    return link.query(BY_ID).with(id.uuid()).first(rows::read);
  }

  @Override
  public List<Recording> list(RecordingQuery query) {
    calls.settleAll();
    Filter filter =
        new Filter(RecordingRows.SELECT)
            .and("c.id = ?", query.call().map(CallId::uuid))
            .and("r.state = ?", query.state())
            .and("r.id < ?", query.before().map(RecordingId::uuid))
            .in("c.pool_id", query.scope());
    String sql = filter.sql("order by r.id desc limit ?", query.limit());
    return database.read(link -> link.query(sql).with(filter.values()).all(rows::read));
  }

  @Override
  public List<Recording> ofCalls(String carrierAccount, Set<CarrierCallId> named) {
    List<byte[]> keys =
        named.stream().map(id -> CallKey.of(carrierAccount, id.text()).bytes()).toList();
    return keys.isEmpty()
        ? List.of()
        : database.read(link -> link.dialect().ofMany(link, OF_CALLS, keys, rows::read));
  }

  @Override
  public int resume(Instant now) {
    return database.write(link -> link.query(RESUME).with(now, now).update());
  }

  @Override
  public List<FetchOrder> claim(String carrierAccount, Instant now, int max) {
    int most = Math.min(max, AT_ONCE_MAX);
    // Looked at first without the writer's turn, which is everybody's: mostly there is nothing.
    if (!database.read(link -> link.query(ANY_DUE).with(carrierAccount, now).exists())) {
      return List.of();
    }
    boolean _ = calls.settle();
    boolean any =
        database.read(link -> link.query(WAITING).with(carrierAccount, now, most).exists());
    putOff(carrierAccount, now);
    return any ? database.write(link -> claim(link, carrierAccount, now, most)) : List.of();
  }

  private record WithoutCall(RecordingId id, Instant since) {}

  private void putOff(String account, Instant now) {
    List<WithoutCall> some =
        database.read(
            link ->
                link.query(CALL_UNKNOWN)
                    .with(account, now, AT_ONCE_MAX)
                    .all(
                        row ->
                            new WithoutCall(new RecordingId(row.id("id")), row.instant("since"))));
    if (!some.isEmpty()) {
      database.write(
          link -> {
            Query putOff = link.query(PUT_OFF);
            for (WithoutCall one : some) {
              putOff.addBatch(RecordingStore.nextLook(one.since(), now), one.id().uuid());
            }
            putOff.executeBatch();
            return true;
          });
    }
  }

  private List<FetchOrder> claim(Link link, String account, Instant now, int max)
      throws SQLException {
    List<FetchOrder> claimed = new ArrayList<>();
    List<RecordingId> due =
        link.query(WAITING).with(account, now, max).all(row -> new RecordingId(row.id("id")));
    for (RecordingId id : due) {
      if (link.query(CLAIM).with(FetchOrder.newMediaName(id), id.uuid()).update() > 0) {
        link.query(BY_ID).with(id.uuid()).first(rows::readOrder).ifPresent(claimed::add);
      }
    }
    return claimed;
  }

  @Override
  public List<FetchOrder> claimed(int max) {
    return database.read(link -> link.query(CLAIMED).with(max).all(rows::readOrder));
  }

  @Override
  public StoreOutcome stored(RecordingId id, StoredMedia media, CarrierCopy copy) {
    return database.write(
        link -> {
          int stored =
              link.query(STORED)
                  .with(
                      media.contentType(),
                      media.bytes(),
                      media.sha256(),
                      media.sealedKey(),
                      media.storedAt(),
                      copy,
                      dueNow(copy, media.storedAt()),
                      id.uuid(),
                      media.name())
                  .update();
          if (stored > 0) {
            tell(link, id, media.storedAt());
            return StoreOutcome.STORED;
          }
          return notStored(link, id, media);
        });
  }

  private static StoreOutcome notStored(Link link, RecordingId id, StoredMedia media)
      throws SQLException {
    int late = link.query(CAME_TOO_LATE).with(media.storedAt(), id.uuid(), media.name()).update();
    if (late > 0) {
      return StoreOutcome.DELETED;
    }
    boolean isTheOne =
        link.query(COPY_OF)
            .with(id.uuid())
            .first(
                row ->
                    RecordingState.valueOf(row.text("state")) == RecordingState.STORED
                        && row.text("media_name").equals(media.name()))
            .orElse(false);
    return isTheOne ? StoreOutcome.STORED : StoreOutcome.UNWANTED;
  }

  /** One whose call is not known is nothing to tell of: nobody could say what it is of. */
  private void tell(Link link, RecordingId id, Instant at) throws SQLException {
    Optional<Happening> ready =
        link.query(CALL_OF)
            .with(id.uuid())
            .first(
                row ->
                    new Happening.OfRecording(
                        id.toString(),
                        new CallId(row.id("call_id")),
                        row.optionalId("session_id").map(SessionId::new),
                        row.optionalId("pool_id").map(PoolId::new),
                        row.optionalDuration("length_millis"),
                        at));
    if (ready.isPresent()) {
      recorder.tell(link, ready.get());
    }
  }

  private static Optional<Instant> dueNow(CarrierCopy copy, Instant now) {
    return copy == CarrierCopy.DUE ? Optional.of(now) : Optional.empty();
  }

  @Override
  public void failed(RecordingId id, FailedTry failed, Optional<Instant> again) {
    RecordingState state = again.isPresent() ? RecordingState.WAITING : RecordingState.FAILED;
    Failure failure = failed.failure();
    Optional<Instant> removeAt = failed.removeAt();
    database.write(
        link -> {
          int taken =
              link.query(FAILED)
                  .with(
                      state,
                      failure.why(),
                      failure.detail(),
                      again,
                      removeAt,
                      id.uuid(),
                      failed.mediaName())
                  .update();
          return taken > 0 || removeAt.isEmpty()
              ? taken
              : link.query(CAME_TOO_LATE).with(removeAt, id.uuid(), failed.mediaName()).update();
        });
  }

  @Override
  public int giveUp(Set<String> accounts, Instant before) {
    calls.settleAll();
    return database.write(
        link -> {
          int given =
              link.query(GIVE_UP_UNKNOWN).with(FetchFailure.CALL_UNKNOWN.words(), before).update();
          for (String account : link.query(ACCOUNTS).all(row -> row.text("carrier_account"))) {
            if (!accounts.contains(account)) {
              given +=
                  link.query(GIVE_UP_GONE)
                      .with(FetchFailure.ACCOUNT_GONE.words(), account, before)
                      .update();
            }
          }
          return given;
        });
  }

  @Override
  public boolean tryAgain(RecordingId id, AuditEntry entry) {
    return database.write(
        link -> {
          boolean isDue =
              link.query(TRY_AGAIN).with(entry.at(), entry.at(), id.uuid()).update() > 0;
          if (isDue) {
            audit.insert(link, entry);
          }
          return isDue;
        });
  }

  @Override
  public boolean hold(RecordingId id, Optional<String> why, AuditEntry entry) {
    return database.write(
        link -> {
          boolean held = link.query(HOLD).with(why, id.uuid()).update() > 0;
          if (held) {
            audit.insert(link, entry);
          }
          return held;
        });
  }

  @Override
  public DeleteOutcome delete(
      RecordingId id, DeletionReason why, CarrierCopy copy, AuditEntry entry) {
    Instant now = entry.at();
    return database.write(
        link -> {
          int deleted =
              link.query(DELETE).with(now, why, now, copy, dueNow(copy, now), id.uuid()).update();
          if (deleted == 0) {
            return find(link, id).map(SqlRecordingStore::undeleted).orElse(DeleteOutcome.UNKNOWN);
          }
          audit.insert(link, entry);
          return DeleteOutcome.DELETED;
        });
  }

  private static DeleteOutcome undeleted(Recording recording) {
    return recording.state() == RecordingState.DELETED ? DeleteOutcome.DELETED : DeleteOutcome.HELD;
  }

  @Override
  public List<Recording> toErase(int max) {
    return database.read(link -> link.query(TO_ERASE).with(max).all(rows::read));
  }

  @Override
  public List<Recording> expired(Instant before, int max) {
    return database.read(link -> link.query(EXPIRED).with(before, max).all(rows::read));
  }

  @Override
  public List<RemovalOrder> mediaToRemove(Instant now, int max) {
    return database.read(
        link ->
            link.query(TO_REMOVE)
                .with(now, max)
                .all(
                    row ->
                        new RemovalOrder(new RecordingId(row.id("id")), row.text("media_name"))));
  }

  @Override
  public void mediaRemoved(RecordingId id, Optional<Instant> again) {
    database.write(link -> link.query(REMOVED).with(again, id.uuid()).update());
  }

  @Override
  public List<Recording> copiesToDelete(Instant now, int max) {
    return database.read(link -> link.query(COPIES_DUE).with(now, max).all(rows::read));
  }

  @Override
  public void copyTried(RecordingId id, CarrierCopy copy, Optional<Instant> again) {
    database.write(link -> link.query(COPY_TRIED).with(copy, again, id.uuid()).update());
  }
}
