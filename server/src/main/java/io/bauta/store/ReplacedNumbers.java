package io.bauta.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The sessions in which a participant got another number lately. Calls of them may still wait to be
 * recorded that were put through with the old one, so their records name no place in the session,
 * but the numbers that were called.
 *
 * <p>In memory, like the calls that wait. Bounded: a replacement needs the store, so that of the
 * calls that wait while it is away none is older than the oldest one here.
 */
final class ReplacedNumbers {

  /** Sessions that are remembered. */
  static final int SESSIONS_MAX = 100_000;

  private final Sessions sessions = new Sessions();
  private volatile boolean any;

  /** Oldest first. */
  private static final class Sessions extends LinkedHashMap<UUID, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
      return size() > SESSIONS_MAX;
    }
  }

  /** To be told before the replacement is stored. */
  void add(UUID session) {
    synchronized (sessions) {
      sessions.putLast(session, true);
    }
    any = true;
  }

  boolean isEmpty() {
    return !any;
  }

  boolean has(UUID session) {
    synchronized (sessions) {
      return sessions.containsKey(session);
    }
  }
}
