package io.bauta.edge;

import io.bauta.call.CallId;
import io.bauta.carrier.CarrierAccount;
import io.bauta.edge.Exchange.Content;
import io.bauta.edge.Exchange.Received;
import io.bauta.edge.Exchange.Sent;
import io.bauta.outbox.CommandTry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The latest exchanges with each carrier account, in memory, for whoever wants to see what came and
 * why it was answered so.
 *
 * <p>While a call is answered only references are kept. What strangers send has room of its own, so
 * that they cannot push out what the carrier sent.
 */
public final class Exchanges implements CommandTry.Listener {

  /** Kept for each account. */
  public static final int PER_ACCOUNT_MAX = 500;

  /** Bytes of requests and replies kept for each account, and so in memory in clear. */
  public static final long BYTES_PER_ACCOUNT_MAX = 4L * 1024 * 1024;

  /** Kept for each account of what was turned away or came to a wrong path, beside the others. */
  public static final int TURNED_AWAY_MAX = 100;

  /** Bytes kept of those. */
  public static final long TURNED_AWAY_BYTES_MAX = 512L * 1024;

  /** Room for so many exchanges in each millisecond since the epoch. */
  private static final int SEQUENCE_BITS = 20;

  private final Map<String, Rings> rings = new ConcurrentHashMap<>();
  private final AtomicLong lastId;

  private record Rings(ExchangeRing taken, ExchangeRing turnedAway) {
    Rings() {
      this(
          new ExchangeRing(PER_ACCOUNT_MAX, BYTES_PER_ACCOUNT_MAX),
          new ExchangeRing(TURNED_AWAY_MAX, TURNED_AWAY_BYTES_MAX));
    }
  }

  /** Carriers name a call within their account only. */
  private record CallKey(String account, String carrierCall) {}

  /**
   * None yet.
   *
   * @param startedAt when the server started; its ids go on from there
   */
  public Exchanges(Instant startedAt) {
    this.lastId = new AtomicLong(startedAt.toEpochMilli() << SEQUENCE_BITS);
  }

  /** Keeps what just happened at {@code account}, an account as configured. */
  void keep(CarrierAccount account, Instant at, Duration took, Content content) {
    ExchangeId id = new ExchangeId(lastId.incrementAndGet());
    Exchange exchange = new Exchange(id, at, took, account, ourCall(content), content);
    Rings ofAccount = rings.computeIfAbsent(account.name(), name -> new Rings());
    switch (content.outcome()) {
      case TURNED_AWAY, WRONG_PATH -> ofAccount.turnedAway().add(exchange);
      case CONNECTED,
          REFUSED,
          CHALLENGED,
          TOLD,
          NUMBERS,
          IRRELEVANT,
          MALFORMED,
          NOT_STORED,
          COMMAND_DONE,
          COMMAND_RETRY,
          COMMAND_GONE,
          COMMAND_REJECTED,
          TOO_LATE ->
          ofAccount.taken().add(exchange);
    }
  }

  private static Optional<CallId> ourCall(Content content) {
    return content instanceof Received received && received.handling() instanceof Handling.Asked a
        ? Optional.of(a.id())
        : Optional.empty();
  }

  @Override
  public void tried(CommandTry tried) {
    keep(tried.account(), tried.at(), tried.took(), new Sent(tried));
  }

  /**
   * Forgets all of them. What was on the wire is not searched for somebody: a carrier may have
   * written a number in any way.
   */
  public void clear() {
    rings.clear();
  }

  /** Exchanges that match, newest first, at most {@code query.limit()}. */
  public List<Exchange> list(ExchangeQuery query) {
    List<Exchange> all =
        rings.values().stream()
            .flatMap(r -> Stream.concat(r.taken().all().stream(), r.turnedAway().all().stream()))
            .sorted(Comparator.comparing(Exchange::id).reversed())
            .toList();
    Map<CallKey, CallId> calls = firstIds(all);
    return all.stream()
        .map(exchange -> exchange.about(key(exchange).map(calls::get).or(exchange::call)))
        .filter(query::matches)
        .limit(query.limit())
        .toList();
  }

  /** A question that is repeated gets a new id each time; the record has the first. */
  private static Map<CallKey, CallId> firstIds(List<Exchange> newestFirst) {
    Map<CallKey, CallId> calls = new HashMap<>();
    newestFirst.forEach(
        exchange ->
            exchange.call().ifPresent(id -> key(exchange).ifPresent(key -> calls.put(key, id))));
    return calls;
  }

  private static Optional<CallKey> key(Exchange exchange) {
    return exchange.carrierCall().map(call -> new CallKey(exchange.account().name(), call.text()));
  }
}
