package io.bauta.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.audit.AuditLog.AuditQuery;
import io.bauta.id.TimeOrderedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every audit log does. It may hold an entry that tells of its beginning. */
public interface AuditLogContract {

  Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");
  TimeOrderedIds IDS = new TimeOrderedIds();

  AuditLog log();

  static AuditEntry entry(Instant at, String subject, Optional<String> detail) {
    return new AuditEntry(
        new AuditId(IDS.next(at)),
        at,
        "dispatch (key_1)",
        detail.map(_ -> "192.0.2.1"),
        "number.revealed",
        "session",
        subject,
        detail);
  }

  static AuditEntry entry(String subject) {
    return entry(NOW, subject, Optional.of("because Zoë asked"));
  }

  @Test
  default void entriesAreListedAsTheyCame() {
    AuditLog log = log();
    AuditEntry first = entry("ses_1");
    AuditEntry second = entry(NOW.plusSeconds(1), "ses_1", Optional.empty());
    log.append(first);
    log.append(entry("ses_2"));
    log.append(second);
    assertThat(
            log.list(
                new AuditQuery(Optional.of("session"), Optional.of("ses_1"), Optional.empty(), 9)))
        .containsExactly(second, first);
  }

  @Test
  default void aLogThatNobodyTouchedIsWhole() {
    AuditLog log = log();
    ChainMark before = log.last();
    assertThat(log.verify().flaw()).isEmpty();
    int more = ChainCheck.PAGE_ENTRIES + 7;
    for (int i = 0; i < more; i++) {
      log.append(entry(NOW.plusMillis(i), "ses_" + i, Optional.empty()));
    }
    ChainReport report = log.verify();
    assertThat(report.flaw()).isEmpty();
    assertThat(report.entries()).isEqualTo(before.sequence() + more);
    assertThat(report.last()).isEqualTo(log.last());
    assertThat(report.last().sequence()).isEqualTo(before.sequence() + more);
    assertThat(report.lastAt()).hasValue(NOW.plusMillis(more - 1));
  }

  /** One chain, whoever comes first: two entries on the same place would break it. */
  @Test
  default void entriesThatComeAtOnceMakeOneChain() throws Exception {
    AuditLog log = log();
    long before = log.last().sequence();
    int writers = 8;
    int each = 25;
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      String subject = "ses_" + writer;
      work.add(
          () -> {
            for (int i = 0; i < each; i++) {
              log.append(entry(subject));
              // Looking on while others write finds nothing that is not there.
              assertThat(i % 10 == 0 ? log.verify().flaw() : Optional.empty()).isEmpty();
            }
            return true;
          });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> done : threads.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
    }
    ChainReport report = log.verify();
    assertThat(report.flaw()).isEmpty();
    assertThat(report.entries()).isEqualTo(before + writers * each);
  }
}
