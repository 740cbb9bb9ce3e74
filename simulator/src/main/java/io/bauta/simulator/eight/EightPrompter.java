package io.bauta.simulator.eight;

import io.bauta.simulator.CallStory;
import io.bauta.simulator.Phone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Speaks to the caller, and takes the digits that the caller keys in. */
final class EightPrompter {

  /** How many characters are spoken in a second. */
  private static final int CHARACTERS_PER_SECOND = 14;

  private static final Duration HANGS_UP_AFTER = Duration.ofSeconds(1);

  private static final Duration MUSIC = Duration.ofSeconds(5);
  private static final String HASH = "#";

  private final EightSession session;
  private final EightEvents events;
  private final boolean keepsHash;
  private int askedForDigits;
  private boolean callerIsGone;

  EightPrompter(EightSession session, EightEvents events, EightSettings settings) {
    this.session = session;
    this.events = events;
    this.keepsHash = settings.has(EightVariant.HASH_AFTER_DIGITS);
  }

  void say(String text, int times) {
    for (int said = 0; said < times && !text.isEmpty(); said++) {
      session.story().hears(text);
      session.clock().advance(Duration.ofSeconds(1 + text.length() / CHARACTERS_PER_SECOND));
    }
  }

  void play(EightAction.PlayFile file) {
    for (int played = 0; played < file.repetition(); played++) {
      session.story().hears("♪ " + file.url());
      session.clock().advance(MUSIC);
    }
  }

  /** The digits that were keyed in, in one of the tries. */
  Optional<String> capture(EightAction.SayAndCapture wanted) {
    for (int attempt = 0; attempt < wanted.tries() && !callerIsGone; attempt++) {
      say(wanted.prompt(), 1);
      Optional<String> digits = digits(wanted);
      if (digits.isPresent()) {
        say(wanted.success(), 1);
        return digits;
      }
      if (!callerIsGone) {
        say(wanted.failure(), 1);
      }
    }
    return Optional.empty();
  }

  /** Whether the caller hung up instead of keying in anything. */
  boolean callerIsGone() {
    return callerIsGone;
  }

  private Optional<String> digits(EightAction.SayAndCapture wanted) {
    Phone caller = session.dialing().caller();
    List<String> keys = caller.keys();
    String entered = askedForDigits < keys.size() ? keys.get(askedForDigits) : "";
    askedForDigits++;
    callerIsGone = entered.isEmpty() && caller.isHangingUpWhenAskedForDigits();
    String digits = counted(entered, wanted);
    if (digits.length() < Math.max(1, wanted.minDigits())
        || isNeverEnded(entered, digits, wanted)) {
      session.clock().advance(callerIsGone ? HANGS_UP_AFTER : wanted.patience());
      return Optional.empty();
    }
    session.clock().advance(Duration.ofSeconds(digits.length()));
    CallStory story = session.story();
    story.keysIn();
    events.status(session.callA(), "DTMF_RECEIVED");
    boolean endedByHash = wanted.completeOnHash() && entered.startsWith(digits + HASH);
    return Optional.of(endedByHash && keepsHash ? digits + HASH : digits);
  }

  /** Where a hash ends an entry, one without it is a timeout: 8x8 captures nothing. */
  private static boolean isNeverEnded(
      String entered, String digits, EightAction.SayAndCapture wanted) {
    return wanted.completeOnHash()
        && !entered.contains(HASH)
        && digits.length() < wanted.maxDigits();
  }

  /** The digits before a hash that ends them, at most as many as were asked for. */
  private static String counted(String entered, EightAction.SayAndCapture wanted) {
    int hash = entered.indexOf(HASH);
    String digits = wanted.completeOnHash() && hash >= 0 ? entered.substring(0, hash) : entered;
    return digits.substring(0, Math.min(digits.length(), wanted.maxDigits()));
  }
}
