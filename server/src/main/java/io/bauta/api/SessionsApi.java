package io.bauta.api;

import io.bauta.carrier.CarrierAccount;
import io.bauta.number.HomeRegion;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Allocation;
import io.bauta.pool.Line;
import io.bauta.pool.NumberPool;
import io.bauta.pool.Obstacle;
import io.bauta.pool.PinPolicy;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.Pools;
import io.bauta.session.ChangeOutcome;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.OpenOutcome;
import io.bauta.session.Participant;
import io.bauta.session.Pin;
import io.bauta.session.SessionId;
import io.bauta.session.SessionQuery;
import io.bauta.session.SessionRequest;
import io.bauta.session.SessionRequest.Person;
import io.bauta.session.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Masking sessions. */
public final class SessionsApi {

  private static final Set<String> OPEN_FIELDS =
      Set.of("pool", "participants", "ttl_seconds", "expires_at", "reference", "metadata");
  private static final Set<String> PARTICIPANT_FIELDS =
      Set.of("name", "real_number", "more_numbers", "pin", "dials");
  private static final String CLOSED_BY_REQUEST = "closed";
  private static final String NOT_IN_POOL =
      "the pool does not have this number: expected one of its own, or none";

  private final Sessions sessions;
  private final Pools pools;
  private final Accounts accounts;
  private final Clock clock;

  public SessionsApi(Sessions sessions, Pools pools, Accounts accounts, Clock clock) {
    this.sessions = sessions;
    this.pools = pools;
    this.accounts = accounts;
    this.clock = clock;
  }

  ApiReply open(ApiRequest request) {
    Fields fields = Fields.of(request, OPEN_FIELDS);
    Instant now = now();
    return switch (sessions.open(read(request, fields), now)) {
      case OpenOutcome.Opened(MaskingSession session) ->
          ApiReply.created(SessionJson.of(session, now));
      case OpenOutcome.AlreadyOpened(MaskingSession session) ->
          ApiReply.ok(SessionJson.of(session, now));
      case OpenOutcome.KeyConflict(SessionId first) ->
          new Problem(
                  409,
                  "idempotency_conflict",
                  "the idempotency key was used for another request: use a new key for a new"
                      + " session")
              .with("session", first.toString())
              .reply();
      case OpenOutcome.PoolExhausted(var counts) -> exhausted(counts).reply();
      case OpenOutcome.NotInPool(int position) ->
          Problem.ofField(
                  "number_not_in_pool", "participants[%d].dials".formatted(position), NOT_IN_POOL)
              .reply();
      case OpenOutcome.OtherDemanded(int position) ->
          Problem.ofField(
                  "invalid_value",
                  "participants[%d].dials".formatted(position),
                  "all participants dial the same number in this pool: expected the one that is"
                      + " given for another, or none")
              .reply();
      case OpenOutcome.NotFree(int position, Obstacle obstacle) ->
          new Problem(
                  409,
                  "number_not_free",
                  ("the number demanded cannot be lent to this participant (%s): leave dials out,"
                          + " or give another")
                      .formatted(Names.of(obstacle)))
              .with("field", "participants[%d].dials".formatted(position))
              .with("reason", Names.of(obstacle))
              .reply();
      case OpenOutcome.SameNumber(int position) ->
          Problem.ofField(
                  "same_number",
                  "participants[%d].real_number".formatted(position),
                  "another participant has the same number, or this one has it twice: a call would"
                      + " come back to its caller")
              .reply();
      case OpenOutcome.UnusableCode(int position) ->
          Problem.ofField(
                  "unusable_pin",
                  "participants[%d].pin".formatted(position),
                  "another participant has the same pin, or the pool asks nobody for one")
              .reply();
      case OpenOutcome.WrongParticipants(PoolMode mode, int count) ->
          Problem.ofField(
                  "invalid_value",
                  "participants",
                  "participants: a pool of mode %s takes %d to %d, not %d"
                      .formatted(
                          Names.of(mode), mode.participantsMin(), mode.participantsMax(), count))
              .reply();
      case OpenOutcome.OwnProxyNumber(int position) ->
          Problem.ofField(
                  "own_proxy_number",
                  "participants[%d].real_number".formatted(position),
                  "the number is in one of our pools: expected a participant's own number")
              .reply();
      case OpenOutcome.EndsInThePast() -> endsInThePast().reply();
      case OpenOutcome.TooMuchContention(int attempts) ->
          new Problem(
                  409,
                  "contention",
                  "other openings took the chosen numbers %d times in a row: try again"
                      .formatted(attempts))
              .reply();
    };
  }

