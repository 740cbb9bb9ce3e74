package io.bauta.bench.load;

import java.nio.ByteBuffer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Requests that are made whole before a round, because making them takes longer than answering
 * them. When they run out, the rest is made on the way.
 */
final class PreparedRequests implements RequestMaker {

  private final Supplier<byte[]> maker;
  private final byte[][] ready;
  private final Predicate<Response> expected;
  private int left;

  PreparedRequests(Supplier<byte[]> maker, int size, Predicate<Response> expected) {
    this.maker = maker;
    this.ready = new byte[size][];
    this.expected = expected;
  }

  @Override
  public void prepare() {
    for (int i = 0; i < ready.length; i++) {
      ready[i] = maker.get();
    }
    left = ready.length;
  }

  @Override
  public boolean write(ByteBuffer out) {
    out.put(left > 0 ? ready[--left] : maker.get());
    return true;
  }

  @Override
  public boolean isExpected(Response response) {
    return expected.test(response);
  }
}
