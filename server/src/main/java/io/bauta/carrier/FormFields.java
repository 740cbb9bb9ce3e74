package io.bauta.carrier;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Fields of an {@code application/x-www-form-urlencoded} body or query (WHATWG URL, section 5).
 *
 * <p>Of a field that comes twice the first counts, for the reader and for every check alike.
 */
public final class FormFields {

  /** More fields than any carrier sends. */
  public static final int FIELDS_MAX = 200;

  private static final int FIELDS_USUAL = 16;
  private static final String ESCAPED_PLUS = "%2B";
  private static final char REPLACEMENT = '\uFFFD';

  // Few fields, each looked at once or twice: looking through them costs less than hashing them.
  // Most values are never asked for, so they are unescaped only when they are.
  private final List<String> names = new ArrayList<>(FIELDS_USUAL);
  private final List<String> escapedValues = new ArrayList<>(FIELDS_USUAL);

  private FormFields(String text) throws MalformedWebhookException {
    requireEscapes(text);
    int start = 0;
    int count = 0;
    while (start < text.length()) {
      int end = text.indexOf('&', start);
      end = end < 0 ? text.length() : end;
      if (++count > FIELDS_MAX) {
        throw new MalformedWebhookException("more than %d fields".formatted(FIELDS_MAX));
      }
      add(text, start, end);
      start = end + 1;
    }
  }

  private static void requireEscapes(String text) throws MalformedWebhookException {
    for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
      if (i + 2 >= text.length()
          || !HexFormat.isHexDigit(text.charAt(i + 1))
          || !HexFormat.isHexDigit(text.charAt(i + 2))) {
        throw new MalformedWebhookException("a field is wrongly percent-escaped");
      }
    }
  }

  /**
   * Reads the fields of a webhook: of its body, or of its query when it was a GET.
   *
   * @throws MalformedWebhookException when they are not UTF-8, or wrongly escaped, or too many
   */
  public static FormFields of(Webhook webhook) throws MalformedWebhookException {
    return new FormFields(
        webhook.method().equals("GET") ? webhook.query() : decodeUtf8(webhook.body()));
  }

  private static String decodeUtf8(byte[] body) throws MalformedWebhookException {
    // Of wrong bytes this makes a replacement character, which they seldom contain by themselves.
    String text = new String(body, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new MalformedWebhookException("the body is not UTF-8 text");
    }
  }

  private void add(String text, int start, int end) {
    int equals = text.indexOf('=', start, end);
    if (equals >= 0) {
      names.add(unescape(text.substring(start, equals)));
      escapedValues.add(text.substring(equals + 1, end));
    }
  }

  private static String unescape(String text) {
    if (isPlain(text, 0)) {
      return text;
    }
    // Telephone numbers, of which every call has several.
    if (text.startsWith(ESCAPED_PLUS) && isPlain(text, ESCAPED_PLUS.length())) {
      return "+" + text.substring(ESCAPED_PLUS.length());
    }
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static boolean isPlain(String text, int from) {
    return text.indexOf('%', from) < 0 && text.indexOf('+', from) < 0;
  }

  /** The field's value; empty when it is not there or blank. */
  public Optional<String> get(String name) {
    int place = names.indexOf(name);
    return place < 0
        ? Optional.empty()
        : Optional.of(unescape(escapedValues.get(place))).filter(value -> !value.isBlank());
  }

  /** Whether the field is there, be it blank. */
  public boolean has(String name) {
    return names.contains(name);
  }

  /** Redacted: the values are telephone numbers. */
  @Override
  public String toString() {
    return "FormFields" + names;
  }
}
