package io.bauta.app;

import java.time.Duration;

/**
 * How much of the server one client may hold.
 *
 * @param perAddress connections that one address may have at a time
 * @param request how long a request may take to arrive, from its first byte to its last; of a new
 *     connection from its beginning, the agreement on keys included
 * @param write how long a client may keep an answer waiting, beyond the time that it takes at
 *     {@link #WRITE_BYTES_PER_SECOND_MIN}
 */
public record ConnectionLimits(int perAddress, Duration request, Duration write) {

  /** A tenth of all that there may be, so that nobody takes them all alone. */
  public static final int PER_ADDRESS_MAX_DEFAULT = HttpServer.CONNECTIONS_MAX / 10;

  /** More than a body of a mebibyte takes on a bad line. */
  public static final Duration REQUEST_MAX_DEFAULT = Duration.ofSeconds(20);

  public static final Duration WRITE_MAX_DEFAULT = Duration.ofSeconds(30);

  /** Whoever reads more slowly for long is not reading. */
  public static final int WRITE_BYTES_PER_SECOND_MIN = 4096;

  public static final ConnectionLimits DEFAULT =
      new ConnectionLimits(PER_ADDRESS_MAX_DEFAULT, REQUEST_MAX_DEFAULT, WRITE_MAX_DEFAULT);
}
