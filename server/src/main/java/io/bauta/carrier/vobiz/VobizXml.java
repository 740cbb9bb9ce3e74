package io.bauta.carrier.vobiz;

import io.bauta.routing.RoutingDecision.Connect;
import java.time.Duration;
import java.util.Optional;

/**
 * Writes the documents that Vobiz carries out.
 *
 * <p>Nothing ever follows a Dial: the end of the document ends the call, whether the Dial connected
 * or not.
 */
final class VobizXml {

  private static final String BEGIN = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>";

  /** As the first element it refuses the call unanswered and unbilled. */
  private static final String HANGUP = "<Hangup reason=\"rejected\"/></Response>";

  /** Ends the call, whatever its state. */
  static final String END = BEGIN + HANGUP;

  private VobizXml() {}

  /**
   * Rings the destination, which sees a number that it can call back.
   *
   * <p>callerId and callerName are both given: without them Vobiz presents the caller's number, and
   * the name that it knows of the caller is their number too. hangupOnStar and dialMusic say what
   * their defaults are: the star key belongs to whoever is talked to, and the caller hears the
   * destination's own ringing instead of something fetched. The other options have no default that
   * does anything, and no value that says so.
   */
  static String dial(Connect connect, Optional<VobizCallbacks> callbacks) {
    StringBuilder xml = new StringBuilder(600).append(BEGIN).append("<Dial");
    String callerId = connect.callerId().e164();
    attribute(xml, "callerId", callerId);
    attribute(xml, "callerName", callerId);
    attribute(xml, "timeout", seconds(connect.ringTimeout()));
    attribute(xml, "timeLimit", seconds(connect.talkLimit()));
    attribute(xml, "hangupOnStar", "false");
    attribute(xml, "dialMusic", "real");
    callbacks.ifPresent(urls -> callbacks(xml, urls));
    xml.append("><Number>").append(connect.destination().e164());
    return xml.append("</Number></Dial></Response>").toString();
  }

  /** With redirect, an outage of ours when the result is told would end the call (7012). */
  private static void callbacks(StringBuilder xml, VobizCallbacks urls) {
    attribute(xml, "callbackUrl", urls.dial());
    attribute(xml, "callbackMethod", "POST");
    attribute(xml, "action", urls.result());
    attribute(xml, "method", "POST");
    attribute(xml, "redirect", "false");
  }

  /** Refuses the call, with words that the caller is billed to hear, or in silence. */
  static String refusal(Optional<String> announcement) {
    StringBuilder words = new StringBuilder();
    announcement.ifPresent(text -> escape(words, text));
    if (words.toString().isBlank()) {
      return END;
    }
    return BEGIN
        + "<Speak voice=\"WOMAN\" language=\"en-US\" loop=\"1\">"
        + words
        + "</Speak>"
        + HANGUP;
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
