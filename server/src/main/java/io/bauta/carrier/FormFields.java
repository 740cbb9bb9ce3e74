package io.bauta.carrier;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Fields of an {@code application/x-www-form-urlencoded} body or query (WHATWG URL, section 5).
 *
 * <p>Of a field that comes twice the first counts, for the reader and for every check alike.
 */
public final class FormFields {

  /** More fields than any carrier sends. */
  public static final int FIELDS_MAX = 200;

  private static final int FIELDS_USUAL = 24;
  private static final String ESCAPED_PLUS = "%2B";
  private static final char REPLACEMENT = '\uFFFD';

  /**
   * Of each field: where its name begins, or the complement of that where the name has escapes;
   * where its equals sign is, and where its value ends.
   */
  private static final int PLACES = 3;

  // Few fields, each looked at once or twice, and most never: looking through them where they stand
  // costs less than hashing them, or than taking them apart.
  private final String text;
  private final int[] places;

  /** How much of {@link #places} is taken. */
  private final int taken;

  private FormFields(String text, int[] places, int taken) {
    this.text = text;
    this.places = places;
    this.taken = taken;
  }

  private static FormFields read(String text) throws MalformedWebhookException {
    requireEscapes(text);
    int[] places = new int[FIELDS_USUAL * PLACES];
    int taken = 0;
    int count = 0;
    int end;
    for (int start = 0; start < text.length(); start = end + 1) {
      int separator = text.indexOf('&', start);
      end = separator < 0 ? text.length() : separator;
      if (++count > FIELDS_MAX) {
        throw new MalformedWebhookException("more than %d fields".formatted(FIELDS_MAX));
      }
      int equals = text.indexOf('=', start, end);
      if (equals >= 0) {
        places = taken < places.length ? places : Arrays.copyOf(places, 2 * taken);
        places[taken] = isPlain(text, start, equals) ? start : ~start;
        places[taken + 1] = equals;
        places[taken + 2] = end;
        taken += PLACES;
      }
    }
    return new FormFields(text, places, taken);
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
    return read(webhook.method().equals("GET") ? webhook.query() : decodeUtf8(webhook.body()));
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

  /** Where the first field of this name is in {@link #places}; negative when there is none. */
  private int find(String name) {
    for (int place = 0; place < taken; place += PLACES) {
      int start = places[place];
      boolean isNamed =
          start < 0
              ? name(place).equals(name)
              : places[place + 1] - start == name.length() && text.startsWith(name, start);
      if (isNamed) {
        return place;
      }
    }
    return -1;
  }

  private String name(int place) {
    int start = places[place];
    return unescape(text.substring(start < 0 ? ~start : start, places[place + 1]));
  }

  private static String unescape(String text) {
    if (isPlain(text, 0, text.length())) {
      return text;
    }
    // Telephone numbers, of which every call has several.
    if (text.startsWith(ESCAPED_PLUS) && isPlain(text, ESCAPED_PLUS.length(), text.length())) {
      return "+" + text.substring(ESCAPED_PLUS.length());
    }
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static boolean isPlain(String text, int from, int to) {
    return text.indexOf('%', from, to) < 0 && text.indexOf('+', from, to) < 0;
  }

  /** The field's value; empty when it is not there or blank. */
  public Optional<String> get(String name) {
    int place = find(name);
    if (place < 0) {
      return Optional.empty();
    }
    String value = unescape(text.substring(places[place + 1] + 1, places[place + 2]));
    return value.isBlank() ? Optional.empty() : Optional.of(value);
  }

  /** Whether the field is there, be it blank. */
  public boolean has(String name) {
    return find(name) >= 0;
  }

  /** Redacted: the values are telephone numbers. */
  @Override
  public String toString() {
    return IntStream.range(0, taken / PLACES)
        .mapToObj(field -> name(field * PLACES))
        .collect(Collectors.joining(", ", "FormFields[", "]"));
  }
}
