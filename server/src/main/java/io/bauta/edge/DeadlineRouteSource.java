package io.bauta.edge;

import io.bauta.number.PhoneNumber;
import io.bauta.routing.RouteSource;
import io.bauta.session.Holder;
import io.bauta.session.MaskingSession;
import io.bauta.session.SessionStore;
import java.util.Optional;

/** Looks a route up in the store, and gives up at a deadline. */
public final class DeadlineRouteSource implements RouteSource {

  private final Deadline deadline = new Deadline("route look-up");
  private final SessionStore store;

  public DeadlineRouteSource(SessionStore store) {
    this.store = store;
  }

  @Override
  public Found find(PhoneNumber dialed, Holder holder) {
    Optional<Optional<MaskingSession>> answer =
        deadline.ask(() -> store.findHolder(dialed, holder));
    return answer.isEmpty()
        ? new Found.NoAnswer()
        : answer.get().<Found>map(Found.Holder::new).orElseGet(Found.Nobody::new);
  }
}
