package io.bauta.person;

/** What somebody leaves behind here. */
public enum Trace {
  /** Sessions in which they were. */
  SESSIONS(true),
  /** Calls that they made, or in which they were rung. */
  CALLS(true),
  /** Recordings of those, deleted here. */
  RECORDINGS(true),
  /** Commands to carriers in which their number was. */
  COMMANDS(true),
  /** Telephones from which a code was entered. */
  KNOWN_TELEPHONES(true),
  /** Entries of block lists. */
  BLOCKS(true),
  /** Events that told of them. */
  EVENTS(true),

  /** Sessions that are open, and were not to be closed or were opened meanwhile. */
  OPEN_SESSIONS(false),
  /** Entries of block lists that were to stay. */
  KEPT_BLOCKS(false),
  /** Recordings under a legal hold. */
  HELD_RECORDINGS(false),
  /** Recordings of which the carrier has a copy, or may have one. */
  CARRIER_COPIES(false),
  /** Entries of the audit log in whose words the number is. */
  AUDIT_ENTRIES(false);

  private final boolean removed;

  Trace(boolean removed) {
    this.removed = removed;
  }

  /** Whether it is gone, and not left. */
  public boolean isRemoved() {
    return removed;
  }
}
