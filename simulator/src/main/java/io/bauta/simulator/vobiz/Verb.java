package io.bauta.simulator.vobiz;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One element of a VobizXML document, with Vobiz's defaults filled in. */
sealed interface Verb {

  /** What it does, for people; holds real numbers. */
  String described();

  /** Another document to fetch or a result to tell: URL as written, and GET or POST. */
  record Callback(String url, String method) {}

  record Speak(String text, int loop) implements Verb {
    @Override
    public String described() {
      return "Say “%s”".formatted(text);
    }
  }

  record Play(String url) implements Verb {
    @Override
    public String described() {
      return "Play " + url;
    }
  }

  record Wait(Duration length) implements Verb {
    @Override
    public String described() {
      return "Wait %d s".formatted(length.toSeconds());
    }
  }

  /** Announcements that do not answer the call. */
  record PreAnswer(List<Verb> announcements) implements Verb {
    @Override
    public String described() {
      return announcements.stream().map(Verb::described).collect(Collectors.joining(", "));
    }
  }

  /**
   * @param busy whether the caller hears a busy tone rather than a rejection
   */
  record HangUp(boolean busy) implements Verb {
    @Override
    public String described() {
      return busy ? "Hang up (busy)" : "Hang up";
    }
  }

  record Dial(
      Optional<String> callerId,
      Optional<String> callerName,
      Duration ringTimeout,
      Duration talkLimit,
      Optional<Callback> action,
      boolean redirect,
      Optional<Callback> events,
      Map<String, String> sipHeaders,
      List<String> numbers)
      implements Verb {
    @Override
    public String described() {
      return "Dial %s as %s"
          .formatted(String.join(", ", numbers), callerId.orElse("the caller’s own number"));
    }
  }

  record Record(
      boolean wholeCall,
      boolean fromDialAnswer,
      Optional<Callback> action,
      Optional<Callback> events,
      Duration maxLength,
      Duration silence,
      String format)
      implements Verb {
    @Override
    public String described() {
      return "Record";
    }
  }

  /**
   * @param redirect whether the reply to the action takes the place of what follows
   * @param takesKeys whether keys count, and not words alone
   */
  record Gather(
      Callback action,
      boolean redirect,
      List<Verb> prompts,
      boolean takesKeys,
      Duration patience,
      int digits,
      String finishKeys)
      implements Verb {
    @Override
    public String described() {
      return "Ask for digits";
    }
  }

  record Redirect(Callback document) implements Verb {
    @Override
    public String described() {
      return "Redirect";
    }
  }
}
