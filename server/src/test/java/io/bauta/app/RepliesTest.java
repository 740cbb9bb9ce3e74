package io.bauta.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.api.ApiStream;
import io.bauta.api.ApiStream.BodyWriter;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that are written while they are sent. */
final class RepliesTest {

  private static final String LINE = "0123456789\n";
  private static final int LINES = 100_000;

  private final WebServer server =
      WebServer.builder()
          .host("127.0.0.1")
          .port(0)
          .routing(
              routing -> {
                routing.any("/endless", (in, out) -> Replies.send(in, out, stream(lines())));
                routing.any("/known", (in, out) -> Replies.send(in, out, ofKnownLength()));
                routing.any(
                    "/broken", (in, out) -> Replies.send(in, out, stream(lines(LINES / 2))));
                routing.any("/early", (in, out) -> Replies.send(in, out, stream(lines(0))));
                Replies.ofFaults(routing);
              })
          .build()
          .start();

  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    server.stop();
  }

  private static ApiStream stream(BodyWriter body) {
    return new ApiStream(200, "text/plain", Map.of("x-more", "yes"), OptionalLong.empty(), body);
  }

  private static ApiStream ofKnownLength() {
    return new ApiStream(
        206, "text/plain", Map.of(), OptionalLong.of((long) LINE.length() * LINES), lines());
  }

  private static BodyWriter lines() {
    return lines(Integer.MAX_VALUE);
  }

  /** Fails before the line {@code brokenAt}. */
  private static BodyWriter lines(int brokenAt) {
    return out -> {
      for (int n = 0; n < LINES; n++) {
        if (n == brokenAt) {
          throw new IllegalStateException("the store is gone");
        }
        out.write(LINE.getBytes(UTF_8));
      }
    };
  }

  @Test
  void aLongBodyArrivesWhole() throws Exception {
    HttpResponse<String> response = send("GET", "/endless");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("x-more")).contains("yes");
    assertThat(response.body()).isEqualTo(LINE.repeat(LINES));
  }

  @Test
  void aBodyOfKnownLengthSaysSo() throws Exception {
    HttpResponse<String> response = send("GET", "/known");

    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(response.headers().firstValueAsLong("content-length"))
        .hasValue((long) LINE.length() * LINES);
    assertThat(response.body()).isEqualTo(LINE.repeat(LINES));
  }

  @Test
  void headIsAnsweredWithoutTheBody() throws Exception {
    HttpResponse<String> response = send("HEAD", "/known");

    assertThat(response.headers().firstValueAsLong("content-length"))
        .hasValue((long) LINE.length() * LINES);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void halfABodyIsNotTakenForAWholeOne() {
    assertThatThrownBy(() -> send("GET", "/broken")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> send("GET", "/early")).isInstanceOf(IOException.class);
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }
}
