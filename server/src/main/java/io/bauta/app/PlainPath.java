package io.bauta.app;

import java.util.regex.Pattern;

/**
 * A path that everybody reads alike. The HTTP library unescapes a path, drops what follows a
 * semicolon, and goes up for two dots, before it looks who serves it. A proxy in front that lets
 * only some paths through does some of that or none, and would let through what leads elsewhere
 * here.
 */
final class PlainPath {

  /** Empty and dotted steps, parameters, and escapes of what separates steps or is a dot. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile("//|;|/\\.{1,2}(?:/|$)|%2f|%5c|%2e", Pattern.CASE_INSENSITIVE);

  private PlainPath() {}

  /** Whether {@code rawPath}, which begins with a slash, is one. */
  static boolean is(String rawPath) {
    return isPlainAtFirstSight(rawPath)
        || (!AMBIGUOUS.matcher(rawPath).find() && !isFirstStepEscaped(rawPath));
  }

  /** On the way of every answer; a pattern takes far longer. */
  private static boolean isPlainAtFirstSight(String rawPath) {
    return rawPath.indexOf('%') < 0
        && rawPath.indexOf(';') < 0
        && !rawPath.contains("//")
        && !rawPath.contains("/.");
  }

  /** By its first step a proxy tells one part of the server from another. */
  private static boolean isFirstStepEscaped(String rawPath) {
    int end = rawPath.indexOf('/', 1);
    return (end < 0 ? rawPath : rawPath.substring(0, end)).indexOf('%') >= 0;
  }
}
