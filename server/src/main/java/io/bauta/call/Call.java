package io.bauta.call;

import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.LegEnded;
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

  /** How far it has come. */
  public CallStatus status() {
    if (start.decision() instanceof Refuse) {
      return CallStatus.REFUSED;
    }
    if (start.decision() instanceof Challenge) {
      return isEnded() ? hangUp().map(Call::undecided).orElseThrow() : CallStatus.ROUTING;
    }
    if (isEnded()) {
      return wasConnected() ? CallStatus.COMPLETED : hangUp().map(Call::unconnected).orElseThrow();
    }
    if (wasConnected()) {
      return CallStatus.IN_PROGRESS;
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
   * When the destination answered: by the carrier's clock, or else when we learned of it. Empty
   * when it did not.
   */
  public Optional<Instant> answeredAt() {
    return CallTimes.first(told(Answered.class));
  }

  /** When the call ended, in the same way; empty while it goes on. */
  public Optional<Instant> endedAt() {
    return CallTimes.first(told(CallEnded.class));
  }

  /** How long the two talked; empty when they did not, or nobody said. */
  public Optional<Duration> talkTime() {
    if (!wasConnected()) {
      return Optional.empty();
    }
    Stream<Duration> byLeg =
        facts(LegEnded.class)
            .filter(ended -> ended.leg() == Leg.OUTBOUND)
            .flatMap(ended -> ended.talkTime().stream());
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
        : outbound.or(() -> end);
  }

  /** A destination's leg that was cleared normally says only that it was not the first to go. */
  private static boolean isToldByTheCaller(HangUp end, Optional<HangUp> outbound) {
    boolean plain =
        outbound.filter(hangUp -> hangUp.cause() == HangupCause.NORMAL_CLEARING).isPresent();
    return end.cause() == HangupCause.ORIGINATOR_CANCEL
        || (end.cause() == HangupCause.TALK_LIMIT_REACHED && plain);
  }

  /** The recordings that can be fetched. */
  public List<CallFact.RecordingReady> recordings() {
    return facts(CallFact.RecordingReady.class).toList();
  }

  /** Whether the carrier has told that it is over. */
  public boolean isEnded() {
    return facts(CallEnded.class).findAny().isPresent();
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
            .anyMatch(ended -> ended.talkTime().filter(Duration::isPositive).isPresent())
        || talkTimesOfCall().anyMatch(Duration::isPositive);
  }

  /**
   * For how long the caller was connected, where that is talk: who was asked for digits first was
   * connected for that already, whether or not anybody then answered.
   */
  private Stream<Duration> talkTimesOfCall() {
    return start.decision() instanceof Connect connect && connect.mayFollowDigits()
        ? Stream.empty()
        : facts(CallEnded.class).flatMap(end -> end.talkTime().stream());
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
