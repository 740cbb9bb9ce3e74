package io.bauta.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The endpoints, in memory and kept equal to the store. Changes are seen when they are durable. */
public final class Endpoints {

  private final EndpointStore store;
  private volatile List<Endpoint> all;
  private volatile Runnable listener = () -> {};

  /** Reads all from {@code store}. */
  public Endpoints(EndpointStore store) {
    this.store = store;
    this.all = List.copyOf(store.endpoints());
  }

  /** {@code listener} hears that something changed; must not fail, and not wait. */
  public void listen(Runnable newListener) {
    listener = newListener;
  }

  /** Oldest first. */
  public List<Endpoint> all() {
    return all;
  }

  public Optional<Endpoint> find(EndpointId id) {
    return all.stream().filter(endpoint -> endpoint.id().equals(id)).findFirst();
  }

  /** Whether events are kept for any of them. */
  public boolean areOwed() {
    return all.stream().anyMatch(endpoint -> endpoint.state() != Endpoint.State.GONE);
  }

  /** False, and nothing done, when there are {@link Endpoint#COUNT_MAX} already. */
  public synchronized boolean add(Endpoint endpoint) {
    if (all.size() >= Endpoint.COUNT_MAX) {
      return false;
    }
    store.add(endpoint);
    List<Endpoint> more = new ArrayList<>(all);
    more.add(endpoint);
    see(more);
    return true;
  }

  /**
   * Changes one as {@code edit} says, which sees it as it is.
   *
   * @param edit empty when nothing is to be done
   * @return what came of it; empty when nothing was done, or it is not there
   */
  public synchronized Optional<Endpoint> change(
      EndpointId id, Function<Endpoint, Optional<Endpoint>> edit) {
    Optional<Endpoint> changed = find(id).flatMap(edit).filter(store::update);
    changed.ifPresent(
        now -> see(all.stream().map(one -> one.id().equals(id) ? now : one).toList()));
    return changed;
  }

  /** False when there is none. What was to be sent to it is forgotten too. */
  public boolean remove(EndpointId id) {
    boolean removed = takeAway(id);
    // There may be very many: a piece at a time, and nobody waits for them who asks for endpoints.
    boolean more = removed;
    while (more) {
      more = store.forgetOwed(id);
    }
    return removed;
  }

  private synchronized boolean takeAway(EndpointId id) {
    boolean removed = store.remove(id);
    see(all.stream().filter(endpoint -> !endpoint.id().equals(id)).toList());
    return removed;
  }

  private void see(List<Endpoint> changed) {
    all = List.copyOf(changed);
    listener.run();
  }
}
