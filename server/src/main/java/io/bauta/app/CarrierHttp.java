package io.bauta.app;

import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.HttpReply;
import io.bauta.outbox.CommandSender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

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
  private final Consumer<String> dates;
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
   * @param replyWait for the whole reply, its body too
   */
  CarrierHttp(Duration replyWait) {
    this(replyWait, _ -> {});
  }

  /**
   * The same.
   *
   * @param dates is told, as soon as it came, what each reply says the time is
   */
  CarrierHttp(Duration replyWait, Consumer<String> dates) {
    this.replyWait = replyWait;
    this.dates = dates;
  }

  @Override
  public HttpReply send(CarrierRequest request) throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(request.url())).method(request.method(), body(request));
    request.headers().forEach(builder::header);
    HttpResponse<byte[]> response = exchange(builder.build());
    response.headers().firstValue("date").ifPresent(dates);
    return new HttpReply(
        response.statusCode(),
        response.headers().firstValue("content-type").orElse(""),
        response.body());
  }

  /** The whole reply within the time that there is: nothing is left under way after. */
  private HttpResponse<byte[]> exchange(HttpRequest request)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> reply =
        http.sendAsync(request, head -> new CutBody(REPLY_BYTES_MAX));
    try {
      return reply.get(replyWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new HttpTimeoutException("no whole reply within %d ms".formatted(replyWait.toMillis()));
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException broken) {
        throw broken;
      }
      throw new IllegalStateException(failed.getCause());
    } finally {
      reply.cancel(true);
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
