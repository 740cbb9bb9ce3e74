package io.bauta.api;

import io.bauta.access.Extent;
import io.bauta.access.Right;
import io.bauta.carrier.CarrierAccount;
import io.bauta.id.TimeOrderedIds;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolStore.AddOutcome;
import io.bauta.pool.PooledNumber;
import io.bauta.pool.Pools;
import io.bauta.session.ChangeOutcome;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.OpenOutcome;
import io.bauta.session.Order;
import io.bauta.session.OrderChoice;
import io.bauta.session.OrderId;
import io.bauta.session.SessionId;
import io.bauta.session.SessionQuery;
import io.bauta.session.SessionRequest;
import io.bauta.session.SessionRequest.Person;
import io.bauta.session.SessionStore;
import io.bauta.session.Sessions;
import java.math.BigDecimal;
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
import tools.jackson.databind.node.ObjectNode;

/**
 * The booking API of Telnyx's published number-masking example, for platforms that were built on
 * it: its paths and the shapes of its answers, over the same sessions as all else here. A booking
 * is a session of a pair that shares one number.
 *
 * <p>Beyond the example: it needs the API's key, real numbers are masked, a booking id is used
 * once, and a number may serve several bookings of different people.
 *
 * <p>Source: github.com/team-telnyx/telnyx-code-examples, edge-number-masking-python.
 */
public final class BookingsApi {

  /** The pool that bookings draw on. */
  public static final String POOL = "bookings";

  private static final BigDecimal HOURS_DEFAULT = BigDecimal.valueOf(24);
  private static final BigDecimal SECONDS_OF_HOUR = BigDecimal.valueOf(3600);
  private static final int BOOKING_ID_LENGTH_MAX = 100;
  private static final String DELETED = "booking deleted";
  private static final double MILLIS_OF_SECOND = 1000.0;

  private final Pools pools;
  private final Sessions sessions;
  private final SessionStore store;
  private final CarrierAccount account;
  private final AuditApi audit;
  private final TimeOrderedIds ids;
  private final Clock clock;

