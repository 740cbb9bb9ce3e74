package io.bauta.carrier;

import io.bauta.call.CallFact;
import io.bauta.call.CarrierCallId;
import java.util.List;

/** What a webhook means. */
public sealed interface CarrierMessage {

  /** The carrier asks what to do with a call. */
  record Asks(RoutingRequest request) implements CarrierMessage {}

  /** The carrier tells what happened on a call. Most webhooks tell one thing. */
  record Tells(CarrierCallId call, List<CallFact> facts) implements CarrierMessage {
    public Tells {
      facts = List.copyOf(facts);
    }
  }

  /**
   * Genuine, and nothing to us.
   *
   * @param eventName the carrier's name for it, cut to {@link #EVENT_NAME_LENGTH_MAX}; empty when
   *     it gave none
   */
  record Irrelevant(String eventName) implements CarrierMessage {
    public static final int EVENT_NAME_LENGTH_MAX = 60;
  }
}
