package io.bauta.outbound;

import java.io.IOException;
import java.net.Socket;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS that is made ready when it is first spoken: to read the certificates of all authorities takes
 * some tenth of a server's time to start, and no caller waits for it.
 */
public final class LateTls implements TlsSocketStrategy {

  private final Supplier<TlsSocketStrategy> ready;
  private volatile @Nullable TlsSocketStrategy strategy;

  private LateTls(Supplier<TlsSocketStrategy> ready) {
    this.ready = ready;
  }

  /** As this Java trusts by itself. */
  static LateTls ofThisJava() {
    return new LateTls(DefaultClientTlsStrategy::createDefault);
  }

  /** The same, but for what the system properties of this process say of it. */
  public static LateTls ofThisSystem() {
    return new LateTls(DefaultClientTlsStrategy::createSystemDefault);
  }

  @Override
  public SSLSocket upgrade(
      Socket socket, String target, int port, Object attachment, HttpContext context)
      throws IOException {
    return strategy().upgrade(socket, target, port, attachment, context);
  }

  /** Several that come at the same time make one each, and all of them serve. */
  private TlsSocketStrategy strategy() {
    TlsSocketStrategy made = strategy;
    if (made == null) {
      made = ready.get();
      strategy = made;
    }
    return made;
  }
}
