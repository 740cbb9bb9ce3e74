package io.bauta.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The hash of an entry, which may never come out differently for the same entry. */
class ChainMarkTest {

  private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123Z");

  private static AuditEntry entry(
      UUID id,
      Instant at,
      String actor,
      Optional<String> origin,
      String action,
      String kind,
      String subject,
      Optional<String> detail) {
    return new AuditEntry(new AuditId(id), at, actor, origin, action, kind, subject, detail);
  }

  private static AuditEntry sample() {
    return entry(
        new UUID(1, 2),
        AT,
        "admin",
        Optional.of("192.0.2.1"),
        "number.revealed",
        "session",
        "ses_1",
        Optional.of("Zoë"));
  }

  /** Worked out by hand from ADR 25, with another program: logs that are there depend on it. */
  @Test
  void theFormIsThatOfTheDecision() {
    assertThat(ChainMark.START.then(sample()))
        .isEqualTo(
            new ChainMark(1, "46275787a03f799ca033f2816ce27a59770237531ebed5af3228934f9e8dfb24"));
  }

  @Test
  void everyPartOfItCounts() {
    UUID id = new UUID(1, 2);
    Optional<String> from = Optional.of("192.0.2.1");
    Optional<String> why = Optional.of("Zoë");
    String done = "number.revealed";
    Stream<ChainMark> marks =
        Stream.of(
                sample(),
                entry(new UUID(1, 3), AT, "admin", from, done, "session", "ses_1", why),
                entry(new UUID(2, 2), AT, "admin", from, done, "session", "ses_1", why),
                entry(id, AT.plusMillis(1), "admin", from, done, "session", "ses_1", why),
                entry(id, AT, "admi", from, done, "session", "ses_1", why),
                entry(id, AT, "admin", Optional.empty(), done, "session", "ses_1", why),
                entry(id, AT, "admin", Optional.of(""), done, "session", "ses_1", why),
                entry(id, AT, "admin", from, "key.revoked", "session", "ses_1", why),
                entry(id, AT, "admin", from, done, "sessions", "es_1", why),
                entry(id, AT, "admin", from, done, "session", "ses_2", why),
                entry(id, AT, "admin", from, done, "session", "ses_1", Optional.of("Zoe")),
                entry(id, AT, "admin", from, done, "session", "ses_1", Optional.empty()))
            .map(ChainMark.START::then);
    ChainMark other = new ChainMark(0, "1".repeat(64)).then(sample());
    ChainMark later = new ChainMark(1, ChainMark.START.hash()).then(sample());
    assertThat(Stream.concat(marks, Stream.of(other, later)).map(ChainMark::hash))
        .doesNotHaveDuplicates()
        .hasSize(14);
  }
}
