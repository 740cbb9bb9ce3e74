package io.bauta.pool;

import java.util.Locale;

/** What may be done with a proxy number. */
public enum NumberState {
  /** Lent to new sessions, and calls on it are answered. */
  ACTIVE(true, true),
  /** Not lent any more; the sessions that hold it go on to their end. */
  DRAINING(false, true),
  /** As draining, because its carrier says that it does not work well. */
  UNHEALTHY(false, true),
  /** As draining, because its carrier will take it back. */
  EXPIRING(false, true),
  /** Its carrier says that it does not work: nobody could call it back. */
  INACTIVE(false, false),
  /** Given up: calls on it are refused. */
  RETIRED(false, false);

  private final String word = name().toLowerCase(Locale.ROOT);
  private final boolean lent;
  private final boolean answered;

  NumberState(boolean lent, boolean answered) {
    this.lent = lent;
    this.answered = answered;
  }

  /** Whether a carrier's news may change it; what people decided is theirs to change. */
  public boolean isOfTheCarrier() {
    return switch (this) {
      case ACTIVE, UNHEALTHY, EXPIRING, INACTIVE -> true;
      case DRAINING, RETIRED -> false;
    };
  }

  /** Whether a new session may get it. */
  public boolean isLent() {
    return lent;
  }

  /** Whether calls on it are routed. */
  public boolean isAnswered() {
    return answered;
  }

  /** As people write it, {@code draining}. */
  @Override
  public String toString() {
    return word;
  }
}
