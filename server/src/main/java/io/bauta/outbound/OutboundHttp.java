package io.bauta.outbound;

import io.bauta.outbound.Outcome.Answered;
import io.bauta.outbound.Outcome.Failed;
import io.bauta.outbound.Outcome.Failure;
import io.bauta.outbound.Outcome.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends requests to places within a {@link Reach}, bounded in time and size. Follows no redirect,
 * keeps no cookie, unpacks no body, repeats nothing.
 *
 * <p>A host name is looked up once for each connection, and the addresses that were found public
 * are the ones connected to: a name that leads elsewhere a moment later changes nothing. One
 * address that is not allowed is enough to refuse the name.
 */
public final class OutboundHttp implements AutoCloseable {

  static final int CONNECTIONS_MAX = 256;
  static final int CONNECTIONS_PER_PLACE_MAX = 16;

  static final Duration CONNECT_MAX = Duration.ofSeconds(5);
  private static final TimeValue IDLE_MAX = TimeValue.ofSeconds(30);

  private final Reach reach;
  private final NameService names;
  private final CloseableHttpClient http;
  private final ScheduledThreadPoolExecutor deadlines;

  /** Makes something of an answer. */
  @FunctionalInterface
  public interface ReplyReader<T> {

    /**
     * Reads as much of the answer as it wants.
     *
     * @throws IOException as the body's stream throws it; faults of the reader's own are unchecked,
     *     and come out of {@link #send} as they are
     */
    T read(OutboundReply reply) throws IOException;
  }

  /**
   * Opens no connection yet.
   *
   * @param userAgent how to name ourselves
   */
  public OutboundHttp(Reach reach, String userAgent) {
    this(reach, userAgent, NameService.SYSTEM);
  }

  /**
   * One for somebody who bounds what is under way to each place; no place is bounded here, so that
   * one that hangs takes no connection from another user of the same place.
   */
  public static OutboundHttp boundedByItsUser(Reach reach, String userAgent) {
    return new OutboundHttp(reach, userAgent, NameService.SYSTEM, CONNECTIONS_MAX);
  }

  OutboundHttp(Reach reach, String userAgent, NameService names) {
    this(reach, userAgent, names, CONNECTIONS_PER_PLACE_MAX);
  }

