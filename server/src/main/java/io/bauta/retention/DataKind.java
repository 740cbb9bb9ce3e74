package io.bauta.retention;

/** A kind of data that is kept for some time of its own. */
public enum DataKind {
  /** Calls with all that was told of them, from when they came in. */
  CALLS(true),
  /** Sessions with their people, from their end. */
  SESSIONS(true),
  /** What carriers told of calls and recordings that nobody knows, from when they told it. */
  UNMATCHED(true),
  /** The audit log. */
  AUDIT(true),
  /** Audio, from when the carrier had it ready. */
  RECORDINGS(false),
  /** Events that are owed to nobody any more. */
  EVENTS(false),
  /** Deliveries of events that were accepted. */
  DELIVERIES(false),
  /** Deliveries of events that were given up. */
  DEAD_DELIVERIES(false),
  /** Commands to carriers that are done with. */
  COMMANDS(false);

  private final boolean forgottenHere;

  DataKind(boolean forgottenHere) {
    this.forgottenHere = forgottenHere;
  }

  /** Whether {@link Retention} forgets it, and not the room that it belongs to. */
  public boolean isForgottenHere() {
    return forgottenHere;
  }
}
