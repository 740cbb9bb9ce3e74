package io.bauta.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * A response on its way in: an HTTP/1.1 status line, headers with a {@code Content-Length}, a body.
 */
final class Response {

  static final int BYTES_MAX = 16 * 1024;

  private static final byte[] CONTENT_LENGTH = "\r\ncontent-length:".getBytes(US_ASCII);
  private static final int DIGITS_MAX = 20;
  private static final int STATUS_PLACE = "HTTP/1.1 ".length();

  private final ByteBuffer in = ByteBuffer.allocateDirect(BYTES_MAX);
  private final byte[] bytes = new byte[BYTES_MAX];
  private final byte[] sought = new byte[DIGITS_MAX];
  private int length;
  private int bodyStart;
  private int end;

  /** Where the socket puts what it reads. */
  ByteBuffer in() {
    return in;
  }

  /** Takes in what was read; true when the response is whole. */
  boolean isWhole() {
    int read = in.flip().remaining();
    in.get(bytes, length, read).clear();
    length += read;
    if (end == 0) {
      findEnd();
    }
    return end > 0 && length >= end;
  }

  private void findEnd() {
    int contentLength = -1;
    for (int i = 0; i + 3 < length; i++) {
      if (bytes[i] != '\r') {
        continue;
      }
      if (bytes[i + 2] == '\r') {
        bodyStart = i + 4;
        end = bodyStart + Math.max(0, contentLength);
        return;
      }
      if (isContentLength(i)) {
        contentLength = number(i + CONTENT_LENGTH.length);
      }
    }
  }

  private boolean isContentLength(int start) {
    if (start + CONTENT_LENGTH.length > length) {
      return false;
    }
    for (int i = 0; i < CONTENT_LENGTH.length; i++) {
      int c = bytes[start + i];
      if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != CONTENT_LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private int number(int start) {
    int i = start;
    while (bytes[i] == ' ') {
      i++;
    }
    int number = 0;
    for (; bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      number = number * 10 + bytes[i] - '0';
    }
    return number;
  }

  int status() {
    return number(STATUS_PLACE);
  }

  /** Whether {@code text} begins within the first 100 bytes of the body. */
  boolean bodyHas(String text) {
    int last = Math.min(bodyStart + 100, end - text.length());
    for (int start = bodyStart; start <= last; start++) {
      int i = 0;
      while (i < text.length() && bytes[start + i] == text.charAt(i)) {
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
    for (int start = bodyStart; start + length <= end; start++) {
      int i = 0;
      while (i < length && bytes[start + i] == sought[i]) {
        i++;
      }
      if (i == length) {
        return true;
      }
    }
    return false;
  }

  int bodyLength() {
    return end - bodyStart;
  }

  String body() {
    return new String(bytes, bodyStart, end - bodyStart, US_ASCII);
  }

  /** Makes room for the next one. */
  void clear() {
    length = 0;
    end = 0;
  }
}
