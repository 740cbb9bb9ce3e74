package io.bauta.access;

/** What an endpoint is about. */
public enum Extent {
  /** Things of pools. Whoever is limited to some pools is shown and does only what is of those. */
  POOL,

  /** The server as a whole. Whoever is limited to some pools is refused. */
  SERVER
}
