package io.bauta.simulator.eight;

import io.bauta.simulator.Delivery;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.Reply;
import io.bauta.simulator.Webhook;
import io.bauta.simulator.eight.Callflow.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends the webhooks of one session and writes them into its story.
 *
 * <p>Status updates are best effort on 8x8: they wait here for a while and then leave in any order.
 */
final class EightEvents {

  private final EightCarrier carrier;
  private final EightSession session;
  private final List<ObjectNode> statuses = new ArrayList<>();

  EightEvents(EightCarrier carrier, EightSession session) {
    this.carrier = carrier;
    this.session = session;
  }

  /** Asks what to do with the call. */
  Reading asksFirst() {
    return asks(carrier.payloads().firstAction(session));
  }

  /** Asks what to do next, the flow being at its end. */
  Reading asksAgain() {
    return asks(carrier.payloads().nextAction(session, Optional.empty()));
  }

  /** Asks what to do with the digits, or with there being none. */
  Reading asksAfterCapture(Optional<String> digits) {
    return asks(carrier.payloads().nextAction(session, Optional.of(digits)));
  }

  /** Notes that a leg changed. */
  void status(EightLeg leg, String callStatus) {
    statuses.add(carrier.payloads().status(session, leg, callStatus));
    if (carrier.settings().has(EightVariant.STATUSES_IN_ORDER)) {
      tellStatuses();
    }
  }

  /** Sends what has been noted. */
  void tellStatuses() {
    carrier.shuffle(statuses);
    statuses.forEach(payload -> tell(WebhookType.VCS, payload));
    statuses.clear();
  }

  void tell(WebhookType type, ObjectNode payload) {
    carrier
        .webhook(type, payload)
        .ifPresent(
            webhook -> {
              Delivery delivery = deliver(webhook, _ -> "");
              if (!delivery.reply().isOk() && !(delivery.reply() instanceof Reply.Dropped)) {
                String how = delivery.reply().brief();
                session.story().complains("%s was answered %s".formatted(webhook.event(), how));
              }
            });
  }

  private Reading asks(ObjectNode payload) {
    if (carrier.tossesCoin()) {
      tellStatuses();
    }
    Optional<Webhook> webhook = carrier.webhook(WebhookType.VCA, payload);
    if (webhook.isEmpty()) {
      session.story().complains("no webhook of type VCA is registered");
      return new Reading.Unreachable();
    }
    Delivery delivery = deliver(webhook.get(), reply -> reading(reply).described());
    if (sayDifferently(delivery.exchanges())) {
      session.story().complains("a repeated VCA was answered otherwise than the first");
    }
    Reading reading = reading(delivery.reply());
    if (reading instanceof Reading.Usable(Callflow callflow)) {
      callflow.oddities().forEach(session.story()::complains);
    }
    return reading;
  }

  private Reading reading(Reply reply) {
    return Callflow.read(reply, carrier.settings());
  }

  private Delivery deliver(Webhook webhook, Function<Reply, String> description) {
    Delivery delivery = carrier.sender().deliver(webhook, description);
    session.story().asks(delivery);
    return delivery;
  }

  private static boolean sayDifferently(List<Exchange> exchanges) {
    List<byte[]> bodies =
        exchanges.stream()
            .map(Exchange::reply)
            .filter(Reply::isOk)
            .map(reply -> ((Reply.Answered) reply).body())
            .toList();
    return bodies.stream().anyMatch(body -> !Arrays.equals(body, bodies.getFirst()));
  }
}
