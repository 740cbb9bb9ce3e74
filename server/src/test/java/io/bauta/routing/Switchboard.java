package io.bauta.routing;

import io.bauta.id.TimeOrderedIds;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.BlockList;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.Lending;
import io.bauta.pool.MemoryPoolStore;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.Pools;
import io.bauta.pool.Selection;
import io.bauta.routing.RouteSource.Found;
import io.bauta.rules.CallRules;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.MemorySessionStore;
import io.bauta.session.OpenOutcome;
import io.bauta.session.OpeningListener;
import io.bauta.session.Pin;
import io.bauta.session.SessionRequest;
import io.bauta.session.SessionRequest.Person;
import io.bauta.session.Sessions;
import io.bauta.speech.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The domain as a whole, over stores in memory: pools, sessions, routes, and a router. */
public final class Switchboard {

  public static final String ACCOUNT = "vobiz-delhi";
  public static final Instant NOW = Instant.parse("2027-01-31T18:30:00Z");
  public static final Duration COOL_OFF = Duration.ofSeconds(10);
  public static final Duration GRACE = Duration.ofSeconds(5);

  public static final PhoneNumber RIDER = PhoneNumber.ofE164("+918888800001");
  public static final PhoneNumber DRIVER = PhoneNumber.ofE164("+918888800002");
  public static final PhoneNumber STRANGER = PhoneNumber.ofE164("+918888800009");
  public static final ProxyNumber M1 = new ProxyNumber(919000000001L);
  public static final ProxyNumber M2 = new ProxyNumber(919000000002L);

  public final MemoryPoolStore poolStore = new MemoryPoolStore();
  public final MemorySessionStore sessionStore = new MemorySessionStore(poolStore);
  public final Pools pools = new Pools(poolStore);
  public final RouteIndex index = new RouteIndex();
  public final Sessions sessions =
      new Sessions(
          sessionStore, pools, index, OpeningListener.NONE, index, index, new TimeOrderedIds());

  /** What the router finds behind an index that is not complete. */
  public RouteSource source =
      (dialed, holder) ->
          sessionStore
              .findHolder(dialed, holder)
              .<Found>map(Found.Holder::new)
              .orElseGet(Found.Nobody::new);

  public final PinAttempts pinAttempts = new PinAttempts();

  /** Whom a protected party calls back. */
  public LastCallers lastCallers = session -> new LastCallers.Found.Nobody();

  /** From where codes were entered. */
  public KnownPhones knownPhones = (dialed, caller) -> new KnownPhones.Found.Unknown();

  /** Whom no pool has anything to do with. */
  public BlockList blocks = (pool, number) -> false;

  public final Router router =
      new Router(
          pools,
          (pool, number) -> blocks.has(pool, number),
          index,
          (dialed, holder) -> source.find(dialed, holder),
          session -> lastCallers.find(session),
          (dialed, caller) -> knownPhones.find(dialed, caller),
          pinAttempts,
          Optional.of(Words.of("This number is not in use.")));

  /** A pool with these numbers, in their order. */
  public NumberPool pool(PoolMode mode, ProxyNumber... numbers) {
    return pool(mode, PoolPolicies.DEFAULT, numbers);
  }

  public NumberPool pool(PoolMode mode, PoolPolicies policies, ProxyNumber... numbers) {
    return pool(mode, Selection.FIRST_FIT, policies, numbers);
  }

  /** A pool that lends these numbers by these rules. */
  public NumberPool pool(
      PoolMode mode, Selection selection, Lending lending, ProxyNumber... numbers) {
    return pool(mode, selection, withLending(PoolPolicies.DEFAULT, lending), numbers);
  }

  private NumberPool pool(
      PoolMode mode, Selection selection, PoolPolicies policies, ProxyNumber... numbers) {
    NumberPool pool =
        new NumberPool(
            new PoolId(new UUID(7, pools.all().size())),
            "pool " + pools.all().size(),
            ACCOUNT,
            mode,
            selection,
            CallPolicy.DEFAULT,
            COOL_OFF,
            GRACE,
            NOW,
            policies);
    pools.create(pool);
    pools.addNumbers(pool.id(), List.of(numbers));
    return pool;
  }

  /** The same pool with these rules. */
  public static NumberPool withRules(NumberPool pool, CallRules rules) {
    PoolPolicies before = pool.policies();
    return new NumberPool(
        pool.id(),
        pool.name(),
        pool.carrierAccount(),
        pool.mode(),
        pool.selection(),
        pool.callPolicy(),
        pool.coolOff(),
        pool.grace(),
        pool.createdAt(),
        new PoolPolicies(
            before.grace(),
            before.endedAnnouncement(),
            before.unknownCaller(),
            before.asking(),
            before.forwardTo(),
            before.pins(),
            before.ringing(),
            before.lending(),
            rules));
  }

  /** The same policies, and these rules about lending. */
  public static PoolPolicies withLending(PoolPolicies policies, Lending lending) {
    return new PoolPolicies(
        policies.grace(),
        policies.endedAnnouncement(),
        policies.unknownCaller(),
        policies.asking(),
        policies.forwardTo(),
        policies.pins(),
        policies.ringing(),
        lending,
        policies.rules());
  }

  /** A request for rider and driver, with a minute to live. */
  public static SessionRequest request(NumberPool pool) {
    return request(pool, new Lifetime.Ttl(Duration.ofMinutes(1)), Optional.empty());
  }

  public static SessionRequest request(NumberPool pool, Lifetime lifetime, Optional<String> key) {
    return new SessionRequest(
        pool,
        List.of(new Person("rider", RIDER), new Person("driver", DRIVER)),
        lifetime,
        Optional.of("booking-1"),
        Map.of("city", "Delhi"),
        key);
  }

  /** A request for these people, with a minute to live. */
  public static SessionRequest request(NumberPool pool, Person... people) {
    return new SessionRequest(
        pool,
        List.of(people),
        new Lifetime.Ttl(Duration.ofMinutes(1)),
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }

  /** Somebody with these numbers, and whatever code is made. */
  public static Person person(PhoneNumber first, PhoneNumber... more) {
    return new Person("somebody", first, List.of(more), Optional.empty());
  }

  /** Somebody with one number and this code. */
  public static Person coded(PhoneNumber number, String pin) {
    return new Person("somebody", number, List.of(), Optional.of(new Pin(pin)));
  }

  /** Rider and driver, who can now reach each other. */
  public MaskingSession open(NumberPool pool) {
    return open(request(pool));
  }

  public MaskingSession open(SessionRequest request) {
    return ((OpenOutcome.Opened) sessions.open(request, NOW)).session();
  }

  /** A call as the pool's own carrier account asks about it. */
  public static IncomingCall call(PhoneNumber caller, ProxyNumber dialed) {
    return new IncomingCall(ACCOUNT, new PhoneNumber(dialed.digits()), Optional.of(caller));
  }

  /** A call by somebody who hides their number. */
  public static IncomingCall withheld(ProxyNumber dialed) {
    return new IncomingCall(ACCOUNT, new PhoneNumber(dialed.digits()), Optional.empty());
  }

  public RoutingDecision route(PhoneNumber caller, ProxyNumber dialed, Instant now) {
    return router.route(call(caller, dialed), now);
  }
}
