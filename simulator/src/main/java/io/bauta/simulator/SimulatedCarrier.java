package io.bauta.simulator;

/**
 * A pretend carrier: turns a dialled number into the webhooks that the real one would send, and
 * does what the server answers.
 *
 * <p>An implementation tells the story of the call to a {@link CallStory} and rings telephones with
 * {@link Ringing}; it never sleeps. It must be usable by several calls at once.
 */
public interface SimulatedCarrier extends AutoCloseable {

  /** The identifier that the server's configuration uses, such as {@code vobiz}. */
  String id();

  /** The carrier's name as people write it. */
  String displayName();

  /** Plays a call until it ended or the two people talk. */
  SimulatedCall place(Dialing dialing);

  /** From the next webhook on, deliveries go wrong as {@code faults} say. */
  void suffers(Faults faults);

  /** One that listens for requests listens no more. */
  @Override
  default void close() {}
}
