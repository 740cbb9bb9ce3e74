package io.bauta.simulator.telnyx;

import io.bauta.simulator.CallStory;
import io.bauta.simulator.Party;
import io.bauta.simulator.Phone;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.Ringing;
import io.bauta.simulator.Rung;
import io.bauta.simulator.Screen;
import io.bauta.simulator.telnyx.TelnyxLeg.Side;
import java.time.Duration;
import java.util.List;

/** One transfer: rings the destination, and ends when that fails or when the talk ends. */
final class TransferRun {

  private static final int RING_SECONDS = 30;
  private static final int TALK_SECONDS = 14_400;

  private final Order order;
  private final TelnyxScene scene;
  private final CallStory story;
  private final Phone phone;
  private final Screen screen;
  private final TelnyxLeg leg;
  private TelnyxCause cause = TelnyxCause.UNSPECIFIED;
  private boolean connected;

  TransferRun(Order order, TelnyxScene scene) {
    this.order = order;
    this.scene = scene;
    this.story = scene.story();
    PhoneNetwork network = story.dialing().network();
    String from = order.text("from").orElse(story.dialing().dialed());
    this.phone = network.phone(order.text("to").orElseThrow());
    this.screen = screen(order, from);
    this.leg =
        new TelnyxLeg(Side.DESTINATION, scene.carrier().ids(), from, phone.number(), scene.now());
    leg.clientState(order.text("target_leg_client_state"));
  }

  private static Screen screen(Order order, String from) {
    if (order.text("privacy").filter("id"::equals).isPresent()) {
      return new Screen("anonymous", "anonymous");
    }
    return new Screen(from, order.text("from_display_name").orElse(from));
  }

  TelnyxLeg leg() {
    return leg;
  }

  Phone phone() {
    return phone;
  }

  Order order() {
    return order;
  }

  /** Why the destination's leg ended. */
  TelnyxCause cause() {
    return cause;
  }

  /** Whether the two talk. */
  boolean isConnected() {
    return connected;
  }

  /** Rings the destination, until it is picked up or will not be. */
  void ring() {
    scene.events().initiated(leg);
    if (isBarred()) {
      fails(TelnyxCause.NOT_FOUND, HangupSource.UNKNOWN);
      return;
    }
    story.rings(phone, screen);
    Duration ringTimeout =
        Duration.ofSeconds(Json.number(order.body(), "timeout_secs", RING_SECONDS));
    var ringing = new Ringing(ringTimeout, story.dialing().caller().patience());
    Rung rung = ringing.ring(List.of(phone), screen).getFirst();
    scene.passes(rung.after());
    story.ringEnds(rung);
    switch (rung.ending()) {
      case ANSWERED -> connect();
      case BUSY -> fails(TelnyxCause.USER_BUSY, HangupSource.CALLEE);
      case REJECTED -> fails(TelnyxCause.CALL_REJECTED, HangupSource.CALLEE);
      case UNREACHABLE -> fails(TelnyxCause.NOT_FOUND, HangupSource.CALLEE);
      case UNANSWERED, LOST_RACE -> fails(TelnyxCause.TIMEOUT, HangupSource.CALLER);
      case CALLER_GAVE_UP -> callerGaveUp();
    }
  }

  private boolean isBarred() {
    if (phone.equals(story.dialing().caller())) {
      story.complains("the destination is the caller");
      return true;
    }
    if (story.dialing().network().isProxyNumber(phone.number())) {
      story.complains("the destination is the proxy number " + phone.number());
      return true;
    }
    return false;
  }

  /** The caller's leg stays as it is: nobody is told but the server. */
  private void fails(TelnyxCause why, HangupSource source) {
    cause = why;
    scene.ends(leg, why, source);
    scene.caller().taken(false);
  }

  private void callerGaveUp() {
    TelnyxLeg caller = scene.caller();
    boolean wasAnswered = caller.isAnswered();
    cause = TelnyxCause.ORIGINATOR_CANCEL;
    scene.ends(caller, wasAnswered ? TelnyxCause.NORMAL_CLEARING : cause, HangupSource.CALLER);
    if (scene.carrier().settings().ringsOnAlone()) {
      story.notes("the destination rings on");
    } else {
      stops(HangupSource.CALLER);
    }
  }

  /** Whether the destination rings though the caller is gone. */
  boolean ringsAlone() {
    return !connected && !leg.isOver() && scene.caller().isOver();
  }

  /** The destination rings no more. */
  void stops(HangupSource source) {
    scene.ends(leg, cause, source);
  }

  /** Both legs are told to be bridged, and nothing names the other but the session. */
  private void connect() {
    TelnyxLeg caller = scene.caller();
    leg.answer(scene.now());
    scene.events().answered(leg);
    if (!caller.isAnswered()) {
      caller.answer(scene.now());
      scene.events().answered(caller);
    }
    order
        .text("audio_url")
        .or(() -> order.text("media_name"))
        .ifPresent(sound -> phone.hears("♪ " + sound));
    scene.recorder().begin(order, leg, scene.now());
    connected = true;
    leg.taken(true);
    scene.events().bridged(caller);
    scene.events().bridged(leg);
    story.connects(phone);
  }

  /**
   * Ends the talk; Telnyx does where the limit comes before {@code talk} has passed.
   *
   * @param talk how long they talk in all, but not less than they have already
   */
  void endTalk(Party who, Duration talk) {
    Duration limit = Duration.ofSeconds(Json.number(order.body(), "time_limit_secs", TALK_SECONDS));
    boolean isLimited = talk.compareTo(limit) >= 0;
    Party by = isLimited ? Party.CARRIER : who;
    Duration soFar = Duration.between(leg.answeredAt().orElseThrow(), scene.now());
    Duration wanted = isLimited ? limit : talk;
    Duration talked = wanted.compareTo(soFar) > 0 ? wanted : soFar;
    scene.passes(talked.minus(soFar));
    connected = false;
    story.talkEnds(by, talked);
    cause = by == Party.CARRIER ? TelnyxCause.TIME_LIMIT : TelnyxCause.NORMAL_CLEARING;
    switch (by) {
      case CALLER -> bothEnd(true, HangupSource.CALLER, HangupSource.CALLER);
      case DESTINATION -> bothEnd(false, HangupSource.CALLEE, HangupSource.CALLEE);
      case CARRIER -> bothEnd(true, HangupSource.UNKNOWN, HangupSource.UNKNOWN);
      case SERVER -> bothEnd(true, HangupSource.CALLEE, HangupSource.CALLER);
    }
  }

  private void bothEnd(boolean callerFirst, HangupSource ofCaller, HangupSource ofDestination) {
    boolean isParked = !callerFirst && order.text("park_after_unbridge").isPresent();
    if (callerFirst) {
      scene.ends(scene.caller(), cause, ofCaller);
    }
    scene.ends(leg, cause, ofDestination);
    if (!callerFirst && !isParked) {
      scene.ends(scene.caller(), cause, ofCaller);
    }
    scene.caller().taken(false);
  }
}
