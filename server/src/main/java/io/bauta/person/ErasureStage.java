package io.bauta.person;

/** What an erasure does next, in this order: what is copied comes before where it is copied to. */
public enum ErasureStage {
  /** Sessions, one by one: who called whom is told by them. */
  SESSIONS,
  /** Calls, with what was looked at until they were refused. */
  CALLS,
  /** Addresses of recordings that belong to no call that is known. */
  RECORDINGS,
  /** Commands that are still owed to carriers. */
  COMMANDS,
  /** Telephones by which codes were entered, and block lists. */
  LISTS,
  /** Events, told and not told yet. */
  EVENTS,
  /** The audit log, which is looked at and not changed. */
  AUDIT,
  /** What the server has in mind. From here on the number itself is not needed any more. */
  MEMORY,
  /** Until pairs have rested and recordings are gone, at the carrier too. */
  RESTS,
  DONE;

  ErasureStage next() {
    return switch (this) {
      case SESSIONS -> CALLS;
      case CALLS -> RECORDINGS;
      case RECORDINGS -> COMMANDS;
      case COMMANDS -> LISTS;
      case LISTS -> EVENTS;
      case EVENTS -> AUDIT;
      case AUDIT -> MEMORY;
      case MEMORY -> RESTS;
      case RESTS, DONE -> DONE;
    };
  }

  /** Whether the number is looked for. */
  public boolean needsNumber() {
    return compareTo(RESTS) < 0;
  }
}
