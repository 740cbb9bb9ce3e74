package io.bauta.app;

import io.bauta.api.PlatformJson;
import io.bauta.api.PlatformPlace;
import io.bauta.edge.Platform;
import io.bauta.edge.PlatformAnswer;
import io.bauta.edge.PlatformQuestion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the platform over HTTP, by a signed webhook. Bounded in time and size, to the configured
 * host only: no redirect is followed, because a caller's number is in the question.
 */
final class PlatformHttp implements Platform, AutoCloseable {

  /** An answer is never read further. */
  static final int ANSWER_BYTES_MAX = 16_384;

  /**
   * A connection that was kept may have been closed at the other end when the question is sent. The
   * platform knows a repetition by its id.
   */
  static final int TRIES_MAX = 2;

  private static final int OK = 200;

  private final PlatformEndpoint endpoint;
  private final PlatformPlace place;
  private final Clock clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  PlatformHttp(PlatformEndpoint endpoint, Clock clock) {
    this.endpoint = endpoint;
    this.place = new PlatformPlace(Optional.of(endpoint.url()));
    this.clock = clock;
  }

  @Override
  public PlatformAnswer ask(PlatformQuestion question) {
    Optional<URI> url = place.of(question.line().pool().policies().asking().url());
    if (url.isEmpty()) {
      return PlatformAnswer.silence(
          "the pool's ask_url is not on the host of " + PlatformPlace.KEY);
    }
    byte[] body = PlatformJson.of(question);
    long giveUp = System.nanoTime() + endpoint.deadline().toNanos();
    for (int attempt = 1; true; attempt++) {
      try {
        HttpResponse<byte[]> response =
            send(request(url.get(), question.id(), body), giveUp - System.nanoTime());
        return response.statusCode() == OK
            ? PlatformJson.answer(response.body(), question.region())
            : PlatformAnswer.silence("it answered with status " + response.statusCode());
      } catch (TimeoutException late) {
        return PlatformAnswer.silence(
            "it did not answer within %d ms".formatted(endpoint.deadline().toMillis()));
      } catch (IOException broken) {
        if (attempt == TRIES_MAX) {
          return PlatformAnswer.silence(
              "it cannot be reached, or breaks off, or says more than %d bytes (%s)"
                  .formatted(ANSWER_BYTES_MAX, broken.getClass().getSimpleName()));
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return PlatformAnswer.silence("the server stops");
      }
    }
  }

  private HttpRequest request(URI url, String id, byte[] body) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(url)
            .header("content-type", "application/json")
            .header("user-agent", "Bauta/" + BuildVersion.number())
            .POST(BodyPublishers.ofByteArray(body));
    endpoint.secret().headers(id, clock.instant(), body).forEach(builder::header);
    return builder.build();
  }

  /** The whole answer, its body too, within {@code nanos}: nothing is left under way after. */
  private HttpResponse<byte[]> send(HttpRequest request, long nanos)
      throws IOException, InterruptedException, TimeoutException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
    try {
      return answer.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException broken) {
        throw broken;
      }
      throw new IllegalStateException(failed.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
