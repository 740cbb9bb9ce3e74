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
import java.util.function.IntFunction;
import java.util.function.Predicate;
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

  private static final int UNAVAILABLE = 503;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIME_MAX)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Function<URI, URI> whereItListens;
  private final Duration replyTime;
  private final int usualTries;
  private final Predicate<Reply> isWorthRetrying;
  private volatile Faults faults = Faults.none();

  /**
   * @param whereItListens from the public URL of a webhook to the URL to connect to
   */
  public WebhookSender(Function<URI, URI> whereItListens, Duration replyTime) {
    this(whereItListens, replyTime, 1, WebhookSender::isServerFailure);
  }

  /**
   * @param usualTries how often a webhook is sent, unless the faults say more
   * @param isWorthRetrying which replies lead to another try
   */
  public WebhookSender(
      Function<URI, URI> whereItListens,
      Duration replyTime,
      int usualTries,
      Predicate<Reply> isWorthRetrying) {
    this.whereItListens = whereItListens;
    this.replyTime = replyTime;
    this.usualTries = usualTries;
    this.isWorthRetrying = isWorthRetrying;
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
    return deliver(_ -> webhook, description);
  }

  /**
   * Sends a webhook that differs from try to try.
   *
   * @param tries from the number of the try, from 1, to what is sent then
   */
  public Delivery deliver(IntFunction<Webhook> tries, Function<Reply, String> description) {
    Faults current = faults;
    Webhook first = tries.apply(1);
    List<Exchange> exchanges =
        current.isDropped(first.event())
            ? List.of(lost(first, description))
            : exchanges(first, tries, current, description);
    return new Delivery(exchanges, decisive(exchanges));
  }

  /** A webhook that is lost on the way. */
  public static Delivery lose(Webhook webhook) {
    Exchange lost = lost(webhook, _ -> "");
    return new Delivery(List.of(lost), lost.reply());
  }

  private static Exchange lost(Webhook webhook, Function<Reply, String> description) {
    return new Exchange(webhook, new Dropped(), description.apply(new Dropped()), "");
  }

  private List<Exchange> exchanges(
      Webhook first,
      IntFunction<Webhook> tries,
      Faults current,
      Function<Reply, String> description) {
    int copies = current.copiesOf(first.event());
    if (current.isConcurrent(first.event())) {
      return atTheSameMoment(first, copies, current, description);
    }
    List<Exchange> exchanges = new ArrayList<>(tried(tries, current, description));
    for (int copy = 1; copy < copies; copy++) {
      Reply reply = await(send(first, current), current.delayOf(first.event()));
      exchanges.add(new Exchange(first, reply, description.apply(reply), "again"));
    }
    return exchanges;
  }

  private List<Exchange> atTheSameMoment(
      Webhook webhook, int copies, Faults current, Function<Reply, String> description) {
    var inFlight = Stream.generate(() -> send(webhook, current)).limit(copies).toList();
    List<Exchange> exchanges = new ArrayList<>();
    for (int copy = 1; copy <= copies; copy++) {
      Reply reply = await(inFlight.get(copy - 1), current.delayOf(webhook.event()));
      String which = "%d of %d at once".formatted(copy, copies);
      exchanges.add(new Exchange(webhook, reply, description.apply(reply), which));
    }
    return exchanges;
  }

  /** Tries until somebody takes it. */
  private List<Exchange> tried(
      IntFunction<Webhook> tries, Faults current, Function<Reply, String> description) {
    List<Exchange> exchanges = new ArrayList<>();
    int triesMax = Math.max(usualTries, current.tries());
    Exchange last;
    do {
      int number = exchanges.size() + 1;
      Webhook webhook = tries.apply(number);
      last = attempt(webhook, number, current, description);
      exchanges.add(last);
    } while (exchanges.size() < triesMax && isWorthRetrying.test(last.reply()));
    return exchanges;
  }

  private Exchange attempt(
      Webhook webhook, int number, Faults current, Function<Reply, String> description) {
    String event = webhook.event();
    if (current.turnsAway(event, number)) {
      Reply byAnother = new Answered(UNAVAILABLE, "", new byte[0]);
      return new Exchange(
          webhook, byAnother, description.apply(byAnother), "turned away on the way");
    }
    Reply seen = await(send(webhook, current), current.delayOf(event));
    boolean isLost = current.losesReply(event, number);
    Reply reply = isLost ? new Missing("lost") : seen;
    String fault =
        isLost ? "the server's %s".formatted(seen.brief()) : fault(number, event, current);
    return new Exchange(webhook, reply, description.apply(reply), fault);
  }

  private static String fault(int number, String event, Faults current) {
    if (number > 1) {
      return "try " + number;
    }
    Duration delay = current.delayOf(event);
    return delay.isZero() ? "" : "%d ms late".formatted(delay.toMillis());
  }

  private static boolean isServerFailure(Reply reply) {
    return !(reply instanceof Answered answered) || answered.status() >= 500;
  }

  private static Reply decisive(List<Exchange> exchanges) {
    return exchanges.stream()
        .map(Exchange::reply)
        .filter(Reply::isOk)
        .findFirst()
        .orElse(exchanges.getLast().reply());
  }

  /** Sends when the time has come that the webhook takes on its way. */
  private CompletableFuture<HttpResponse<byte[]>> send(Webhook webhook, Faults current) {
    Duration delay = current.delayOf(webhook.event());
    if (delay.isZero()) {
      return send(webhook);
    }
    var onArrival =
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
    return CompletableFuture.supplyAsync(() -> webhook, onArrival).thenCompose(this::send);
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

  private Reply await(CompletableFuture<HttpResponse<byte[]>> inFlight, Duration delay) {
    try {
      // The client's own timeout ends with the headers; this one covers the body too.
      long patience = replyTime.plus(delay).toMillis();
      HttpResponse<byte[]> response = inFlight.get(patience, TimeUnit.MILLISECONDS);
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
