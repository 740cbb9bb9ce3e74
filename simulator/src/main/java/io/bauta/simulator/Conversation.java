package io.bauta.simulator;

import java.time.Duration;

/** Two people who talk; how a carrier lets a test end that. */
@FunctionalInterface
public interface Conversation {

  /**
   * Plays the call to its end.
   *
   * @param who the caller or the destination; the carrier itself ends it where the talk limit comes
   *     before {@code talk} has passed
   */
  void endsBy(Party who, Duration talk);
}
