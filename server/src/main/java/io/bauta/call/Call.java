package io.bauta.call;

import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.Billed;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.EndNeverTold;
import io.bauta.call.CallFact.LegEnded;
import io.bauta.call.CallFact.Rung;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Refuse;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One masked call: how it began, and every fact told about it since.
 *
 * <p>Status, times and cause are worked out from the set of facts, never stored by hand, so the
 * order in which facts arrived does not matter.
 */
public record Call(CallStart start, List<ToldFact> facts) {

  public Call {
    facts = List.copyOf(facts);
  }

  /**
   * After the longest that a call can last by its decision, how long its end may still be told:
   * words before it, several numbers one after the other, and carriers that tell late take time.
   */
  public static final Duration OVERDUE_AFTER = Duration.ofMinutes(30);

  /** How long a caller can be asked for digits. */
  public static final Duration ASKED_MAX = Duration.ofMinutes(10);

  private static final HangUp NEVER_TOLD =
      new HangUp(HangupCause.UNKNOWN, "", HangupSource.UNKNOWN);

  /** How far it has come. */
  public CallStatus status() {
    return switch (start.decision()) {
      case Refuse _ -> CallStatus.REFUSED;
      case Challenge _ -> statusOfChallenge();
      case Connect _ -> statusOfConnection();
    };
  }

  private CallStatus statusOfChallenge() {
    if (isEnded()) {
      return hangUp().map(Call::undecided).orElseThrow();
    }
    return isGivenUp() ? CallStatus.FAILED : CallStatus.ROUTING;
  }

  private CallStatus statusOfConnection() {
    boolean over = isEnded() || isGivenUp();
    if (wasConnected()) {
      return over ? CallStatus.COMPLETED : CallStatus.IN_PROGRESS;
    }
    if (over) {
      return hangUp().map(Call::unconnected).orElseThrow();
    }
    // The destination is gone and the carrier has not told the end of the call yet.
    return outboundEnd().map(LegEnded::hangUp).map(Call::unconnected).orElse(CallStatus.RINGING);
  }

  /** Nobody was rung: the caller has given up, or could not be asked. */
  private static CallStatus undecided(HangUp hangUp) {
    return hangUp.cause() == HangupCause.ANSWER_FAULT || hangUp.cause() == HangupCause.ACCOUNT_FAULT
        ? CallStatus.FAILED
        : CallStatus.CANCELLED;
  }

  private static CallStatus unconnected(HangUp hangUp) {
    return switch (hangUp.cause()) {
      case USER_BUSY -> CallStatus.BUSY;
      case NO_ANSWER, NO_USER_RESPONSE, SUBSCRIBER_ABSENT -> CallStatus.NO_ANSWER;
      case CALL_REJECTED -> CallStatus.REJECTED;
      case ORIGINATOR_CANCEL -> CallStatus.CANCELLED;
      case NORMAL_CLEARING, NORMAL_UNSPECIFIED ->
          hangUp.source() == HangupSource.CALLER ? CallStatus.CANCELLED : CallStatus.NO_ANSWER;
      case UNALLOCATED_NUMBER,
          DESTINATION_OUT_OF_ORDER,
          INVALID_NUMBER_FORMAT,
          NO_CIRCUIT_AVAILABLE,
          NETWORK_OUT_OF_ORDER,
          TEMPORARY_FAILURE,
          SWITCH_CONGESTION,
          OUTGOING_CALLS_BARRED,
          BEARER_CAPABILITY_NOT_AUTHORIZED,
          SERVICE_UNAVAILABLE,
          RECOVERY_ON_TIMER_EXPIRE,
          PROTOCOL_ERROR,
          INTERWORKING,
          TALK_LIMIT_REACHED,
          MEDIA_TIMEOUT,
          LOSE_RACE,
          LOOP_DETECTED,
          ANSWER_FAULT,
          ACCOUNT_FAULT,
          UNKNOWN ->
          CallStatus.FAILED;
    };
  }

  /**
   * When the carrier began to ring the destination, as far as it tells that: by its clock, or else
   * when we learned of it.
   */
  public Optional<Instant> ringingAt() {
    Optional<Instant> latest = answeredAt().or(this::endedAt);
    return times().first(told(Rung.class)).map(at -> times().within(at, latest));
  }

  /** When the destination answered, in the same way; empty when it did not. */
  public Optional<Instant> answeredAt() {
    return times().first(told(Answered.class)).map(at -> times().within(at, endedAt()));
  }

