package io.bauta.store;

import static io.bauta.audit.AuditLogContract.NOW;
import static io.bauta.audit.AuditLogContract.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.audit.AuditEntry;
import io.bauta.audit.AuditLog.AuditQuery;
import io.bauta.audit.ChainMark;
import io.bauta.audit.ChainReport;
import io.bauta.audit.ChainReport.Flaw.Kind;
import io.bauta.retention.RetentionStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What somebody who can write to the database, and has no key, can do to the chain unseen: nothing
 * but take it back to what it was once, as a whole.
 */
interface AuditChainContract {

  int ENTRIES = 9;

  TestDatabase database();

  /** One each second. */
  @BeforeEach
  default void someEntries() {
    SqlAuditLog log = database().audit();
    for (int i = 1; i <= ENTRIES; i++) {
      log.append(entry(NOW.plusSeconds(i), "ses_" + i, Optional.of("reason " + i)));
    }
    assertThat(log.verify().flaw()).isEmpty();
    assertThat(log.last().sequence()).isEqualTo(ENTRIES);
  }

  private int run(String sql, Object... values) {
    return database().database().write(link -> link.query(sql).with(values).update());
  }

  private void changed(String sql, Object... values) {
    assertThat(run(sql, values)).as(sql).isEqualTo(1);
  }

  private void finds(Kind kind, long sequence) {
    ChainReport report = database().audit().verify();
    assertThat(report.flaw().map(ChainReport.Flaw::kind)).hasValue(kind);
    assertThat(report.flaw().orElseThrow().sequence()).isEqualTo(sequence);
  }

  @Test
  default void aChangeOfAnyColumnIsFound() {
    for (String change :
        List.of(
            "at = at + 1",
            "actor = 'somebody'",
            "origin = '192.0.2.2'",
            "origin = null",
            "action = 'number.hidden'",
            "subject_kind = 'pool'",
            "subject_id = 'ses_7'",
            "detail = 'another'",
            "detail = null",
            "hash = '" + "0".repeat(64) + "'",
            "hash = null")) {
      database()
          .database()
          .write(link -> link.query("create table kept as select * from audit_entry").update());
      changed("update audit_entry set " + change + " where sequence = 4");
      finds(Kind.CHANGED, 4);
      run("delete from audit_entry");
      run("insert into audit_entry select * from kept");
      run("drop table kept");
      assertThat(database().audit().verify().flaw()).as("put back").isEmpty();
    }
    changed("update audit_entry set seal = null where sequence = 4");
    finds(Kind.FORGED, 4);
  }

  @Test
  default void anotherIdIsFound() {
    AuditEntry other = entry("ses_0");
    changed("update audit_entry set id = ? where sequence = 4", other.id().uuid());
    finds(Kind.CHANGED, 4);
    assertThat(database().audit().verify().flaw().orElseThrow().entry()).hasValue(other.id());
  }

  @Test
  default void anEntryThatIsGoneIsFound() {
    changed("delete from audit_entry where sequence = 5");
    finds(Kind.MISSING, 5);
  }

  @Test
  default void anEntryThatLostItsPlaceIsFound() {
    changed("update audit_entry set sequence = null where sequence = 5");
    finds(Kind.MISSING, 5);
  }

  @Test
  default void aGapThatIsClosedIsFound() {
    changed("delete from audit_entry where sequence = 5");
    for (int i = 6; i <= ENTRIES; i++) {
      changed("update audit_entry set sequence = ? where sequence = ?", i - 1L, (long) i);
    }
    finds(Kind.CHANGED, 5);
  }

  @Test
  default void twoThatAreSwappedAreFound() {
    changed("update audit_entry set sequence = 99 where sequence = 4");
    changed("update audit_entry set sequence = 4 where sequence = 6");
    changed("update audit_entry set sequence = 6 where sequence = 99");
    finds(Kind.CHANGED, 4);
  }

  @Test
  default void oneThatIsPutInIsFoundWhereverItIs() {
    String insert =
        "insert into audit_entry (id, at, actor, action, subject_kind, subject_id, sequence, hash,"
            + " seal) values (?, ?, 'somebody', 'key.created', 'key', 'key_1', %s, '', '')";
    for (String place : List.of("null", "0", "" + (ENTRIES + 1))) {
      AuditEntry other = entry("ses_0");
      changed(insert.formatted(place), other.id().uuid(), NOW);
      finds(Kind.OUTSIDE, ENTRIES);
      assertThat(database().audit().verify().flaw().orElseThrow().entry()).hasValue(other.id());
      changed("delete from audit_entry where id = ?", other.id().uuid());
    }
    for (int i = ENTRIES; i >= 5; i--) {
      changed("update audit_entry set sequence = ? where sequence = ?", i + 1L, (long) i);
    }
    changed(insert.formatted("5"), entry("ses_0").id().uuid(), NOW);
    finds(Kind.CHANGED, 5);
  }

  /** A plain chain of hashes is made anew in no time; the seals are not. */
  @Test
  default void aChainThatIsHashedAnewIsFound() {
    changed("update audit_entry set actor = 'somebody' where sequence = 4");
    rehash(4);
    finds(Kind.FORGED, 4);
    assertThatThrownBy(() -> database().audit().append(entry("ses_0")))
        .isInstanceOf(StoreUnavailableException.class);
  }

  /** As who has no key would do it: all hashes from {@code first} on, and the end of the chain. */
  private void rehash(int first) {
    List<AuditEntry> all = all().reversed();
    ChainMark mark = ChainMark.START;
    for (AuditEntry entry : all) {
      mark = mark.then(entry);
      if (mark.sequence() >= first) {
        changed("update audit_entry set hash = ? where sequence = ?", mark.hash(), mark.sequence());
      }
    }
    changed("update audit_chain set head_hash = ?", mark.hash());
  }

