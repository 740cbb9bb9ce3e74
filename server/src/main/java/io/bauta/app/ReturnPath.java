package io.bauta.app;

import java.util.Optional;
import java.util.regex.Pattern;

/** A path of this server to which somebody goes after logging in. */
final class ReturnPath {

  /** The most characters. */
  static final int LENGTH_MAX = 500;

  /**
   * A path and perhaps a query, of characters that every browser reads alike. What begins with two
   * slashes names another host, and some read a backslash as a slash.
   */
  private static final Pattern SHAPE =
      Pattern.compile("/(?:[A-Za-z0-9._~!$&'()*+,;=:@%-][A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?");

  private ReturnPath() {}

  /** {@code text}, if it leads to this server and nowhere else. */
  static Optional<String> of(String text) {
    return text.length() <= LENGTH_MAX && SHAPE.matcher(text).matches()
        ? Optional.of(text)
        : Optional.empty();
  }
}
