package io.bauta.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.bauta.app.RunningServer;
import io.bauta.app.RunningServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;

/** A server with an account of every carrier, whose commands end in nothing, to be attacked. */
final class HostileServer implements AutoCloseable {

  static final String RIDER = "+918888800001";
  static final String DRIVER = "+918888800002";

  private final HttpServer sink;
  final RunningServer server;

  HostileServer(Path data, Clock clock) throws IOException {
    sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sink.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(UTF_8));
          exchange.close();
        });
    sink.start();
    URI url = URI.create("http://127.0.0.1:" + sink.getAddress().getPort());
    server =
        RunningServer.start(
            data,
            """
            server: { public-url: "http://127.0.0.1:${PORT}" }
            api: { requests-per-second: 100000 }
            bookings: { carrier-account: telnyx }
            events: { allow-private-addresses: true }
            """
                + CarrierRequests.accounts(url),
            clock);
  }

  URI url() {
    return server.url();
  }

  /** Makes the pool {@code rides} of this carrier, with an open session of the two. */
  void session(CarrierRequests carrier) throws Exception {
    Answer pool =
        server.post(
            "/v1/pools",
            "{\"name\":\"rides\",\"carrier_account\":\"%s\",\"mode\":\"%s\"}"
                .formatted(carrier.account(), carrier.mode()));
    assertThat(pool.status()).as(pool.body().toString()).isEqualTo(201);
    server.post("/v1/pools/rides/numbers", "{\"numbers\":[\"+919000000001\",\"+919000000002\"]}");
    Answer session = server.open(RIDER, DRIVER, ",\"ttl_seconds\":86400");
    assertThat(session.status()).as(session.body().toString()).isEqualTo(201);
  }

  @Override
  public void close() {
    server.close();
    sink.stop(0);
  }
}
