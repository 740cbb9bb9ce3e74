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

  /** Takes it away with what was to be sent to it; false when there is none. */
  boolean remove(EndpointId id);
}
