package io.bauta.routing;

import io.bauta.id.TimeOrderedIds;
import io.bauta.pool.MemoryPoolStore;
import io.bauta.pool.Pools;
import io.bauta.routing.ModesStep.Fault;
import io.bauta.routing.RouteSource.Found;
import io.bauta.session.MaskingSession;
import io.bauta.session.MemorySessionStore;
import io.bauta.session.OpeningListener;
import io.bauta.session.SessionStore;
import io.bauta.session.Sessions;
import io.bauta.speech.Words;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A server that can be started again over its stores, and whose store fails when it is told to. */
final class ModesServer {

  static final String UNKNOWN_NUMBER = "This number is not in use.";

  /** The store was told to fail. */
  static final class StoreFails extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final Set<String> WRITES =
      Set.of("insert", "updateEnd", "reopen", "replaceNumber");

  final MemoryPoolStore poolStore = new MemoryPoolStore();
  final MemorySessionStore sessionStore = new MemorySessionStore(poolStore);
  final Pools pools = new Pools(poolStore);
  private final TimeOrderedIds ids = new TimeOrderedIds();
  private final LastCallers lastCallers;
  private final List<MaskingSession> read = new ArrayList<>();
  private Fault fault = Fault.NONE;
  private Optional<Runnable> meanwhile = Optional.empty();
  private RouteIndex index = new RouteIndex();
  private PinAttempts attempts = new PinAttempts();
  private Sessions sessions;
  private Router router;

  ModesServer(LastCallers lastCallers) {
    this.lastCallers = lastCallers;
    this.sessions = sessionsOver(index);
    this.router = routerOver(index);
    index.markComplete();
  }

  private Sessions sessionsOver(RouteIndex routes) {
    SessionStore store =
        (SessionStore)
            Proxy.newProxyInstance(
                SessionStore.class.getClassLoader(),
                new Class<?>[] {SessionStore.class},
                (proxy, method, arguments) -> asked(method, arguments));
    return new Sessions(store, pools, routes, OpeningListener.NONE, routes, routes, ids);
  }

  private Object asked(Method method, Object[] arguments) throws Throwable {
    if (!WRITES.contains(method.getName())) {
      return invoke(method, arguments);
    }
    Optional<Runnable> other = meanwhile;
    meanwhile = Optional.empty();
    other.ifPresent(Runnable::run);
    Fault how = fault;
    fault = Fault.NONE;
    if (how == Fault.BEFORE) {
      throw new StoreFails();
    }
    Object answer = invoke(method, arguments);
    if (how == Fault.AFTER) {
      throw new StoreFails();
    }
    return answer;
  }

  private Object invoke(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(sessionStore, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private Router routerOver(RouteIndex routes) {
    return new Router(
        pools,
        (pool, number) -> false,
        routes,
        (dialed, holder) ->
            sessionStore
                .findHolder(dialed, holder)
                .<Found>map(Found.Holder::new)
                .orElseGet(Found.Nobody::new),
        lastCallers,
        (dialed, caller) -> new KnownPhones.Found.Unknown(),
        attempts,
        Optional.of(Words.of(UNKNOWN_NUMBER)));
  }

  Sessions sessions() {
    return sessions;
  }

  Router router() {
    return router;
  }

  /** The store fails once, at the next thing that it is to keep. */
  void failNext(Fault how) {
    fault = how;
  }

  /** What happens just before the next thing is kept; false when nothing was kept since. */
  void meanwhile(Runnable other) {
    meanwhile = Optional.of(other);
  }

  /** Whether {@link #meanwhile} is still to happen; it does not any more. */
  boolean isMeanwhileLeft() {
    boolean left = meanwhile.isPresent();
    meanwhile = Optional.empty();
    return left;
  }

  /** The same stores, and nothing in memory but what is about to be loaded. */
  void restart(Instant now) {
    read.clear();
    sessionStore.forEachHeld(now, read::add);
    index = new RouteIndex();
    attempts = new PinAttempts();
    sessions = sessionsOver(index);
    router = routerOver(index);
  }

  /** One of those that were read when the server started, as it was then. */
  void loadOne(int place) {
    if (!read.isEmpty()) {
      index.loaded(read.get(place % read.size()));
    }
  }

  void loadAll() {
    read.forEach(index::loaded);
    index.markComplete();
  }

  void forget(Instant now) {
    index.forgetRested(now);
  }

  /** Routers of servers that were just started: with everything loaded, with half, with nothing. */
  List<Router> restarted(Instant now) {
    RouteIndex whole = new RouteIndex();
    RouteIndex half = new RouteIndex();
    List<MaskingSession> held = new ArrayList<>();
    sessionStore.forEachHeld(now, held::add);
    held.forEach(whole::loaded);
    held.subList(0, held.size() / 2).forEach(half::loaded);
    whole.markComplete();
    return List.of(routerOver(whole), routerOver(half), routerOver(new RouteIndex()));
  }
}
