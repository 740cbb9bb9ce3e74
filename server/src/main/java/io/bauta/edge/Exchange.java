package io.bauta.edge;

import io.bauta.call.CallId;
import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.Webhook;
import io.bauta.outbox.CommandTry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What went to and fro between a carrier and us, once. It refers to the bytes as they were; whoever
 * shows it redacts them, with {@link WireText}.
 *
 * @param at when it began
 * @param took from then until the reply was there
 * @param call our id of the call that it is about, where it is known
 */
public record Exchange(
    ExchangeId id,
    Instant at,
    Duration took,
    CarrierAccount account,
    Optional<CallId> call,
    Content content) {

  /** What the carrier calls the call that it is about; empty where it is about none. */
  public Optional<CarrierCallId> carrierCall() {
    return content.carrierCall();
  }

  /** The same exchange, about this call of ours. */
  Exchange about(Optional<CallId> ours) {
    return new Exchange(id, at, took, account, ours, content);
  }

  /** What came and what was sent. */
  public sealed interface Content {

    ExchangeOutcome outcome();

    Optional<CarrierCallId> carrierCall();

    /** About how many bytes of the wire it keeps from being forgotten. */
    long bytes();
  }

  /**
   * A webhook and our reply.
   *
   * @param from the address that it came from
   */
  public record Received(
      Webhook webhook, ProofVerdict proof, Handling handling, HttpReply reply, String from)
      implements Content {

    @Override
    public ExchangeOutcome outcome() {
      return handling.outcome();
    }

    @Override
    public Optional<CarrierCallId> carrierCall() {
      return switch (handling) {
        case Handling.Asked asked -> asked.request().call();
        case Handling.Told told -> Optional.of(told.tells().call());
        case Handling.TurnedAway _, Handling.Malformed _, Handling.Numbers _, Handling.Unused _ ->
            Optional.empty();
      };
    }

    @Override
    public long bytes() {
      long headers = 0;
      for (Map.Entry<String, String> header : webhook.headers().entrySet()) {
        headers += header.getKey().length() + header.getValue().length();
      }
      return headers + webhook.query().length() + webhook.body().length + reply.body().length;
    }
  }

  /**
   * A request to a path of the account at which nothing is served; answered 404, unread.
   *
   * @param endpoint where it was meant to go, where that can be shown
   * @param headers the names of the headers that came
   * @param why what is wrong with the path, for whoever configured it
   * @param from the address that it came from
   */
  public record Stray(
      String method, Optional<String> endpoint, Set<String> headers, String why, String from)
      implements Content {

    public Stray {
      headers = Set.copyOf(headers);
    }

    @Override
    public ExchangeOutcome outcome() {
      return ExchangeOutcome.WRONG_PATH;
    }

    @Override
    public Optional<CarrierCallId> carrierCall() {
      return Optional.empty();
    }

    @Override
    public long bytes() {
      return headers.stream().mapToLong(String::length).sum();
    }
  }

  /** A command to a carrier's API and the carrier's reply. */
  public record Sent(CommandTry command) implements Content {

    @Override
    public ExchangeOutcome outcome() {
      return switch (command.verdict()) {
        case DONE -> ExchangeOutcome.COMMAND_DONE;
        case RETRY -> ExchangeOutcome.COMMAND_RETRY;
        case CALL_GONE -> ExchangeOutcome.COMMAND_GONE;
        case REJECTED -> ExchangeOutcome.COMMAND_REJECTED;
        case TOO_LATE -> ExchangeOutcome.TOO_LATE;
      };
    }

    @Override
    public Optional<CarrierCallId> carrierCall() {
      return Optional.of(command.owed().call());
    }

    @Override
    public long bytes() {
      long owed = command.owed().command().body().length();
      long request = command.request().flatMap(CarrierRequest::body).map(String::length).orElse(0);
      return owed + request + command.reply().map(reply -> reply.body().length).orElse(0);
    }
  }
}
