package io.bauta.simulator;

import io.bauta.simulator.Reply.Answered;
import io.bauta.simulator.Reply.Dropped;
import io.bauta.simulator.Reply.Missing;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Delivers webhooks over HTTP, each within a time and a size, with the faults it was given. */
public final class WebhookSender {

  /** How long a connection may take. */
  public static final Duration CONNECT_TIME_MAX = Duration.ofSeconds(2);

  /** How long a server may take to answer, body included, where nothing else was said. */
  public static final Duration REPLY_TIME_MAX = Duration.ofSeconds(5);

  /** The largest body that is read. */
  public static final int REPLY_BYTES_MAX = 1 << 20;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIME_MAX)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Function<URI, URI> whereItListens;
  private final Duration replyTime;
  private volatile Faults faults = Faults.none();

  /**
   * @param whereItListens from the public URL of a webhook to the URL to connect to
   */
  public WebhookSender(Function<URI, URI> whereItListens, Duration replyTime) {
    this.whereItListens = whereItListens;
    this.replyTime = replyTime;
  }

  public Faults faults() {
    return faults;
  }

  public void suffers(Faults newFaults) {
    faults = newFaults;
  }

  /**
   * Sends {@code webhook} and waits for the reply or replies.
   *
   * @param description what a reply says, for {@link Exchange#description}
   */
  public Delivery deliver(Webhook webhook, Function<Reply, String> description) {
    Faults current = faults;
    List<Reply> replies =
        current.isDropped(webhook.event()) ? List.of(new Dropped()) : replies(webhook, current);
    var exchanges =
        replies.stream()
            .map(reply -> new Exchange(webhook, reply, description.apply(reply)))
            .toList();
    return new Delivery(exchanges, decisive(replies));
  }

  private List<Reply> replies(Webhook webhook, Faults current) {
    int copies = current.copiesOf(webhook.event());
    if (current.isConcurrent(webhook.event())) {
      var inFlight = Stream.generate(() -> send(webhook)).limit(copies).toList();
      return inFlight.stream().map(this::await).toList();
    }
    List<Reply> replies = new ArrayList<>(tries(webhook, current));
    for (int copy = 1; copy < copies; copy++) {
      replies.add(await(send(webhook)));
    }
    return replies;
  }

  private List<Reply> tries(Webhook webhook, Faults current) {
    List<Reply> replies = new ArrayList<>();
    do {
      replies.add(await(send(webhook)));
    } while (replies.size() < current.tries() && isWorthRetrying(replies.getLast()));
    return replies;
  }

  private static boolean isWorthRetrying(Reply reply) {
    return !(reply instanceof Answered answered) || answered.status() >= 500;
  }

  private static Reply decisive(List<Reply> replies) {
    return replies.stream().filter(Reply::isOk).findFirst().orElse(replies.getLast());
  }

  private CompletableFuture<HttpResponse<byte[]>> send(Webhook webhook) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(whereItListens.apply(webhook.url()))
            .timeout(replyTime)
            .method(webhook.method(), HttpRequest.BodyPublishers.ofString(webhook.body()));
    webhook.headers().forEach(request::header);
    return http.sendAsync(
        request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), REPLY_BYTES_MAX));
  }

  private Reply await(CompletableFuture<HttpResponse<byte[]>> inFlight) {
    try {
      // The client's own timeout ends with the headers; this one covers the body too.
      HttpResponse<byte[]> response = inFlight.get(replyTime.toMillis(), TimeUnit.MILLISECONDS);
      String contentType = response.headers().firstValue("content-type").orElse("");
      return new Answered(response.statusCode(), contentType, response.body());
    } catch (TimeoutException tooLate) {
      inFlight.cancel(true);
      return new Missing("timeout");
    } catch (ExecutionException failed) {
      return new Missing(why(failed.getCause()));
    } catch (InterruptedException stop) {
      inFlight.cancel(true);
      Thread.currentThread().interrupt();
      return new Missing("interrupted");
    }
  }

  private static String why(@Nullable Throwable cause) {
    return switch (cause) {
      case null -> "unknown";
      case HttpTimeoutException _ -> "timeout";
      case ConnectException _ -> "connection refused";
      case IOException _ -> "connection broken or reply too large";
      default -> cause.getClass().getSimpleName();
    };
  }
}
