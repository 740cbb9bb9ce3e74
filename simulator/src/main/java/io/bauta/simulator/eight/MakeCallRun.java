package io.bauta.simulator.eight;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.CallStory;
import io.bauta.simulator.Party;
import io.bauta.simulator.Phone;
import io.bauta.simulator.Ringing;
import io.bauta.simulator.Rung;
import io.bauta.simulator.Screen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One execution of {@code makeCall}: rings, and ends when the talk ends. */
final class MakeCallRun {

  private final EightAction.MakeCall wanted;
  private final EightCarrier carrier;
  private final EightSession session;
  private final EightEvents events;
  private final CallStory story;
  private final Phone phone;
  private Optional<Instant> connectedAt = Optional.empty();
  private CallStatus outcome = CallStatus.FAILED;
  private boolean callerIsGone;

  MakeCallRun(
      EightAction.MakeCall wanted, EightCarrier carrier, EightSession session, EightEvents events) {
    this.wanted = wanted;
    this.carrier = carrier;
    this.session = session;
    this.events = events;
    this.story = session.story();
    this.phone = session.dialing().network().phone(wanted.destination());
  }

  /** Rings the other telephone if that is allowed. */
  void ring() {
    switch (new MakeCallBarrier(carrier, story).judge(wanted, phone)) {
      case MakeCallBarrier.Verdict.Rings() -> ring(initiate());
      case MakeCallBarrier.Verdict.Unreachable() -> {
        story.notes("the destination cannot be reached");
        close(initiate(), LegStatus.FAILED);
      }
      case MakeCallBarrier.Verdict.Refused(EightError error, boolean withoutLeg) -> {
        story.notes(error.shown());
        session.breaks(error);
        if (!withoutLeg) {
          close(initiate(), LegStatus.ERROR);
        }
      }
    }
  }

  /** Whether the two talk. */
  boolean isConnected() {
    return outcome == CallStatus.CONNECTED;
  }

  void endTalk(Party who, Duration talk) {
    session.clock().advance(talk);
    story.talkEnds(who, talk);
    outcome = CallStatus.COMPLETED;
    callerIsGone = who == Party.CALLER;
    close(session.callB().orElseThrow(), LegStatus.COMPLETED);
    if (isRecorded()) {
      carrier
          .account()
          .keep(
              new EightRecording(
                  session.sessionId(), carrier.newUuid(), connectedAt.orElseThrow(), talk));
    }
  }

  /** How it ended, as people would say. */
  CallStatus outcome() {
    return outcome;
  }

  boolean callerIsGone() {
    return callerIsGone;
  }

  private EightLeg initiate() {
    var leg =
        new EightLeg(
            carrier.newUuid(),
            false,
            Optional.of(wanted.source()),
            wanted.destination(),
            session.clock());
    session.calls(leg);
    events.status(leg, "CALL_INITIATED");
    return leg;
  }

  private void ring(EightLeg leg) {
    var screen = new Screen(session.dialing().network().canonical(wanted.source()), "");
    story.rings(phone, screen);
    var ringing =
        new Ringing(carrier.settings().ringTimeout(), session.dialing().caller().patience());
    Rung rung = ringing.ring(List.of(phone), screen).getFirst();
    session.clock().advance(rung.after());
    story.ringEnds(rung);
    switch (rung.ending()) {
      case ANSWERED -> connect(leg);
      case BUSY -> fails(leg, CallStatus.BUSY, LegStatus.BUSY);
      case UNREACHABLE -> fails(leg, CallStatus.FAILED, LegStatus.FAILED);
      // A telephone that declines is busy on most networks; 8x8 has no word for it.
      case REJECTED -> fails(leg, CallStatus.REJECTED, LegStatus.BUSY);
      case UNANSWERED -> fails(leg, CallStatus.NO_ANSWER, LegStatus.NO_ANSWER);
      case CALLER_GAVE_UP -> {
        callerIsGone = true;
        fails(leg, CallStatus.CANCELLED, LegStatus.CANCELED);
      }
      case LOST_RACE -> throw new IllegalStateException("one telephone rang alone");
    }
  }

  private void connect(EightLeg leg) {
    outcome = CallStatus.CONNECTED;
    connectedAt = Optional.of(session.clock().now());
    leg.connect();
    events.status(leg, "CALL_CONNECTED");
    if (session.callA().connectedAt().isEmpty()) {
      session.callA().connect();
      events.status(session.callA(), "CALL_CONNECTED");
    }
    story.connects(phone);
    events.tellStatuses();
  }

  private void fails(EightLeg leg, CallStatus how, LegStatus inSummary) {
    outcome = how;
    close(leg, inSummary);
  }

  private void close(EightLeg leg, LegStatus how) {
    leg.end(how);
    events.status(leg, "CALL_DISCONNECTED");
  }

  private boolean isRecorded() {
    return carrier.settings().has(EightVariant.RECORDING) && wanted.recording().orElse(false);
  }
}
