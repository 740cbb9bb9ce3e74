package io.bauta.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.nio.ByteBuffer;

/** The smallest thing that anybody can ask the server itself. */
record HealthRequests(byte[] request) implements RequestMaker {

  static HealthRequests to(URI url) {
    String text = "GET /health HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(url.getRawAuthority());
    return new HealthRequests(text.getBytes(US_ASCII));
  }

  @Override
  public void prepare() {}

  @Override
  public boolean write(ByteBuffer out) {
    out.put(request);
    return true;
  }

  @Override
  public boolean isExpected(Response response) {
    return response.status() == 200;
  }
}
