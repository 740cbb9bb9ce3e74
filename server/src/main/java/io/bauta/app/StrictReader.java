package io.bauta.app;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads chunked bodies to the letter. The HTTP library takes any two bytes for the end of a chunk,
 * and a size with a sign. A proxy in front that takes what follows a chunk for a part of it passes
 * it on, and then the two of them disagree where the next request begins.
 *
 * <p>The library reads lines only where it looks for the size of a chunk and for the end of the
 * last one. After a size it takes the chunk, and then skips what ends it.
 */
final class StrictReader extends DataReader {

  private static final Pattern SIZE = Pattern.compile("[0-9A-Fa-f]+");

  private boolean isInChunk;

  /** What is not framed as it must be; says nothing of it, because it may be a part of a body. */
  static final class WronglyFramed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WronglyFramed() {
      super("a chunk is wrongly framed", null, false, false);
    }
  }

  @SuppressWarnings("removal") // Else nobody could read otherwise than the library does.
  StrictReader(Supplier<byte[]> bytes) {
    super(bytes);
  }

  @Override
  public String readLine() throws IncorrectNewLineException {
    boolean isAfterASize = isInChunk;
    isInChunk = false;
    String line = super.readLine();
    boolean isEndOfAll = isAfterASize && line.isEmpty();
    if (!isEndOfAll && !SIZE.matcher(line).matches()) {
      throw new WronglyFramed();
    }
    isInChunk = !isEndOfAll;
    return line;
  }

  /** Skips too, to take what it gives. */
  @Override
  public BufferData readBuffer(int length) {
    boolean isAfterASize = isInChunk;
    isInChunk = false;
    BufferData buffer = super.readBuffer(length);
    isInChunk = isAfterASize;
    return buffer;
  }

  @Override
  public void skip(int count) {
    if (!isInChunk) {
      super.skip(count);
      return;
    }
    isInChunk = false;
    if (read() != '\r' || read() != '\n') {
      throw new WronglyFramed();
    }
  }
}
