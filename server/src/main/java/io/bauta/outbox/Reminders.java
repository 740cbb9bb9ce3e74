package io.bauta.outbox;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reminds of something at a later time. What is soon may be forgotten when the server stops:
 * whoever is reminded looks at the start at what they have to see to.
 */
public interface Reminders {

  /**
   * Begins to remind.
   *
   * @param listener gets what it is reminded of, and says when to be reminded again; empty for
   *     never. When it throws, it is reminded again soon
   */
  void start(Function<String, Optional<Instant>> listener);

  /** Reminds of {@code what} at {@code at}. There is one reminder of it: the last one given. */
  void remind(String what, Instant at);
}
