package io.bauta.api;

import io.bauta.carrier.CarrierAccount;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Allocation;
import io.bauta.pool.Line;
import io.bauta.pool.NumberPool;
import io.bauta.pool.Obstacle;
import io.bauta.pool.PinPolicy;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolScope;
import io.bauta.pool.Pools;
import io.bauta.rules.Recording;
import io.bauta.rules.SessionRules;
import io.bauta.session.ChangeOutcome;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.OpenOutcome;
import io.bauta.session.Order;
import io.bauta.session.OrderChoice;
import io.bauta.session.OrderId;
import io.bauta.session.Participant;
import io.bauta.session.ParticipantId;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Masking sessions. */
public final class SessionsApi {

  private static final Set<String> OPEN_FIELDS =
      Set.of(
          "pool",
          "participants",
          "ttl_seconds",
          "ttl_from",
          "expires_at",
          "reference",
          "metadata",
          "rules");
  private static final Set<String> LIFETIME_FIELDS =
      Set.of("ttl_seconds", "ttl_from", "expires_at");
  private static final Set<String> PARTICIPANT_FIELDS =
      Set.of("name", "real_number", "more_numbers", "pin", "dials");
  private static final String CLOSED_BY_REQUEST = "closed";
  private static final String NOT_IN_POOL =
      "the pool does not have this number: expected one of its own, or none";
  private static final String KEY_FIELD = "idempotency_key";
  private static final int ID_LENGTH_MAX = 40;

  /** Sessions that one request may open or close; more go in several. */
  public static final int SESSIONS_PER_REQUEST_MAX = 100;

  private static final Set<String> MANY_FIELDS =
      Stream.concat(OPEN_FIELDS.stream(), Stream.of(KEY_FIELD)).collect(Collectors.toSet());

