package io.bauta.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.access.Caller;
import io.bauta.delivery.Deliveries;
import io.bauta.event.EventFilter;
import io.bauta.event.EventId;
import io.bauta.event.EventStore;
import io.bauta.event.PlacedEvent;
import io.bauta.session.SessionId;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/**
 * The events as they come, by server-sent events; and the latest as a list, for whoever asks for
 * JSON.
 */
public final class EventsApi {

  /** Followers at a time. */
  public static final int FOLLOWERS_MAX = 20;

  /** So often a follower hears that the connection is there. */
  public static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final String STREAM = "text/event-stream";
  private static final String LAST_EVENT_ID = "last-event-id";

  private final EventStore events;
  private final Deliveries deliveries;
  private final Predicate<Caller> admitted;
  private final Duration heartbeat;
  private final Semaphore places = new Semaphore(FOLLOWERS_MAX);

  /**
   * The events of a store.
   *
   * @param admitted whether a follower who was let in would still be: asked at every heartbeat, so
   *     that a key that is revoked or expires is not followed with for much longer
   */
  public EventsApi(EventStore events, Deliveries deliveries, Predicate<Caller> admitted) {
    this(events, deliveries, admitted, HEARTBEAT);
  }

  EventsApi(
      EventStore events, Deliveries deliveries, Predicate<Caller> admitted, Duration heartbeat) {
    this.events = events;
    this.deliveries = deliveries;
    this.admitted = admitted;
    this.heartbeat = heartbeat;
  }

  /** What a follower wants. */
  private record Wish(EventFilter filter, Optional<SessionId> session, Caller caller) {

    boolean isFor(PlacedEvent placed) {
      return filter.wants(placed.event().type())
          && (session.isEmpty() || session.equals(placed.event().session()))
          && caller.scope().includes(placed.event().pool());
    }
  }

  ApiAnswer get(ApiRequest request) {
    Wish wish =
        new Wish(
            Page.parameter(request, "types", EventsApi::filter, "some of " + EventFilter.known())
                .orElse(EventFilter.ALL),
            Page.parameter(request, "session", SessionId::parse, "the id of a session"),
            request.caller());
    return wantsList(request) ? list(request, wish) : stream(request, wish);
  }

  private static Optional<EventFilter> filter(String text) {
    List<String> names = Arrays.asList(text.split(",", -1));
    return names.size() > EventFilter.NAMES_MAX ? Optional.empty() : EventFilter.of(names);
  }

  /** Whoever does not say gets the stream. */
  private static boolean wantsList(ApiRequest request) {
    String accepted = request.header("accept").orElse("");
    return accepted.contains("application/json") && !accepted.contains(STREAM);
  }

  private ApiReply list(ApiRequest request, Wish wish) {
    int limit = Page.limit(request);
    Optional<Long> before =
        Page.parameter(request, "cursor", EventId::parse, "a cursor from the page before")
            .map(id -> events.placeOf(id).orElse(0));
    deliveries.followed();
    return Page.of(
        events.latest(before, wish.session(), wish.filter(), request.scope(), limit + 1),
        limit,
        placed -> EventJson.whole(placed.event()),
        placed -> placed.event().id().toString());
  }

  private ApiAnswer stream(ApiRequest request, Wish wish) {
    if (places.availablePermits() == 0) {
      throw new ProblemException(tooMany());
    }
    Optional<EventId> last =
        request
            .header(LAST_EVENT_ID)
            .map(
                text ->
                    EventId.parse(text.strip())
                        .orElseThrow(
                            () ->
                                new ProblemException(
                                    Problem.ofField(
                                        "invalid_value",
                                        LAST_EVENT_ID,
                                        LAST_EVENT_ID + ": expected the id of an event"))));
    long now = deliveries.lastPlace();
    OptionalLong known = last.map(events::placeOf).orElse(OptionalLong.of(now));
    deliveries.followed();
    return new ApiStream(
        200,
        STREAM,
        Map.of("cache-control", "no-store", "x-accel-buffering", "no"),
        OptionalLong.empty(),
        out -> follow(known, wish, out));
  }

  private static Problem tooMany() {
    return new Problem(
        429,
        "too_many_followers",
        "%d follow the events already, the most that may: try again later"
            .formatted(FOLLOWERS_MAX));
  }

  private void follow(OptionalLong known, Wish wish, OutputStream out) throws IOException {
    if (!places.tryAcquire()) {
      // Several came at once. Breaking off makes them come again.
      throw new IOException("more followers than there may be");
    }
    try {
      if (known.isEmpty()) {
        // Not kept any more: whoever counts on every event must know that some are missing.
        write(out, "event: gap\ndata: {}\n\n");
      } else {
        write(out, ": follows\n\n");
      }
      follow(known.orElse(0), wish, out);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  private void follow(long from, Wish wish, OutputStream out)
      throws IOException, InterruptedException {
    long place = from;
    long written = System.nanoTime();
    while (!deliveries.isClosed() && admitted.test(wish.caller())) {
      List<PlacedEvent> page = events.after(place);
      for (PlacedEvent placed : page) {
        place = placed.place();
        if (wish.isFor(placed)) {
          write(out, placed);
          written = System.nanoTime();
        }
      }
      deliveries.followed();
      if (page.isEmpty()) {
        boolean _ = deliveries.awaitAfter(place, heartbeat);
      }
      // Also while others' events come: a follower who is gone is noticed only by writing.
      if (System.nanoTime() - written >= heartbeat.toNanos()) {
        write(out, ": heartbeat\n\n");
        written = System.nanoTime();
      }
    }
  }

  private static void write(OutputStream out, PlacedEvent placed) throws IOException {
    write(
        out,
        "id: %s\nevent: %s\ndata: %s\n\n"
            .formatted(
                placed.event().id(),
                placed.event().type().text(),
                new String(EventJson.bytes(placed.event()), UTF_8)));
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
