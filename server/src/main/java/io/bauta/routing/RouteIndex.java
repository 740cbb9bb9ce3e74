package io.bauta.routing;

import io.bauta.number.NumberingPlans;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.PooledNumber;
import io.bauta.session.Binding;
import io.bauta.session.Holder;
import io.bauta.session.KnownHolders;
import io.bauta.session.LastCalls;
import io.bauta.session.MaskingSession;
import io.bauta.session.Seat;
import io.bauta.session.SessionId;
import io.bauta.session.SessionListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The routes of all sessions that are open or rest, in memory.
 *
 * <p>Filled in the background at start. Until {@link #markComplete} a miss proves nothing, and the
 * router asks the store behind it.
 */
public final class RouteIndex implements SessionListener, LastCalls, KnownHolders {

  /** Of more numbers than these, the store knows sooner which of them somebody holds. */
  static final int LOOKED_AT_MAX = 256;

  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  private final RouteTable routes = new RouteTable();

  /** Pairs of which nobody knows what the store made of them. */
  private final Set<RouteKey> doubtful = ConcurrentHashMap.newKeySet();

  /** Of the sessions whose end calls move: few, or none. */
  private final ConcurrentHashMap<SessionId, LastCall> lastCalls = new ConcurrentHashMap<>();

  private volatile boolean complete;

  /**
   * Takes in a session that was just opened. It wins over whatever stood there before: the store
   * has judged that the pairs are its own.
   */
  @Override
  public void stored(MaskingSession session) {
    forEachRoute(
        session,
        newTerms(session),
        (key, route) -> {
          routes.put(route);
          doubtful.remove(key);
        });
  }

  /** Replaces the routes of this session. Pairs that are another session's by now stay so. */
  @Override
  public void changed(MaskingSession session) {
    forEachRoute(
        session,
        newTerms(session),
        (key, route) -> {
          routes.merge(route, (known, own) -> known.isOf(session.id()) ? own : known);
          doubtful.remove(key);
        });
  }

  /**
   * What only the session as it was before had is gone at once. That it is gone is remembered for
   * as long as a route would be: a session that was read from the store earlier does not bring it
   * back.
   */
  @Override
  public void replaced(MaskingSession before, MaskingSession after, Instant restsUntil) {
    Set<RouteKey> own = new HashSet<>();
    after.bindings().forEach(binding -> own.add(RouteKey.of(binding)));
    for (Binding binding : before.bindings()) {
      RouteKey key = RouteKey.of(binding);
      if (!own.contains(key)) {
        routes.merge(
            Route.gone(key, before.id(), restsUntil),
            (known, none) -> known.isOf(before.id()) ? none : known);
        doubtful.remove(key);
      }
    }
    changed(after);
  }

  /**
   * Somebody in a session that is over was erased: nobody is told to be them any more, and nobody
   * rings them.
   */
  public void erased(MaskingSession before, MaskingSession after) {
    for (Binding binding : before.bindings()) {
      routes.removeIf(RouteKey.of(binding), known -> known.isOf(before.id()));
    }
    changed(after);
  }

  /** Forgets every route of this number, and to it, but those of sessions that are open. */
  public void forget(PhoneNumber number, Instant now) {
    routes.removeIf(
        route ->
            (route.isOf(number) || route.rings(number)) && !route.isOpenAt(now.toEpochMilli()));
  }

  /** Forgets the routes of this session: they are asked for in the store until it answers. */
  @Override
  public void doubtful(MaskingSession session) {
    for (Binding binding : session.bindings()) {
      RouteKey key = RouteKey.of(binding);
      doubtful.add(key);
      routes.removeIf(key, any -> true);
    }
  }

  /**
   * Takes in a session that was read from the store, perhaps a while ago: what came in of it since
   * then is newer and stays, and so does a session that was opened later.
   */
  public void loaded(MaskingSession session) {
    forEachRoute(
        session,
        terms(session),
        (key, route) -> {
          routes.merge(route, (known, read) -> read.isOpenedAfter(known) ? read : known);
          doubtful.remove(key);
        });
  }

  /** Says that the store holds nothing for this pair. */
  void certainlyNobody(RouteKey key) {
    doubtful.remove(key);
  }

  /** Whether a miss proves nothing, so that the store must be asked. */
  boolean isUncertain(RouteKey key) {
    return !complete || (!doubtful.isEmpty() && doubtful.contains(key));
  }

  private static void forEachRoute(
      MaskingSession session, Terms terms, BiConsumer<RouteKey, Route> action) {
    RoutedSession routed = RoutedSession.of(session, terms);
    for (Binding binding : session.bindings()) {
      RouteKey key = RouteKey.of(binding);
      action.accept(key, route(key, session, routed, binding));
    }
  }

  /** Of a session that is so from now on: what was known of calls is forgotten with its reason. */
  private Terms newTerms(MaskingSession session) {
    if (!isMovedByCalls(session) && !lastCalls.isEmpty()) {
      lastCalls.remove(session.id());
    }
    return terms(session);
  }

  /** Calls that are known of, and of which the session does not know yet, count on. */
  private Terms terms(MaskingSession session) {
    return isMovedByCalls(session)
        ? Terms.of(
            session.rules(),
            session.moving().orElseThrow(),
            lastCalls.compute(
                session.id(),
                (id, known) -> known == null || known.isOver() ? new LastCall() : known))
        : Terms.of(session.rules());
  }

  private static boolean isMovedByCalls(MaskingSession session) {
    return session.moving().isPresent() && session.closing().isEmpty();
  }

  @Override
  public Optional<Instant> of(SessionId session) {
    LastCall last = lastCalls.isEmpty() ? null : lastCalls.get(session);
    return last == null || last.at() == LastCall.NEVER
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(last.at()));
  }

  @Override
  public boolean isHeld(Binding binding, Instant now) {
    Route route = lastCalls.isEmpty() ? null : find(RouteKey.of(binding));
    return route != null && route.isMovedByCalls() && route.isHeldAt(now.toEpochMilli());
  }

  /**
   * Pairs that calls keep longer than the store knows are among them, and may be longer than so.
   */
  @Override
  public Optional<Set<ProxyNumber>> heldBy(Holder holder, List<PooledNumber> numbers, Instant now) {
    if (!complete || numbers.size() > LOOKED_AT_MAX) {
      return Optional.empty();
    }
    long[] dialed = new long[numbers.size()];
    for (int i = 0; i < dialed.length; i++) {
      dialed[i] = numbers.get(i).number().digits();
    }
    long millis = now.toEpochMilli();
    Set<ProxyNumber> held = new HashSet<>();
    @Nullable Route[] found = routes.find(dialed, RouteKey.holder(holder));
    for (int i = 0; i < dialed.length; i++) {
      Route route = found[i];
      // Not by what settles that a session is over: nothing is lent yet.
      if (route != null && route.restsUntil() > millis) {
        held.add(numbers.get(i).number());
      }
    }
    return Optional.of(held);
  }

  @Override
  public boolean isOpen(MaskingSession session, Instant now) {
    LastCall last = isMovedByCalls(session) ? lastCalls.get(session.id()) : null;
    if (last == null) {
      return session.stateAt(now) == MaskingSession.State.OPEN;
    }
    Terms terms = Terms.of(session.rules(), session.moving().orElseThrow(), last);
    long end = millis(session.expiresAt());
    return !last.isOver(terms, end, end, now.toEpochMilli());
  }

  /** Says that every session of the store is in here: from now on a miss is a fact. */
  public void markComplete() {
    complete = true;
  }

  public boolean isComplete() {
    return complete;
  }

  public int size() {
    return routes.size();
  }

  /**
   * Forgets routes whose rest was over an hour before {@code now}, and returns how many. Only in a
   * complete index, and not at once: a look-up in the store that began earlier could otherwise
   * bring an old state of the session back.
   */
  public int forgetRested(Instant now) {
    if (!complete) {
      return 0;
    }
    long instant = now.minus(FORGOTTEN_AFTER).toEpochMilli();
    int before = routes.size();
    routes.removeIf(route -> isForgotten(route, instant));
    return before - routes.size();
  }

  private boolean isForgotten(Route route, long instant) {
    boolean forgotten = route.restsUntil() <= instant;
    if (forgotten && route.isMovedByCalls()) {
      lastCalls.remove(route.session());
    }
    return forgotten;
  }

  @Nullable Route find(RouteKey key) {
    Route route = routes.find(key);
    return route == null || route.isGone() ? null : route;
  }

  private static Route route(
      RouteKey key, MaskingSession session, RoutedSession routed, Binding binding) {
    List<Integer> callees = binding.callees();
    // Who is shown calls back on this number, and then it tells them to be who they are.
    ProxyNumber callerId =
        callees.isEmpty() ? binding.number() : session.presentedTo(callees.getFirst());
    long[] destinations = destinations(session, callees);
    return new Route(
        key.dialed(),
        key.caller(),
        routed,
        destinations.length == 0 ? 0 : destinations[0],
        RoutedPeople.of(
            binding.caller(),
            callees.isEmpty() ? Optional.empty() : Optional.of(new Seat(callees.getFirst(), 0)),
            callerId.digits(),
            Arrays.copyOfRange(destinations, Math.min(1, destinations.length), destinations.length),
            areOrdinary(destinations)));
  }

  /** What the numbering plans say of a number is asked here, once, and not by each call. */
  private static boolean areOrdinary(long[] destinations) {
    for (long destination : destinations) {
      PhoneNumber number = new PhoneNumber(destination);
      // Of who was erased the plans cannot be asked: nothing is known, and nobody is rung.
      if (number.isErased() || NumberingPlans.specialOf(number).isPresent()) {
        return false;
      }
    }
    // Of whoever called last nothing is known yet.
    return destinations.length > 0;
  }

  private static long[] destinations(MaskingSession session, List<Integer> callees) {
    return callees.stream()
        .flatMap(position -> session.participants().get(position).numbers().stream())
        .mapToLong(PhoneNumber::digits)
        .toArray();
  }

  private static long millis(Optional<Instant> instant) {
    return instant.isEmpty() ? Route.NO_END : instant.get().toEpochMilli();
  }
}
