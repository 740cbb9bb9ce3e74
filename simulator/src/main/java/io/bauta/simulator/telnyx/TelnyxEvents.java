package io.bauta.simulator.telnyx;

import io.bauta.simulator.CallStory;
import io.bauta.simulator.Delivery;
import io.bauta.simulator.Reply;
import io.bauta.simulator.Webhook;
import io.bauta.simulator.WebhookSender;
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
    return deliver(event("call.initiated", Optional.of(caller), payloads.initiated(caller)));
  }

  void initiated(TelnyxLeg leg) {
    tell("call.initiated", leg, payloads.initiated(leg));
  }

  void answered(TelnyxLeg leg) {
    tell("call.answered", leg, payloads.answered(leg));
  }

  void bridged(TelnyxLeg leg) {
    tell("call.bridged", leg, payloads.base(leg));
  }

  void hangup(TelnyxLeg leg, TelnyxCause cause, HangupSource source) {
    tell("call.hangup", leg, payloads.hangup(leg, cause, source));
  }

  void recordingSaved(TelnyxRecording recording, String url) {
    ObjectNode payload = payloads.recordingSaved(recording, url);
    tell(event("call.recording.saved", Optional.empty(), payload));
  }

  /** Tells something that has a field of its own besides those of every event. */
  void tell(String type, TelnyxLeg leg, String field, String value) {
    ObjectNode payload = payloads.base(leg);
    payload.put(field, value);
    tell(type, leg, payload);
  }

  void tell(String type, TelnyxLeg leg, ObjectNode payload) {
    tell(event(type, Optional.of(leg), payload));
  }

  private void tell(TelnyxEvent event) {
    if (hasBegun && carrier.faults().isLate(event.type())) {
      late.add(event);
      return;
    }
    deliver(event);
    catchUp();
  }

  /** Tells what was held back. */
  void catchUp() {
    for (TelnyxEvent held = late.poll(); held != null; held = late.poll()) {
      deliver(held, "after the one that followed it");
    }
  }

  private TelnyxEvent event(String type, Optional<TelnyxLeg> leg, ObjectNode payload) {
    Instant now = story.dialing().clock().now();
    return new TelnyxEvent(type, leg.map(TelnyxLeg::side), carrier.ids().uuid(), now, payload);
  }

  private Reply deliver(TelnyxEvent event) {
    return deliver(event, "");
  }

  private Reply deliver(TelnyxEvent event, String fault) {
    carrier.history().told(event);
    Delivery delivery =
        carrier.faults().isDropped(event.ofLeg())
            ? WebhookSender.lose(webhook(event, 1))
            : carrier.sender().deliver(number -> webhook(event, number), _ -> "");
    story.asks(delivery.met(fault));
    Reply reply = delivery.reply();
    if (!reply.isOk() && !(reply instanceof Reply.Dropped)) {
      story.complains("%s was answered %s".formatted(event.type(), reply.brief()));
    }
    return reply;
  }

  private Webhook webhook(TelnyxEvent event, int number) {
    URI url = elsewhere.orElseGet(() -> application.urlOfTry(number));
    return carrier.webhook(application, event, number, url);
  }
}
