package io.bauta.simulator.alohaa;

/** A way for a server to decline a call; Alohaa documents none, so an account is tried out. */
public enum Refusing {
  /** Forwarding to a number of the account that plays an announcement. */
  ANNOUNCING_NUMBER,
  /** An empty {@code call_forwarding_number}. */
  EMPTY_NUMBER,
  /** Status 403 or 404 with the error envelope that Alohaa's own API uses. */
  ERROR_STATUS
}
