package io.bauta.bench.load;

import java.nio.ByteBuffer;

/** Makes the requests of one connection, one after the other, and judges their responses. */
interface RequestMaker {

  /** Does before a round what should not be measured. */
  void prepare();

  /** Puts the next request into {@code out}, which has room for it; false when there is none. */
  boolean write(ByteBuffer out);

  /** Whether this is the response that such a request must get. */
  boolean isExpected(Response response);
}
