package io.bauta.access;

import java.time.Duration;

/** Why somebody is not let in. */
public sealed interface Denial {

  /** How it is counted. */
  Reason reason();

  /** What refused requests are counted by. */
  enum Reason {
    MISSING,
    UNKNOWN,
    EXPIRED,
    REVOKED,
    TOO_MANY_ATTEMPTS,
    RATE_LIMITED,
    CROSS_SITE,
    FORBIDDEN,
    POOL_RESTRICTED
  }

  /** No key that opens anything. Whoever asks is not told which of these it was. */
  record Unauthorized(Reason reason) implements Denial {}

  /** Too many wrong keys came from the same address. */
  record TooManyAttempts(Duration pause) implements Denial {
    @Override
    public Reason reason() {
      return Reason.TOO_MANY_ATTEMPTS;
    }
  }

  /** The key asks more often than it may. */
  record RateLimited(Duration pause, Quota quota) implements Denial {
    @Override
    public Reason reason() {
      return Reason.RATE_LIMITED;
    }
  }

  /** The login is right, and another page than ours may have made the browser ask. */
  record CrossSite() implements Denial {
    @Override
    public Reason reason() {
      return Reason.CROSS_SITE;
    }
  }

  /** The caller's role has not this right. */
  record Forbidden(Caller caller, Right missing) implements Denial {
    @Override
    public Reason reason() {
      return Reason.FORBIDDEN;
    }
  }

  /** The key is limited to some pools, and this is about the server as a whole. */
  record PoolRestricted() implements Denial {
    @Override
    public Reason reason() {
      return Reason.POOL_RESTRICTED;
    }
  }
}
