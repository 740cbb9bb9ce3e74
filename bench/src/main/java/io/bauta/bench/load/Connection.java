package io.bauta.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection that is kept alive, with at most one request under way. */
final class Connection implements AutoCloseable {

  private static final int REQUEST_BYTES_MAX = 8 * 1024;

  private final SocketChannel channel;
  private final ByteBuffer out = ByteBuffer.allocateDirect(REQUEST_BYTES_MAX);
  private final Response response = new Response();
  private final RequestMaker requests;
  private volatile long dueAt;

  Connection(URI url, RequestMaker requests) throws IOException {
    this.requests = requests;
    this.channel = SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  void register(Selector selector) throws IOException {
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  /**
   * Sends the next request; false when there is none. It is far smaller than a socket's buffer, so
   * it is taken at once.
   */
  boolean send() throws IOException {
    return send(System.nanoTime());
  }

  /** The same; its time counts from {@code due} of {@link System#nanoTime}. */
  boolean send(long due) throws IOException {
    if (!requests.write(out.clear())) {
      return false;
    }
    out.flip();
    dueAt = due;
    while (out.hasRemaining()) {
      channel.write(out);
    }
    return true;
  }

  /** Reads what is there; true when a response is whole. Its time goes to {@code times}. */
  boolean receive(Times times) throws IOException {
    if (channel.read(response.in()) < 0) {
      throw new EOFException("the server closed the connection");
    }
    if (!response.isWhole()) {
      return false;
    }
    times.took(dueAt, System.nanoTime() - dueAt);
    return true;
  }

  /** Ends the exchange; false when the response was not what it must be. */
  boolean finish() {
    boolean expected = requests.isExpected(response);
    response.clear();
    return expected;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
