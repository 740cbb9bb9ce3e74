package io.bauta.routing;

import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.session.SessionListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
  private volatile boolean complete;

  /**
   * Takes in a session that was just stored. It wins over whatever stood there before: the store
   * has judged that the pair is its own.
   */
  @Override
  public void stored(MaskingSession session) {
    for (int position = 0; position < session.participants().size(); position++) {
      routes.put(key(session, position), route(session, position));
    }
  }

  /**
   * Takes in a session that was read from the store, perhaps a while ago: whatever came in since
   * then is newer and stays.
   */
  public void loaded(MaskingSession session) {
    for (int position = 0; position < session.participants().size(); position++) {
      routes.putIfAbsent(key(session, position), route(session, position));
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
        millis(session.endsAt()),
        millis(session.restsUntil()),
        (byte) callerPosition,
        (byte) destinationPosition);
  }

  private static long millis(Optional<Instant> instant) {
    return instant.isEmpty() ? Route.NO_END : instant.get().toEpochMilli();
  }
}
