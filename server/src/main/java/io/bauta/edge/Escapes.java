package io.bauta.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Undoes the escapes of forms, JSON and XML, whichever of them a text is meant to have. */
final class Escapes {

  /** Shown instead of a text that has escapes of escapes of escapes: it wants to hide something. */
  static final String TOO_DEEP = "(escaped too often to be shown)";

  private static final int TIMES_MAX = 4;
  private static final int RADIX_HEX = 16;
  private static final int RADIX_DECIMAL = 10;
  private static final Pattern PERCENT = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");
  private static final Pattern JSON = Pattern.compile("\\\\u([0-9A-Fa-f]{4})");
  private static final Pattern XML = Pattern.compile("&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));?");

  private Escapes() {}

  /** {@code text} without them; what is no escape stays as it is. */
  static String undone(String text) {
    String before = text;
    for (int times = 0; times <= TIMES_MAX; times++) {
      String after = once(before);
      if (after.equals(before)) {
        return after;
      }
      before = after;
    }
    return TOO_DEEP;
  }

  private static String once(String text) {
    String form = PERCENT.matcher(text).replaceAll(Escapes::ofForm);
    String json = JSON.matcher(form).replaceAll(Escapes::ofJson);
    return XML.matcher(json).replaceAll(Escapes::ofXml);
  }

  private static String ofForm(MatchResult bytes) {
    String hex = bytes.group().replace("%", "");
    return Matcher.quoteReplacement(new String(HexFormat.of().parseHex(hex), UTF_8));
  }

  private static String ofJson(MatchResult unit) {
    char half = (char) Integer.parseInt(unit.group(1), RADIX_HEX);
    return Matcher.quoteReplacement(String.valueOf(half));
  }

  private static String ofXml(MatchResult reference) {
    int character =
        reference.group(1) != null
            ? Integer.parseInt(reference.group(1), RADIX_HEX)
            : Integer.parseInt(reference.group(2), RADIX_DECIMAL);
    return Character.isValidCodePoint(character)
        ? Matcher.quoteReplacement(Character.toString(character))
        : "";
  }
}
