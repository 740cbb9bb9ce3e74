package io.bauta.simulator.telnyx;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.CallStory;
import io.bauta.simulator.Conversation;
import io.bauta.simulator.Dialing;
import io.bauta.simulator.Party;
import io.bauta.simulator.Phone;
import io.bauta.simulator.Reply;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.telnyx.TelnyxLeg.Side;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One call on Telnyx: tells of it and then lives by the commands that come.
 *
 * <p>A thread of its own plays it, because commands come from other threads whenever the server
 * likes, also while the two talk. That thread alone writes the story, tells events and moves time;
 * all others put something into its mailbox.
 */
final class TelnyxCall implements Conversation {

  /** The most commands that wait; more are answered 429. */
  static final int MAILBOX_MAX = 64;

  /** The most commands that one call may go through before it counts as a loop. */
  static final int COMMANDS_MAX = 200;

  /** How long a caller listens to nothing. */
  static final Duration SILENCE_PATIENCE = Duration.ofSeconds(60);

  /** How long a caller lets it ring. */
  static final Duration RING_PATIENCE = Duration.ofSeconds(30);

  private final TelnyxCarrier carrier;
  private final String sessionId;
  private final TelnyxApplication application;
  private final String connectionId;
  private final CallStory story;
  private final TelnyxLeg caller;
  private final TelnyxEvents events;
  private final TelnyxScene scene;
  private final CallerMedia media;
  private final CommandManners manners;
  private final BlockingQueue<Mail> mailbox = new ArrayBlockingQueue<>(MAILBOX_MAX);
  private final CompletableFuture<Void> settled = new CompletableFuture<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private @Nullable TransferRun transfer;
  private CallStatus status = CallStatus.FAILED;
  private String cause = "";
  private int commands;
  private boolean wasCommanded;

  TelnyxCall(TelnyxCarrier carrier, Dialing dialing) {
    this.carrier = carrier;
    this.sessionId = carrier.ids().uuid();
    this.story = new CallStory(dialing);
    TelnyxSettings settings = carrier.settings();
    this.application = carrier.applicationOf(dialing.dialed());
    this.connectionId = application.id();
    String from = dialing.caller().isWithheld() ? settings.withheld() : dialing.caller().number();
    this.caller =
        new TelnyxLeg(Side.CALLER, carrier.ids(), from, dialing.dialed(), dialing.clock().now());
    var payloads =
        new TelnyxPayloads(
            sessionId,
            connectionId,
            carrier.numbers().tags(dialing.dialed()),
            settings.observedFields());
    this.events = new TelnyxEvents(carrier, application, story, payloads);
    var recorder = new LegRecorder(carrier, events, sessionId, connectionId);
    this.scene = new TelnyxScene(carrier, story, events, recorder, caller);
    this.media = new CallerMedia(scene);
    this.manners = new CommandManners(story);
  }

  /** What comes from other threads. */
  private sealed interface Mail {
    record Command(Order order) implements Mail {}

    record EndOfTalk(Party who, Duration talk) implements Mail {}
  }

  String sessionId() {
    return sessionId;
  }

  String connectionId() {
    return connectionId;
  }

  TelnyxLeg caller() {
    return caller;
  }

  CallStory story() {
    return story;
  }

  CommandManners manners() {
    return manners;
  }

  boolean isFull() {
    return mailbox.remainingCapacity() <= 1;
  }

  /** Whether Telnyx would present {@code number} as this account's. */
  boolean isOurNumber(String number) {
    return carrier.numbers().has(number) || story.dialing().network().owns(carrier, number);
  }

  /** Puts a command where the play finds it; one that was refused may get lost. */
  void hearsOf(Order order) {
    if (!mailbox.offer(new Mail.Command(order)) && order.accepted()) {
      throw new IllegalStateException("the judge looked whether there is room");
    }
  }

  /** Plays the call until it ended or the two talk. */
  SimulatedCall play() {
    carrier.runs(this::run);
    settled.join();
    return new SimulatedCall(sessionId, carrier.displayName(), story, this);
  }

  @Override
  public void endsBy(Party who, Duration talk) {
    if (!mailbox.offer(new Mail.EndOfTalk(who, talk))) {
      throw new IllegalStateException("too many commands wait");
    }
    over.join();
  }

  /** Waits until the call is over; false where that takes longer. */
  boolean isOverWithin(Duration patience) throws InterruptedException {
    try {
      over.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the play of the call broke off", e);
    }
  }

  private void run() {
    try {
      live();
      settled.complete(null);
      over.complete(null);
    } catch (InterruptedException e) {
      story.ends(CallStatus.FAILED, "the simulator was closed");
      settled.complete(null);
      over.complete(null);
    } catch (RuntimeException | Error e) {
      settled.completeExceptionally(e);
      over.completeExceptionally(e);
    }
  }

  private void live() throws InterruptedException {
    Reply reply = events.begins(caller);
    Duration patience = isHopeless(reply) ? Duration.ZERO : carrier.settings().patience();
    while (!caller.isOver()) {
      next(patience).ifPresentOrElse(this::act, this::nothingComes);
      patience = carrier.settings().patience();
    }
    TransferRun alone = transfer;
    while (alone != null && alone.ringsAlone()) {
      next(patience).ifPresentOrElse(this::act, () -> nobodyStops(alone));
    }
    story.ends(status, cause);
    scene.recorder().tellFinished();
    events.catchUp();
  }

  /** A server that was too slow may still have understood; one that refused has not. */
  private static boolean isHopeless(Reply reply) {
    boolean isLate = reply instanceof Reply.Missing missing && missing.why().equals("timeout");
    return !reply.isOk() && !isLate;
  }

