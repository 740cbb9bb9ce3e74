package io.bauta.carrier;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Fields of an {@code application/x-www-form-urlencoded} body or query (WHATWG URL, section 5).
 *
 * <p>Of a field that comes twice the first counts, for the reader and for every check alike.
 */
public final class FormFields {

  /** More fields than any carrier sends. */
  public static final int FIELDS_MAX = 200;

  private final Map<String, String> values;

  private FormFields(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads the fields of a webhook: of its body, or of its query when it was a GET.
   *
   * @throws MalformedWebhookException when they are not UTF-8, or wrongly escaped, or too many
   */
  public static FormFields of(Webhook webhook) throws MalformedWebhookException {
    return webhook.method().equals("GET")
        ? parse(webhook.query())
        : parse(decodeUtf8(webhook.body()));
  }

  private static String decodeUtf8(byte[] body) throws MalformedWebhookException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new MalformedWebhookException("the body is not UTF-8 text");
    }
  }

  private static FormFields parse(String text) throws MalformedWebhookException {
    Map<String, String> values = new HashMap<>();
    int start = 0;
    int count = 0;
    while (start < text.length()) {
      int end = text.indexOf('&', start);
      end = end < 0 ? text.length() : end;
      if (++count > FIELDS_MAX) {
        throw new MalformedWebhookException("more than %d fields".formatted(FIELDS_MAX));
      }
      put(text, start, end, values);
      start = end + 1;
    }
    return new FormFields(values);
  }

  private static void put(String text, int start, int end, Map<String, String> values)
      throws MalformedWebhookException {
    int equals = text.indexOf('=', start);
    if (equals < 0 || equals >= end) {
      return;
    }
    String name = unescape(text.substring(start, equals));
    values.putIfAbsent(name, unescape(text.substring(equals + 1, end)));
  }

  private static String unescape(String text) throws MalformedWebhookException {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException wronglyEscaped) {
      throw new MalformedWebhookException("a field is wrongly percent-escaped");
    }
  }

  /** The field's value; empty when it is not there or blank. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
  }

  /** Whether the field is there, be it blank. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Redacted: the values are telephone numbers. */
  @Override
  public String toString() {
    return "FormFields" + values.keySet();
  }
}
