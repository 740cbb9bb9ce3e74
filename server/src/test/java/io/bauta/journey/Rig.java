package io.bauta.journey;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.SimulatedCarrier;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * A carrier as the stories need it: its account at the server, its pretended other end, and in what
 * it falls short of the others.
 */
interface Rig extends AutoCloseable {

  /**
   * Where things are.
   *
   * @param publicUrl the server, as the carrier's webhooks and signatures name it
   * @param wire where the carrier connects to in fact
   * @param numbers the carrier's numbers
   */
  record Place(URI publicUrl, URI wire, Clock clock, String... numbers) {
    URI webhook(String path) {
      return URI.create(publicUrl + "/carriers/" + path);
    }
  }

  SimulatedCarrier carrier();

  /** The account below {@code carriers:} in the configuration, on one line. */
  String account();

  /** The event with which it asks what to do. */
  String asks();

  /** The event with which it tells that the destination answered, where it does. */
  Optional<String> tellsAnswer();

  /** The event with which it tells that the call is over. */
  String tellsEnd();

  /** The event with which it tells what a caller entered; empty where it can ask nobody. */
  default Optional<String> tellsDigits() {
    return Optional.empty();
  }

  /** Shortfalls of a connected call, as its record names them. */
  default Set<String> shortfalls() {
    return Set.of();
  }

  /** Shortfalls of a refused call whose caller should have heard words. */
  default Set<String> shortfallsOfRefusal() {
    return Set.of();
  }

  default boolean fallsShortOf(String shortfall) {
    return shortfalls().contains(shortfall) || shortfallsOfRefusal().contains(shortfall);
  }

  /** What the record calls a call that nobody answered and that ended so. */
  default String recordOf(CallStatus unanswered) {
    return switch (unanswered) {
      case BUSY -> "busy";
      case NO_ANSWER -> "no_answer";
      case REJECTED -> "rejected";
      case CANCELLED -> "cancelled";
      default -> throw new IllegalArgumentException(unanswered.name());
    };
  }

  /** Who hung up, where the caller did after a talk, as the record says. */
  default String callerHungUp() {
    return "caller";
  }

  /** Sends a captured webhook again, byte for byte. */
  Exchange replays(Exchange captured);

  @Override
  default void close() {}
}