  private OutboundHttp(Reach reach, String userAgent, NameService names, int perPlaceMax) {
    this.reach = reach;
    this.names = names;
    this.deadlines =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("outbound-deadlines").daemon().factory());
    this.deadlines.setRemoveOnCancelPolicy(true);
    this.http =
        HttpClients.custom()
            .setConnectionManager(connections(new GuardedNames(reach, names), perPlaceMax))
            .setUserAgent(userAgent)
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .disableAutomaticRetries()
            .evictIdleConnections(IDLE_MAX)
            .build();
  }

  private static HttpClientConnectionManager connections(DnsResolver names, int perPlaceMax) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(names)
        .setTlsSocketStrategy(LateTls.ofThisJava())
        .setMaxConnTotal(CONNECTIONS_MAX)
        .setMaxConnPerRoute(perPlaceMax)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(CONNECT_MAX))
                .setTimeToLive(TimeValue.ofMinutes(5))
                .build())
        .build();
  }

  /**
   * What keeps requests from {@code url} now, its name looked up; empty when nothing does. It is
   * looked at again with each request.
   */
  public Optional<Barrier> barrier(URI url) {
    Optional<Barrier> asWritten = reach.barrier(url);
    if (asWritten.isPresent() || reach == Reach.ANYWHERE) {
      return asWritten;
    }
    try {
      boolean isAllowed =
          names.addressesInTime(unbracketed(url.getHost())).stream().allMatch(reach::includes);
      return isAllowed ? Optional.empty() : Optional.of(Barrier.NOT_PUBLIC);
    } catch (UnknownHostException unknown) {
      return Optional.of(Barrier.NO_ADDRESS);
    }
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Sends {@code request}, and has {@code reader} read the answer before this returns. */
  public <T> Outcome<T> send(OutboundRequest request, ReplyReader<T> reader) {
    Optional<Barrier> barrier = reach.barrier(request.url());
    if (barrier.isPresent()) {
      return new Refused<>(barrier.get());
    }
    HttpUriRequestBase wire = wire(request);
    AtomicBoolean isLate = new AtomicBoolean();
    ScheduledFuture<?> deadline =
        deadlines.schedule(
            () -> {
              isLate.set(true);
              wire.cancel();
            },
            request.timeMax().toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return new Answered<>(answer(wire, request.replyBytesMax(), reader));
    } catch (HttpException notHttp) {
      return new Failed<>(Failure.BROKEN_OFF);
    } catch (GuardedNames.ForbiddenAddressException forbidden) {
      return new Refused<>(Barrier.NOT_PUBLIC);
    } catch (UnknownHostException unknown) {
      return new Refused<>(Barrier.NO_ADDRESS);
    } catch (IOException failed) {
      return new Failed<>(isLate.get() ? Failure.TOO_SLOW : failure(failed));
    } finally {
      deadline.cancel(false);
    }
  }

  private <T> T answer(HttpUriRequestBase wire, long bytesMax, ReplyReader<T> reader)
      throws HttpException, IOException {
    CloseableHttpResponse response =
        CloseableHttpResponse.adapt(
            http.executeOpen(RoutingSupport.determineHost(wire), wire, null));
    try {
      return reader.read(reply(response, bytesMax));
    } finally {
      // At once: otherwise the library reads the rest first, and there may be no end to it.
      response.close(CloseMode.IMMEDIATE);
    }
  }

  private static Failure failure(IOException failed) {
    return switch (failed) {
      case BoundedBody.TooLongException _ -> Failure.TOO_LONG;
      case ConnectTimeoutException _ -> Failure.UNREACHABLE;
      case HttpHostConnectException _ -> Failure.UNREACHABLE;
      case SSLException _ -> Failure.NOT_TRUSTED;
      default -> Failure.BROKEN_OFF;
    };
  }

  private static HttpUriRequestBase wire(OutboundRequest request) {
    HttpUriRequestBase wire = new HttpUriRequestBase(request.method(), request.url());
    Timeout wait = Timeout.of(request.timeMax());
    wire.setConfig(
        RequestConfig.custom().setConnectionRequestTimeout(wait).setResponseTimeout(wait).build());
    request.headers().forEach(wire::setHeader);
    request.body().ifPresent(body -> wire.setEntity(new ByteArrayEntity(body, null)));
    return wire;
  }

  private static OutboundReply reply(ClassicHttpResponse response, long bytesMax)
      throws IOException {
    HttpEntity entity = response.getEntity();
    long announced = entity == null ? 0 : entity.getContentLength();
    return new OutboundReply(
        response.getCode(),
        header(response, "content-type"),
        announced < 0 ? OptionalLong.empty() : OptionalLong.of(announced),
        announced >= 0 || entity.isChunked(),
        header(response, "etag"),
        header(response, "retry-after"),
        header(response, "content-range"),
        new BoundedBody(
            entity == null ? InputStream.nullInputStream() : entity.getContent(), bytesMax));
  }

  private static Optional<String> header(ClassicHttpResponse response, String name) {
    return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    deadlines.shutdownNow();
    http.close(CloseMode.IMMEDIATE);
  }

  /** Lets through only names that lead to where connections may be made. */
  private record GuardedNames(Reach reach, NameService names) implements DnsResolver {

    /** The name leads, or leads also, to somewhere forbidden. */
    private static final class ForbiddenAddressException extends UnknownHostException {}

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      List<InetAddress> addresses = names.addressesInTime(host);
      if (!addresses.stream().allMatch(reach::includes)) {
        throw new ForbiddenAddressException();
      }
      return addresses.toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
