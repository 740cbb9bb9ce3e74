package io.bauta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a telephone number looks like when somebody wrote it down: what a thief would
 * search a copied disk for.
 */
public final class Traces {

  /** Fewer digits come by chance, in the text of a hash. */
  private static final int DIGITS_MIN = 10;

  private final Map<String, byte[]> forms = new LinkedHashMap<>();

  /**
   * Of one number.
   *
   * @param e164 with its plus
   * @param callingCode of its country, without
   */
  public Traces(String e164, String callingCode) {
    String digits = e164.substring(1);
    String national = digits.substring(callingCode.length());
    text("international", digits);
    if (national.length() >= DIGITS_MIN) {
      text("national", national);
    }
    text("in groups of five", groups(national, 5, " "));
    text("in groups of five, with hyphens", groups(national, 5, "-"));
    text("in groups of four", groups(national, 4, " "));
    text("as Americans write it", groups(national, 3, "-"));
    text("encoded for a URL", "%2B" + digits);
    text("as JSON escapes it", "\\u002b" + digits);
    add("as a big-endian long", ByteBuffer.allocate(8).putLong(Long.parseLong(digits)).array());
    add(
        "as a little-endian long",
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(Long.parseLong(digits))
            .array());
    add("packed, two digits a byte", HexFormat.of().parseHex(even(digits)));
  }

  private static String even(String digits) {
    return digits.length() % 2 == 0 ? digits : digits.substring(1);
  }

  private static String groups(String digits, int size, String between) {
    return digits.replaceAll("(\\d{%d})(?=\\d)".formatted(size), "$1" + between);
  }

  private void text(String form, String text) {
    add(form, text.getBytes(UTF_8));
    add(form + ", reversed", new StringBuilder(text).reverse().toString().getBytes(UTF_8));
    add(form + ", in hex", HexFormat.of().formatHex(text.getBytes(UTF_8)).getBytes(UTF_8));
    add(form + ", in UTF-16", text.getBytes(UTF_16LE));
    for (int before = 0; before < 3; before++) {
      // Inside a longer text it is at any of three places in the groups of Base64.
      byte[] shifted = new byte[before + text.length()];
      System.arraycopy(text.getBytes(UTF_8), 0, shifted, before, text.length());
      String encoded = Base64.getEncoder().encodeToString(shifted);
      int from = before == 0 ? 0 : 4;
      int to = (before + text.length()) / 3 * 4;
      add(form + ", in Base64", encoded.substring(from, to).getBytes(UTF_8));
    }
  }

  private void add(String form, byte[] bytes) {
    forms.put(form + " " + forms.size(), bytes);
  }

  /** The first form that is in there, if any. */
  public Optional<String> in(byte[] haystack) {
    String text = new String(haystack, ISO_8859_1);
    return forms.entrySet().stream()
        .filter(form -> text.contains(new String(form.getValue(), ISO_8859_1)))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
