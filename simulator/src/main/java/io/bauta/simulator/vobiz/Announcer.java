package io.bauta.simulator.vobiz;

import io.bauta.simulator.Phone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Speaks to the caller, and takes the digits that the caller keys in. */
final class Announcer {

  /** How many characters are spoken in a second. */
  private static final int CHARACTERS_PER_SECOND = 14;

  private static final Duration HANGS_UP_AFTER = Duration.ofSeconds(1);

  private static final Duration MUSIC = Duration.ofSeconds(5);

  private final CallerLeg leg;
  private final VobizEvents events;
  private int askedForDigits;

  Announcer(CallerLeg leg, VobizEvents events) {
    this.leg = leg;
    this.events = events;
  }

  /**
   * Answers the call and announces.
   *
   * @return whether the caller waited for the end of it
   */
  boolean announce(Verb announcement) {
    leg.answer();
    say(announcement);
    return !leg.dialing().caller().isHangingUpWhenSpokenTo();
  }

  void announceUnanswered(List<Verb> announcements) {
    announcements.forEach(this::say);
  }

  /**
   * Asks for digits.
   *
   * @return what the caller keyed in, nothing where they let the time pass; empty where they hung
   *     up instead
   */
  Optional<String> digits(Verb.Gather gather) {
    leg.answer();
    gather.prompts().forEach(this::say);
    Phone caller = leg.dialing().caller();
    List<String> keys = caller.keys();
    String entered = askedForDigits < keys.size() ? keys.get(askedForDigits) : "";
    askedForDigits++;
    String digits = gather.takesKeys() ? counted(entered, gather) : "";
    if (!digits.isEmpty()) {
      leg.clock().advance(Duration.ofSeconds(digits.length()));
      leg.story().keysIn();
      return Optional.of(digits);
    }
    boolean isGone = entered.isEmpty() && caller.isHangingUpWhenAskedForDigits();
    leg.clock().advance(isGone ? HANGS_UP_AFTER : gather.patience());
    return isGone ? Optional.empty() : Optional.of("");
  }

  /** What the action of a Gather is told. */
  SortedMap<String, String> gathered(String digits) {
    SortedMap<String, String> fields = events.fields().standard("Gather");
    fields.put("InputType", "dtmf");
    fields.put("Digits", digits);
    fields.put("BilledAmount", "0");
    return fields;
  }

  /** The digits before a finishing key, at most as many as were asked for. */
  private static String counted(String entered, Verb.Gather gather) {
    var digits = new StringBuilder();
    for (int i = 0; i < entered.length() && digits.length() < gather.digits(); i++) {
      char key = entered.charAt(i);
      if (gather.finishKeys().indexOf(key) >= 0) {
        break;
      }
      digits.append(key);
    }
    return digits.toString();
  }

  private void say(Verb announcement) {
    switch (announcement) {
      case Verb.Speak(String text, int loop) -> {
        for (int said = 0; said < Math.clamp(loop, 1, 3); said++) {
          leg.story().hears(text);
          leg.clock().advance(Duration.ofSeconds(1 + text.length() / CHARACTERS_PER_SECOND));
        }
      }
      case Verb.Play(String url) -> {
        leg.story().hears("♪ " + url);
        leg.clock().advance(MUSIC);
      }
      case Verb.Wait(Duration length) -> leg.clock().advance(length);
      default -> throw new IllegalArgumentException("not an announcement");
    }
  }
}
