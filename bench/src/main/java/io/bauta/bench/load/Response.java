package io.bauta.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** A response on its way in. */
final class Response extends HttpMessage {

  private static final int DIGITS_MAX = 20;
  private static final int STATUS_PLACE = "HTTP/1.1 ".length();

  private final byte[] sought = new byte[DIGITS_MAX];

  int status() {
    return number(STATUS_PLACE);
  }

  /** Whether {@code text} begins within the first 100 bytes of the body. */
  boolean bodyHas(String text) {
    int last = Math.min(bodyStart() + 100, end() - text.length());
    for (int start = bodyStart(); start <= last; start++) {
      int i = 0;
      while (i < text.length() && bytes()[start + i] == text.charAt(i)) {
        i++;
      }
      if (i == text.length()) {
        return true;
      }
    }
    return false;
  }

  /** Whether the last {@code length} digits of {@code number} stand anywhere in the body. */
  boolean bodyHasDigits(long number, int length) {
    Template.decimal(sought, 0, length, number);
    for (int start = bodyStart(); start + length <= end(); start++) {
      int i = 0;
      while (i < length && bytes()[start + i] == sought[i]) {
        i++;
      }
      if (i == length) {
        return true;
      }
    }
    return false;
  }

  int bodyLength() {
    return end() - bodyStart();
  }

  String body() {
    return new String(bytes(), bodyStart(), end() - bodyStart(), US_ASCII);
  }
}
