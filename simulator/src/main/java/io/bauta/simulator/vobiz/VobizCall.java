package io.bauta.simulator.vobiz;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.CallStory;
import io.bauta.simulator.Conversation;
import io.bauta.simulator.Dialing;
import io.bauta.simulator.Party;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.vobiz.VobizDocument.Reading;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * One call on Vobiz: asks for a document and carries it out, element by element, until the call is
 * over or two people talk.
 */
final class VobizCall implements Conversation {

  /** The most documents that one call may go through before it counts as a loop. */
  static final int DOCUMENTS_MAX = 20;

  /** How long a caller listens to nothing. */
  static final Duration SILENCE_PATIENCE = Duration.ofSeconds(60);

  private final VobizCarrier carrier;
  private final CallerLeg leg;
  private final CallStory story;
  private final VobizEvents events;
  private final Announcer announcer;
  private final Recorder recorder;
  private final Deque<Verb> script = new ArrayDeque<>();
  private Optional<DialRun> conversation = Optional.empty();
  private Optional<DialEnd> lastDial = Optional.empty();
  private int documents;
  private int executed;

  VobizCall(VobizCarrier carrier, Dialing dialing) {
    this.carrier = carrier;
    this.story = new CallStory(dialing);
    this.leg = new CallerLeg(carrier.newUuid(), story);
    this.events = new VobizEvents(carrier, leg);
    this.announcer = new Announcer(leg, events);
    this.recorder = new Recorder(leg, carrier, events);
  }

  SimulatedCall play() {
    follow(events.startApp(), VobizCause.ANSWER_UNREACHABLE, VobizCause.ANSWER_INVALID);
    if (script.isEmpty() && !leg.isOver()) {
      hearNothing();
    }
    run();
    if (!leg.isOver()) {
      carrier.isLive(this);
    }
    return new SimulatedCall(leg.callUuid(), carrier.displayName(), story, this);
  }

  @Override
  public synchronized void endsBy(Party who, Duration talk) {
    DialRun dialed = conversation.orElseThrow();
    conversation = Optional.empty();
    dialed.endTalk(who, talk);
    goOnAfter(dialed);
  }

  /**
   * Ends both legs, as the server asked through the REST API; the two talked for as long as other
   * calls have moved the network's time since.
   *
   * @return whether they still talked
   */
  synchronized boolean hangUp() {
    if (conversation.isEmpty()) {
      return false;
    }
    DialRun dialed = conversation.get();
    conversation = Optional.empty();
    dialed.hangUp(Duration.between(leg.clock().now(), leg.dialing().network().now()));
    goOnAfter(dialed);
    return true;
  }

  String callUuid() {
    return leg.callUuid();
  }

  /** The fields that every webhook about the call holds. */
  Map<String, String> standardFields() {
    return events.fields().standard("");
  }

  private void goOnAfter(DialRun dialed) {
    afterDial(dialed);
    run();
    if (leg.isOver()) {
      carrier.isOver(this);
    }
  }

  private void run() {
    while (!leg.isOver() && conversation.isEmpty()) {
      Verb next = script.poll();
      if (next == null) {
        endOfDocument();
      } else {
        execute(next);
        executed++;
      }
    }
    if (leg.isOver()) {
      recorder.finish();
    }
  }

  private void execute(Verb verb) {
    switch (verb) {
      case Verb.Speak speak when speak.loop() == 0 -> hearEndlessly(speak);
      case Verb.Speak _, Verb.Play _, Verb.Wait _ -> {
        if (!announcer.announce(verb)) {
          callerHangsUp();
        }
      }
      case Verb.PreAnswer early -> announcer.announceUnanswered(early.announcements());
      case Verb.HangUp hangUp -> hangUp(hangUp);
      case Verb.Dial dial -> dial(dial);
      case Verb.Record recording -> recorder.execute(recording);
      case Verb.Gather gather ->
          announcer
              .digits(gather)
              .ifPresentOrElse(digits -> gathered(gather, digits), this::callerHangsUp);
      case Verb.Redirect(Verb.Callback document) ->
          follow(
              events.asksForDocument(document, events.fields().standard("Redirect")),
              VobizCause.REDIRECT_UNREACHABLE,
              VobizCause.REDIRECT_INVALID);
    }
  }

  /** Of a caller who keyed in nothing, Vobiz's page says both that the action is asked and not. */
  private void gathered(Verb.Gather gather, String digits) {
    if (digits.isEmpty() && !carrier.settings().tellsEmptyDigits()) {
      return;
    }
    Map<String, String> fields = announcer.gathered(digits);
    if (gather.redirect()) {
      follow(
          events.asksForDocument(gather.action(), fields),
          VobizCause.ACTION_UNREACHABLE,
          VobizCause.ACTION_INVALID);
    } else {
      events.tells(Optional.of(gather.action()), fields);
    }
  }

