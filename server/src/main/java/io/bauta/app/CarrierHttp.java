package io.bauta.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.HttpReply;
import io.bauta.outbound.LateTls;
import io.bauta.outbox.CommandSender;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to carriers' APIs over HTTP, bounded in time and size. Follows no redirect, keeps
 * no cookie, unpacks no body, repeats nothing.
 *
 * <p>A request blocks a virtual thread of its own, so that whoever waits for it can stop waiting at
 * any moment: what it does then is broken off.
 */
final class CarrierHttp implements CommandSender, AutoCloseable {

  /** How long a carrier may take to answer. */
  static final Duration REPLY_WAIT_MAX = Duration.ofSeconds(5);

  /** The same in a set-up: nobody hears silence meanwhile, and lists take long. */
  static final Duration SET_UP_WAIT_MAX = Duration.ofSeconds(20);

  /** How long a stop waits for replies that are under way. */
  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(3);

  /** Replies beyond this are cut. A page of numbers is far smaller. */
  static final int REPLY_BYTES_MAX = 4 * 1024 * 1024;

  /** Requests under way at the same time; more wait for a connection, within their time. */
  static final int CONNECTIONS_MAX = 2_000;

  /** Connections are kept so long for the next request. Carriers keep theirs longer. */
  private static final TimeValue IDLE_MAX = TimeValue.ofSeconds(30);

  /** One that was idle for so long is looked at before it is used: it may have been closed. */
  private static final TimeValue LOOKED_AT_AFTER = TimeValue.ofSeconds(1);

  /** So that a name that leads elsewhere now is followed. */
  private static final TimeValue CONNECTION_AGE_MAX = TimeValue.ofMinutes(5);

  private static final Set<String> SCHEMES = Set.of("https", "http");

  private final Duration replyWait;
  private final Consumer<String> dates;
  private final ExecutorService exchanges =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("carrier-http").factory());
  private final CloseableHttpClient http;

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
    // The client's own limits come after ours, which is for the whole.
    Timeout wait = Timeout.of(replyWait.plus(CLOSE_WAIT_MAX));
    this.http =
        HttpClients.custom()
            .setConnectionManager(connections())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(wait)
                    .setResponseTimeout(wait)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .setProxySelector(ProxySelector.getDefault())
            .setUserAgent("Bauta/" + BuildVersion.number())
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .disableAutomaticRetries()
            .evictIdleConnections(IDLE_MAX)
            .build();
  }

  private static HttpClientConnectionManager connections() {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setTlsSocketStrategy(LateTls.ofThisSystem())
        .setMaxConnTotal(CONNECTIONS_MAX)
        .setMaxConnPerRoute(CONNECTIONS_MAX)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(REPLY_WAIT_MAX))
                .setValidateAfterInactivity(LOOKED_AT_AFTER)
                .setTimeToLive(CONNECTION_AGE_MAX)
                .build())
        .build();
  }

  private record Dated(HttpReply reply, Optional<String> date) {}

  @Override
  public HttpReply send(CarrierRequest request) throws IOException, InterruptedException {
    Dated dated = inTime(wire(request));
    dated.date().ifPresent(dates);
    return dated.reply();
  }

  /**
   * The request as the client takes it.
   *
   * @throws IllegalArgumentException where it cannot be sent as it is
   */
  private static HttpUriRequestBase wire(CarrierRequest request) {
    HttpUriRequestBase wire = new HttpUriRequestBase(request.method(), place(request.url()));
    request.headers().forEach((name, value) -> wire.setHeader(name, inOneLine(value)));
    request
        .body()
        .ifPresent(body -> wire.setEntity(new ByteArrayEntity(body.getBytes(UTF_8), null)));
    return wire;
  }

  /** Whoever is told that it is none is not told what it was: it names a call. */
  private static URI place(String url) {
    try {
      URI uri = new URI(url);
      if (uri.getHost() != null && SCHEMES.contains(uri.getScheme())) {
        return uri;
      }
    } catch (URISyntaxException quotesTheUrl) {
      // As one without a host.
    }
    throw new IllegalArgumentException("not the URL of a place on the web");
  }

  /** What came after a line break would be another header. */
  private static String inOneLine(String value) {
    if (value.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
      throw new IllegalArgumentException("a header holds a control character");
    }
    return value;
  }

  /** The whole reply within the time that there is: nothing is left under way after. */
  private Dated inTime(HttpUriRequestBase wire) throws IOException, InterruptedException {
    Future<Dated> reply = exchanges.submit(() -> exchange(wire));
    try {
      return reply.get(replyWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new HttpTimeoutException("no whole reply within %d ms".formatted(replyWait.toMillis()));
    } catch (ExecutionException failed) {
      throw asIs(failed.getCause());
    } finally {
      if (!reply.isDone()) {
        wire.cancel();
        // Where it only waits, for a connection or for bytes, this is what ends it.
        reply.cancel(true);
      }
    }
  }

  private static IOException asIs(@Nullable Throwable cause) {
    return switch (cause) {
      case IOException broken -> broken;
      case HttpException notHttp -> new IOException("the reply is not HTTP", notHttp);
      case null, default -> throw new IllegalStateException(cause);
    };
  }

  private Dated exchange(HttpUriRequestBase wire) throws HttpException, IOException {
    CloseableHttpResponse response =
        CloseableHttpResponse.adapt(
            http.executeOpen(RoutingSupport.determineHost(wire), wire, null));
    try {
      HttpReply reply =
          new HttpReply(
              response.getCode(),
              header(response, "content-type").orElse(""),
              beginning(response.getEntity()));
      return new Dated(reply, header(response, "date"));
    } finally {
      // Keeps the connection when the body was read to its end; otherwise does not read the rest.
      response.close(CloseMode.IMMEDIATE);
    }
  }

  private static Optional<String> header(CloseableHttpResponse response, String name) {
    return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
  }

  /** As much of the body as may be kept; its end is seen where that is all. */
  private static byte[] beginning(@Nullable HttpEntity entity) throws IOException {
    if (entity == null) {
      return new byte[0];
    }
    InputStream content = entity.getContent();
    long announced = entity.getContentLength();
    boolean isCut = announced < 0 || announced > REPLY_BYTES_MAX;
    byte[] kept = content.readNBytes(isCut ? REPLY_BYTES_MAX : (int) announced);
    if (kept.length < REPLY_BYTES_MAX) {
      int _ = content.read();
    }
    return kept;
  }

  /** Waits a moment for what is under way, then breaks it off. */
  @Override
  public void close() {
    exchanges.shutdown();
    try {
      boolean _ = exchanges.awaitTermination(CLOSE_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    exchanges.shutdownNow();
    http.close(CloseMode.IMMEDIATE);
  }
}