  private static Problem exhausted(Allocation.Exhausted counts) {
    ArrayNode candidates = Json.object().arrayNode();
    for (int position = 0; position < counts.obstacles().size(); position++) {
      ObjectNode candidate = candidates.addObject();
      candidate.put("participant", position);
      ArrayNode groups = candidate.putArray("groups");
      counts
          .obstacles()
          .get(position)
          .forEach(
              (obstacle, numbers) ->
                  groups.addObject().put("reason", Names.of(obstacle)).put("numbers", numbers));
    }
    return new Problem(
            409,
            "pool_exhausted",
            ("no free number: the pool lends %d, of which each participant holds or rests"
                    + " from %s; add numbers to the pool, or close sessions")
                .formatted(counts.numbers(), counts.held()))
        .with("numbers", counts.numbers())
        .with("held", counts.held())
        .with("candidates", candidates);
  }

  private SessionRequest read(ApiRequest request, Fields fields) {
    NumberPool pool = pool(fields);
    HomeRegion region =
        accounts
            .find(pool.carrierAccount())
            .map(CarrierAccount::homeRegion)
            .orElseThrow(
                () ->
                    fields.invalid(
                        "carrier_account_gone",
                        "pool",
                        "the pool's carrier account is not configured any more"));
    List<Person> people =
        fields
            .objects(
                "participants",
                pool.mode().participantsMin(),
                pool.mode().participantsMax(),
                PARTICIPANT_FIELDS)
            .stream()
            .map(person -> person(person, region))
            .toList();
    Map<String, String> metadata =
        fields.optionalTextMap(
            "metadata",
            MaskingSession.METADATA_ENTRIES_MAX,
            MaskingSession.METADATA_KEY_LENGTH_MAX,
            MaskingSession.METADATA_VALUE_LENGTH_MAX);
    return new SessionRequest(
        pool,
        people,
        lifetime(fields).orElseGet(Lifetime.UntilClosed::new),
        fields.optionalText("reference", MaskingSession.REFERENCE_LENGTH_MAX),
        metadata,
        idempotencyKey(request));
  }

  private Person person(Fields fields, HomeRegion region) {
    return new Person(
        fields.optionalText("name", Participant.NAME_LENGTH_MAX).orElse(""),
        fields.number("real_number", region),
        fields.has("more_numbers")
            ? fields.numbers("more_numbers", Participant.MORE_NUMBERS_MAX, region)
            : List.of(),
        fields.optionalText("pin", HomeRegion.TEXT_LENGTH_MAX).map(text -> pin(text, fields)),
        dials(fields, region));
  }

  /** A number that is not ours is not taken for one of ours: it would print whole. */
  private Optional<ProxyNumber> dials(Fields fields, HomeRegion region) {
    if (!fields.has("dials")) {
      return Optional.empty();
    }
    return Optional.of(
        pools
            .line(fields.number("dials", region))
            .map(Line::number)
            .orElseThrow(() -> fields.invalid("number_not_in_pool", "dials", NOT_IN_POOL)));
  }

  private static Pin pin(String text, Fields fields) {
    if (!Pin.isPin(text)) {
      throw fields.invalid(
          "invalid_value",
          "pin",
          "expected %d to %d digits".formatted(PinPolicy.LENGTH_MIN, PinPolicy.LENGTH_MAX));
    }
    return new Pin(text);
  }

  private NumberPool pool(Fields fields) {
    return pools
        .named(fields.text("pool", NumberPool.NAME_LENGTH_MAX))
        .orElseThrow(
            () -> fields.invalid("unknown_pool", "pool", "there is no pool with this id or name"));
  }

