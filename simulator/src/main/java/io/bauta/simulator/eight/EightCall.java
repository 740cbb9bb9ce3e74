package io.bauta.simulator.eight;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.CallStory;
import io.bauta.simulator.Conversation;
import io.bauta.simulator.Dialing;
import io.bauta.simulator.Party;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.eight.Callflow.Reading;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * One call on 8x8: asks for a callflow and carries it out, action by action, until the session is
 * over or two people talk.
 */
final class EightCall implements Conversation {

  /** The most callflows that one call may go through before it counts as a loop. */
  static final int CALLFLOWS_MAX = 20;

  private final EightCarrier carrier;
  private final EightSession session;
  private final CallStory story;
  private final EightEvents events;
  private final EightPrompter prompter;
  private final Deque<EightAction> script = new ArrayDeque<>();
  private Optional<MakeCallRun> made = Optional.empty();
  private boolean isOver;
  private int callflows;

  EightCall(EightCarrier carrier, Dialing dialing) {
    this.carrier = carrier;
    this.story = new CallStory(dialing);
    var callA =
        new EightLeg(
            carrier.newUuid(),
            true,
            carrier.writtenCaller(dialing),
            carrier.written(dialing.dialed(), dialing),
            dialing.clock());
    this.session = new EightSession(carrier.newUuid(), story, callA);
    this.events = new EightEvents(carrier, session);
    this.prompter = new EightPrompter(session, events, carrier.settings());
  }

  SimulatedCall play() {
    events.status(session.callA(), "CALL_RECEIVED");
    follow(events.asksFirst());
    run();
    return new SimulatedCall(session.sessionId(), carrier.displayName(), story, this);
  }

  @Override
  public void endsBy(Party who, Duration talk) {
    MakeCallRun bridge = made.orElseThrow();
    bridge.endTalk(who, talk);
    afterCall(bridge);
    run();
  }

  private void run() {
    while (!isOver && made.filter(MakeCallRun::isConnected).isEmpty()) {
      EightAction next = script.poll();
      if (next == null) {
        endOfCallflow();
      } else {
        session.does(next);
        execute(next);
      }
    }
  }

  private void execute(EightAction action) {
    switch (action) {
      case EightAction.Say say -> say(say);
      case EightAction.PlayFile file -> {
        answer();
        prompter.play(file);
      }
      case EightAction.SayAndCapture wanted -> capture(wanted);
      case EightAction.MakeCall wanted -> {
        var bridge = new MakeCallRun(wanted, carrier, session, events);
        made = Optional.of(bridge);
        bridge.ring();
        if (!bridge.isConnected()) {
          afterCall(bridge);
        }
      }
      case EightAction.HangUp _ -> {
        story.released("hangs up");
        end();
      }
    }
  }

  /** Takes the callflow that was read in place of what was left, or drops the call. */
  private void follow(Reading reading) {
    script.clear();
    callflows++;
    switch (reading) {
      case Reading.Usable _ when callflows > CALLFLOWS_MAX -> {
        story.complains("more than %d callflows: a loop".formatted(CALLFLOWS_MAX));
        drop(EightError.INTERNAL);
      }
      case Reading.Usable(Callflow callflow) -> {
        session.follows(callflow);
        script.addAll(callflow.actions());
      }
      case Reading.Unreachable _ -> {
        story.complains("a VCA was not answered as it must be");
        drop(EightError.CONNECTIVITY);
      }
      case Reading.Invalid(String why) -> {
        story.complains("the callflow is invalid: " + why);
        drop(EightError.CALLFLOW_INVALID);
      }
    }
  }

  private void say(EightAction.Say say) {
    if (!speaks(say.voiceProfile())) {
      return;
    }
    prompter.announce(say.text(), say.repetition());
    if (prompter.callerIsGone()) {
      callerHangsUp();
    }
  }

  private void capture(EightAction.SayAndCapture wanted) {
    if (!speaks(wanted.voiceProfile())) {
      return;
    }
    Optional<String> digits = prompter.capture(wanted);
    if (prompter.callerIsGone()) {
      callerHangsUp();
    } else {
      follow(events.asksAfterCapture(digits));
    }
  }

  private void callerHangsUp() {
    story.notes("the caller hangs up");
    end();
  }

  /** Answers the caller's leg, if there is such a voice to speak with. */
  private boolean speaks(String voiceProfile) {
    answer();
    if (EightAccount.SPEECH_PROFILES.containsKey(voiceProfile)) {
      return true;
    }
    story.complains("the account has no such voiceProfile");
    drop(EightError.SPEECH_FAILED);
    return false;
  }

  private void answer() {
    if (session.callA().connectedAt().isEmpty()) {
      session.callA().connect();
      events.status(session.callA(), "CALL_CONNECTED");
    }
  }

  /** The caller may still be there; whether 8x8 then asks once more depends on the account. */
  private void afterCall(MakeCallRun bridge) {
    boolean mayGoOn = session.error().isEmpty() && !bridge.callerIsGone();
    if (mayGoOn && carrier.settings().has(EightVariant.ASKS_AGAIN)) {
      follow(events.asksAgain());
    } else {
      end();
    }
  }

  private void endOfCallflow() {
    if (carrier.settings().has(EightVariant.ASKS_AGAIN)) {
      follow(events.asksAgain());
    } else {
      story.released("ends the call");
      end();
    }
  }

  private void drop(EightError error) {
    story.released("drops the call");
    session.breaks(error);
    end();
  }

  private void end() {
    isOver = true;
    session.callA().end(statusOfCallA());
    events.status(session.callA(), "CALL_DISCONNECTED");
    story.ends(outcome(), session.error().map(EightError::shown).orElse(session.status().name()));
    boolean isHasty = carrier.faults().hangupFirst();
    if (isHasty) {
      story.notes("the summary is told before the last statuses");
    } else {
      events.tellStatuses();
    }
    sumUp();
    events.tellStatuses();
  }

  private void sumUp() {
    boolean isRecordingFirst = carrier.settings().has(EightVariant.RECORDING_BEFORE_SUMMARY);
    if (isRecordingFirst) {
      tellRecordings();
    }
    events.tell(WebhookType.VSS, carrier.payloads().summary(session));
    if (!isRecordingFirst) {
      tellRecordings();
    }
  }

  private void tellRecordings() {
    for (EightRecording recording : carrier.account().recordings(session.sessionId())) {
      events.tell(WebhookType.VRU, carrier.payloads().uploaded(recording));
    }
  }

  private LegStatus statusOfCallA() {
    if (session.error().isPresent() && session.callB().isEmpty()) {
      return LegStatus.ERROR;
    }
    boolean wasCanceled = session.status() == LegStatus.CANCELED;
    return wasCanceled ? LegStatus.CANCELED : LegStatus.COMPLETED;
  }

  private CallStatus outcome() {
    if (session.error().isPresent()) {
      return CallStatus.FAILED;
    }
    if (prompter.callerIsGone()) {
      return CallStatus.CANCELLED;
    }
    return made.map(MakeCallRun::outcome).orElse(CallStatus.REFUSED);
  }
}
