package io.bauta.app;

import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Reads the body of a request, up to its maximum. */
final class RequestBody {

  private static final byte[] NOTHING = {};

  private RequestBody() {}

  /** A body longer than its maximum. */
  static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLong(int max) {
      super("expected a body of at most %d bytes".formatted(max));
    }
  }

  /** A body that ended early, or whose chunks are not what they say. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken() {
      super("the body ended early, or is wrongly chunked", null, false, false);
    }
  }

  /**
   * The body, whole; empty when there is none.
   *
   * @throws TooLong when it has more than {@code max} bytes
   * @throws Broken when it cannot be read
   */
  static byte[] read(ServerRequest request, int max) {
    if (!request.content().hasEntity()) {
      return NOTHING;
    }
    OptionalLong announced = request.headers().contentLength();
    if (announced.orElse(0) > max) {
      throw new TooLong(max);
    }
    // An announced body is read into an array of its own size; of another, one byte too many.
    byte[] body = bytes(request, announced, max);
    if (body.length > max) {
      throw new TooLong(max);
    }
    OpenConnection.CURRENT.get().requestIsHere();
    return body;
  }

  private static byte[] bytes(ServerRequest request, OptionalLong announced, int max) {
    try {
      // Left open: to close it is to wait for the next chunk, and of a broken body there is none.
      InputStream in = request.content().inputStream();
      byte[] body = in.readNBytes((int) announced.orElse(max + 1L));
      if (announced.isPresent() && in.read() >= 0) {
        // Only now the library knows that it was all: else it looks for the rest itself.
        throw new Broken();
      }
      return body;
    } catch (RequestException refused) {
      throw refused.status().equals(Status.REQUEST_ENTITY_TOO_LARGE_413)
          ? new TooLong(max)
          : new Broken();
    } catch (IOException | RuntimeException broken) {
      // The library speaks of the bytes that it could not read; nobody may hear of those.
      throw new Broken();
    }
  }
}