  private void callerHangsUp() {
    story.notes("the caller hangs up");
    leg.end();
    story.ends(CallStatus.CANCELLED, VobizCause.NORMAL.shown());
    events.hangup(VobizCause.NORMAL, DialEnd.sourceOf(Party.CALLER));
  }

  /** Takes the document that was read in place of what was left, or drops the call. */
  private void follow(Reading reading, VobizCause unreachable, VobizCause invalid) {
    script.clear();
    documents++;
    switch (reading) {
      case Reading.Usable _ when documents > DOCUMENTS_MAX -> {
        story.complains("more than %d documents: a loop".formatted(DOCUMENTS_MAX));
        drop(VobizCause.INTERNAL);
      }
      case Reading.Usable(VobizDocument document) -> script.addAll(document.verbs());
      case Reading.Unreachable _ -> drop(unreachable);
      case Reading.Invalid _ -> drop(invalid);
    }
  }

  private void dial(Verb.Dial dial) {
    var dialed = new DialRun(dial, leg, carrier, events);
    dialed.ring();
    if (dialed.isConnected()) {
      recorder.dialAnswered();
      conversation = Optional.of(dialed);
    } else {
      afterDial(dialed);
    }
  }

  /** What is told, and in which order, depends on whether the caller is still there. */
  private void afterDial(DialRun dialed) {
    DialEnd end = dialed.end();
    Verb.Dial dial = dialed.dial();
    lastDial = Optional.of(end);
    boolean isGone = end.by() == Party.CALLER || end.isByRequest();
    boolean isHasty = !isGone && carrier.faults().hangupFirst();
    if (isHasty) {
      story.notes("the end is told before the result of the dial");
    }
    if (isGone || isHasty) {
      callerIsGone(end);
      events.tells(dial.action(), dialed.result());
      return;
    }
    if (end.answered()) {
      script.clear();
    }
    if (dial.redirect() && dial.action().isPresent()) {
      follow(
          events.asksForDocument(dial.action().get(), dialed.result()),
          VobizCause.ACTION_UNREACHABLE,
          VobizCause.ACTION_INVALID);
    } else {
      events.tells(dial.action(), dialed.result());
    }
  }

  private void callerIsGone(DialEnd end) {
    VobizCause cause = leg.isAnswered() ? VobizCause.NORMAL : VobizCause.CANCELED;
    boolean isNormal = end.by() == Party.CALLER || end.isByRequest();
    end(isNormal ? cause : VobizCause.END_OF_XML, end.source());
  }

  /** A reason counts only where {@code Hangup} is the very first thing the call meets. */
  private void hangUp(Verb.HangUp hangUp) {
    boolean isFirst = executed == 0;
    VobizCause refusal = hangUp.busy() ? VobizCause.BUSY : VobizCause.REJECTED;
    story.released(isFirst ? (hangUp.busy() ? "busy tone" : "rejects the call") : "hangs up");
    end(isFirst ? refusal : VobizCause.NORMAL, "Answer XML");
  }

  private void endOfDocument() {
    story.released("ends the call");
    String source = lastDial.filter(DialEnd::answered).map(DialEnd::source).orElse("Answer XML");
    end(VobizCause.END_OF_XML, source);
  }

  private void drop(VobizCause cause) {
    story.complains(cause.shown());
    story.released("drops the call");
    end(cause, "Error");
  }

  private void hearEndlessly(Verb.Speak speak) {
    announcer.announce(speak);
    story.notes("the caller hangs up");
    end(VobizCause.NORMAL, DialEnd.sourceOf(Party.CALLER));
  }

  private void hearNothing() {
    story.complains("the answer has no instruction: the call stays up in silence");
    story.notes("the caller hears nothing and hangs up");
    leg.clock().advance(SILENCE_PATIENCE);
    end(VobizCause.CANCELED, DialEnd.sourceOf(Party.CALLER));
  }

  private void end(VobizCause cause, String source) {
    leg.end();
    story.ends(status(cause), lastDial.map(DialEnd::cause).orElse(cause).shown());
    events.hangup(cause, source);
  }

  private CallStatus status(VobizCause cause) {
    boolean isBroken =
        cause.isServerFault() || cause == VobizCause.INTERNAL || cause == VobizCause.CANCELED;
    return lastDial.map(DialEnd::status).orElse(isBroken ? CallStatus.FAILED : CallStatus.REFUSED);
  }
}
