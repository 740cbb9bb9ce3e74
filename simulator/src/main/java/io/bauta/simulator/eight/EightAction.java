package io.bauta.simulator.eight;

import java.time.Duration;
import java.util.Optional;

/** One action of a callflow, with 8x8's defaults filled in. */
sealed interface EightAction {

  /** What it does, for people; holds real numbers. */
  String described();

  /** Its name in a session's summary. */
  String inSummary();

  record Say(String text, String voiceProfile, int repetition) implements EightAction {
    @Override
    public String described() {
      return "Say “%s”".formatted(text);
    }

    @Override
    public String inSummary() {
      return "SAY";
    }
  }

  record PlayFile(String url, int repetition) implements EightAction {
    @Override
    public String described() {
      return "Play " + url;
    }

    @Override
    public String inSummary() {
      return "PLAY_FILE";
    }
  }

  /**
   * @param success what the caller hears when digits came; may be empty
   * @param failure what the caller hears when none came; may be empty
   */
  record SayAndCapture(
      String prompt,
      String voiceProfile,
      String success,
      String failure,
      boolean completeOnHash,
      int minDigits,
      int maxDigits,
      Duration patience,
      int tries)
      implements EightAction {
    @Override
    public String described() {
      return "Ask for digits";
    }

    @Override
    public String inSummary() {
      return "SAY_AND_CAPTURE";
    }
  }

  /**
   * @param recording whether to record, where it says
   */
  record MakeCall(String source, String destination, Optional<Boolean> recording)
      implements EightAction {
    @Override
    public String described() {
      String recorded = recording.orElse(false) ? ", recorded" : "";
      return "Call %s as %s%s".formatted(destination, source, recorded);
    }

    @Override
    public String inSummary() {
      return "MAKE_CALL";
    }

    /** The action only: both numbers may be real. */
    @Override
    public String toString() {
      return "MakeCall[]";
    }
  }

  record HangUp() implements EightAction {
    @Override
    public String described() {
      return "Hang up";
    }

    @Override
    public String inSummary() {
      return "HANGUP";
    }
  }
}
