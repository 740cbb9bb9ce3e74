package io.bauta.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * A message of HTTP/1.1 on its way in: a first line, headers with a {@code Content-Length}, a body.
 */
abstract sealed class HttpMessage permits Request, Response {

  static final int BYTES_MAX = 16 * 1024;

  private static final byte[] CONTENT_LENGTH = "\r\ncontent-length:".getBytes(US_ASCII);

  private final ByteBuffer in = ByteBuffer.allocateDirect(BYTES_MAX);
  private final byte[] bytes = new byte[BYTES_MAX];
  private int length;
  private int bodyStart;
  private int end;

  /** Where the socket puts what it reads. */
  final ByteBuffer in() {
    return in;
  }

  /** Takes in what was read; true when the message is whole. */
  final boolean isWhole() {
    int read = in.flip().remaining();
    in.get(bytes, length, read).clear();
    length += read;
    if (end == 0) {
      findEnd();
    }
    return end > 0 && length >= end;
  }

  final byte[] bytes() {
    return bytes;
  }

  final int bodyStart() {
    return bodyStart;
  }

  /** Where the body ends. */
  final int end() {
    return end;
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

  /** The number that stands there, behind spaces. */
  final int number(int start) {
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

  /** Makes room for the next one. */
  final void clear() {
    length = 0;
    end = 0;
  }
}
