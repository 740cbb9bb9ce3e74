package io.bauta.app;

import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.HttpReply;
import io.bauta.outbox.CommandSender;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;

/** Sends requests to carriers' APIs over HTTP, bounded in time and size. Follows no redirect. */
final class CarrierHttp implements CommandSender, AutoCloseable {

  /** How long a carrier may take to answer. */
  static final Duration REPLY_WAIT_MAX = Duration.ofSeconds(5);

  /** The same in a set-up: nobody hears silence meanwhile, and lists take long. */
  static final Duration SET_UP_WAIT_MAX = Duration.ofSeconds(20);

  /** How long a stop waits for replies that are under way. */
  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(3);

  /** Replies beyond this are cut. A page of numbers is far smaller. */
  static final int REPLY_BYTES_MAX = 4 * 1024 * 1024;

  private final Duration replyWait;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(REPLY_WAIT_MAX)
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  CarrierHttp() {
    this(REPLY_WAIT_MAX);
  }

  /**
   * One that waits for replies as long as it is told.
   *
   * @param replyWait for the whole reply but its body
   */
  CarrierHttp(Duration replyWait) {
    this.replyWait = replyWait;
  }

  @Override
  public HttpReply send(CarrierRequest request) throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(request.url()))
            .timeout(replyWait)
            .method(request.method(), body(request));
    request.headers().forEach(builder::header);
    HttpResponse<InputStream> response = http.send(builder.build(), BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      return new HttpReply(
          response.statusCode(),
          response.headers().firstValue("content-type").orElse(""),
          in.readNBytes(REPLY_BYTES_MAX));
    }
  }

  private static BodyPublisher body(CarrierRequest request) {
    return request.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody);
  }

  @Override
  public void close() {
    http.shutdown();
    try {
      boolean _ = http.awaitTermination(CLOSE_WAIT_MAX);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    http.shutdownNow();
  }
}