  /** When the call ended, in the same way; empty while it goes on, or when nobody told. */
  public Optional<Instant> endedAt() {
    return times().first(told(CallEnded.class)).map(at -> times().within(at, Optional.empty()));
  }

  /** When we stopped to wait for the carrier to tell the end; empty when it did. */
  public Optional<Instant> givenUpAt() {
    return isEnded() ? Optional.empty() : times().first(told(EndNeverTold.class));
  }

  private CallTimes times() {
    return new CallTimes(start.receivedAt());
  }

  /** How long the two talked; empty when they did not, or nobody said. */
  public Optional<Duration> talkTime() {
    if (!wasConnected()) {
      return Optional.empty();
    }
    Stream<Duration> byLeg =
        facts(LegEnded.class)
            .filter(ended -> ended.leg() == Leg.OUTBOUND)
            .flatMap(ended -> ended.talkTime().stream())
            .filter(CallTimes::canLast);
    return byLeg
        .max(Duration::compareTo)
        .or(() -> talkTimesOfCall().max(Duration::compareTo))
        .or(() -> CallTimes.between(told(Answered.class), ends()));
  }

  /**
   * How it ended. What happened at the destination says more than what the carrier then did to the
   * caller; only a caller who gave up, or whom the talk limit cut off, is told by their own leg.
   */
  public Optional<HangUp> hangUp() {
    Optional<HangUp> end = facts(CallEnded.class).findFirst().map(CallEnded::hangUp);
    Optional<HangUp> outbound = outboundEnd().map(LegEnded::hangUp);
    return end.filter(hangUp -> isToldByTheCaller(hangUp, outbound)).isPresent()
        ? end
        : outbound.or(() -> end).or(() -> isGivenUp() ? Optional.of(NEVER_TOLD) : Optional.empty());
  }

  /** A destination's leg that was cleared normally says only that it was not the first to go. */
  private static boolean isToldByTheCaller(HangUp end, Optional<HangUp> outbound) {
    boolean plain =
        outbound.filter(hangUp -> hangUp.cause() == HangupCause.NORMAL_CLEARING).isPresent();
    return end.cause() == HangupCause.ORIGINATOR_CANCEL
        || (end.cause() == HangupCause.TALK_LIMIT_REACHED && plain);
  }

  /** The caller's leg, and the destination's where the carrier told anything of it. */
  public List<CallLeg> legs() {
    CallLeg inbound =
        new CallLeg(
            Leg.INBOUND,
            Optional.of(start.receivedAt()),
            Optional.empty(),
            endedAt(),
            facts(CallEnded.class).findFirst().map(CallEnded::hangUp),
            facts(CallEnded.class)
                .flatMap(end -> end.talkTime().stream())
                .filter(CallTimes::canLast)
                .max(Duration::compareTo),
            billed(Optional.of(Leg.INBOUND)),
            cost(Optional.of(Leg.INBOUND)));
    return isOutboundKnown() ? List.of(inbound, outbound()) : List.of(inbound);
  }

  private boolean isOutboundKnown() {
    return facts.stream()
        .map(ToldFact::fact)
        .anyMatch(
            fact ->
                switch (fact) {
                  case Rung _, Answered _ -> true;
                  case LegEnded ended -> ended.leg() == Leg.OUTBOUND;
                  case Billed billed -> billed.leg().filter(Leg.OUTBOUND::equals).isPresent();
                  case CallEnded _, CallFact.RecordingReady _, EndNeverTold _ -> false;
                });
  }

  private CallLeg outbound() {
    List<ToldFact> ends =
        facts.stream()
            .filter(told -> told.fact() instanceof LegEnded end && end.leg() == Leg.OUTBOUND)
            .toList();
    return new CallLeg(
        Leg.OUTBOUND,
        ringingAt(),
        answeredAt(),
        times().first(ends).map(at -> times().within(at, endedAt())),
        outboundEnd().map(LegEnded::hangUp),
        talkTime(),
        billed(Optional.of(Leg.OUTBOUND)),
        cost(Optional.of(Leg.OUTBOUND)));
  }

  /** How long the carrier charges for, all legs together; empty when it does not say. */
  public Optional<Duration> billed() {
    return sumOfTimes(facts(Billed.class));
  }

