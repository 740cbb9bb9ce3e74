package io.bauta.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A platform on the loopback interface that is asked about callers. */
final class PretendPlatform implements AutoCloseable {

  static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

  private final HttpServer http;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Answering answering =
      exchange -> reply(exchange, 200, "{\"action\":\"refuse\"}");

  /** What it was asked. */
  record Asked(String path, String id, String timestamp, String signature, byte[] body) {

    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }

    String text(String pointer) {
      return json().at(pointer).asString("");
    }

    /** The signature that it should have, computed here. */
    String rightSignature() throws Exception {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
      String signed = id + "." + timestamp + "." + new String(body, UTF_8);
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    }
  }

  /** How it answers. */
  @FunctionalInterface
  interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  PretendPlatform() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::handle);
    http.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    asked.add(
        new Asked(
            exchange.getRequestURI().toString(),
            header(exchange, "webhook-id"),
            header(exchange, "webhook-timestamp"),
            header(exchange, "webhook-signature"),
            exchange.getRequestBody().readAllBytes()));
    try (exchange) {
      answering.answer(exchange);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return String.valueOf(exchange.getRequestHeaders().getFirst(name));
  }

  static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** From now on it answers so. */
  void answers(Answering how) {
    answering = how;
  }

  /** From now on it says this. */
  void says(String body) {
    answers(exchange -> reply(exchange, 200, body));
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  URI url() {
    return URI.create("http://127.0.0.1:%d/calls".formatted(http.getAddress().getPort()));
  }

  /** The section of a configuration that has it. */
  String yaml() {
    return "platform: { url: \"%s\", secret: \"%s\", deadline-millis: 3000 }\n"
        .formatted(url(), SECRET);
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
