package io.bauta.edge;

import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
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
import io.bauta.carrier.Shortfall;
import io.bauta.carrier.Webhook;
import io.bauta.edge.Exchange.Received;
import io.bauta.edge.Exchange.Stray;
import io.bauta.edge.ProofCheck.Admitted;
import io.bauta.edge.ProofCheck.Judgement;
import io.bauta.edge.ProofCheck.Rejected;
import io.bauta.id.TimeOrderedIds;
import io.bauta.outbox.Outbox;
import io.bauta.outbox.OwedCommand;
import io.bauta.pool.NumberState;
import io.bauta.pool.Pools;
import io.bauta.proof.ProofLog;
import io.bauta.proof.ProofMark;
import io.bauta.routing.Router;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.Trace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers carriers: authenticate, read, decide, answer; and keep the record.
 *
 * <p>A question is decided afresh each time that it is asked. A repetition so gets the same answer,
 * unless its session ended in between: then nobody is connected. Digits that were entered are
 * judged once. The record of a call is made once, with what was decided in the end.
 */
public final class CarrierWebhooks {

  /** How long a question may wait for the call log before it is answered all the same. */
  static final Duration QUESTION_LOG_WAIT_MAX = Duration.ofSeconds(1);

  /** How long a told fact may take to become durable before the carrier is asked to repeat it. */
  static final Duration FACT_DURABLE_WAIT_MAX = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(CarrierWebhooks.class);
  private static final int TOO_MANY = 429;
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Router router;
  private final RecentCallers recentCallers;
  private final RecentPhones recentPhones;
  private final CallLedger ledger;
  private final PlatformDesk platform;
  private final Pools pools;
  private final CallLog callLog;
  private final ToldCalls toldCalls;
  private final Outbox outbox;
  private final ProofCheck proofs;
  private final ProofLog proofLog;
  private final JudgedOnce judged = new JudgedOnce();
  private final WebhookRates rates;
  private final LongSupplier micros = WebhookRates.sinceNow();
  private final ForgingSources forging = new ForgingSources(micros);
  private final TurnedAwayLog turnedAwayLog = new TurnedAwayLog(micros, LOG);
  private final Floods overRate =
      new Floods(
          micros,
          LOG,
          "webhooks came over the rate of their account: questions among them were refused, the"
              + " others are asked for again");
  private final Floods overCalls =
      new Floods(micros, LOG, "calls were refused because their caller called too often");
  private final Floods unproved =
      new Floods(
          micros, LOG, "webhooks were not looked at: too much that is not genuine came from there");
  private final Exchanges exchanges;
  private final TimeOrderedIds ids;
  private final Clock clock;

  public CarrierWebhooks(
      Router router,
      RecentCallers recentCallers,
      RecentPhones recentPhones,
      CallLedger ledger,
      PlatformDesk platform,
      Pools pools,
      CallLog callLog,
      ToldCalls toldCalls,
      Outbox outbox,
      ReplayGuard replays,
      ProofLog proofLog,
      WebhookRates rates,
      Exchanges exchanges,
      TimeOrderedIds ids,
      Clock clock) {
    this.router = router;
    this.recentCallers = recentCallers;
    this.recentPhones = recentPhones;
    this.ledger = ledger;
    this.platform = platform;
    this.pools = pools;
    this.callLog = callLog;
    this.toldCalls = toldCalls;
    this.outbox = outbox;
    this.proofs = new ProofCheck(replays);
    this.proofLog = proofLog;
    this.rates = rates;
    this.exchanges = exchanges;
    this.ids = ids;
    this.clock = clock;
  }

  /** What was turned away because there was too much of it, since the start. */
  public record Flooded(long overRate, long overCalls, long unproved) {}

  public Flooded flooded() {
    return new Flooded(overRate.sum(), overCalls.sum(), unproved.sum());
  }

