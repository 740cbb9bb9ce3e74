package io.bauta.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Takes commands as Telnyx's API does, and does nothing. */
final class CommandSink implements AutoCloseable {

  /** Where no command is taken. */
  static final String NOWHERE = "http://127.0.0.1:9/v2";

  private static final byte[] DONE = "{\"data\":{\"result\":\"ok\"}}".getBytes(US_ASCII);

  private final LongAdder taken = new LongAdder();
  private final WebServer server;

  private CommandSink(Consumer<String> onCommand) {
    server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .shutdownHook(false)
            .routing(
                routing ->
                    routing.post(
                        "/*",
                        (request, response) -> {
                          request.content().consume();
                          taken.increment();
                          onCommand.accept(request.path().path());
                          response.header(HeaderNames.CONTENT_TYPE, "application/json");
                          response.send(DONE);
                        }))
            .build()
            .start();
  }

  static CommandSink start() {
    return start(path -> {});
  }

  /** The same; {@code onCommand} gets the path of each command. */
  static CommandSink start(Consumer<String> onCommand) {
    return new CommandSink(onCommand);
  }

  String url() {
    return "http://127.0.0.1:" + server.port() + "/v2";
  }

  long taken() {
    return taken.sum();
  }

  @Override
  public void close() {
    server.stop();
  }
}
