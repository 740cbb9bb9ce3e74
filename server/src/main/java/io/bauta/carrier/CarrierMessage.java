package io.bauta.carrier;

import io.bauta.call.CallFact;
import io.bauta.call.CarrierCallId;
import java.util.List;
import java.util.regex.Pattern;

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
   * @param eventName the carrier's name for it, cut to {@link #EVENT_NAME_LENGTH_MAX} and to what
   *     event names are made of, because it goes into the log; empty when it gave none
   */
  record Irrelevant(String eventName) implements CarrierMessage {
    public static final int EVENT_NAME_LENGTH_MAX = 60;

    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z._-]");

    public Irrelevant {
      eventName = NOT_IN_A_NAME.matcher(eventName).replaceAll("");
      eventName = eventName.substring(0, Math.min(eventName.length(), EVENT_NAME_LENGTH_MAX));
    }
  }
}