  private static Optional<String> idempotencyKey(ApiRequest request) {
    Optional<String> key = request.header("idempotency-key");
    if (key.filter(
            text ->
                text.length() > SessionRequest.IDEMPOTENCY_KEY_LENGTH_MAX
                    || !PlainText.isVisibleAscii(text))
        .isPresent()) {
      throw new ProblemException(
          Problem.ofField(
              "invalid_value",
              "Idempotency-Key",
              "Idempotency-Key: expected at most %d visible ASCII characters"
                  .formatted(SessionRequest.IDEMPOTENCY_KEY_LENGTH_MAX)));
    }
    return key;
  }

  private static Optional<Lifetime> lifetime(Fields fields) {
    Optional<Duration> ttl =
        fields.optionalSeconds("ttl_seconds", Lifetime.TTL_MIN, Lifetime.TTL_MAX);
    Optional<Instant> expiresAt = fields.optionalInstant("expires_at");
    if (ttl.isPresent() && expiresAt.isPresent()) {
      throw fields.invalid(
          "invalid_value", "expires_at", "expected either ttl_seconds or expires_at, not both");
    }
    return ttl.<Lifetime>map(Lifetime.Ttl::new).or(() -> expiresAt.map(Lifetime.Until::new));
  }

  ApiReply get(ApiRequest request) {
    return sessions
        .find(id(request))
        .map(session -> ApiReply.ok(SessionJson.of(session, now())))
        .orElseThrow(SessionsApi::notFound);
  }

  ApiReply list(ApiRequest request) {
    int limit = Page.limit(request);
    Instant now = now();
    SessionQuery query =
        new SessionQuery(
            Page.parameter(request, "pool", this::poolId, "the id or name of a pool"),
            Page.parameter(
                request,
                "state",
                text -> Names.parse(text, MaskingSession.State.class),
                Names.list(MaskingSession.State.class)),
            request.queryValue("reference"),
            Page.parameter(request, "cursor", SessionId::parse, "a cursor from the page before"),
            limit + 1);
    return Page.of(
        sessions.list(query, now),
        limit,
        session -> SessionJson.of(session, now),
        session -> session.id().toString());
  }

  private Optional<PoolId> poolId(String text) {
    return pools.named(text).map(NumberPool::id);
  }

  ApiReply extend(ApiRequest request) {
    Fields fields = Fields.of(request, Set.of("ttl_seconds", "expires_at"));
    Lifetime lifetime = lifetime(fields).orElseThrow(() -> fields.missing("ttl_seconds"));
    return changed(sessions.extend(id(request), lifetime, now()));
  }

  ApiReply close(ApiRequest request) {
    String reason =
        request.body().length == 0
            ? CLOSED_BY_REQUEST
            : Fields.of(request, Set.of("reason"))
                .optionalText("reason", MaskingSession.Closing.REASON_LENGTH_MAX)
                .orElse(CLOSED_BY_REQUEST);
    return closed(sessions.close(id(request), reason, now()));
  }

  ApiReply delete(ApiRequest request) {
    return closed(sessions.close(id(request), CLOSED_BY_REQUEST, now()));
  }

  /** Closing what is closed already is done: the caller wanted it closed. */
  private ApiReply closed(ChangeOutcome outcome) {
    return outcome instanceof ChangeOutcome.AlreadyClosed(MaskingSession session)
        ? ApiReply.ok(SessionJson.of(session, now()))
        : changed(outcome);
  }

  private ApiReply changed(ChangeOutcome outcome) {
    return switch (outcome) {
      case ChangeOutcome.Changed(MaskingSession session) ->
          ApiReply.ok(SessionJson.of(session, now()));
      case ChangeOutcome.Unknown() -> throw notFound();
      case ChangeOutcome.AlreadyClosed(MaskingSession session) ->
          new Problem(
                  409, "session_closed", "the session is closed and stays as it is: open a new one")
              .with("closed_reason", session.closedReasonAt(now()).orElse(""))
              .reply();
      case ChangeOutcome.EndsInThePast() -> endsInThePast().reply();
    };
  }

  private static Problem endsInThePast() {
    return Problem.ofField(
        "ends_in_the_past", "expires_at", "expires_at: expected a time in the future");
  }

  private static SessionId id(ApiRequest request) {
    return SessionId.parse(request.pathValue("id")).orElseThrow(SessionsApi::notFound);
  }

  private static ProblemException notFound() {
    return new ProblemException(Problem.notFound("session"));
  }

  /** To the millisecond that the store keeps, so that an answer reads the same later. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
