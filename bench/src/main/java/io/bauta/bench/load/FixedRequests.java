package io.bauta.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** The same request each time, answered with a body of a known length. */
record FixedRequests(byte[] request, int bodyLength) implements RequestMaker {

  static FixedRequests of(String request, int bodyLength) {
    return new FixedRequests(request.getBytes(US_ASCII), bodyLength);
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
    return response.status() == 200 && response.bodyLength() == bodyLength;
  }
}
