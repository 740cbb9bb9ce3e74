package io.bauta.edge;

import io.bauta.call.CallId;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierReply;
import io.bauta.carrier.RoutingRequest;
import io.bauta.routing.Desk;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Refuse;
import java.util.Optional;

/** What a webhook was taken for, and what was done about it. */
public sealed interface Handling {

  /** In one word. */
  ExchangeOutcome outcome();

  /**
   * Not read, because of its proof.
   *
   * @param why names headers and rules, never a value that was sent
   */
  record TurnedAway(String why) implements Handling {
    @Override
    public ExchangeOutcome outcome() {
      return ExchangeOutcome.TURNED_AWAY;
    }
  }

  /**
   * It means nothing.
   *
   * @param why names fields, never a value that was sent
   */
  record Malformed(String why) implements Handling {
    @Override
    public ExchangeOutcome outcome() {
      return ExchangeOutcome.MALFORMED;
    }
  }

  /**
   * A question and its answer.
   *
   * @param id ours for the call. When the question is a repetition, the record has the first one's
   * @param platform what the platform said; empty when it was not asked
   */
  record Asked(
      CallId id,
      RoutingRequest request,
      Optional<Desk.Answer> platform,
      RoutingDecision decision,
      CarrierReply answer)
      implements Handling {
    @Override
    public ExchangeOutcome outcome() {
      return switch (decision) {
        case Connect _ -> ExchangeOutcome.CONNECTED;
        case Refuse _ -> ExchangeOutcome.REFUSED;
        case Challenge _ -> ExchangeOutcome.CHALLENGED;
      };
    }
  }

  /**
   * What happened on a call.
   *
   * @param stored whether it was durable in time
   */
  record Told(CarrierMessage.Tells tells, boolean stored) implements Handling {
    @Override
    public ExchangeOutcome outcome() {
      return stored ? ExchangeOutcome.TOLD : ExchangeOutcome.NOT_STORED;
    }
  }

  /** How numbers are. */
  record Numbers(CarrierMessage.NumbersChanged changed) implements Handling {
    @Override
    public ExchangeOutcome outcome() {
      return ExchangeOutcome.NUMBERS;
    }
  }

  /** Nothing to us. */
  record Unused(CarrierMessage.Irrelevant event) implements Handling {
    @Override
    public ExchangeOutcome outcome() {
      return ExchangeOutcome.IRRELEVANT;
    }
  }
}
