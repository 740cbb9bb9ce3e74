package io.bauta.carrier;

/** How well a carrier says that a number works. */
public enum NumberHealth {
  /** It works. */
  ACTIVE,
  /** It works badly: no new session should get it. */
  UNHEALTHY,
  /** It will be taken back: no new session should get it. */
  EXPIRING,
  /** It does not work. */
  INACTIVE
}
