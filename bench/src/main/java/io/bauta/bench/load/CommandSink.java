package io.bauta.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Takes commands as Telnyx's API does, and does nothing. One thread and no HTTP library: what it
 * costs is part of what a webhook seems to cost.
 */
final class CommandSink implements AutoCloseable {

  /** Where no command is taken. */
  static final String NOWHERE = "http://127.0.0.1:9/v2";

  private static final byte[] DONE =
      """
      HTTP/1.1 200 OK\r
      Content-Type: application/json\r
      Content-Length: 24\r
      \r
      {"data":{"result":"ok"}}\
      """
          .getBytes(US_ASCII);

  private final LongAdder taken = new LongAdder();
  private final Consumer<String> onCommand;
  private final Selector selector;
  private final ServerSocketChannel listener;
  private final Thread thread;
  private volatile boolean closed;

  private CommandSink(Consumer<String> onCommand) {
    this.onCommand = onCommand;
    try {
      selector = Selector.open();
      listener = ServerSocketChannel.open();
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
      listener.configureBlocking(false);
      listener.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = Thread.ofPlatform().name("command-sink").start(this::serve);
  }

  static CommandSink start() {
    return start(path -> {});
  }

  /** The same; {@code onCommand} gets the path of each command. */
  static CommandSink start(Consumer<String> onCommand) {
    return new CommandSink(onCommand);
  }

  /** A client's connection, with what came of its next request. */
  private static final class Client {

    private final SocketChannel channel;
    private final Request request = new Request();
    private final ByteBuffer out = ByteBuffer.allocateDirect(DONE.length).put(DONE);

    Client(SocketChannel channel) {
      this.channel = channel;
    }
  }

  private void serve() {
    while (!closed) {
      try {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          if (key.attachment() instanceof Client client) {
            read(client, key);
          } else {
            accept();
          }
        }
        selector.selectedKeys().clear();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = listener.accept();
    if (channel != null) {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new Client(channel));
    }
  }

  private void read(Client client, SelectionKey key) throws IOException {
    try {
      if (client.channel.read(client.request.in()) < 0) {
        client.channel.close();
      } else if (client.request.isWhole()) {
        taken.increment();
        onCommand.accept(client.request.path());
        client.request.clear();
        // Far smaller than a socket's buffer, so it is taken at once.
        client.channel.write(client.out.flip());
      }
    } catch (IOException clientIsGone) {
      key.cancel();
      client.channel.close();
    }
  }

  String url() {
    return "http://127.0.0.1:" + listener.socket().getLocalPort() + "/v2";
  }

  long taken() {
    return taken.sum();
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