  private Optional<Mail> next(Duration patience) throws InterruptedException {
    events.catchUp();
    if (isTalking()) {
      settled.complete(null);
      return Optional.of(mailbox.take());
    }
    return Optional.ofNullable(mailbox.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void act(Mail mail) {
    switch (mail) {
      case Mail.EndOfTalk(Party who, Duration talk) -> endTalk(who, talk);
      case Mail.Command(Order order) -> {
        story.commanded(order.action(), order.described(), order.status());
        commands++;
        wasCommanded |= order.accepted();
        if (order.accepted() && commands <= COMMANDS_MAX) {
          carryOut(order);
        } else if (commands > COMMANDS_MAX) {
          loops();
        }
      }
    }
  }

  private void carryOut(Order order) {
    order.leg().clientState(order.text("client_state"));
    events.tellTo(order.text("webhook_url"));
    Optional<Phone> destination = Optional.ofNullable(transfer).map(TransferRun::phone);
    switch (order.action()) {
      case "answer" -> answer(order);
      case "reject" -> reject(order);
      case "hangup" -> hangUp();
      case "transfer" -> transfer(order);
      case "speak" -> speak(order, destination);
      case "playback_start" -> media.play(order, destination);
      case "gather", "gather_using_speak" -> gather(order);
      case "record_start" -> scene.recorder().start(order, scene.now());
      case "record_stop" -> scene.recorder().stop(order, scene.now());
      case "record_pause", "record_resume", "playback_stop", "client_state_update" -> {}
      default -> throw new IllegalStateException("a form without a play: " + order.action());
    }
  }

  private void answer(Order order) {
    if (caller.isAnswered()) {
      story.complains("a call was answered twice");
      return;
    }
    caller.answer(scene.now());
    events.answered(caller);
    scene.recorder().begin(order, caller, scene.now());
  }

  private void reject(Order order) {
    boolean isBusy = order.text("cause").filter("USER_BUSY"::equals).isPresent();
    story.released(isBusy ? "busy tone" : "rejects the call");
    ends(isBusy ? TelnyxCause.USER_BUSY : TelnyxCause.CALL_REJECTED, HangupSource.CALLEE);
    status = CallStatus.REFUSED;
  }

  private void hangUp() {
    if (transfer != null && transfer.ringsAlone()) {
      story.notes("the destination stops ringing");
      transfer.stops(HangupSource.CALLER);
      return;
    }
    if (isTalking()) {
      endTalk(Party.SERVER, Duration.ZERO);
      return;
    }
    story.released("hangs up");
    ends(TelnyxCause.NORMAL_CLEARING, HangupSource.CALLEE);
    if (transfer == null) {
      status = CallStatus.REFUSED;
    }
  }

  private void transfer(Order order) {
    var run = new TransferRun(order, scene);
    transfer = run;
    carrier.knows(run.leg(), this);
    run.ring();
    if (!run.isConnected()) {
      status = run.cause().status();
      cause = run.cause().wire();
    }
  }

  private void speak(Order order, Optional<Phone> destination) {
    media.speak(order, destination);
    if (caller.isOver() && transfer == null) {
      status = CallStatus.CANCELLED;
      cause = TelnyxCause.NORMAL_CLEARING.wire();
    }
  }

  private void gather(Order order) {
    media.gather(order);
    if (caller.isOver()) {
      status = CallStatus.CANCELLED;
      cause = TelnyxCause.NORMAL_CLEARING.wire();
    }
  }

  private void endTalk(Party who, Duration talk) {
    if (transfer != null && transfer.isConnected()) {
      transfer.endTalk(who, talk);
      status = CallStatus.COMPLETED;
      cause = transfer.cause().wire();
    }
  }

  /** Ends the caller's leg; the cause counts unless the destination's leg had one. */
  private void ends(TelnyxCause why, HangupSource source) {
    scene.ends(caller, why, source);
    if (transfer == null) {
      cause = why.wire();
    }
  }

  private void nobodyStops(TransferRun alone) {
    story.complains("the destination rang on for nobody: its leg was not ended");
    alone.stops(HangupSource.UNKNOWN);
  }

  private void nothingComes() {
    Optional<Duration> limit = application.firstCommandTimeout();
    if (!wasCommanded && limit.filter(time -> time.compareTo(RING_PATIENCE) <= 0).isPresent()) {
      story.complains(
          "no command came: Telnyx ended the call after " + limit.get().toSeconds() + " s");
      scene.passes(limit.get());
      story.released("hangs up: no command came");
      ends(TelnyxCause.TIMEOUT, HangupSource.UNKNOWN);
      return;
    }
    boolean isAnswered = caller.isAnswered();
    story.complains(
        isAnswered
            ? "the caller was left in silence: no command came"
            : "the caller heard it ring for ever: no command came");
    scene.passes(isAnswered ? SILENCE_PATIENCE : RING_PATIENCE);
    story.notes("the caller gives up");
    ends(
        isAnswered ? TelnyxCause.NORMAL_CLEARING : TelnyxCause.ORIGINATOR_CANCEL,
        HangupSource.CALLER);
  }

  private void loops() {
    story.complains("more than %d commands: a loop".formatted(COMMANDS_MAX));
    if (isTalking()) {
      endTalk(Party.SERVER, Duration.ZERO);
    } else {
      ends(TelnyxCause.UNSPECIFIED, HangupSource.UNKNOWN);
    }
    status = CallStatus.FAILED;
  }

  private boolean isTalking() {
    return transfer != null && transfer.isConnected();
  }
}