  /** From when a time to live runs. */
  enum TtlFrom {
    OPENING,
    LAST_CALL
  }

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
    return open(request, Fields.of(request, OPEN_FIELDS), idempotencyKey(request));
  }

  /** Opens what each entry asks for, each for itself: one that cannot be opened stops no other. */
  ApiReply openMany(ApiRequest request) {
    List<ObjectNode> outcomes = new ArrayList<>();
    for (Fields entry :
        Fields.of(request, Set.of("sessions"))
            .objects("sessions", 1, SESSIONS_PER_REQUEST_MAX, MANY_FIELDS)) {
      outcomes.add(
          outcome(
              () ->
                  open(
                      request,
                      entry,
                      entry
                          .optionalText(KEY_FIELD, SessionRequest.IDEMPOTENCY_KEY_LENGTH_MAX)
                          .map(key -> checkedKey(key, KEY_FIELD)))));
    }
    return outcomes(outcomes);
  }

  /** Closes the sessions with these ids, each for itself. */
  ApiReply closeMany(ApiRequest request) {
    Fields fields = Fields.of(request, Set.of("sessions", "orders", "reason", "all"));
    String reason = reason(fields);
    OrderChoice whole = fields.flag("all") ? new OrderChoice.All() : new OrderChoice.Only();
    List<String> ids =
        fields.has("sessions") || !fields.has("orders")
            ? fields.texts("sessions", SESSIONS_PER_REQUEST_MAX, ID_LENGTH_MAX)
            : List.of();
    List<Fields> ofSessions =
        fields.has("orders")
            ? fields.objects("orders", 1, SESSIONS_PER_REQUEST_MAX, Set.of("session", "order"))
            : List.of();
    List<ObjectNode> outcomes = new ArrayList<>();
    for (String id : ids) {
      outcomes.add(outcome(() -> close(request, id, whole, reason)));
    }
    for (Fields order : ofSessions) {
      String session = order.text("session", ID_LENGTH_MAX);
      String id = order.text("order", ID_LENGTH_MAX);
      outcomes.add(outcome(() -> close(request, session, one(id), reason)));
    }
    return outcomes(outcomes);
  }

  private ApiReply close(ApiRequest request, String session, OrderChoice choice, String reason) {
    return closed(sessions.close(id(request, session), choice, reason, now()));
  }

  private static String reason(Fields fields) {
    return fields
        .optionalText("reason", MaskingSession.Closing.REASON_LENGTH_MAX)
        .orElse(CLOSED_BY_REQUEST);
  }

  private static OrderChoice one(String id) {
    return new OrderChoice.One(OrderId.parse(id).orElseThrow(SessionsApi::orderNotFound));
  }

  private static ProblemException orderNotFound() {
    return new ProblemException(
        new Problem(404, "unknown_order", "the session has no order with this id"));
  }

  /** Which orders a request means that may name one of them, or say all. */
  private static OrderChoice choice(Optional<String> order, boolean all) {
    if (order.isPresent() && all) {
      throw new ProblemException(
          Problem.ofField("invalid_value", "all", "all: expected either order or all, not both"));
    }
    return order
        .map(SessionsApi::one)
        .orElseGet(() -> all ? new OrderChoice.All() : new OrderChoice.Only());
  }

  private static ObjectNode outcome(Supplier<ApiReply> action) {
    ApiReply reply;
    try {
      reply = action.get();
    } catch (ProblemException refused) {
      reply = refused.problem().reply();
    }
    ObjectNode outcome = Json.object();
    outcome.put("status", reply.status());
    outcome.set(
        reply.contentType().equals(Problem.CONTENT_TYPE) ? "problem" : "session",
        Json.read(reply.body()));
    return outcome;
  }

  private static ApiReply outcomes(List<ObjectNode> outcomes) {
    ObjectNode body = Json.object();
    body.set("data", Json.array(outcomes));
    return ApiReply.ok(body);
  }

  private ApiReply open(ApiRequest request, Fields fields, Optional<String> idempotencyKey) {
    Instant now = now();
    return switch (sessions.open(read(request, fields, idempotencyKey), now)) {
      case OpenOutcome.Opened(MaskingSession session) ->
          ApiReply.created(
              merges(session)
                  ? opening(session, List.of(Order.first(session)), Optional.empty(), now)
                  : SessionJson.of(session, now));
      case OpenOutcome.AlreadyOpened(MaskingSession session) -> {
        List<Order> orders = orders(session, now);
        yield ApiReply.ok(
            orders.isEmpty()
                ? SessionJson.of(session, now)
                : opening(session, orders, Optional.empty(), now));
      }
      case OpenOutcome.Merged(MaskingSession session, OrderId order) ->
          ApiReply.ok(opening(session, orders(session, now), Optional.of(order), now));
      case OpenOutcome.OtherwiseOpen(SessionId session, String field) ->
          new Problem(
                  409,
                  "order_differs",
                  ("the open session of these two has another %s: leave it out, or close the"
                          + " session first")
                      .formatted(field))
              .with("field", field)
              .with("session", session.toString())
              .reply();
      case OpenOutcome.EndMoves(SessionId session) ->
          new Problem(
                  409,
                  "order_differs",
                  "the open session of these two lasts from its last call, and stands for no"
                      + " orders: extend it to a fixed end, or close it first")
              .with("field", "ttl_from")
              .with("session", session.toString())
              .reply();
      case OpenOutcome.NotFromLastCall() -> notFromLastCall().reply();
      case OpenOutcome.TooManyOrders(SessionId session, int max) ->
          new Problem(
                  409,
                  "too_many_orders",
                  "the open session of these two stands for %d open orders: close some first"
                      .formatted(max))
              .with("session", session.toString())
              .reply();
      case OpenOutcome.KeyConflict(SessionId first) ->
          new Problem(
                  409,
                  "idempotency_conflict",
                  "the idempotency key was used for another request: use a new key for a new"
                      + " session")
              .with("session", first.toString())
              .reply();
      case OpenOutcome.ReferenceHeld(SessionId first) -> referenceHeld(first).reply();
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
      case OpenOutcome.SameNumber(int position) -> sameNumber(position).reply();
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
      case OpenOutcome.OwnProxyNumber(int position) -> ownProxyNumber(position).reply();
      case OpenOutcome.NotRung(int position) -> notRung(position).reply();
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

  private boolean merges(MaskingSession session) {
    return pools.find(session.pool()).filter(NumberPool::mergesOrders).isPresent();
  }

  /** The orders to show of a session: none where it and its only one are the same thing. */
  private List<Order> orders(MaskingSession session, Instant now) {
    return orders(session, sessions.orders(List.of(session.id()), now));
  }

  private List<Order> orders(MaskingSession session, Map<SessionId, List<Order>> kept) {
    List<Order> only = merges(session) ? List.of(Order.first(session)) : List.of();
    return kept.getOrDefault(session.id(), only);
  }

  /**
   * The answer to an opening.
   *
   * @param merged the order that it became of a session that was open
   */
  private static ObjectNode opening(
      MaskingSession session, List<Order> orders, Optional<OrderId> merged, Instant now) {
    ObjectNode json = SessionJson.of(session, orders, now);
    json.put("order", merged.orElseGet(() -> OrderId.firstOf(session.id())).toString());
    json.put("merged", merged.isPresent());
    return json;
  }

  private ObjectNode shown(MaskingSession session, Instant now) {
    return SessionJson.of(session, orders(session, now), now);
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

  private SessionRequest read(ApiRequest request, Fields fields, Optional<String> idempotencyKey) {
    NumberPool pool = pool(request, fields);
    HomeRegion region =
        accounts
            .find(pool.carrierAccount())
            .map(CarrierAccount::homeRegion)
            .orElseThrow(() -> accountGone(fields));
    List<Person> people =
        fields
            .objects(
                "participants",
                pool.mode().participantsMin(),
                pool.mode().participantsMax(),
                PARTICIPANT_FIELDS)
            .stream()
            .map(person -> person(person, region, request.scope()))
            .toList();
    return new SessionRequest(
        pool,
        people,
        lifetime(fields).orElseGet(Lifetime.UntilClosed::new),
        fields.optionalText("reference", MaskingSession.REFERENCE_LENGTH_MAX),
        metadata(fields),
        idempotencyKey.map(key -> Scoped.key(request, key)),
        rules(fields, people, pool));
  }

  static Map<String, String> metadata(Fields fields) {
    return fields.optionalTextMap(
        "metadata",
        MaskingSession.METADATA_ENTRIES_MAX,
        MaskingSession.METADATA_KEY_LENGTH_MAX,
        MaskingSession.METADATA_VALUE_LENGTH_MAX);
  }

  private SessionRules rules(Fields fields, List<Person> people, NumberPool pool) {
    if (!fields.has("rules")) {
      return SessionRules.NONE;
    }
    SessionRules rules =
        RulesJson.sessionRules(
            fields.object("rules", RulesJson.SESSION_FIELDS),
            people.stream().map(Person::name).toList(),
            pool.policies().rules());
    boolean isToldSo = rules.notice().isPresent();
    boolean isRecorded = rules.recording().filter(one -> one != Recording.OFF).isPresent();
    if (isToldSo || isRecorded) {
      // Its numbers may come to be of any of them.
      for (CarrierAccount account : accounts.of(pool, pools.numbers(pool.id()))) {
        if (isToldSo) {
          Accounts.requireNotice(account, Accounts.NOTICE_FIELD);
        }
        if (isRecorded) {
          Accounts.requireRecording(account, Accounts.RECORDING_FIELD);
        }
      }
    }
    return rules;
  }

  private Person person(Fields fields, HomeRegion region, PoolScope scope) {
    return new Person(
        fields.optionalText("name", Participant.NAME_LENGTH_MAX).orElse(""),
        fields.number("real_number", region),
        fields.has("more_numbers")
            ? fields.numbers("more_numbers", Participant.MORE_NUMBERS_MAX, region)
            : List.of(),
        fields.optionalText("pin", HomeRegion.TEXT_LENGTH_MAX).map(text -> pin(text, fields)),
        dials(fields, region, scope));
  }

  /** A number that is not ours is not taken for one of ours: it would print whole. */
  private Optional<ProxyNumber> dials(Fields fields, HomeRegion region, PoolScope scope) {
    if (!fields.has("dials")) {
      return Optional.empty();
    }
    return Optional.of(
        pools
            .line(fields.number("dials", region))
            .filter(line -> scope.includes(line.pool().id()))
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

  private NumberPool pool(ApiRequest request, Fields fields) {
    return Scoped.pool(request, pools, fields.text("pool", NumberPool.NAME_LENGTH_MAX))
        .orElseThrow(
            () -> fields.invalid("unknown_pool", "pool", "there is no pool with this id or name"));
  }

  private static Optional<String> idempotencyKey(ApiRequest request) {
    return request.header("idempotency-key").map(key -> checkedKey(key, "Idempotency-Key"));
  }

  private static String checkedKey(String key, String field) {
    if (key.length() > SessionRequest.IDEMPOTENCY_KEY_LENGTH_MAX
        || !PlainText.isVisibleAscii(key)) {
      throw new ProblemException(
          Problem.ofField(
              "invalid_value",
              field,
              "%s: expected at most %d visible ASCII characters"
                  .formatted(field, SessionRequest.IDEMPOTENCY_KEY_LENGTH_MAX)));
    }
    return key;
  }

  /** When the session ends; empty when the fields do not say. */
  static Optional<Lifetime> lifetime(Fields fields) {
    Optional<Duration> ttl =
        fields.optionalSeconds("ttl_seconds", Lifetime.TTL_MIN, Lifetime.TTL_MAX);
    Optional<Instant> expiresAt = fields.optionalInstant("expires_at");
    if (fields.optionalChoice("ttl_from", TtlFrom.class).equals(Optional.of(TtlFrom.LAST_CALL))) {
      Duration length = ttl.orElseThrow(() -> fields.missing("ttl_seconds"));
      return Optional.of(new Lifetime.FromLastCall(length, expiresAt));
    }
    if (ttl.isPresent() && expiresAt.isPresent()) {
      throw fields.invalid(
          "invalid_value",
          "expires_at",
          "expected either ttl_seconds or expires_at; both only where ttl_from is last_call");
    }
    return ttl.<Lifetime>map(Lifetime.Ttl::new).or(() -> expiresAt.map(Lifetime.Until::new));
  }

  ApiReply get(ApiRequest request) {
    return sessions
        .find(id(request))
        .map(session -> ApiReply.ok(shown(session, now())))
        .orElseThrow(SessionsApi::notFound);
  }

  ApiReply list(ApiRequest request) {
    int limit = Page.limit(request);
    Instant now = now();
    SessionQuery query =
        new SessionQuery(
            Page.parameter(
                request, "pool", text -> poolId(request, text), "the id or name of a pool"),
            Page.parameter(
                request,
                "state",
                text -> Names.parse(text, MaskingSession.State.class),
                Names.list(MaskingSession.State.class)),
            request.queryValue("reference"),
            Page.parameter(request, "cursor", SessionId::parse, "a cursor from the page before"),
            limit + 1,
            request.scope());
    List<MaskingSession> page = sessions.list(query, now);
    Map<SessionId, List<Order>> kept =
        sessions.orders(page.stream().map(MaskingSession::id).toList(), now);
    return Page.of(
        page,
        limit,
        session -> SessionJson.of(session, orders(session, kept), now),
        session -> session.id().toString());
  }

  private Optional<PoolId> poolId(ApiRequest request, String text) {
    return Scoped.pool(request, pools, text).map(NumberPool::id);
  }

  /** Another end, or another number of one participant: one of the two, so nothing is half done. */
  ApiReply change(ApiRequest request) {
    Fields fields =
        Fields.of(
            request, Set.of("ttl_seconds", "ttl_from", "expires_at", "order", "participants"));
    Optional<Lifetime> lifetime = lifetime(fields);
    if (!fields.has("participants")) {
      return changed(
          sessions.extend(
              id(request),
              choice(fields.optionalText("order", ID_LENGTH_MAX), false),
              lifetime.orElseThrow(() -> fields.missing("ttl_seconds")),
              now()));
    }
    if (lifetime.isPresent() || fields.has("order")) {
      throw fields.invalid(
          "invalid_value", "participants", "expected either a new end or a new number, not both");
    }
    Fields entry = fields.objects("participants", 1, 1, Set.of("id", "real_number")).getFirst();
    ParticipantId participant =
        ParticipantId.parse(entry.text("id", ID_LENGTH_MAX))
            .orElseThrow(() -> unknownParticipant(entry));
    MaskingSession session = sessions.find(id(request)).orElseThrow(SessionsApi::notFound);
    PhoneNumber number = entry.number("real_number", homeRegion(session, fields));
    return switch (sessions.replaceNumber(session.id(), participant, number, now())) {
      case ChangeOutcome.UnknownParticipant() -> throw unknownParticipant(entry);
      case ChangeOutcome.Changed(MaskingSession after) -> ApiReply.ok(shown(after, now()));
      case ChangeOutcome outcome -> changed(outcome);
    };
  }

  private static ProblemException unknownParticipant(Fields entry) {
    return entry.invalid(
        "unknown_participant", "id", "the session has no participant with this id");
  }

  private HomeRegion homeRegion(MaskingSession session, Fields fields) {
    return pools
        .find(session.pool())
        .flatMap(pool -> accounts.find(pool.carrierAccount()))
        .map(CarrierAccount::homeRegion)
        .orElseThrow(() -> accountGone(fields));
  }

  private static ProblemException accountGone(Fields fields) {
    return fields.invalid(
        "carrier_account_gone", "pool", "the pool's carrier account is not configured any more");
  }

  /** Opens a closed session again, with the numbers that its people had. */
  ApiReply reopen(ApiRequest request) {
    Lifetime lifetime =
        request.body().length == 0
            ? new Lifetime.UntilClosed()
            : lifetime(Fields.of(request, LIFETIME_FIELDS)).orElseGet(Lifetime.UntilClosed::new);
    return changed(sessions.reopen(id(request), lifetime, now()));
  }

  ApiReply close(ApiRequest request) {
    if (request.body().length == 0) {
      return closed(sessions.close(id(request), new OrderChoice.Only(), CLOSED_BY_REQUEST, now()));
    }
    Fields fields = Fields.of(request, Set.of("reason", "order", "all"));
    OrderChoice choice = choice(fields.optionalText("order", ID_LENGTH_MAX), fields.flag("all"));
    return closed(sessions.close(id(request), choice, reason(fields), now()));
  }

  ApiReply delete(ApiRequest request) {
    boolean all = Page.parameter(request, "all", SessionsApi::flag, "true or false").orElse(false);
    OrderChoice choice = choice(request.queryValue("order"), all);
    return closed(sessions.close(id(request), choice, CLOSED_BY_REQUEST, now()));
  }

  private static Optional<Boolean> flag(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** Closing what is closed already is done: the caller wanted it closed. */
  private ApiReply closed(ChangeOutcome outcome) {
    return switch (outcome) {
      case ChangeOutcome.AlreadyClosed(MaskingSession session) ->
          ApiReply.ok(shown(session, now()));
      case ChangeOutcome.OrderEnded(MaskingSession session, Order _) ->
          ApiReply.ok(shown(session, now()));
      case ChangeOutcome other -> changed(other);
    };
  }

  private ApiReply changed(ChangeOutcome outcome) {
    return switch (outcome) {
      // It has one order: of several, one would have been changed.
      case ChangeOutcome.Changed(MaskingSession session) ->
          ApiReply.ok(
              merges(session)
                  ? SessionJson.of(session, List.of(Order.first(session)), now())
                  : SessionJson.of(session, now()));
      case ChangeOutcome.OrdersChanged(MaskingSession session) ->
          ApiReply.ok(shown(session, now()));
      case ChangeOutcome.SeveralOrders(MaskingSession session, List<Order> open) ->
          new Problem(
                  409,
                  "several_orders",
                  "the session stands for %d open orders: name one, or say all=true to close it"
                      .formatted(open.size()))
              .with("session", session.id().toString())
              .with("orders", OrderJson.of(open, now()))
              .reply();
      case ChangeOutcome.UnknownOrder() -> throw orderNotFound();
      case ChangeOutcome.OrderEnded(MaskingSession session, Order order) ->
          new Problem(409, "order_closed", "the order is closed and stays as it is: open a new one")
              .with("session", session.id().toString())
              .with("closed_reason", order.closedReasonAt(now()).orElse(""))
              .reply();
      case ChangeOutcome.OtherSessionOpen(SessionId other) ->
          new Problem(
                  409,
                  "pair_open",
                  "the two people have another open session, and the pool gives them one for all"
                      + " their orders: use that, or close it first")
              .with("session", other.toString())
              .reply();
      case ChangeOutcome.Unknown() -> throw notFound();
      case ChangeOutcome.AlreadyClosed(MaskingSession session) ->
          new Problem(
                  409, "session_closed", "the session is closed and stays as it is: open a new one")
              .with("closed_reason", session.closedReasonAt(now()).orElse(""))
              .reply();
      case ChangeOutcome.EndsInThePast() -> endsInThePast().reply();
      case ChangeOutcome.StillOpen(MaskingSession session) ->
          new Problem(409, "session_open", "the session is open: extend it to change its end")
              .with("expires_at", session.expiresAt().map(Instant::toString).orElse(""))
              .reply();
      case ChangeOutcome.PairsLentAgain() ->
          new Problem(
                  409,
                  "pairs_lent_again",
                  "its numbers were lent again to the same people, or given up: open a new session")
              .reply();
      case ChangeOutcome.ReferenceHeld(SessionId first) -> referenceHeld(first).reply();
      case ChangeOutcome.NotFromLastCall() -> notFromLastCall().reply();
      case ChangeOutcome.UnknownParticipant() ->
          Problem.ofField(
                  "unknown_participant",
                  "participants[0].id",
                  "the session has no participant with this id")
              .reply();
      case ChangeOutcome.SameNumber() -> sameNumber(0).reply();
      case ChangeOutcome.OwnProxyNumber() -> ownProxyNumber(0).reply();
      case ChangeOutcome.NotRung() -> notRung(0).reply();
      case ChangeOutcome.NumberHeld() ->
          new Problem(
                  409,
                  "number_held",
                  "the new number holds this participant's proxy number in another session, or"
                      + " rests from it: open a new session")
              .reply();
    };
  }

  private static Problem notFromLastCall() {
    return Problem.ofField(
        "invalid_value",
        "ttl_from",
        "ttl_from: a session that stands for orders ends with the last of them: expected opening");
  }

  private static Problem referenceHeld(SessionId first) {
    return new Problem(
            409,
            "reference_held",
            "an open session of the pool has this reference, and the pool lets one have it: use"
                + " that one, close it, or give another reference")
        .with("field", "reference")
        .with("session", first.toString());
  }

  private static Problem sameNumber(int position) {
    return Problem.ofField(
        "same_number",
        "participants[%d].real_number".formatted(position),
        "another participant has the same number, or this one has it twice: a call would come back"
            + " to its caller");
  }

  private static Problem notRung(int position) {
    String field = "participants[%d].real_number".formatted(position);
    return Problem.ofField("special_number", field, field + ": " + Fields.ORDINARY_NUMBER_EXPECTED);
  }

  private static Problem ownProxyNumber(int position) {
    return Problem.ofField(
        "own_proxy_number",
        "participants[%d].real_number".formatted(position),
        "the number is in one of our pools: expected a participant's own number");
  }

  private static Problem endsInThePast() {
    return Problem.ofField(
        "ends_in_the_past", "expires_at", "expires_at: expected a time in the future");
  }

  private SessionId id(ApiRequest request) {
    return id(request, request.pathValue("id"));
  }

  /** The id that {@code text} writes, unless it is of a session that whoever asks may not know. */
  private SessionId id(ApiRequest request, String text) {
    return SessionId.parse(text)
        .filter(id -> request.scope().isAll() || isIn(request.scope(), id))
        .orElseThrow(SessionsApi::notFound);
  }

  private boolean isIn(PoolScope scope, SessionId id) {
    return sessions.find(id).map(MaskingSession::pool).filter(scope::includes).isPresent();
  }

  private static ProblemException notFound() {
    return new ProblemException(Problem.notFound("session"));
  }

  /** To the millisecond that the store keeps, so that an answer reads the same later. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
