package io.bauta.app;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every open connection, from its first moment on: an address may not have too many, and a client
 * may not keep one waiting for long, with a request that drips in or an answer that it does not
 * read. The HTTP library has no such limits: a read that brings one byte is one in time for it.
 */
final class Connections implements AutoCloseable {

  /** When so many are open, idle ones have to go sooner. */
  static final int CROWDED_FROM = HttpServer.CONNECTIONS_MAX * 8 / 10;

  /** How long a connection may wait for its next request while it is crowded. */
  static final Duration CROWDED_IDLE_MAX = Duration.ofSeconds(5);

  private static final Duration LOOKED_AT_EVERY = Duration.ofMillis(200);
  private static final Duration SAID_EVERY = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final ConnectionLimits limits;
  private final Predicate<String> trusted;
  private final Map<Ends, OpenConnection> open = new ConcurrentHashMap<>();
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private final LongAdder refused = new LongAdder();
  private final LongAdder cut = new LongAdder();
  private final long begun = System.nanoTime();
  private final Thread watch;
  private volatile boolean closed;

  /** Where a connection begins and ends: no two open ones have the same. */
  private record Ends(SocketAddress remote, SocketAddress local) {}

  /** One more than its address may have. */
  static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMany() {
      super("an address has as many connections as it may", null, false, false);
    }
  }

  /**
   * None yet.
   *
   * @param trusted whether an address is a proxy's, whose clients share it
   */
  Connections(ConnectionLimits limits, Predicate<String> trusted) {
    this.limits = limits;
    this.trusted = trusted;
    this.watch = Thread.ofPlatform().name("connections").daemon().start(this::watch);
  }

  /** Never negative, as {@link System#nanoTime} may be. */
  private long nanoTime() {
    return System.nanoTime() - begun;
  }

  /**
   * A connection was taken.
   *
   * @throws TooMany when it has to be closed at once
   */
  void taken(SocketChannel channel) {
    try {
      if (channel.getRemoteAddress() instanceof InetSocketAddress remote) {
        String address = remote.getAddress().getHostAddress();
        String network = Origins.network(address);
        if (!trusted.test(address) && isFull(network)) {
          refused.increment();
          throw new TooMany();
        }
        counts.merge(network, 1, Integer::sum);
        open.put(
            new Ends(remote, channel.getLocalAddress()),
            new OpenConnection(channel, address, network, limits, this::nanoTime));
      }
    } catch (IOException goneAlready) {
      throw new UncheckedIOException(goneAlready);
    }
  }

  private boolean isFull(String network) {
    if (counts.getOrDefault(network, 0) < limits.perAddress()) {
      return false;
    }
    // Those that ended a moment ago may be counted still.
    forgetClosed();
    return counts.getOrDefault(network, 0) >= limits.perAddress();
  }

  private void forgetClosed() {
    open.forEach(
        (ends, connection) -> {
          if (!connection.isOpen()) {
            ended(ends, connection);
          }
        });
  }

  private void ended(Ends ends, OpenConnection connection) {
    if (connection.end()) {
      open.remove(ends, connection);
      counts.computeIfPresent(
          connection.network(), (network, count) -> count > 1 ? count - 1 : null);
    }
  }

  /** The connection that {@code context} speaks of; empty when it was cut off meanwhile. */
  Optional<OpenConnection> of(ConnectionContext context) {
    return ends(context).map(open::get);
  }

  private static Optional<Ends> ends(ConnectionContext context) {
    SocketAddress remote = context.remotePeer().address();
    SocketAddress local = context.localPeer().address();
    return remote == null || local == null
        ? Optional.empty()
        : Optional.of(new Ends(remote, local));
  }

  /** What is to be run when it is served no longer; its ends are not known then any more. */
  Runnable atTheEndOf(ConnectionContext context, OpenConnection connection) {
    return ends(context)
        .<Runnable>map(ends -> () -> ended(ends, connection))
        .orElse(this::forgetClosed);
  }

  /** Around every request: says when it is here, and when it is over. */
  static void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    OpenConnection connection = OpenConnection.CURRENT.get();
    // Its head may have come with the request before.
    connection.arrived();
    if (!request.content().hasEntity()) {
      connection.requestIsHere();
    }
    chain.proceed();
    ClosedConnections.closeIfSaid(request, response);
    if (request.content().hasEntity() && !request.content().consumed()) {
      skipRest(request);
    }
    connection.answered();
  }

  /** What nobody wanted of a body comes before the next request, and has to come in time too. */
  private static void skipRest(RoutingRequest request) {
    try {
      request.content().consume();
    } catch (RuntimeException broken) {
      throw new CloseConnectionException("the rest of a body did not come", broken);
    }
  }

  private void watch() {
    long saidAt = nanoTime();
    while (!closed) {
      try {
        Thread.sleep(LOOKED_AT_EVERY);
      } catch (InterruptedException stopping) {
        return;
      }
      try {
        cutOverdue();
      } catch (RuntimeException fault) {
        // A watch that ends would leave everybody unwatched.
        LOG.error("a look at the connections failed: {}", Faults.withoutMessages(fault));
      }
      if (nanoTime() - saidAt > SAID_EVERY.toNanos()) {
        say();
        saidAt = nanoTime();
      }
    }
  }

  private void cutOverdue() {
    long now = nanoTime();
    boolean crowded = open.size() >= CROWDED_FROM;
    open.forEach(
        (ends, connection) -> {
          if (!connection.isOpen()) {
            ended(ends, connection);
          } else if (connection.isOverdueAt(now)
              || (crowded && connection.isIdleAt(now, CROWDED_IDLE_MAX))) {
            cut.increment();
            connection.cut();
            ended(ends, connection);
          }
        });
  }

  private void say() {
    long tooMany = refused.sumThenReset();
    long tooSlow = cut.sumThenReset();
    if (tooMany > 0 || tooSlow > 0) {
      LOG.warn(
          "in the last minute {} connections were refused because their address had {}, and {} were"
              + " closed because their client was too slow or idle in a crowd",
          tooMany,
          limits.perAddress(),
          tooSlow);
    }
  }

  int size() {
    return open.size();
  }

  @Override
  public void close() {
    closed = true;
    watch.interrupt();
  }
}
