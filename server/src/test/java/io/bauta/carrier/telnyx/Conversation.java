package io.bauta.carrier.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CallFact;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Asks;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.NumbersChanged;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.CarrierReply.ByCommand;
import io.bauta.carrier.Webhook;
import io.bauta.routing.RoutingDecision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A call as the core conducts it: each command id is taken once, each fact key too. */
final class Conversation {

  private final Telnyx telnyx = new Telnyx();
  private final Set<String> taken = new HashSet<>();
  private final List<CarrierCommand> log = new ArrayList<>();
  private final Map<String, CallFact> facts = new LinkedHashMap<>();

  /** What an event makes us send now; {@code decision} is made where it asks. */
  List<CarrierCommand> hear(Webhook event, RoutingDecision decision) {
    CarrierMessage message = Events.read(event);
    return switch (message) {
      case Asks(var request) -> {
        var reply = (ByCommand) telnyx.answer(request, decision, Events.account());
        assertThat(reply.acknowledgement().status()).isEqualTo(200);
        assertThat(reply.acknowledgement().body()).isEmpty();
        yield take(reply.owed());
      }
      case Tells(var _, var told, var owed, var _) -> {
        told.forEach(fact -> facts.putIfAbsent(fact.key(), fact));
        yield take(owed);
      }
      case Irrelevant _ -> List.of();
      case NumbersChanged _ -> throw new AssertionError("Telnyx tells nothing about numbers");
    };
  }

  /** A command that waits is taken when it is owed again without waiting. */
  private List<CarrierCommand> take(List<CarrierCommand> owed) {
    List<CarrierCommand> now =
        owed.stream()
            .filter(command -> command.delay().isZero())
            .filter(command -> taken.add(command.id()))
            .toList();
    log.addAll(now);
    return now;
  }

  /** All that was sent at once so far, by name. */
  List<String> sent() {
    return log.stream().map(CarrierCommand::action).toList();
  }

  List<CallFact> facts() {
    return List.copyOf(facts.values());
  }
}
