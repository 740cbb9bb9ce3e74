package io.bauta.store;

import static java.util.stream.Collectors.joining;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.rules.SessionRules;
import io.bauta.session.Lifetime;
import io.bauta.session.Lifetime.FromLastCall;
import io.bauta.session.MaskingSession;
import io.bauta.session.MaskingSession.Closing;
import io.bauta.session.Participant;
import io.bauta.session.ParticipantId;
import io.bauta.session.Pin;
import io.bauta.session.SessionId;
import io.bauta.vault.NumberVault;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sessions as rows: each participant is a row of {@link #SELECT}, with their session beside them.
 * Whoever asks for several sessions asks for them in {@link #IN_ORDER}.
 */
final class SessionRows {

  static final String SELECT =
      """
      select s.id, s.pool_id, s.reference, s.metadata, s.lifetime, s.opened_at, s.expires_at,
        s.closed_at, s.closed_reason, s.grace_until, s.rests_until, s.mode,
        s.rules, s.call_ttl_millis, s.latest_end,
        p.id as p_id, p.name as p_name, p.real_number as p_real_number, p.dials as p_dials,
        p.more_sealed as p_more_sealed, p.pin_sealed as p_pin_sealed,
        p.opened_sealed as p_opened_sealed
      from session s join participant p on p.session_id = s.id
      """;

  static final String IN_ORDER = "order by s.id, p.position";

  static final String NEWEST_FIRST = "order by s.id desc, p.position";

  /** Between a participant's numbers after the first. */
  private static final String NUMBER_SEPARATOR = " ";

  private static final String UNTIL_CLOSED = "until closed";
  private static final String LAST_CALL_BEGINS = "last call ";
  private static final String TTL_BEGINS = "P";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, String>> METADATA = new TypeReference<>() {};

  private final NumberVault vault;

  SessionRows(NumberVault vault) {
    this.vault = vault;
  }

  /** The columns of {@code session}, in the order of the inserts. */
  static Object[] columns(NewSession insert) {
    MaskingSession session = insert.session();
    return new Object[] {
      session.id().uuid(),
      session.pool().uuid(),
      session.reference(),
      text(session.metadata()),
      text(session.lifetime()),
      session.openedAt(),
      session.expiresAt(),
      session.closing().map(Closing::at),
      session.closing().map(Closing::reason),
      session.graceUntil(),
      session.restsUntil(),
      session.mode(),
      RulesColumn.write(session.rules()),
      session.moving().map(FromLastCall::length),
      session.moving().flatMap(FromLastCall::latest),
      insert.heldReference(),
      insert.idempotencyKey()
    };
  }

  /** What is written of a participant's numbers after the first; empty when there are none. */
  static Optional<byte[]> sealedMore(Participant participant, NumberVault vault) {
    return participant.moreNumbers().isEmpty()
        ? Optional.empty()
        : Optional.of(
            vault.sealText(
                participant.moreNumbers().stream()
                    .map(number -> Long.toString(number.digits()))
                    .collect(joining(NUMBER_SEPARATOR))));
  }

  /** Puts rows in order together to sessions, and hands each over when it is whole. */
  final class Assembly {

    private final Consumer<MaskingSession> action;
    private final List<Participant> participants = new ArrayList<>();
    private @Nullable UUID id;
    private @Nullable Session session;

    Assembly(Consumer<MaskingSession> action) {
      this.action = action;
    }

    void add(Row row) throws SQLException {
      UUID next = row.id("id");
      if (!next.equals(id)) {
        finish();
        id = next;
        session = session(row);
      }
      participants.add(participant(row));
    }

    /** After the last row. */
    void finish() {
      if (session != null) {
        action.accept(session.with(participants));
        participants.clear();
      }
    }
  }

  /** A session that waits for its participants. */
  @FunctionalInterface
  private interface Session {
    MaskingSession with(List<Participant> participants);
  }

  /** The sessions of all rows of {@code query}, which is in order. */
  List<MaskingSession> all(Query query) throws SQLException {
    List<MaskingSession> sessions = new ArrayList<>();
    Assembly assembly = new Assembly(sessions::add);
    query.forEach(assembly::add);
    assembly.finish();
    return sessions;
  }

  /** The only session of {@code query}. */
  Optional<MaskingSession> first(Query query) throws SQLException {
    return all(query).stream().findFirst();
  }

  private static Session session(Row row) throws SQLException {
    SessionId id = new SessionId(row.id("id"));
    PoolId pool = new PoolId(row.id("pool_id"));
    Optional<String> reference = row.optionalText("reference");
    Map<String, String> metadata = metadata(row.text("metadata"));
    Lifetime lifetime = lifetime(row.text("lifetime"));
    Instant openedAt = row.instant("opened_at");
    Optional<Instant> expiresAt = row.optionalInstant("expires_at");
    String reason = row.optionalText("closed_reason").orElse("");
    Optional<Closing> closing = row.optionalInstant("closed_at").map(at -> new Closing(at, reason));
    Optional<Instant> graceUntil = row.optionalInstant("grace_until");
    Optional<Instant> restsUntil = row.optionalInstant("rests_until");
    PoolMode mode = PoolMode.valueOf(row.text("mode"));
    SessionRules rules = RulesColumn.read(row.optionalText("rules"));
    Optional<Instant> latest = row.optionalInstant("latest_end");
    OptionalLong callTtl = row.optionalNumber("call_ttl_millis");
    Optional<FromLastCall> moving =
        callTtl.isEmpty()
            ? Optional.empty()
            : Optional.of(new FromLastCall(Duration.ofMillis(callTtl.getAsLong()), latest));
    return participants ->
        new MaskingSession(
            id,
            pool,
            reference,
            metadata,
            lifetime,
            openedAt,
            expiresAt,
            closing,
            graceUntil,
            restsUntil,
            mode,
            participants,
            rules,
            moving);
  }

  private Participant participant(Row row) throws SQLException {
    ParticipantId id = new ParticipantId(row.id("p_id"));
    return new Participant(
        id,
        row.text("p_name"),
        SealedValue.open(row.bytes("p_real_number"), "participant", "real_number", id, vault::open),
        row.optionalBytes("p_more_sealed").map(this::more).orElse(List.of()),
        new ProxyNumber(row.number("p_dials")),
        row.optionalBytes("p_pin_sealed").map(vault::openText).map(Pin::new),
        row.optionalBytes("p_opened_sealed").map(vault::open));
  }

  List<PhoneNumber> more(byte[] sealed) {
    return Stream.of(vault.openText(sealed).split(NUMBER_SEPARATOR))
        .map(digits -> new PhoneNumber(Long.parseLong(digits)))
        .toList();
  }

  static String text(Map<String, String> metadata) {
    return JSON.writeValueAsString(metadata);
  }

  static Map<String, String> metadata(String text) {
    return JSON.readValue(text, METADATA);
  }

  /** ISO 8601 in full, so that it reads back equal. */
  static String text(Lifetime lifetime) {
    return switch (lifetime) {
      case Lifetime.Ttl(Duration length) -> length.toString();
      case Lifetime.FromLastCall(Duration length, Optional<Instant> latest) ->
          LAST_CALL_BEGINS + length + latest.map(end -> " " + end).orElse("");
      case Lifetime.Until(Instant end) -> end.toString();
      case Lifetime.UntilClosed() -> UNTIL_CLOSED;
    };
  }

  static Lifetime lifetime(String text) {
    if (text.equals(UNTIL_CLOSED)) {
      return new Lifetime.UntilClosed();
    }
    if (text.startsWith(LAST_CALL_BEGINS)) {
      String[] parts = text.substring(LAST_CALL_BEGINS.length()).split(" ");
      return new Lifetime.FromLastCall(
          Duration.parse(parts[0]),
          parts.length > 1 ? Optional.of(Instant.parse(parts[1])) : Optional.empty());
    }
    return text.startsWith(TTL_BEGINS)
        ? new Lifetime.Ttl(Duration.parse(text))
        : new Lifetime.Until(Instant.parse(text));
  }
}
