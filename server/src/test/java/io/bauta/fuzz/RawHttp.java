package io.bauta.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** Sends bytes to a server and reads what comes back, with patience that ends. */
final class RawHttp implements AutoCloseable {

  /** A server that says nothing for so long hangs. */
  static final int PATIENCE_MILLIS = 10_000;

  private static final int BODY_BYTES_MAX = 64 << 20;

  private final URI server;
  private Socket socket = new Socket();
  private InputStream in = InputStream.nullInputStream();

  /**
   * What came.
   *
   * @param status 0 when the server closed the connection without an answer
   * @param text status line, headers and body
   */
  record Answer(int status, String text, String body) {}

  RawHttp(URI server) {
    this.server = server;
  }

  String host() {
    return server.getAuthority();
  }

  /**
   * Sends a request on the connection of the one before, where that is still open.
   *
   * @throws SocketTimeoutException when the server neither answers nor closes
   */
  Answer ask(HttpMessage message) throws IOException {
    boolean fresh = connect();
    try {
      return exchange(message.bytes(host()), message.method().equals("HEAD"));
    } catch (SocketException | EOFException gone) {
      close();
      if (fresh) {
        return new Answer(0, "", "");
      }
    }
    // The server may close a connection that rests: not an answer to this request.
    connect();
    try {
      return exchange(message.bytes(host()), message.method().equals("HEAD"));
    } catch (SocketException | EOFException gone) {
      close();
      return new Answer(0, "", "");
    }
  }

  /** Sends anything on a connection of its own, says that this is all, and reads to the end. */
  String shout(byte[] bytes) throws IOException {
    close();
    connect();
    try {
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      return new String(in.readNBytes(BODY_BYTES_MAX), ISO_8859_1);
    } catch (SocketException reset) {
      return "";
    } finally {
      close();
    }
  }

  private boolean connect() throws IOException {
    if (socket.isConnected() && !socket.isClosed()) {
      return false;
    }
    socket = new Socket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    return true;
  }

  private Answer exchange(byte[] bytes, boolean head) throws IOException {
    socket.getOutputStream().write(bytes);
    StringBuilder text = new StringBuilder();
    String first = line();
    while (first.startsWith("HTTP/1.1 100")) {
      line();
      first = line();
    }
    text.append(first).append('\n');
    TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      text.append(line).append('\n');
      int colon = line.indexOf(':');
      headers.put(line.substring(0, Math.max(0, colon)), line.substring(colon + 1).strip());
    }
    int status = Integer.parseInt(first.split(" ", 3)[1]);
    boolean stream =
        headers.getOrDefault("Content-Type", "").startsWith("text/event-stream") && status == 200;
    String body = head || stream || status == 204 || status == 304 ? "" : body(headers);
    if (stream || headers.getOrDefault("Connection", "").equalsIgnoreCase("close")) {
      close();
    }
    return new Answer(status, text + "\n" + body, body);
  }

  private String body(TreeMap<String, String> headers) throws IOException {
    Optional<String> length = Optional.ofNullable(headers.get("Content-Length"));
    if (length.isPresent()) {
      return bytes(Integer.parseInt(length.get()));
    }
    if (headers.getOrDefault("Transfer-Encoding", "").toLowerCase(Locale.ROOT).equals("chunked")) {
      StringBuilder all = new StringBuilder();
      for (int size = chunk(); size > 0; size = chunk()) {
        all.append(bytes(size));
        line();
      }
      line();
      return all.toString();
    }
    String rest = new String(in.readNBytes(BODY_BYTES_MAX), ISO_8859_1);
    close();
    return rest;
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
  }

  private String bytes(int count) throws IOException {
    byte[] all = in.readNBytes(count);
    if (all.length < count) {
      throw new EOFException("the body ended early");
    }
    return new String(all, ISO_8859_1);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the answer ended early");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
