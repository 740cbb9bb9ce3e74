package io.bauta.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** A request on its way in. */
final class Request extends HttpMessage {

  /** The path and query that it asks for. */
  String path() {
    byte[] bytes = bytes();
    int start = 0;
    while (bytes[start] != ' ') {
      start++;
    }
    int end = start + 1;
    while (bytes[end] != ' ') {
      end++;
    }
    return new String(bytes, start + 1, end - start - 1, US_ASCII);
  }
}