  private List<AuditEntry> all() {
    return database()
        .audit()
        .list(new AuditQuery(Optional.empty(), Optional.empty(), Optional.empty(), 99));
  }

  @Test
  default void newestThatAreCutOffAreFoundAndNothingGoesOnFromThere() {
    changed("delete from audit_entry where sequence = ?", (long) ENTRIES);
    finds(Kind.MISSING, ENTRIES);
    changed(
        "update audit_chain set head_sequence = ?, head_hash = (select hash from audit_entry where"
            + " sequence = ?), head_seal = (select seal from audit_entry where sequence = ?)",
        ENTRIES - 1L,
        ENTRIES - 1L,
        ENTRIES - 1L);
    finds(Kind.HEAD_FORGED, ENTRIES - 1);
    assertThatThrownBy(() -> database().audit().append(entry("ses_0")))
        .isInstanceOf(StoreUnavailableException.class);
    finds(Kind.HEAD_FORGED, ENTRIES - 1);
  }

  @Test
  default void oldestThatAreCutOffAreFound() {
    changed("delete from audit_entry where sequence = 1");
    finds(Kind.MISSING, 1);
    changed("delete from audit_entry where sequence = 2");
    changed(
        "update audit_chain set anchor_sequence = 2, anchor_hash = (select hash from audit_entry"
            + " where sequence = 3), anchor_seal = (select seal from audit_entry where sequence ="
            + " 3)");
    finds(Kind.ANCHOR_FORGED, 2);
  }

  @Test
  default void aChainThatIsMadeAnewSaysThatItBegan() {
    run("delete from audit_chain");
    assertThatThrownBy(() -> database().audit())
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("audit_chain");
    run("delete from audit_entry where sequence = 4");
    run("update audit_entry set sequence = null, hash = null, seal = null");
    SqlAuditLog log = database().audit();
    assertThat(log.verify().flaw()).isEmpty();
    AuditEntry newest =
        log.list(new AuditQuery(Optional.of("audit"), Optional.of("audit"), Optional.empty(), 1))
            .getFirst();
    assertThat(all()).hasSize(ENTRIES);
    assertThat(newest.action()).isEqualTo(SqlAuditLog.BEGUN);
    assertThat(newest.detail()).hasValue("%d entries were there before".formatted(ENTRIES - 1));
  }

  /** As after an update of the server, in several pieces. */
  @Test
  default void whatWasThereBeforeTheChainIsChained() {
    run("delete from audit_chain");
    run("delete from audit_entry");
    int before = 2 * SqlAuditLog.CHAINED_AT_ONCE_MAX + 3;
    database()
        .database()
        .write(
            link -> {
              for (int i = 0; i < before; i++) {
                link.query(
                        "insert into audit_entry (id, at, actor, action, subject_kind, subject_id)"
                            + " values (?, ?, 'admin', 'key.created', 'key', 'key_1')")
                    .with(entry("x").id().uuid(), NOW.plusMillis(i))
                    .update();
              }
              return true;
            });
    SqlAuditLog log = database().audit();
    ChainReport report = log.verify();
    assertThat(report.flaw()).isEmpty();
    assertThat(report.entries()).isEqualTo(before + 1);
    // A second start chains nothing again.
    assertThat(database().audit().last()).isEqualTo(report.last());
  }

  @Test
  default void retentionTakesTheOldestAndTheRestIsWhole() {
    RetentionStore retention = database().retention();
    ChainMark last = database().audit().last();
    assertThat(retention.forgetAudit(NOW.plusSeconds(5)).forgotten()).isEqualTo(4);
    ChainReport report = database().audit().verify();
    assertThat(report.flaw()).isEmpty();
    assertThat(report.forgotten()).isEqualTo(4);
    assertThat(report.entries()).isEqualTo(ENTRIES - 4);
    assertThat(report.firstAt()).hasValue(NOW.plusSeconds(5));
    assertThat(report.last()).isEqualTo(last);
    assertThat(retention.forgetAudit(NOW.plusSeconds(5)).forgotten()).isZero();

    // All of them: what comes then goes on from the last.
    assertThat(retention.forgetAudit(NOW.plus(Duration.ofDays(1))).forgotten())
        .isEqualTo(ENTRIES - 4);
    assertThat(database().audit().verify().flaw()).isEmpty();
    database().audit().append(entry("ses_0"));
    report = database().audit().verify();
    assertThat(report.flaw()).isEmpty();
    assertThat(report.entries()).isEqualTo(1);
    assertThat(report.last().sequence()).isEqualTo(ENTRIES + 1);
    changed("delete from audit_entry");
    finds(Kind.MISSING, ENTRIES + 1);
  }

  /** An entry is not forgotten before the older ones: nothing is taken out of the middle. */
  @Test
  default void whatIsOldBehindWhatIsNewWaits() {
    database().audit().append(entry(NOW.minusSeconds(9), "ses_0", Optional.empty()));
    assertThat(database().retention().forgetAudit(NOW).forgotten()).isZero();
    assertThat(database().retention().forgetAudit(NOW.plusSeconds(60)).forgotten())
        .isEqualTo(ENTRIES + 1);
    assertThat(database().audit().verify().flaw()).isEmpty();
  }

  @Test
  default void whatDoesNotFitIsNotForgotten() {
    changed("update audit_entry set actor = 'somebody' where sequence = 3");
    assertThatThrownBy(() -> database().retention().forgetAudit(NOW.plusSeconds(99)))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(all()).hasSize(ENTRIES);
    finds(Kind.CHANGED, 3);
  }
}
