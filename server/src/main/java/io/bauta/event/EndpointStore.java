package io.bauta.event;

import java.util.List;

/**
 * Keeps endpoints. What it answered is durable.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception; nothing is then changed.
 */
public interface EndpointStore {

  /** All, oldest first. */
  List<Endpoint> endpoints();

  void add(Endpoint endpoint);

  /** Replaces the one with this id; false when there is none. */
  boolean update(Endpoint endpoint);

  /** Takes it away; false when there is none. What was to be sent to it is left. */
  boolean remove(EndpointId id);

  /**
   * Forgets a piece of what was to be sent to one that is taken away. What nobody asks for in this
   * way is forgotten by {@link EventStore#tidy}.
   *
   * @return whether there may be more
   */
  boolean forgetOwed(EndpointId id);
}
