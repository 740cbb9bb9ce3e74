package io.bauta.call;

import io.bauta.call.CallFact.RecordingReady;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.PoolScope;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.session.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Calls in memory. Passes {@link CallStoreContract}. */
public final class MemoryCallStore implements CallStore {

  private static final Comparator<Call> OLDEST_FIRST =
      Comparator.comparing(call -> call.start().id().uuid(), MemoryCallStore::compare);

  private record Key(String account, CarrierCallId call) {}

  private final Map<Key, CallStart> starts = new LinkedHashMap<>();
  private final Map<Key, Map<String, ToldFact>> facts = new LinkedHashMap<>();
  private final BiConsumer<SessionId, Instant> called;
  private Consumer<ToldFact> listener = told -> {};

  /** Of calls that move the end of no session. */
  public MemoryCallStore() {
    this(
        (session, at) -> {
          throw new IllegalStateException(session + " is not kept here");
        });
  }

  /**
   * Of calls in the sessions of another store.
   *
   * @param called moves the end of one of those
   */
  public MemoryCallStore(BiConsumer<SessionId, Instant> called) {
    this.called = called;
  }

  /** Each fact that is stored is told to {@code other}, in the same unit of work. */
  public synchronized void tells(Consumer<ToldFact> other) {
    listener = other;
  }

  @Override
  public synchronized void append(List<CallStart> newStarts, List<ToldFact> newFacts) {
    for (CallStart start : newStarts) {
      if (start.decision() instanceof Connect connect && connect.prolongs().isPresent()) {
        called.accept(connect.session().orElseThrow(), connect.prolongs().get());
      }
      starts.merge(
          new Key(start.incoming().carrierAccount(), start.carrierCallId()),
          withoutDigits(start),
          CallStart::followedBy);
    }
    for (ToldFact told : newFacts) {
      facts
          .computeIfAbsent(
              new Key(told.carrierAccount(), told.carrierCallId()), key -> new LinkedHashMap<>())
          .putIfAbsent(told.fact().key(), withoutUrl(told));
      listener.accept(told);
    }
  }

  private static ToldFact withoutUrl(ToldFact told) {
    return told.fact() instanceof RecordingReady ready
        ? new ToldFact(
            told.carrierAccount(), told.carrierCallId(), ready.withoutUrl(), told.receivedAt())
        : told;
  }

  /** What a caller entered is not kept. */
  private static CallStart withoutDigits(CallStart start) {
    IncomingCall incoming = start.incoming();
    return new CallStart(
        start.id(),
        start.carrierCallId(),
        start.receivedAt(),
        new IncomingCall(incoming.carrierAccount(), incoming.dialed(), incoming.caller()),
        start.decision(),
        start.shortfalls(),
        start.steps());
  }

  @Override
  public boolean settle() {
    return false;
  }

  @Override
  public synchronized Optional<Call> find(CallId id) {
    return calls().stream().filter(call -> call.start().id().equals(id)).findFirst();
  }

  @Override
  public boolean isIn(PoolScope scope, CallId id) {
    if (!scope.isAll()) {
      throw new UnsupportedOperationException("no pools are kept here");
    }
    return find(id).isPresent();
  }

  @Override
  public synchronized Optional<Call> findByCarrierId(String carrierAccount, CarrierCallId id) {
    Key key = new Key(carrierAccount, id);
    return Optional.ofNullable(starts.get(key)).map(start -> call(key, start));
  }

  @Override
  public synchronized List<Call> listByTraits(
      String carrierAccount, CallTraits traits, Instant toldAt) {
    return calls().stream()
        .filter(call -> call.start().incoming().carrierAccount().equals(carrierAccount))
        .filter(call -> traits.haveTheNumbersOf(call.start()))
        .filter(call -> !call.start().receivedAt().isBefore(traits.from(toldAt)))
        .filter(call -> !call.start().receivedAt().isAfter(traits.until(toldAt)))
        .sorted(OLDEST_FIRST)
        .limit(CallTraits.CALLS_MAX)
        .toList();
  }

  /** Of participants and pools it knows nothing. */
  @Override
  public synchronized List<Call> list(CallQuery query) {
    if (query.participant().isPresent() || query.pool().isPresent() || !query.scope().isAll()) {
      throw new UnsupportedOperationException("neither participants nor pools are kept here");
    }
    return calls().stream()
        .filter(call -> query.status().filter(status -> status != call.status()).isEmpty())
        .filter(call -> isBetween(call.start().receivedAt(), query))
        .filter(call -> query.session().isEmpty() || query.session().equals(session(call.start())))
        .filter(
            call ->
                query
                    .carrierAccount()
                    .filter(account -> !account.equals(call.start().incoming().carrierAccount()))
                    .isEmpty())
        .filter(call -> query.number().filter(number -> !isOn(number, call.start())).isEmpty())
        .filter(
            call ->
                query
                    .before()
                    .filter(id -> compare(call.start().id().uuid(), id.uuid()) >= 0)
                    .isEmpty())
        .sorted(OLDEST_FIRST.reversed())
        .limit(query.limit())
        .toList();
  }

  private static boolean isBetween(Instant receivedAt, CallQuery query) {
    return query.since().filter(receivedAt::isBefore).isEmpty()
        && query.until().filter(until -> !receivedAt.isBefore(until)).isEmpty();
  }

  private static boolean isOn(ProxyNumber number, CallStart start) {
    return start.incoming().dialed().digits() == number.digits()
        || (start.decision() instanceof Connect connect && connect.callerId().equals(number));
  }

  private static Optional<SessionId> session(CallStart start) {
    return start.decision().session();
  }

  @Override
  public synchronized int connectedIn(SessionId session) {
    return (int)
        starts.values().stream()
            .filter(
                start ->
                    start.decision() instanceof Connect connect
                        && connect.why() != Why.SUPPORT
                        && connect.session().equals(Optional.of(session)))
            .count();
  }

  @Override
  public synchronized Optional<PhoneNumber> lastCallerOf(SessionId session) {
    return calls().stream()
        .filter(
            call ->
                call.start().decision() instanceof Connect connect
                    && (connect.why() == Why.ANYONE || connect.why() == Why.GRACE)
                    && connect.caller().isEmpty()
                    && connect.session().equals(Optional.of(session)))
        .sorted(OLDEST_FIRST.reversed())
        .flatMap(call -> call.start().incoming().caller().stream())
        .findFirst();
  }

  private List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    starts.forEach((key, start) -> calls.add(call(key, start)));
    return calls;
  }

  private Call call(Key key, CallStart start) {
    return new Call(start, List.copyOf(facts.getOrDefault(key, Map.of()).values()));
  }

  /** Byte by byte, as databases do; {@link UUID#compareTo} takes the halves as signed. */
  private static int compare(UUID one, UUID other) {
    int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
  }
}