  /**
   * What to send back to {@code webhook}, which came to {@code account} of {@code carrier}.
   *
   * <p>Never throws for what a carrier sent. Statuses: 400 malformed (but a question that cannot be
   * understood ends its call, in the carrier's words), 403 forged or replayed or unsigned where
   * proof is required, 429 when too much that is not genuine came from the same address, 503 when a
   * told fact could not be made durable in time, or came over the account's rate.
   *
   * @param from the address that it came from
   */
  public HttpReply receive(Carrier carrier, CarrierAccount account, Webhook webhook, String from) {
    if (!forging.mayProve(from)) {
      unproved.one();
      return HttpReply.text(TOO_MANY, TEXT, "too much that is not genuine comes from there\n");
    }
    Instant at = clock.instant();
    long begun = System.nanoTime();
    Judgement proof = proofs.judge(carrier, account, webhook, at);
    Optional<Handled> handled =
        switch (proof) {
          case Admitted(ProofVerdict verdict, var _) -> {
            if (verdict == ProofVerdict.GENUINE) {
              forging.genuine(from);
            }
            yield handle(carrier, account, webhook);
          }
          case Rejected(var _, var _, String why, int status) -> {
            forging.forged(from);
            yield Optional.of(turnedAway(account, webhook, why, status));
          }
        };
    boolean ofAnotherAccount = handled.map(Handled::ofAnotherAccount).orElse(false);
    proofLog.seen(account.name(), ofAnotherAccount ? ProofMark.WRONG_ACCOUNT : proof.mark(), at);
    if (handled.isEmpty()) {
      overRate.one();
      return overRate(carrier, account, webhook);
    }
    exchanges.keep(
        account,
        at,
        Duration.ofNanos(System.nanoTime() - begun),
        new Received(
            webhook, proof.verdict(), handled.get().handling(), handled.get().reply(), from));
    return handled.get().reply();
  }

  /** A request to a path of {@code account} at which nothing is served: it is only remembered. */
  public void strayed(CarrierAccount account, Stray stray) {
    exchanges.keep(account, clock.instant(), Duration.ZERO, stray);
  }

  /** The same of one without the secret that belongs into the path. */
  public void strayedWithoutSecret(CarrierAccount account, Stray stray) {
    proofLog.seen(account.name(), ProofMark.WRONG_PATH, clock.instant());
    strayed(account, stray);
  }

  private record Handled(Handling handling, HttpReply reply, boolean ofAnotherAccount) {
    Handled(Handling handling, HttpReply reply) {
      this(handling, reply, false);
    }
  }

  private Handled turnedAway(CarrierAccount account, Webhook webhook, String why, int status) {
    turnedAwayLog.say(account.name(), webhook.endpoint(), why);
    return new Handled(
        new Handling.TurnedAway(why),
        HttpReply.text(status, TEXT, "not a genuine webhook: " + why + "\n"));
  }

  /** Empty where it comes over the account's rate. */
  private Optional<Handled> handle(Carrier carrier, CarrierAccount account, Webhook webhook) {
    try {
      CarrierMessage message = carrier.read(webhook, account);
      boolean may = message instanceof Asks ? rates.mayAsk(account) : rates.mayTell(account);
      return may ? Optional.of(act(carrier, account, webhook, message)) : Optional.empty();
    } catch (MalformedWebhookException malformed) {
      String why = String.valueOf(malformed.getMessage());
      LOG.info("{}/{} malformed: {}", account.name(), webhook.endpoint(), why);
      return Optional.of(
          new Handled(
              new Handling.Malformed(why),
              malformed.reply().orElseGet(() -> HttpReply.text(400, TEXT, why + "\n")),
              malformed.isOfAnotherAccount()));
    }
  }

  /**
   * A caller hears that they are refused, where the response can say so; it is recorded nowhere,
   * because the record is what a flood would fill. Everything else the carrier sends again later.
   */
  private HttpReply overRate(Carrier carrier, CarrierAccount account, Webhook webhook) {
    try {
      if (carrier.read(webhook, account) instanceof Asks(RoutingRequest request)
          && carrier.answer(request, router.refusal(Reason.UNAVAILABLE), account)
              instanceof CarrierReply.InResponse(HttpReply http, var _)) {
        return http;
      }
    } catch (MalformedWebhookException readBefore) {
      LOG.debug("malformed at the second reading", readBefore);
    }
    return HttpReply.text(503, TEXT, "too many webhooks of this account: please repeat\n");
  }

