package io.bauta.app;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.socket.SocketOptions;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.UncheckedIOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/** The HTTP library's connections, each of which says to {@link Connections} what it waits for. */
final class WatchedHttp {

  private WatchedHttp() {}

  /** Where the library first shows a connection to anybody. */
  static SocketOptions options(Connections connections) {
    return new Options(SocketOptions.create(), connections);
  }

  static ServerConnectionSelector selector(Http1ConnectionSelector http1, Connections connections) {
    return new Selector(http1, connections);
  }

  private record Options(SocketOptions usual, Connections connections) implements SocketOptions {

    @Override
    public void configureSocket(SocketChannel channel) {
      connections.taken(channel);
      SocketOptions.super.configureSocket(channel);
    }

    @Override
    public Map<SocketOption<?>, Object> socketOptions() {
      return usual.socketOptions();
    }

    @Override
    public Duration connectTimeout() {
      return usual.connectTimeout();
    }

    @Override
    public Duration readTimeout() {
      return usual.readTimeout();
    }

    @Override
    public Optional<Integer> socketReceiveBufferSize() {
      return usual.socketReceiveBufferSize();
    }

    @Override
    public Optional<Integer> socketSendBufferSize() {
      return usual.socketSendBufferSize();
    }

    @Override
    public boolean socketReuseAddress() {
      return usual.socketReuseAddress();
    }

    @Override
    public boolean socketKeepAlive() {
      return usual.socketKeepAlive();
    }

    @Override
    public boolean tcpNoDelay() {
      return usual.tcpNoDelay();
    }
  }

  private record Selector(Http1ConnectionSelector http1, Connections connections)
      implements ServerConnectionSelector {

    @Override
    public int bytesToIdentifyConnection() {
      return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
      return http1.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
      return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
      OpenConnection open =
          connections
              .of(context)
              .orElseThrow(() -> new CloseConnectionException("it was cut off already"));
      ServerConnection http = http1.connection(new Context(context, open));
      return new Connection(http, open, connections.atTheEndOf(context, open));
    }
  }

  /** Interrupted where the library's own may be, so that a server that stops is not held up. */
  private record Connection(ServerConnection http, OpenConnection open, Runnable ended)
      implements ServerConnection, InterruptableTask<Void> {

    @Override
    public void handle(Limit limit) throws InterruptedException {
      try {
        ScopedValue.where(OpenConnection.CURRENT, open)
            .call(
                () -> {
                  http.handle(limit);
                  return true;
                });
      } finally {
        ended.run();
      }
    }

    @Override
    public boolean canInterrupt() {
      return http instanceof InterruptableTask<?> task && task.canInterrupt();
    }

    @Override
    public void run() {
      throw new UnsupportedOperationException("it is run by handle");
    }

    @Override
    public Duration idleTime() {
      return http.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      http.close(interrupt);
    }
  }

  /** The library's context, but for what is read and written. */
  private static final class Context implements ConnectionContext {

    private final ConnectionContext whole;
    private final DataReader reader;
    private final DataWriter writer;

    Context(ConnectionContext whole, OpenConnection open) {
      this.whole = whole;
      this.reader = new StrictReader(() -> read(whole.serverSocket(), open));
      this.writer = new Writer(whole.dataWriter(), open);
    }

    private static byte[] read(HelidonSocket socket, OpenConnection open) {
      try {
        byte[] bytes = socket.get();
        open.arrived();
        return bytes;
      } catch (UncheckedIOException broken) {
        throw new ServerConnectionException("nothing more can be read", broken);
      }
    }

    @Override
    public DataReader dataReader() {
      return reader;
    }

    @Override
    public DataWriter dataWriter() {
      return writer;
    }

    @Override
    public ListenerContext listenerContext() {
      return whole.listenerContext();
    }

    @Override
    public ExecutorService executor() {
      return whole.executor();
    }

    @Override
    public Router router() {
      return whole.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
      return whole.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
      return whole.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
      return whole.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
      return whole.localPeer();
    }

    @Override
    public boolean isSecure() {
      return whole.isSecure();
    }

    @Override
    public String socketId() {
      return whole.socketId();
    }

    @Override
    public String childSocketId() {
      return whole.childSocketId();
    }
  }

  private record Writer(DataWriter writer, OpenConnection open) implements DataWriter {

    @Override
    public void write(BufferData... buffers) {
      write(BufferData.create(buffers));
    }

    @Override
    public void write(BufferData buffer) {
      int bytes = buffer.available();
      open.writes(bytes);
      writer.write(buffer);
      open.written(bytes);
    }

    @Override
    public void writeNow(BufferData... buffers) {
      writeNow(BufferData.create(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
      int bytes = buffer.available();
      open.writes(bytes);
      writer.writeNow(buffer);
      open.written(bytes);
    }

    @Override
    public void flush() {
      writer.flush();
    }
  }
}
