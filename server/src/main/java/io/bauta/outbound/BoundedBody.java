package io.bauta.outbound;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that fails as soon as it is longer than it may be. */
final class BoundedBody extends FilterInputStream {

  private long left;

  /** There is more than may be read. */
  static final class TooLongException extends IOException {
    TooLongException() {
      super("the body is too long");
    }
  }

  BoundedBody(InputStream body, long bytesMax) {
    super(body);
    this.left = bytesMax;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0) {
      taken(1);
    }
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    taken(Math.max(count, 0));
    return count;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long count = super.skip(wanted);
    taken(count);
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void taken(long count) throws TooLongException {
    left -= count;
    if (left < 0) {
      throw new TooLongException();
    }
  }
}