  private Optional<Duration> billed(Optional<Leg> leg) {
    return sumOfTimes(facts(Billed.class).filter(bill -> bill.leg().equals(leg)));
  }

  private static Optional<Duration> sumOfTimes(Stream<Billed> bills) {
    return bills
        .flatMap(bill -> bill.time().stream())
        .filter(CallTimes::canLast)
        .reduce(Duration::plus);
  }

  /**
   * What it costs, all legs together; empty when the carrier does not say, or in two currencies.
   */
  public Optional<Cost> cost() {
    return sumOfCosts(facts(Billed.class));
  }

  private Optional<Cost> cost(Optional<Leg> leg) {
    return sumOfCosts(facts(Billed.class).filter(bill -> bill.leg().equals(leg)));
  }

  private static Optional<Cost> sumOfCosts(Stream<Billed> bills) {
    List<Cost> costs = bills.flatMap(bill -> bill.cost().stream()).toList();
    Optional<Cost> sum = costs.stream().findFirst();
    for (Cost cost : costs.subList(Math.min(1, costs.size()), costs.size())) {
      sum = sum.flatMap(cost::plus);
    }
    return sum;
  }

  /**
   * Until when its end may still be told. When that time is over, it will not be: the call can have
   * lasted no longer by its decision, or, where the carrier ignores a limit, at all.
   */
  public Instant canLastUntil() {
    Duration longest =
        switch (start.decision()) {
          case Refuse _ -> Duration.ZERO;
          case Challenge _ -> ASKED_MAX;
          case Connect connect ->
              start.isTalkLimited()
                  ? connect
                      .ringTimeout()
                      .multipliedBy(connect.destinations().size())
                      .plus(connect.talkLimit())
                  : CallTimes.LASTS_MAX;
        };
    return start.receivedAt().plus(longest).plus(OVERDUE_AFTER);
  }

  /** The recordings that can be fetched. */
  public List<CallFact.RecordingReady> recordings() {
    return facts(CallFact.RecordingReady.class).toList();
  }

  /** Whether the carrier has told that it is over. */
  public boolean isEnded() {
    return facts(CallEnded.class).findAny().isPresent();
  }

  /** Whether we have stopped to wait for that, which does not keep it from coming. */
  private boolean isGivenUp() {
    return facts(EndNeverTold.class).findAny().isPresent();
  }

  /** Whether the carrier has told that the destination's leg is over. */
  public boolean isDestinationGone() {
    return outboundEnd().isPresent();
  }

  /** Words are spoken to a caller whose call the carrier has answered for it; nobody talks. */
  private boolean wasConnected() {
    return start.decision() instanceof Connect && hasTalked();
  }

  private boolean hasTalked() {
    return facts(Answered.class).findAny().isPresent()
        || facts(LegEnded.class)
            .filter(ended -> ended.leg() == Leg.OUTBOUND)
            .flatMap(ended -> ended.talkTime().stream())
            .filter(CallTimes::canLast)
            .anyMatch(Duration::isPositive)
        || talkTimesOfCall().anyMatch(Duration::isPositive);
  }

  /**
   * For how long the caller was connected, where that is talk: who was asked for digits first, or
   * heard a notice, was connected for that already, whether or not anybody then answered.
   */
  private Stream<Duration> talkTimesOfCall() {
    return start.decision() instanceof Connect connect
            && (connect.mayFollowDigits() || connect.notice().isPresent())
        ? Stream.empty()
        : facts(CallEnded.class).flatMap(end -> end.talkTime().stream()).filter(CallTimes::canLast);
  }

  private Optional<LegEnded> outboundEnd() {
    return facts(LegEnded.class).filter(ended -> ended.leg() == Leg.OUTBOUND).findFirst();
  }

  private <F extends CallFact> Stream<F> facts(Class<F> kind) {
    // By key, so that the order of arrival decides nothing.
    return facts.stream()
        .map(ToldFact::fact)
        .filter(kind::isInstance)
        .map(kind::cast)
        .sorted(Comparator.comparing(CallFact::key));
  }

  /** What ends a talk: the first leg to go, or the whole call. */
  private List<ToldFact> ends() {
    return Stream.concat(told(LegEnded.class).stream(), told(CallEnded.class).stream()).toList();
  }

  private List<ToldFact> told(Class<? extends CallFact> kind) {
    return facts.stream().filter(told -> kind.isInstance(told.fact())).toList();
  }
}
