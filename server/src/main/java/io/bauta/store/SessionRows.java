package io.bauta.store;

import io.bauta.number.ProxyNumber;
import io.bauta.pool.PoolId;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.MaskingSession.Closing;
import io.bauta.session.Participant;
import io.bauta.session.ParticipantId;
import io.bauta.session.SessionId;
import io.bauta.vault.NumberVault;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Sessions as rows: a session with both participants is one row of {@link #SELECT}. */
final class SessionRows {

  static final String SELECT =
      """
      select s.id, s.pool_id, s.reference, s.metadata, s.lifetime, s.opened_at, s.expires_at,
        s.closed_at, s.closed_reason, s.rests_until,
        a.id as a_id, a.name as a_name, a.real_number as a_real_number, a.dials as a_dials,
        b.id as b_id, b.name as b_name, b.real_number as b_real_number, b.dials as b_dials
      from session s
        join participant a on a.session_id = s.id and a.position = 0
        join participant b on b.session_id = s.id and b.position = 1
      """;

  private static final String UNTIL_CLOSED = "until closed";
  private static final String TTL_BEGINS = "P";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, String>> METADATA = new TypeReference<>() {};

  private final NumberVault vault;

  SessionRows(NumberVault vault) {
    this.vault = vault;
  }

  /** The columns of {@code session}, in the order of the schema. */
  static Object[] columns(NewSession insert) {
    MaskingSession session = insert.session();
    return new Object[] {
      session.id().uuid(),
      session.pool().uuid(),
      session.reference(),
      JSON.writeValueAsString(session.metadata()),
      text(session.lifetime()),
      session.openedAt(),
      session.expiresAt(),
      session.closing().map(Closing::at),
      session.closing().map(Closing::reason),
      session.restsUntil(),
      insert.idempotencyKey()
    };
  }

  MaskingSession read(Row row) throws SQLException {
    String reason = row.optionalText("closed_reason").orElse("");
    return new MaskingSession(
        new SessionId(row.id("id")),
        new PoolId(row.id("pool_id")),
        row.optionalText("reference"),
        JSON.readValue(row.text("metadata"), METADATA),
        lifetime(row.text("lifetime")),
        row.instant("opened_at"),
        row.optionalInstant("expires_at"),
        row.optionalInstant("closed_at").map(at -> new Closing(at, reason)),
        row.optionalInstant("rests_until"),
        List.of(participant(row, "a_"), participant(row, "b_")));
  }

  private Participant participant(Row row, String prefix) throws SQLException {
    return new Participant(
        new ParticipantId(row.id(prefix + "id")),
        row.text(prefix + "name"),
        vault.open(row.bytes(prefix + "real_number")),
        new ProxyNumber(row.number(prefix + "dials")));
  }

  /** ISO 8601 in full, so that it reads back equal. */
  private static String text(Lifetime lifetime) {
    return switch (lifetime) {
      case Lifetime.Ttl(Duration length) -> length.toString();
      case Lifetime.Until(Instant end) -> end.toString();
      case Lifetime.UntilClosed() -> UNTIL_CLOSED;
    };
  }

  private static Lifetime lifetime(String text) {
    if (text.equals(UNTIL_CLOSED)) {
      return new Lifetime.UntilClosed();
    }
    return text.startsWith(TTL_BEGINS)
        ? new Lifetime.Ttl(Duration.parse(text))
        : new Lifetime.Until(Instant.parse(text));
  }
}
