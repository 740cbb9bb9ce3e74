package io.bauta.app;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A reply that is there within a time, to its end: the client's own limit ends with the headers.
 */
final class WholeReply {

  private WholeReply() {}

  /**
   * Sends {@code request}, and closes {@code http} for any other.
   *
   * @param bytesMax what is kept of the body; what comes after is not waited for
   * @throws HttpTimeoutException when it is not there in time
   */
  static HttpResponse<byte[]> of(
      HttpClient http, HttpRequest request, Duration waitMax, int bytesMax)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> reply =
        http.sendAsync(request, head -> new CutBody(bytesMax));
    try {
      return reply.get(waitMax.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new HttpTimeoutException("no whole answer in time");
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException broken
          ? broken
          : new IOException(failed.getCause());
    } finally {
      reply.cancel(true);
      http.shutdownNow();
    }
  }
}
