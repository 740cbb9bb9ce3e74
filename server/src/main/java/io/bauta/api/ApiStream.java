package io.bauta.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An answer that is too long to be held in memory, or that does not end by itself.
 *
 * @param contentType of the body; empty when there is none
 * @param headers others than those of type and length
 * @param length in bytes, where it is known before; the writer then writes exactly as many
 */
public record ApiStream(
    int status,
    String contentType,
    Map<String, String> headers,
    OptionalLong length,
    BodyWriter body)
    implements ApiAnswer {

  /** Writes a body. */
  @FunctionalInterface
  public interface BodyWriter {

    /**
     * Writes the whole body; does not close {@code out}. Whatever it throws breaks the connection
     * off, so that nobody takes half a body for a whole one.
     *
     * @throws IOException when the client is gone; a fault on our side is unchecked
     */
    void writeTo(OutputStream out) throws IOException;
  }

  public ApiStream {
    headers = Map.copyOf(headers);
  }
}
