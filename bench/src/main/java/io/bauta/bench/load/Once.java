package io.bauta.bench.load;

import java.nio.ByteBuffer;

/** The first of these requests, and no other. */
final class Once implements RequestMaker {

  private final RequestMaker requests;
  private boolean sent;

  Once(RequestMaker requests) {
    this.requests = requests;
  }

  @Override
  public void prepare() {
    requests.prepare();
  }

  @Override
  public boolean write(ByteBuffer out) {
    if (sent) {
      return false;
    }
    sent = true;
    return requests.write(out);
  }

  @Override
  public boolean isExpected(Response response) {
    return requests.isExpected(response);
  }
}
