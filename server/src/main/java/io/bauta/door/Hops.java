package io.bauta.door;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads who was asked for by whom, of X-Forwarded-For and of Forwarded (RFC 7239). */
final class Hops {

  private static final String FOR = "for=";

  /** More than the four that there are. */
  private static final int PAIRS_MAX = 10;

  private Hops() {}

  /**
   * What the last proxies said, the last one first; empty text where one did not say.
   *
   * @param most how many are looked at
   */
  static List<String> lastFirst(String value, TrustedProxies.Header header, int most) {
    return switch (header) {
      case X_FORWARDED_FOR -> elements(value, most, false);
      case FORWARDED -> elements(value, most, true).stream().map(Hops::forOf).toList();
    };
  }

  /**
   * Split from the end: what is there our own proxy wrote, and a quote that somebody left open
   * before it does not swallow it.
   */
  private static List<String> elements(String value, int most, boolean mayBeQuoted) {
    List<String> elements = new ArrayList<>();
    boolean quoted = false;
    int end = value.length();
    for (int i = value.length() - 1; i >= 0 && elements.size() < most; i--) {
      char c = value.charAt(i);
      if (c == '"' && mayBeQuoted) {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        elements.add(value.substring(i + 1, end).strip());
        end = i;
      }
    }
    if (elements.size() < most) {
      elements.add(value.substring(0, end).strip());
    }
    return elements;
  }

  private static String forOf(String element) {
    for (String pair : element.split(";", PAIRS_MAX)) {
      String stripped = pair.strip();
      if (stripped.regionMatches(true, 0, FOR, 0, FOR.length())) {
        return stripped.substring(FOR.length()).strip();
      }
    }
    return "";
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
