package io.bauta.simulator.telnyx;

import io.bauta.simulator.Phone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Lets people hear what they are told, and takes the digits that the caller keys in. */
final class CallerMedia {

  /** How many characters are spoken in a second. */
  private static final int CHARACTERS_PER_SECOND = 14;

  private static final Duration MUSIC = Duration.ofSeconds(5);

  private final TelnyxScene scene;
  private int askedForDigits;

  CallerMedia(TelnyxScene scene) {
    this.scene = scene;
  }

  /** Speaks, and tells when it is over; the caller may not wait for that. */
  void speak(Order order, Optional<Phone> destination) {
    TelnyxLeg leg = order.leg();
    scene.events().tell("call.speak.started", leg, scene.events().payloads().base(leg));
    say(leg, order.text("payload").orElse(""), destination);
    leg.announced();
    boolean isGone =
        leg.equals(scene.caller()) && scene.story().dialing().caller().isHangingUpWhenSpokenTo();
    scene.events().tell("call.speak.ended", leg, "status", isGone ? "call_hangup" : "completed");
    if (isGone) {
      scene.ends(leg, TelnyxCause.NORMAL_CLEARING, HangupSource.CALLER);
    }
  }

  /** Plays a sound; one that is repeated for ever goes on behind whatever follows. */
  void play(Order order, Optional<Phone> destination) {
    String sound = order.text("audio_url").or(() -> order.text("media_name")).orElse("sound");
    ObjectNode started = scene.events().payloads().base(order.leg());
    started.put("media_url", sound);
    started.put("overlay", Json.flag(order.body(), "overlay"));
    scene.events().tell("call.playback.started", order.leg(), started);
    boolean isEndless = order.text("loop").filter("infinity"::equals).isPresent();
    hears(order.leg(), "♪ " + sound, destination);
    if (!isEndless) {
      scene.passes(MUSIC);
      ObjectNode ended = started.deepCopy();
      ended.put("status", "completed");
      ended.put("status_detail", "");
      scene.events().tell("call.playback.ended", order.leg(), ended);
    }
  }

  /** Asks for digits and tells what came; the caller may hang up instead. */
  void gather(Order order) {
    DigitRules rules = DigitRules.of(order);
    Gathered gathered = Gathered.nothing();
    for (int attempt = 0; attempt < rules.triesMax() && gathered.isWorthAnother(); attempt++) {
      prompt(order, attempt);
      gathered = attempt(rules);
    }
    ObjectNode ended = scene.events().payloads().base(order.leg());
    ended.put("digits", gathered.digits());
    ended.put("status", gathered.status());
    scene.events().tell("call.gather.ended", order.leg(), ended);
    if (gathered.status().equals(Gathered.HUNG_UP)) {
      scene.ends(order.leg(), TelnyxCause.NORMAL_CLEARING, HangupSource.CALLER);
    }
  }

  private void prompt(Order order, int attempt) {
    Optional<String> words = order.text("payload");
    Optional<String> again = attempt > 0 ? order.text("invalid_payload").or(() -> words) : words;
    again.ifPresent(text -> say(order.leg(), text, Optional.empty()));
  }

  private Gathered attempt(DigitRules rules) {
    Phone caller = scene.story().dialing().caller();
    List<String> keys = caller.keys();
    String entered = askedForDigits < keys.size() ? keys.get(askedForDigits) : "";
    askedForDigits++;
    if (entered.isEmpty()) {
      boolean isGone = caller.isHangingUpWhenAskedForDigits();
      scene.passes(isGone ? Duration.ofSeconds(1) : rules.patience());
      return isGone ? Gathered.hungUp() : Gathered.nothing();
    }
    scene.story().keysIn();
    String counted = rules.counted(entered);
    counted.codePoints().forEach(key -> keyed(Character.toString(key)));
    return rules.judge(counted);
  }

  private void keyed(String digit) {
    scene.passes(Duration.ofSeconds(1));
    scene.events().tell("call.dtmf.received", scene.caller(), "digit", digit);
  }

  private void say(TelnyxLeg leg, String words, Optional<Phone> destination) {
    hears(leg, words, destination);
    scene.passes(Duration.ofSeconds(1 + words.length() / CHARACTERS_PER_SECOND));
  }

  private void hears(TelnyxLeg leg, String words, Optional<Phone> destination) {
    if (leg.equals(scene.caller())) {
      scene.story().hears(words);
    } else {
      destination.ifPresent(phone -> phone.hears(words));
    }
  }
}
