package io.bauta.simulator;

import java.time.Duration;

/** What the person behind a telephone does when it rings. */
public sealed interface PhoneBehaviour {

  /** Picks up after {@code after} of ringing. */
  record Answers(Duration after) implements PhoneBehaviour {}

  /** Is in another call: the telephone does not ring. */
  record Busy() implements PhoneBehaviour {}

  /** Lets it ring. */
  record DoesNotAnswer() implements PhoneBehaviour {}

  /** Does not exist: the number is not in use. */
  record Unallocated() implements PhoneBehaviour {}

  /** Declines after {@code after} of ringing. */
  record Rejects(Duration after) implements PhoneBehaviour {}
}
