package io.bauta.routing;

import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.session.SessionListener;
import java.time.Duration;
import java.time.Instant;
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
public final class RouteIndex implements SessionListener {

  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  private final ConcurrentHashMap<RouteKey, Route> routes = new ConcurrentHashMap<>();

  /** Pairs of which nobody knows what the store made of them. */
  private final Set<RouteKey> doubtful = ConcurrentHashMap.newKeySet();

  private volatile boolean complete;

  /**
   * Takes in a session that was just opened. It wins over whatever stood there before: the store
   * has judged that the pairs are its own.
   */
  @Override
  public void stored(MaskingSession session) {
    forEachRoute(
        session,
        (key, route) -> {
          routes.put(key, route);
          doubtful.remove(key);
        });
  }

  /** Replaces the routes of this session. Pairs that are another session's by now stay so. */
  @Override
  public void changed(MaskingSession session) {
    forEachRoute(
        session,
        (key, route) -> {
          routes.merge(key, route, (known, own) -> known.isOf(session.id()) ? own : known);
          doubtful.remove(key);
        });
  }

  /** Forgets the routes of this session: they are asked for in the store until it answers. */
  @Override
  public void doubtful(MaskingSession session) {
    forEachRoute(
        session,
        (key, route) -> {
          doubtful.add(key);
          routes.remove(key);
        });
  }

  /**
   * Takes in a session that was read from the store, perhaps a while ago: what came in of it since
   * then is newer and stays, and so does a session that was opened later.
   */
  public void loaded(MaskingSession session) {
    forEachRoute(
        session,
        (key, route) -> {
          routes.merge(key, route, (known, read) -> read.isOpenedAfter(known) ? read : known);
          doubtful.remove(key);
        });
  }

  /** Says that the store holds nothing for this pair. */
  void certainlyNobody(long dialed, long caller) {
    doubtful.remove(new RouteKey(dialed, caller));
  }

  /** Whether a miss proves nothing, so that the store must be asked. */
  boolean isUncertain(long dialed, long caller) {
    return !complete || (!doubtful.isEmpty() && doubtful.contains(new RouteKey(dialed, caller)));
  }

  private static void forEachRoute(MaskingSession session, BiConsumer<RouteKey, Route> action) {
    for (int position = 0; position < session.participants().size(); position++) {
      action.accept(key(session, position), route(session, position));
    }
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
    routes.values().removeIf(route -> route.restsUntil() <= instant);
    return before - routes.size();
  }

  @Nullable Route find(long dialed, long caller) {
    return routes.get(new RouteKey(dialed, caller));
  }

  private static RouteKey key(MaskingSession session, int position) {
    Participant caller = session.participants().get(position);
    return new RouteKey(caller.dials().digits(), caller.realNumber().digits());
  }

  private static Route route(MaskingSession session, int callerPosition) {
    List<Participant> participants = session.participants();
    int destinationPosition = 1 - callerPosition;
    Participant destination = participants.get(destinationPosition);
    return new Route(
        session.id().uuid().getMostSignificantBits(),
        session.id().uuid().getLeastSignificantBits(),
        destination.realNumber().digits(),
        session.presentedTo(destinationPosition).digits(),
        session.closing().isPresent() ? Route.CLOSED : millis(session.expiresAt()),
        millis(session.restsUntil()),
        (byte) callerPosition,
        (byte) destinationPosition);
  }

  private static long millis(Optional<Instant> instant) {
    return instant.isEmpty() ? Route.NO_END : instant.get().toEpochMilli();
  }
}
