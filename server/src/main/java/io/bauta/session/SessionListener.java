package io.bauta.session;

import java.time.Instant;

/**
 * Hears of each session that was stored or changed, before the one who asked is answered. Must not
 * fail, and not wait.
 */
@FunctionalInterface
public interface SessionListener {

  /** A session was opened, and is durable: the store has judged that its pairs are its own. */
  void stored(MaskingSession session);

  /**
   * The end of a session is durable as it is here. Its pairs may be another session's by now, and
   * then they stay so.
   */
  default void changed(MaskingSession session) {
    stored(session);
  }

  /**
   * A participant has another number: {@code after} is durable, and {@code before} is over.
   *
   * @param restsUntil until when pairs that only {@code before} had are not lent again
   */
  default void replaced(MaskingSession before, MaskingSession after, Instant restsUntil) {
    changed(after);
  }

  /**
   * The store failed while it stored this: it may hold the session so, or as it was before, or not
   * at all. Nothing that is known of its pairs is certain any more.
   */
  default void doubtful(MaskingSession session) {}
}
