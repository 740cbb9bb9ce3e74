package io.bauta.carrier.vobiz;

import io.bauta.number.PhoneNumber;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.speech.Language;
import io.bauta.speech.Words;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Writes the documents that Vobiz carries out.
 *
 * <p>Nothing comes before the first Dial but the order to record, and before that a notice, which
 * Vobiz must answer the call for and bills from then on: PreAnswer would speak unbilled, but not on
 * every route, and what must be heard must not be left unsaid. Nothing follows a Dial but another
 * one, which rings the next number: Vobiz goes on to it only when nobody was connected. The end of
 * the document ends the call, whether a Dial connected or not.
 */
final class VobizXml {

  private static final String BEGIN = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>";

  /** As the first element it refuses the call unanswered and unbilled. */
  private static final String HANGUP = "<Hangup reason=\"rejected\"/></Response>";

  /** Ends the call, whatever its state. */
  static final String END = BEGIN + HANGUP;

  /** Seconds for all digits, counted from the end of the prompt. */
  private static final long ENTERING_MIN = 5;

  private static final long ENTERING_MAX = 60;

  /** Seconds after which whoever pauses has entered all that they will. */
  private static final String BETWEEN_DIGITS = "5";

  private static final int DIGITS_MAX = 32;

  /** Of words that are in none of their own. */
  private static final String LANGUAGE = "en-US";

  private VobizXml() {}

  /**
   * Rings whoever is to answer, who sees a number that they can call back; before that the caller
   * hears what they must.
   *
   * <p>callerId and callerName are both given: without them Vobiz presents the caller's number, and
   * the name that it knows of the caller is their number too. hangupOnStar and dialMusic say what
   * their defaults are: the star key belongs to whoever is talked to, and the caller hears the
   * destination's own ringing instead of something fetched. The other options have no default that
   * does anything, and no value that says so.
   */
  static String dial(Connect connect, Optional<VobizCallbacks> callbacks) {
    StringBuilder xml = new StringBuilder(600).append(BEGIN).append(speak(connect.notice()));
    if (connect.recorded()) {
      callbacks.ifPresent(urls -> record(xml, connect, urls.recording()));
    }
    if (connect.ringsTogether()) {
      dial(xml, connect, connect.destinations(), false, callbacks);
    } else {
      PhoneNumber last = connect.destinations().getLast();
      for (PhoneNumber number : connect.destinations()) {
        dial(xml, connect, List.of(number), !number.equals(last), callbacks);
      }
    }
    return xml.append("</Response>").toString();
  }

  private static void dial(
      StringBuilder xml,
      Connect connect,
      List<PhoneNumber> numbers,
      boolean moreFollow,
      Optional<VobizCallbacks> callbacks) {
    xml.append("<Dial");
    String callerId = connect.callerId().e164();
    // Numbers need no escaping, and this is on the way of every call.
    xml.append(" callerId=\"").append(callerId);
    xml.append("\" callerName=\"").append(callerId);
    xml.append("\" timeout=\"").append(seconds(connect.ringTimeout()));
    xml.append("\" timeLimit=\"").append(seconds(connect.talkLimit()));
    xml.append("\" hangupOnStar=\"false\" dialMusic=\"real\"");
    callbacks.ifPresent(
        urls -> callbacks(xml, urls.dial(connect.ringsSeveral()), urls.result(moreFollow)));
    xml.append('>');
    numbers.forEach(number -> xml.append("<Number>").append(number.e164()).append("</Number>"));
    xml.append("</Dial>");
  }

  /**
   * Records from here to the end of the call, so what was announced before is not in it. Left to
   * itself Vobiz would beep, and end after a minute, of the call or of silence. What ends a plain
   * recording by a key has no value that says none. Nothing is told when it begins, which is no
   * more than its id.
   */
  private static void record(StringBuilder xml, Connect connect, String told) {
    String longest =
        seconds(
            connect
                .ringTimeout()
                .multipliedBy(connect.destinations().size())
                .plus(connect.talkLimit()));
    xml.append("<Record");
    attribute(xml, "recordSession", "true");
    attribute(xml, "startOnDialAnswer", "false");
    attribute(xml, "redirect", "false");
    attribute(xml, "fileFormat", "mp3");
    attribute(xml, "maxLength", longest);
    attribute(xml, "timeout", longest);
    attribute(xml, "playBeep", "false");
    attribute(xml, "callbackUrl", told);
    attribute(xml, "callbackMethod", "POST");
    xml.append("/>");
  }