  private Handled act(
      Carrier carrier, CarrierAccount account, Webhook webhook, CarrierMessage message) {
    return switch (message) {
      case Asks(RoutingRequest request) -> answer(carrier, account, request);
      case Tells tells -> told(carrier, account, webhook, tells);
      case NumbersChanged changed -> {
        changed.numbers().forEach(number -> numberChanged(account, number));
        yield new Handled(new Handling.Numbers(changed), carrier.acknowledge(webhook));
      }
      case Irrelevant event -> {
        LOG.debug(
            "{}/{} irrelevant event {}", account.name(), webhook.endpoint(), event.eventName());
        yield new Handled(new Handling.Unused(event), carrier.acknowledge(webhook));
      }
    };
  }

  private Handled told(Carrier carrier, CarrierAccount account, Webhook webhook, Tells tells) {
    Instant now = clock.instant();
    List<OwedCommand> owed = owed(account, tells.call(), tells.owed(), now);
    boolean stored = toldCalls.store(account.name(), tells, owed, now, FACT_DURABLE_WAIT_MAX);
    if (stored && carrier instanceof Carrier.Commandable && tellsTheEnd(tells)) {
      outbox.callEnded(account.name(), tells.call());
    }
    return new Handled(
        new Handling.Told(tells, stored),
        stored ? carrier.acknowledge(webhook) : notYet(account, webhook));
  }

  private static boolean tellsTheEnd(Tells tells) {
    return tells.facts().stream().anyMatch(CallEnded.class::isInstance);
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

  private Handled answer(Carrier carrier, CarrierAccount account, RoutingRequest request) {
    Instant now = clock.instant();
    CallId id = new CallId(ids.next(now));
    CarrierCallId call = request.call().orElseGet(() -> new CarrierCallId(id.toString()));
    Trace.Deferred trace = Trace.deferred();
    PlatformDesk.OfCall desk = platform.of(account, id, call);
    RoutingDecision decision =
        callsTooOften(account, request, trace)
            ? router.refusal(Reason.CALLER_TOO_OFTEN)
            : judged.decide(
                account, request, router, now, ledger.tallyOf(account.name(), call), desk, trace);
    recentCallers.decided(call, request.incoming(), decision);
    recentPhones.decided(request.incoming(), decision, now);
    CarrierReply reply = carrier.answer(request, decision, account);
    CallStart start =
        new CallStart(
            id,
            call,
            now,
            request.incoming(),
            decision,
            names(reply.shortfalls()),
            isToBeExplained(decision, desk) ? trace.steps() : List.of());
    HttpReply response =
        switch (reply) {
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
    return new Handled(new Handling.Asked(id, request, desk.said(), decision, reply), response);
  }

  /** Counts calls, and not what else is asked within them. */
  private boolean callsTooOften(CarrierAccount account, RoutingRequest request, Trace trace) {
    if (request.asked() > 0
        || request.incoming().entered().isPresent()
        || rates.mayCall(account, request.incoming())) {
      return false;
    }
    overCalls.one();
    trace.step(
        "caller_rate",
        false,
        "the caller calls more often than %s of the account allows",
        WebhookRates.PER_CALLER);
    return true;
  }

  /** A connection says all by itself, unless it is the platform's. */
  private static boolean isToBeExplained(RoutingDecision decision, PlatformDesk.OfCall desk) {
    return switch (decision) {
      case Refuse _ -> true;
      case Connect _ -> desk.said().isPresent();
      case Challenge _ -> false;
    };
  }

  private static Set<String> names(Set<Shortfall> shortfalls) {
    return shortfalls.isEmpty()
        ? Set.of()
        : shortfalls.stream().map(Enum::name).collect(Collectors.toUnmodifiableSet());
  }

  /** The carrier repeats what we did not take; the fact has a key, so it counts once. */
  private static HttpReply notYet(CarrierAccount account, Webhook webhook) {
    LOG.error("{}/{} could not be stored in time", account.name(), webhook.endpoint());
    return HttpReply.text(503, TEXT, "not stored yet: please repeat\n");
  }
}
