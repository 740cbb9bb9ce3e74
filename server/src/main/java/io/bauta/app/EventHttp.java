package io.bauta.app;

import io.bauta.api.EventJson;
import io.bauta.carrier.Secret;
import io.bauta.delivery.EventSender;
import io.bauta.event.Endpoint;
import io.bauta.event.Event;
import io.bauta.event.SigningSecret;
import io.bauta.outbound.Barrier;
import io.bauta.outbound.OutboundHttp;
import io.bauta.outbound.OutboundReply;
import io.bauta.outbound.OutboundRequest;
import io.bauta.outbound.Outcome;
import io.bauta.outbound.Reach;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sends events over HTTP, signed by the scheme of Standard Webhooks 1.0.0. Of an answer only the
 * status and {@code Retry-After} are looked at: nothing of its body is read, kept or logged.
 */
final class EventHttp implements EventSender, AutoCloseable {

  /** How long an endpoint may take to answer. */
  static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(15);

  private static final int GONE = 410;
  private static final int SUCCESSES = 2;
  private static final int HUNDRED = 100;
  private static final int RETRY_AFTER_LENGTH_MAX = 40;

  private final OutboundHttp http;
  private final Reach reach;
  private final Clock clock;

  EventHttp(Reach reach, Clock clock) {
    // Endpoint.COUNT_MAX times Deliveries.UNDERWAY_MAX is what it has connections for.
    this.http = OutboundHttp.boundedByItsUser(reach, "Bauta/" + BuildVersion.number());
    this.reach = reach;
    this.clock = clock;
  }

  /** What is wrong with {@code url} as that of an endpoint; empty when nothing is. */
  Optional<String> objection(String url) {
    try {
      return http.barrier(URI.create(url)).map(this::words);
    } catch (IllegalArgumentException notAUrl) {
      return Optional.of(words(Barrier.NOT_A_URL));
    }
  }

  private String words(Barrier barrier) {
    boolean couldBeAllowed =
        reach != Reach.ANYWHERE && (barrier == Barrier.NOT_HTTPS || barrier == Barrier.NOT_PUBLIC);
    return barrier.words()
        + (couldBeAllowed
            ? "; events.allow-private-addresses in the configuration allows others"
            : "");
  }

  @Override
  public Verdict send(Endpoint endpoint, Event event) {
    byte[] body = EventJson.bytes(event);
    OutboundRequest request =
        new OutboundRequest(
            "POST",
            URI.create(endpoint.url()),
            headers(endpoint, event, body),
            Optional.of(body),
            ANSWER_WAIT_MAX,
            0);
    return switch (http.send(request, this::verdict)) {
      case Outcome.Answered<Verdict>(Verdict verdict) -> verdict;
      case Outcome.Refused<Verdict>(Barrier why) -> failed(words(why));
      case Outcome.Failed<Verdict>(Outcome.Failure why) -> failed(why.words());
    };
  }

  private Map<String, String> headers(Endpoint endpoint, Event event, byte[] body) {
    Instant now = clock.instant();
    List<WebhookSecret> secrets =
        endpoint.secretsAt(now).stream()
            .map(SigningSecret::reveal)
            .map(text -> WebhookSecret.of(new Secret(text)).orElseThrow())
            .toList();
    Map<String, String> headers =
        new HashMap<>(WebhookSecret.headers(secrets, event.id().toString(), now, body));
    headers.put("content-type", "application/json");
    return headers;
  }

  private static Verdict failed(String cause) {
    return new Verdict.Failed(Optional.empty(), cause, Optional.empty());
  }

  private Verdict verdict(OutboundReply reply) {
    if (reply.status() / HUNDRED == SUCCESSES) {
      return new Verdict.Accepted(reply.status());
    }
    if (reply.status() == GONE) {
      return new Verdict.Gone(reply.status());
    }
    return new Verdict.Failed(
        Optional.of(reply.status()),
        "answered with status " + reply.status(),
        reply.retryAfter().flatMap(this::retryAfter));
  }

  /** Seconds, or a date of HTTP; empty when it is neither. */
  private Optional<Duration> retryAfter(String text) {
    if (text.length() > RETRY_AFTER_LENGTH_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())))
          .filter(Duration::isPositive);
    } catch (NumberFormatException notSeconds) {
      return untilDate(text.strip());
    }
  }

  private Optional<Duration> untilDate(String text) {
    try {
      Instant at =
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
              .toInstant();
      return Optional.of(Duration.between(clock.instant(), at)).filter(Duration::isPositive);
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    http.close();
  }
}