  /**
   * With redirect, an outage of ours when the result is told would end the call (7012), and of
   * several numbers only the first would be rung.
   */
  private static void callbacks(StringBuilder xml, String dial, String result) {
    attribute(xml, "callbackUrl", dial);
    xml.append(" callbackMethod=\"POST\"");
    attribute(xml, "action", result);
    xml.append(" method=\"POST\" redirect=\"false\"");
  }

  /**
   * Asks for digits, and asks us again with them.
   *
   * <p>One page says of a caller who enters nothing both that the next element is carried out and
   * that the action is called with empty digits: either way we are asked. Vobiz logs what is
   * entered unless told not to.
   */
  static String gather(Challenge challenge, String digitsUrl) {
    StringBuilder xml = new StringBuilder(600).append(BEGIN).append("<Gather");
    attribute(xml, "action", digitsUrl);
    attribute(xml, "method", "POST");
    attribute(xml, "inputType", "dtmf");
    attribute(xml, "executionTimeout", entering(challenge.timeForAll()));
    attribute(xml, "digitEndTimeout", BETWEEN_DIGITS);
    attribute(xml, "finishOnKey", "#");
    attribute(xml, "numDigits", Integer.toString(Math.clamp(challenge.digitsMax(), 1, DIGITS_MAX)));
    attribute(xml, "redirect", "true");
    attribute(xml, "log", "false");
    xml.append('>').append(speak(Optional.of(challenge.prompt()))).append("</Gather>");
    xml.append("<Redirect method=\"POST\">");
    escape(xml, digitsUrl);
    return xml.append("</Redirect></Response>").toString();
  }

  /** Refuses the call, with words that the caller is billed to hear, or in silence. */
  static String refusal(Optional<Words> announcement) {
    return BEGIN + speak(announcement) + HANGUP;
  }

  /** Nothing where there is nothing that could be spoken: an empty Speak is an error. */
  private static String speak(Optional<Words> words) {
    if (words.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    escape(text, words.get().text());
    if (text.toString().isBlank()) {
      return "";
    }
    StringBuilder xml = new StringBuilder("<Speak voice=\"WOMAN\"");
    attribute(xml, "language", words.flatMap(Words::language).map(Language::tag).orElse(LANGUAGE));
    return xml.append(" loop=\"1\">").append(text).append("</Speak>").toString();
  }

  private static String entering(Duration time) {
    return Long.toString(Math.clamp(time.toSeconds(), ENTERING_MIN, ENTERING_MAX));
  }

  /** Both must be positive; 0 is no value that the documentation allows. */
  private static String seconds(Duration duration) {
    return Long.toString(Math.max(1, duration.toSeconds()));
  }

  private static void attribute(StringBuilder xml, String name, String value) {
    xml.append(' ').append(name).append("=\"");
    escape(xml, value);
    xml.append('"');
  }

  private static void escape(StringBuilder xml, String text) {
    if (isPlain(text)) {
      xml.append(text);
    } else {
      escapeEach(xml, text);
    }
  }

  /** Whether {@code text} stands for itself, as numbers and most URLs do. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '&' || c == '<' || c == '>' || c == '"' || c == '\'') {
        return false;
      }
    }
    return true;
  }

  /** Drops what XML 1.0 has no way to write, such as most control characters. */
  private static void escapeEach(StringBuilder xml, String text) {
    int codePoint;
    for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(i);
      switch (codePoint) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '"' -> xml.append("&quot;");
        case '\'' -> xml.append("&apos;");
        default -> {
          if (isXml(codePoint)) {
            xml.appendCodePoint(codePoint);
          }
        }
      }
    }
  }

  /** The production Char of XML 1.0, section 2.2. */
  private static boolean isXml(int codePoint) {
    return codePoint == '\t'
        || codePoint == '\n'
        || codePoint == '\r'
        || (codePoint >= 0x20 && codePoint <= 0xD7FF)
        || (codePoint >= 0xE000 && codePoint <= 0xFFFD)
        || codePoint >= 0x10000;
  }
}
