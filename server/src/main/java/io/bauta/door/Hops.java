package io.bauta.door;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads who was asked for by whom, of X-Forwarded-For and of Forwarded (RFC 7239). */
final class Hops {

  private static final String FOR = "for=";

  private Hops() {}

  /**
   * What the last proxies said, the last one first; empty text where one did not say.
   *
   * @param most how many are looked at
   */
  static List<String> lastFirst(String value, TrustedProxies.Header header, int most) {
    return switch (header) {
      case X_FORWARDED_FOR -> fromTheEnd(value, ',', most, false);
      case FORWARDED -> fromTheEnd(value, ',', most, true).stream().map(Hops::forOf).toList();
    };
  }

  /**
   * Split from the end: what is there our own proxy wrote, and a quote that somebody left open
   * before it does not swallow it.
   */
  private static List<String> fromTheEnd(
      String value, char separator, int most, boolean mayBeQuoted) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int end = value.length();
    for (int i = value.length() - 1; i >= 0 && parts.size() < most; i--) {
      char c = value.charAt(i);
      if (c == '"' && mayBeQuoted && !(quoted && isEscaped(value, i))) {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(value.substring(i + 1, end).strip());
        end = i;
      }
    }
    if (parts.size() < most) {
      parts.add(value.substring(0, end).strip());
    }
    return parts;
  }

  /** Whether an odd number of backslashes stands before it: then it ends no quoted text. */
  private static boolean isEscaped(String value, int at) {
    int before = at - 1;
    while (before >= 0 && value.charAt(before) == '\\') {
      before--;
    }
    return (at - 1 - before) % 2 != 0;
  }

  /**
   * Whom one proxy names. Beside it may stand what the client wrote, such as the host that it asked
   * for, in quotes: that is no other pair. Who is named twice is not known.
   */
  private static String forOf(String element) {
    List<String> named =
        fromTheEnd(element, ';', Integer.MAX_VALUE, true).stream()
            .filter(pair -> pair.regionMatches(true, 0, FOR, 0, FOR.length()))
            .map(pair -> pair.substring(FOR.length()).strip())
            .toList();
    return named.size() == 1 ? named.getFirst() : "";
  }

  /** The address of one of them, which may be quoted, in brackets, and with a port. */
  static Optional<InetAddress> address(String hop) {
    String text = hop;
    if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
      text = text.substring(1, text.length() - 1).strip();
    }
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 || !isPort(text.substring(end + 1))
          ? Optional.empty()
          : Network.address(text.substring(1, end));
    }
    int colon = text.indexOf(':');
    boolean onlyOne = colon >= 0 && text.indexOf(':', colon + 1) < 0;
    if (onlyOne) {
      return isPort(text.substring(colon))
          ? Network.address(text.substring(0, colon))
          : Optional.empty();
    }
    return Network.address(text);
  }

  private static boolean isPort(String rest) {
    return rest.isEmpty()
        || (rest.length() >= 2
            && rest.length() <= 6
            && rest.charAt(0) == ':'
            && rest.chars().skip(1).allMatch(c -> c >= '0' && c <= '9'));
  }
}
