package io.bauta.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that nobody listens on, known before we listen ourselves: carriers are told URLs with it.
 *
 * <p>It lies below the ports that systems give to outgoing connections, so that none of those takes
 * it before we do, or while a server that had it starts again.
 */
public final class FreePort {

  private static final int FIRST = 12_000;

  /** Linux gives 32768 and above to outgoing connections, other systems 49152 and above. */
  private static final int END = 32_768;

  private static final int TRIES_MAX = 200;

  private FreePort() {}

  /**
   * A free port of {@code host}.
   *
   * @throws ConfigException when {@code host} is no address of this machine
   */
  public static int of(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      for (int i = 0; i < TRIES_MAX; i++) {
        int port = ThreadLocalRandom.current().nextInt(FIRST, END);
        if (isFree(port, address)) {
          return port;
        }
      }
    } catch (UnknownHostException unknown) {
      throw notOurs();
    }
    throw notOurs();
  }

  private static ConfigException notOurs() {
    return new ConfigException("server.host: cannot listen on it");
  }

  private static boolean isFree(int port, InetAddress address) {
    try (ServerSocket socket = new ServerSocket(port, 1, address)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
