package io.bauta.simulator.telnyx;

import io.bauta.simulator.CallStory;
import io.bauta.simulator.Delivery;
import io.bauta.simulator.Reply;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Tells the events of one call, and writes them into its story. For the play of the call alone. */
final class TelnyxEvents {

  private final TelnyxCarrier carrier;
  private final TelnyxApplication application;
  private final CallStory story;
  private final TelnyxPayloads payloads;
  private final Deque<TelnyxEvent> late = new ArrayDeque<>();
  private Optional<URI> elsewhere = Optional.empty();
  private boolean hasBegun;

  TelnyxEvents(
      TelnyxCarrier carrier,
      TelnyxApplication application,
      CallStory story,
      TelnyxPayloads payloads) {
    this.carrier = carrier;
    this.application = application;
    this.story = story;
    this.payloads = payloads;
  }

  TelnyxPayloads payloads() {
    return payloads;
  }

  /** From now on the events of the call are told to the URL that a command named, if it did. */
  void tellTo(Optional<String> url) {
    url.map(URI::create).ifPresent(target -> elsewhere = Optional.of(target));
  }

  /** Tells of the call; without that the server cannot know of anything that follows. */
  Reply begins(TelnyxLeg caller) {
    hasBegun = true;
    return deliver(event("call.initiated", payloads.initiated(caller)));
  }

  void initiated(TelnyxLeg leg) {
    tell("call.initiated", payloads.initiated(leg));
  }

  void answered(TelnyxLeg leg) {
    tell("call.answered", payloads.answered(leg));
  }

  void bridged(TelnyxLeg leg) {
    tell("call.bridged", payloads.base(leg));
  }

  void hangup(TelnyxLeg leg, TelnyxCause cause, HangupSource source) {
    tell("call.hangup", payloads.hangup(leg, cause, source));
  }

  void recordingSaved(TelnyxRecording recording, String url) {
    tell("call.recording.saved", payloads.recordingSaved(recording, url));
  }

  /** Tells something that has a field of its own besides those of every event. */
  void tell(String type, TelnyxLeg leg, String field, String value) {
    ObjectNode payload = payloads.base(leg);
    payload.put(field, value);
    tell(type, payload);
  }

  void tell(String type, ObjectNode payload) {
    TelnyxEvent event = event(type, payload);
    if (hasBegun && carrier.faults().isLate(type)) {
      late.add(event);
      return;
    }
    deliver(event);
    catchUp();
  }

  /** Tells what was held back. */
  void catchUp() {
    for (TelnyxEvent held = late.poll(); held != null; held = late.poll()) {
      deliver(held);
    }
  }

  private TelnyxEvent event(String type, ObjectNode payload) {
    Instant now = story.dialing().clock().now();
    return new TelnyxEvent(type, carrier.ids().uuid(), now, payload);
  }

  private Reply deliver(TelnyxEvent event) {
    carrier.history().told(event);
    Delivery delivery =
        carrier
            .sender()
            .deliver(
                number ->
                    carrier.webhook(
                        application,
                        event,
                        number,
                        elsewhere.orElseGet(() -> application.urlOfTry(number))),
                _ -> "");
    story.asks(delivery);
    Reply reply = delivery.reply();
    if (!reply.isOk() && !(reply instanceof Reply.Dropped)) {
      story.complains("%s was answered %s".formatted(event.type(), reply.brief()));
    }
    return reply;
  }
}
