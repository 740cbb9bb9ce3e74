package io.bauta.edge;

import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.carrier.Authenticity;
import io.bauta.carrier.Authenticity.Forged;
import io.bauta.carrier.Authenticity.Genuine;
import io.bauta.carrier.Authenticity.Unsigned;
import io.bauta.carrier.Carrier;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Asks;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.NumbersChanged;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.CarrierReply;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.SignatureMode;
import io.bauta.carrier.Webhook;
import io.bauta.id.TimeOrderedIds;
import io.bauta.outbox.Outbox;
import io.bauta.outbox.OwedCommand;
import io.bauta.pool.NumberState;
import io.bauta.pool.Pools;
import io.bauta.routing.Router;
import io.bauta.routing.RoutingDecision;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers carriers: authenticate, read, decide, answer; and keep the record.
 *
 * <p>A question is decided afresh each time that it is asked. A repetition so gets the same answer,
 * unless its session ended in between: then nobody is connected. The record of a call is made once.
 */
public final class CarrierWebhooks {

  /** How long a question may wait for the call log before it is answered all the same. */
  static final Duration QUESTION_LOG_WAIT_MAX = Duration.ofSeconds(1);

  /** How long a told fact may take to become durable before the carrier is asked to repeat it. */
  static final Duration FACT_DURABLE_WAIT_MAX = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(CarrierWebhooks.class);
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Router router;
  private final Pools pools;
  private final CallLog callLog;
  private final ToldCalls toldCalls;
  private final Outbox outbox;
  private final ReplayGuard replays;
  private final TimeOrderedIds ids;
  private final Clock clock;

  public CarrierWebhooks(
      Router router,
      Pools pools,
      CallLog callLog,
      ToldCalls toldCalls,
      Outbox outbox,
      ReplayGuard replays,
      TimeOrderedIds ids,
      Clock clock) {
    this.router = router;
    this.pools = pools;
    this.callLog = callLog;
    this.toldCalls = toldCalls;
    this.outbox = outbox;
    this.replays = replays;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What to send back to {@code webhook}, which came to {@code account} of {@code carrier}.
   *
   * <p>Never throws for what a carrier sent. Statuses: 400 malformed (but a question that cannot be
   * understood ends its call, in the carrier's words), 403 forged or replayed or unsigned where
   * proof is required, 503 when a told fact could not be made durable in time.
   */
  public HttpReply receive(Carrier carrier, CarrierAccount account, Webhook webhook) {
    HttpReply turnedAway = turnAway(carrier, account, webhook);
    if (turnedAway != null) {
      return turnedAway;
    }
    try {
      return act(carrier, account, webhook, carrier.read(webhook, account));
    } catch (MalformedWebhookException malformed) {
      LOG.info("{}/{} malformed: {}", account.name(), webhook.endpoint(), malformed.getMessage());
      return malformed
          .reply()
          .orElseGet(() -> HttpReply.text(400, TEXT, malformed.getMessage() + "\n"));
    }
  }

  private @Nullable HttpReply turnAway(Carrier carrier, CarrierAccount account, Webhook webhook) {
    if (account.signature() == SignatureMode.OFF) {
      return null;
    }
    return switch (carrier.authenticate(webhook, account, clock.instant())) {
      case Genuine(var nonces) ->
          nonces.stream().allMatch(nonce -> replays.admit(account.name(), nonce))
              ? null
              : turnedAway(
                  account,
                  webhook,
                  Authenticity.FORBIDDEN,
                  "the signature was used before, for something else");
      case Unsigned(int status) ->
          account.signature() == SignatureMode.REQUIRE
              ? turnedAway(account, webhook, status, "this account requires signed webhooks")
              : null;
      case Forged(String why, int status) -> turnedAway(account, webhook, status, why);
    };
  }

  private static HttpReply turnedAway(
      CarrierAccount account, Webhook webhook, int status, String why) {
    LOG.warn("{}/{} turned away: {}", account.name(), webhook.endpoint(), why);
    return HttpReply.text(status, TEXT, "not a genuine webhook: " + why + "\n");
  }

  private HttpReply act(
      Carrier carrier, CarrierAccount account, Webhook webhook, CarrierMessage message) {
    return switch (message) {
      case Asks(RoutingRequest request) -> answer(carrier, account, request);
      case Tells tells -> told(carrier, account, webhook, tells);
      case NumbersChanged(var numbers) -> {
        numbers.forEach(number -> numberChanged(account, number));
        yield carrier.acknowledge(webhook);
      }
      case Irrelevant(String eventName) -> {
        LOG.debug("{}/{} irrelevant event {}", account.name(), webhook.endpoint(), eventName);
        yield carrier.acknowledge(webhook);
      }
    };
  }

  private HttpReply told(Carrier carrier, CarrierAccount account, Webhook webhook, Tells tells) {
    Instant now = clock.instant();
    List<OwedCommand> owed = owed(account, tells.call(), tells.owed(), now);
    return toldCalls.store(account.name(), tells, owed, now, FACT_DURABLE_WAIT_MAX)
        ? carrier.acknowledge(webhook)
        : notYet(account, webhook);
  }

  private static List<OwedCommand> owed(
      CarrierAccount account, CarrierCallId call, List<CarrierCommand> commands, Instant now) {
    return commands.stream()
        .map(command -> new OwedCommand(account.name(), call, command, now))
        .toList();
  }

  private void numberChanged(CarrierAccount account, CarrierNumber number) {
    NumberState state =
        switch (number.health()) {
          case ACTIVE -> NumberState.ACTIVE;
          case UNHEALTHY -> NumberState.UNHEALTHY;
          case EXPIRING -> NumberState.EXPIRING;
          case INACTIVE -> NumberState.INACTIVE;
        };
    if (pools.carrierSays(account.name(), number.number(), state)) {
      LOG.warn("{}: {} is {} now", account.name(), number.number(), state);
    }
  }

  private HttpReply answer(Carrier carrier, CarrierAccount account, RoutingRequest request) {
    Instant now = clock.instant();
    CallId id = new CallId(ids.next(now));
    RoutingDecision decision = router.route(request.incoming(), now);
    CarrierReply reply = carrier.answer(request, decision, account);
    CallStart start =
        new CallStart(
            id,
            request.call().orElseGet(() -> new CarrierCallId(id.toString())),
            now,
            request.incoming(),
            decision,
            reply.shortfalls().stream().map(Enum::name).collect(Collectors.toUnmodifiableSet()));
    return switch (reply) {
      case CarrierReply.InResponse(HttpReply http, var _) -> {
        callLog.started(start, QUESTION_LOG_WAIT_MAX);
        yield http;
      }
      case CarrierReply.ByCommand(HttpReply acknowledgement, var commands, var _) -> {
        List<OwedCommand> owed = owed(account, start.carrierCallId(), commands, now);
        if (!callLog.decidedDurably(start, owed, QUESTION_LOG_WAIT_MAX)) {
          LOG.error("{}: commands for {} are sent unstored", account.name(), id);
          outbox.oweUnstored(owed);
        }
        yield acknowledgement;
      }
    };
  }

  /** The carrier repeats what we did not take; the fact has a key, so it counts once. */
  private static HttpReply notYet(CarrierAccount account, Webhook webhook) {
    LOG.error("{}/{} could not be stored in time", account.name(), webhook.endpoint());
    return HttpReply.text(503, TEXT, "not stored yet: please repeat\n");
  }
}