  /**
   * Over the pool {@link #POOL}, which is there.
   *
   * @param account of that pool
   */
  public BookingsApi(
      Pools pools,
      Sessions sessions,
      SessionStore store,
      CarrierAccount account,
      AuditApi audit,
      TimeOrderedIds ids,
      Clock clock) {
    this.pools = pools;
    this.sessions = sessions;
    this.store = store;
    this.account = account;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  List<Api.Endpoint> endpoints() {
    return List.of(
        new Api.Endpoint(
            "POST",
            "/pool",
            Right.POOLS_CHANGE,
            Extent.SERVER,
            request -> shaped(() -> addNumbers(request))),
        new Api.Endpoint(
            "POST",
            "/bookings",
            Right.SESSIONS_CHANGE,
            Extent.POOL,
            request -> shaped(() -> book(request))),
        new Api.Endpoint(
            "GET",
            "/bookings",
            Right.SESSIONS_READ,
            Extent.POOL,
            request -> shaped(() -> list(request))),
        new Api.Endpoint(
            "DELETE",
            "/bookings/{id}",
            Right.SESSIONS_CHANGE,
            Extent.POOL,
            request -> shaped(() -> delete(request))));
  }

  /** Problems as the example tells them: an object with the words. */
  private static ApiReply shaped(Supplier<ApiReply> action) {
    try {
      return action.get();
    } catch (ProblemException refused) {
      Problem problem = refused.problem();
      return error(problem.status() == 422 ? 400 : problem.status(), problem.detail());
    }
  }

  private static ApiReply error(int status, String words) {
    ObjectNode body = Json.object();
    body.put("error", words);
    return new ApiReply(status, "application/json", Json.bytes(body));
  }

  private ApiReply addNumbers(ApiRequest request) {
    Fields fields = Fields.of(request, Set.of("numbers"));
    if (!fields.has("numbers")) {
      return error(400, "numbers array required");
    }
    HomeRegion region = account.homeRegion();
    List<ProxyNumber> numbers = new ArrayList<>();
    for (PhoneNumber number : fields.numbers("numbers", PoolsApi.NUMBERS_PER_REQUEST_MAX, region)) {
      if (store.isParticipant(number, clock.instant())) {
        return error(400, "numbers: one of them is the number of a booking's party");
      }
      numbers.add(ProxyNumber.of(number));
    }
    NumberPool pool = pool(request);
    if (pools.numbers(pool.id()).size() + numbers.size() > NumberPool.NUMBERS_MAX) {
      return error(400, "numbers: a pool holds at most %d".formatted(NumberPool.NUMBERS_MAX));
    }
    audit.keep(
        audit.entry(
            request,
            "pool.numbers_added",
            "pool",
            pool.id().toString(),
            Optional.of(numbers.size() + " numbers")));
    if (pools.addNumbers(pool.id(), numbers).contains(AddOutcome.IN_ANOTHER_POOL)) {
      return error(409, "numbers: one of them is in another pool; the others were added");
    }
    ObjectNode body = Json.object();
    body.put("status", "added");
    body.put("pool_size", pools.numbers(pool.id()).size());
    return ApiReply.ok(body);
  }

  private ApiReply book(ApiRequest request) {
    Fields fields =
        Fields.of(request, Set.of("party_a", "party_b", "booking_id", "duration_hours"));
    if (!fields.has("party_a") || !fields.has("party_b")) {
      return error(400, "party_a and party_b required");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String booking =
        fields
            .optionalText("booking_id", BOOKING_ID_LENGTH_MAX)
            .orElseGet(() -> "book-" + ids.next(now));
    if (!PlainText.isVisibleAscii(booking)) {
      return error(400, "booking_id: expected visible ASCII characters");
    }
    HomeRegion region = account.homeRegion();
    SessionRequest asked =
        new SessionRequest(
            pool(request),
            List.of(
                new Person("party_a", fields.number("party_a", region)),
                new Person("party_b", fields.number("party_b", region))),
            new Lifetime.Ttl(duration(fields)),
            Optional.of(booking),
            Map.of(),
            Optional.of(Scoped.key(request, POOL + " " + booking)));
    return switch (sessions.open(asked, now)) {
      case OpenOutcome.Opened(MaskingSession session) ->
          created(session, Order.first(session), booking);
      case OpenOutcome.AlreadyOpened(MaskingSession session) ->
          createdBefore(session, OrderId.firstOf(session.id()), booking, now);
      case OpenOutcome.Merged(MaskingSession session, OrderId order) ->
          createdBefore(session, order, booking, now);
      case OpenOutcome.TooManyOrders _ -> error(409, "the parties have too many bookings");
      case OpenOutcome.EndMoves _ ->
          error(409, "the parties have an open session that lasts from its last call");
      case OpenOutcome.KeyConflict _, OpenOutcome.ReferenceHeld _ ->
          error(409, "booking_id is another booking's");
      case OpenOutcome.PoolExhausted _ -> error(503, "No proxy numbers available");
      case OpenOutcome.TooMuchContention _ -> error(503, "too many at once: try again");
      case OpenOutcome.SameNumber _ -> error(400, "party_a and party_b are the same number");
      case OpenOutcome.OwnProxyNumber _ -> error(400, "a party has a number of the pool");
      case OpenOutcome.NotRung _ -> error(400, "a party has an emergency, premium or short number");
      case OpenOutcome.EndsInThePast _,
          OpenOutcome.NotFree _,
          OpenOutcome.NotInPool _,
          OpenOutcome.NotFromLastCall _,
          OpenOutcome.OtherDemanded _,
          OpenOutcome.OtherwiseOpen _,
          OpenOutcome.UnusableCode _,
          OpenOutcome.WrongParticipants _ ->
          throw new IllegalStateException("a booking is a pair with a time before it");
    };
  }

  /** A number of hours, whole or not. */
  private static Duration duration(Fields fields) {
    BigDecimal hours = fields.optionalDecimal("duration_hours").orElse(HOURS_DEFAULT);
    BigDecimal seconds = hours.multiply(SECONDS_OF_HOUR);
    if (seconds.compareTo(BigDecimal.valueOf(Lifetime.TTL_MIN.toSeconds())) < 0
        || seconds.compareTo(BigDecimal.valueOf(Lifetime.TTL_MAX.toSeconds())) > 0) {
      throw fields.invalid(
          "invalid_value",
          "duration_hours",
          "expected a number of hours, more than 0 and at most %d"
              .formatted(Lifetime.TTL_MAX.toHours()));
    }
    return Duration.ofSeconds(seconds.longValue());
  }

  /** A booking that may be over, where it was asked for again. */
  private ApiReply createdBefore(MaskingSession session, OrderId id, String booking, Instant now) {
    return openOrders(session, now).stream()
        .filter(order -> order.id().equals(id))
        .findFirst()
        .map(order -> created(session, order, booking))
        .orElseGet(() -> error(409, "booking_id was used before, and that booking is over"));
  }

  /** What is a booking here is an order: a session may stand for several. */
  private List<Order> openOrders(MaskingSession session, Instant now) {
    return openOrders(session, sessions.orders(List.of(session.id()), now), now);
  }

  private static List<Order> openOrders(
      MaskingSession session, Map<SessionId, List<Order>> kept, Instant now) {
    return kept.getOrDefault(session.id(), List.of(Order.first(session))).stream()
        .filter(order -> order.isOpenAt(now))
        .toList();
  }

  private static ApiReply created(MaskingSession session, Order order, String booking) {
    ObjectNode body = Json.object();
    body.put("status", "created");
    body.put("booking_id", booking);
    body.put("proxy_number", proxy(session));
    body.put("expires_at", seconds(order.expiresAt().orElseThrow()));
    return ApiReply.ok(body);
  }

  private static String proxy(MaskingSession session) {
    return session.participants().getFirst().dials().e164();
  }

  private static double seconds(Instant at) {
    return at.toEpochMilli() / MILLIS_OF_SECOND;
  }

  private ApiReply list(ApiRequest request) {
    int limit = Page.limit(request);
    Instant now = clock.instant();
    List<MaskingSession> open =
        open(
            request,
            Optional.empty(),
            Page.parameter(request, "cursor", SessionId::parse, "a cursor from the page before"),
            limit + 1,
            now);
    ObjectNode body = Json.object();
    body.set("bookings", Json.array(bookings(open.stream().limit(limit).toList(), now)));
    Map<ProxyNumber, Integer> loads = store.loads(pool(request).id(), now);
    body.put(
        "pool_available",
        pools.numbers(pool(request).id()).stream()
            .filter(number -> number.state().isLent())
            .map(PooledNumber::number)
            .filter(number -> !loads.containsKey(number))
            .count());
    body.put("next_cursor", open.size() > limit ? open.get(limit - 1).id().toString() : null);
    return ApiReply.ok(body);
  }

  private List<ObjectNode> bookings(List<MaskingSession> open, Instant now) {
    Map<SessionId, List<Order>> kept =
        sessions.orders(open.stream().map(MaskingSession::id).toList(), now);
    return open.stream()
        .flatMap(
            session ->
                openOrders(session, kept, now).stream().map(order -> booking(session, order)))
        .toList();
  }

  private static ObjectNode booking(MaskingSession session, Order order) {
    ObjectNode json = Json.object();
    json.put("proxy", proxy(session));
    json.put("party_a", session.participants().get(0).realNumber().masked());
    json.put("party_b", session.participants().get(1).realNumber().masked());
    json.put("booking_id", order.reference().orElse(""));
    json.put("expires_at", order.expiresAt().map(BookingsApi::seconds).orElse(null));
    json.put("created", seconds(order.openedAt()));
    return json;
  }

  private ApiReply delete(ApiRequest request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String booking = request.pathValue("id");
    Optional<MaskingSession> session =
        open(request, Optional.of(booking), Optional.empty(), 1, now).stream().findFirst();
    Optional<OrderId> order =
        session.stream()
            .flatMap(found -> openOrders(found, now).stream())
            .filter(open -> open.reference().equals(Optional.of(booking)))
            .map(Order::id)
            .findFirst();
    if (order.isEmpty() || !isClosed(session.get().id(), order.get(), now)) {
      return error(404, "Not found");
    }
    ObjectNode body = Json.object();
    body.put("status", "expired");
    body.put("booking_id", booking);
    body.put("proxy_returned", proxy(session.get()));
    return ApiReply.ok(body);
  }

  private boolean isClosed(SessionId session, OrderId order, Instant now) {
    ChangeOutcome outcome = sessions.close(session, new OrderChoice.One(order), DELETED, now);
    return outcome instanceof ChangeOutcome.Changed
        || outcome instanceof ChangeOutcome.OrdersChanged;
  }

  private List<MaskingSession> open(
      ApiRequest request,
      Optional<String> booking,
      Optional<SessionId> before,
      int limit,
      Instant now) {
    return sessions.list(
        new SessionQuery(
            Optional.of(pool(request).id()),
            Optional.of(MaskingSession.State.OPEN),
            booking,
            before,
            limit),
        now);
  }

  private NumberPool pool(ApiRequest request) {
    return Scoped.pool(request, pools, POOL)
        .orElseThrow(
            () ->
                new ProblemException(
                    new Problem(409, "unknown_pool", "the pool of the bookings was deleted")));
  }
}
