package io.bauta.session;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.bauta.id.TimeOrderedIds;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.MemoryPoolStore;
import io.bauta.pool.PoolId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sessions in memory. Passes {@link SessionStoreContract}. */
public final class MemorySessionStore implements SessionStore {

  private static final Comparator<MaskingSession> SESSIONS_OLDEST_FIRST =
      Comparator.comparing(session -> session.id().uuid(), MemorySessionStore::compare);

  private record Pair(ProxyNumber number, Holder holder) {}

  private final MemoryPoolStore pools;
  private final Map<SessionId, MaskingSession> sessions = new HashMap<>();
  private final Map<String, SessionId> keys = new HashMap<>();
  private final Map<Pair, SessionId> holders = new HashMap<>();
  private final Map<SessionId, List<Order>> orders = new HashMap<>();

  private record OrderOf(SessionId session, OrderId order) {}

  private final Map<String, OrderOf> orderKeys = new HashMap<>();

  /** A store over the numbers of {@code pools}, which learns from here which of them are lent. */
  public MemorySessionStore(MemoryPoolStore pools) {
    this.pools = pools;
    pools.lentWhen(this::isLent);
  }

  private synchronized boolean isLent(ProxyNumber number, Instant now) {
    return holders.entrySet().stream()
        .anyMatch(
            holder ->
                holder.getKey().number().equals(number)
                    && holder(holder.getKey(), now).isPresent());
  }

  private boolean isHeld(SessionId session, Instant now) {
    return sessions.get(session).restsUntil().filter(rest -> !rest.isAfter(now)).isEmpty();
  }

  @Override
  public synchronized InsertOutcome insert(
      MaskingSession session,
      Optional<String> idempotencyKey,
      boolean holdsReference,
      Instant now) {
    Optional<InsertOutcome> objection =
        idempotencyKey
            .flatMap(this::findByIdempotencyKey)
            .<InsertOutcome>map(InsertOutcome.KeyUsed::new)
            .or(() -> numberGone(session))
            .or(() -> referenceHeld(session, holdsReference, now))
            .or(() -> pairTaken(session, now));
    if (objection.isPresent()) {
      return objection.get();
    }
    sessions.put(session.id(), session);
    if (holdsReference) {
      session.reference().ifPresent(own -> references.put(reference(session, own), session.id()));
    }
    idempotencyKey.ifPresent(key -> keys.put(key, session.id()));
    pairs(session)
        .forEach(
            pair -> {
              holders.put(pair, session.id());
              former.remove(pair);
            });
    return new InsertOutcome.Inserted();
  }

  private record Reference(PoolId pool, String text) {}

  private final Map<Reference, SessionId> references = new HashMap<>();

  private static Reference reference(MaskingSession session, String text) {
    return new Reference(session.pool(), text);
  }

  @Override
  public synchronized Optional<SessionId> referenceHolder(PoolId pool, String reference) {
    return Optional.ofNullable(references.get(new Reference(pool, reference)));
  }

  private Optional<InsertOutcome> referenceHeld(
      MaskingSession session, boolean holdsReference, Instant now) {
    return session
        .reference()
        .filter(own -> holdsReference)
        .flatMap(own -> referenceHolder(session.pool(), own))
        .filter(first -> sessions.get(first).stateAt(now) == MaskingSession.State.OPEN)
        .map(InsertOutcome.ReferenceHeld::new);
  }

  private Optional<InsertOutcome> numberGone(MaskingSession session) {
    List<Pair> pairs = pairs(session).toList();
    return IntStream.range(0, pairs.size())
        .filter(i -> !pools.isIn(session.pool(), pairs.get(i).number()))
        .<InsertOutcome>mapToObj(InsertOutcome.NumberGone::new)
        .findFirst();
  }

  private Optional<InsertOutcome> pairTaken(MaskingSession session, Instant now) {
    List<Pair> pairs = pairs(session).toList();
    return IntStream.range(0, pairs.size())
        .filter(i -> holder(pairs.get(i), now).isPresent())
        .<InsertOutcome>mapToObj(InsertOutcome.PairTaken::new)
        .findFirst();
  }

  private static Stream<Pair> pairs(MaskingSession session) {
    return session.bindings().stream().map(binding -> new Pair(binding.number(), binding.holder()));
  }

  private Optional<SessionId> holder(Pair pair, Instant now) {
    return Optional.ofNullable(holders.get(pair))
        .filter(
            session ->
                former.containsKey(pair) ? former.get(pair).isAfter(now) : isHeld(session, now));
  }

  @Override
  public synchronized Optional<MaskingSession> findByIdempotencyKey(String key) {
    return Optional.ofNullable(keys.get(key))
        .or(() -> Optional.ofNullable(orderKeys.get(key)).map(OrderOf::session))
        .map(sessions::get);
  }

  @Override
  public synchronized Optional<MaskingSession> find(SessionId id) {
    return Optional.ofNullable(sessions.get(id));
  }

  @Override
  public synchronized boolean isParticipant(PhoneNumber realNumber, Instant now) {
    return holders.entrySet().stream()
        .filter(holder -> holder.getKey().holder().equals(new Holder.Phone(realNumber)))
        .anyMatch(holder -> holder(holder.getKey(), now).isPresent());
  }

  @Override
  public synchronized Map<ProxyNumber, Integer> loads(PoolId pool, Instant now) {
    return holders.entrySet().stream()
        .filter(holder -> sessions.get(holder.getValue()).pool().equals(pool))
        .filter(holder -> holder(holder.getKey(), now).isPresent())
        .collect(Collectors.toMap(holder -> holder.getKey().number(), holder -> 1, Integer::sum));
  }

  @Override
  public synchronized List<Opening> openings(PoolId pool, Instant since, int limit) {
    Map<Holder, Integer> people = new HashMap<>();
    return sessions.values().stream()
        .filter(session -> session.pool().equals(pool))
        .filter(session -> compare(session.id().uuid(), TimeOrderedIds.first(since)) >= 0)
        .sorted(SESSIONS_OLDEST_FIRST.reversed())
        .limit(limit)
        .map(session -> opening(session, people))
        .toList();
  }

  private static Opening opening(MaskingSession session, Map<Holder, Integer> people) {
    List<Integer> ordinals =
        session.bindings().stream()
            .map(b -> people.computeIfAbsent(b.holder(), unknown -> people.size()))
            .toList();
    return new Opening(
        session.openedAt(),
        session.endsAt(),
        ordinals.get(0),
        ordinals.get(Math.min(1, ordinals.size() - 1)));
  }

  @Override
  public synchronized List<Holding> holdings(PoolId pool, Instant now, int limit) {
    Map<Holder, List<ProxyNumber>> held =
        holders.entrySet().stream()
            .filter(holder -> sessions.get(holder.getValue()).pool().equals(pool))
            .filter(holder -> holder(holder.getKey(), now).isPresent())
            .limit(limit)
            .collect(
                groupingBy(
                    holder -> holder.getKey().holder(),
                    mapping(holder -> holder.getKey().number(), toList())));
    Set<ProxyNumber> lent = pools.lent(pool);
    Map<Holding, Integer> people = new HashMap<>();
    for (List<ProxyNumber> own : held.values()) {
      int ofTheLent = (int) own.stream().filter(lent::contains).count();
      people.merge(new Holding(own.size(), ofTheLent, 1), 1, Integer::sum);
    }
    return people.entrySet().stream()
        .map(kind -> new Holding(kind.getKey().numbers(), kind.getKey().lent(), kind.getValue()))
        .toList();
  }

  @Override
  public synchronized Set<Pin> heldCodes(ProxyNumber number, Collection<Pin> codes, Instant now) {
    return codes.stream()
        .filter(pin -> holder(new Pair(number, new Holder.Code(pin)), now).isPresent())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public synchronized Set<ProxyNumber> heldBy(Holder holder, PoolId pool, Instant now) {
    return holders.entrySet().stream()
        .filter(held -> held.getKey().holder().equals(holder))
        .filter(held -> sessions.get(held.getValue()).pool().equals(pool))
        .filter(held -> holder(held.getKey(), now).isPresent())
        .map(held -> held.getKey().number())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public synchronized List<KnownPair> knownPairs(Holder holder, PoolId pool) {
    return holders.entrySet().stream()
        .filter(held -> held.getKey().holder().equals(holder))
        .filter(held -> sessions.get(held.getValue()).pool().equals(pool))
        .map(
            held ->
                new KnownPair(held.getKey().number(), sessions.get(held.getValue()).restsUntil()))
        .toList();
  }

  @Override
  public synchronized Optional<MaskingSession> lastBetween(
      PhoneNumber one, PhoneNumber other, PoolId pool) {
    return sessions.values().stream()
        .filter(session -> session.pool().equals(pool))
        .filter(session -> holds(one, session) && holds(other, session))
        .max(SESSIONS_OLDEST_FIRST);
  }

  private static boolean holds(PhoneNumber number, MaskingSession session) {
    return pairs(session).anyMatch(pair -> pair.holder().equals(new Holder.Phone(number)));
  }

  @Override
  public synchronized boolean updateEnd(MaskingSession session, Instant now) {
    boolean open =
        find(session.id())
            .filter(stored -> stored.stateAt(now) == MaskingSession.State.OPEN)
            .filter(stored -> !orders.containsKey(stored.id()))
            .filter(this::holdsAllItsPairs)
            .isPresent();
    if (open) {
      if (session.closing().isPresent()) {
        references.values().remove(session.id());
      }
      sessions.put(session.id(), withLastCall(session));
    }
    return open;
  }

  private final Map<SessionId, Instant> lastCalls = new HashMap<>();

  @Override
  public synchronized boolean called(SessionId id, Instant at) {
    Optional<MaskingSession> session =
        find(id)
            .filter(stored -> stored.moving().isPresent() && stored.closing().isEmpty())
            .filter(this::holdsAllItsPairs);
    session.ifPresent(
        stored -> {
          lastCalls.merge(id, at, (one, other) -> one.isAfter(other) ? one : other);
          sessions.put(id, stored.calledAt(at));
        });
    return session.isPresent();
  }

  private MaskingSession withLastCall(MaskingSession session) {
    Instant last = lastCalls.get(session.id());
    return last == null ? session : session.calledAt(last);
  }

  @Override
  public synchronized boolean reopen(MaskingSession session, boolean holdsReference, Instant now) {
    if (referenceHeld(session, holdsReference, now).isPresent()) {
      return false;
    }
    boolean ended =
        find(session.id())
            .filter(stored -> stored.stateAt(now) == MaskingSession.State.CLOSED)
            .filter(this::holdsAllItsPairs)
            .isPresent();
    if (ended) {
      references.values().remove(session.id());
      if (holdsReference) {
        session.reference().ifPresent(own -> references.put(reference(session, own), session.id()));
      }
      sessions.put(session.id(), withLastCall(session));
    }
    return ended;
  }

  /** Pairs whose participant has another number now, and until when they rest. */
  private final Map<Pair, Instant> former = new HashMap<>();

  @Override
  public synchronized boolean replaceNumber(
      MaskingSession session, int position, Instant restsUntil, Instant now) {
    Optional<MaskingSession> before =
        find(session.id()).filter(stored -> stored.stateAt(now) == MaskingSession.State.OPEN);
    if (before.isEmpty()) {
      return false;
    }
    List<Pair> old = pairs(before.get()).toList();
    List<Pair> added = pairs(session).filter(pair -> !old.contains(pair)).toList();
    if (added.stream()
        .anyMatch(
            pair -> holder(pair, now).filter(other -> !other.equals(session.id())).isPresent())) {
      return false;
    }
    old.stream()
        .filter(pair -> pairs(session).noneMatch(pair::equals))
        .forEach(pair -> former.put(pair, restsUntil));
    added.forEach(former::remove);
    hadNumbers.add(
        new Had(session.id(), position, before.get().participants().get(position).realNumber()));
    added.forEach(pair -> holders.put(pair, session.id()));
    sessions.put(session.id(), withLastCall(session));
    return true;
  }

  @Override
  public synchronized List<MaskingSession> list(SessionQuery query, Instant now) {
    return sessions.values().stream()
        .filter(session -> query.pool().filter(p -> !p.equals(session.pool())).isEmpty())
        .filter(session -> query.scope().includes(session.pool()))
        .filter(session -> query.state().filter(s -> s != session.stateAt(now)).isEmpty())
        .filter(
            session ->
                query.reference().isEmpty()
                    || query.reference().equals(session.reference())
                    || kept(session.id()).stream()
                        .anyMatch(order -> query.reference().equals(order.reference())))
        .filter(session -> isBefore(session, query.before()))
        .sorted(SESSIONS_OLDEST_FIRST.reversed())
        .limit(query.limit())
        .toList();
  }

  private static boolean isBefore(MaskingSession session, Optional<SessionId> before) {
    return before.filter(id -> compare(session.id().uuid(), id.uuid()) >= 0).isEmpty();
  }

  /** Byte by byte, as databases do; {@link UUID#compareTo} takes the halves as signed. */
  private static int compare(UUID one, UUID other) {
    int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
  }

  @Override
  public void forEachHeld(Instant now, Consumer<MaskingSession> action) {
    held(now).forEach(action);
  }

  private synchronized List<MaskingSession> held(Instant now) {
    return sessions.values().stream().filter(session -> isHeld(session.id(), now)).toList();
  }

  @Override
  public synchronized Optional<MaskingSession> openBetween(
      People people, PoolId pool, Instant now) {
    return sessions.values().stream()
        .filter(session -> session.pool().equals(pool))
        .filter(session -> session.stateAt(now) == MaskingSession.State.OPEN)
        .filter(session -> People.of(session).equals(people))
        .filter(this::holdsAllItsPairs)
        .max(SESSIONS_OLDEST_FIRST);
  }

  @Override
  public synchronized InsertOutcome insertAlone(
      MaskingSession session, Optional<String> idempotencyKey, Instant now) {
    Optional<MaskingSession> other = openBetween(People.of(session), session.pool(), now);
    return idempotencyKey
        .flatMap(this::findByIdempotencyKey)
        .<InsertOutcome>map(InsertOutcome.KeyUsed::new)
        .or(() -> other.map(InsertOutcome.Together::new))
        .orElseGet(() -> insert(session, idempotencyKey, now));
  }

  @Override
  public synchronized OrderOutcome changeOrders(
      SessionId id,
      Optional<String> idempotencyKey,
      Instant now,
      Function<Standing, Optional<OrderChange>> edit) {
    if (idempotencyKey.flatMap(this::findByIdempotencyKey).isPresent()) {
      return new OrderOutcome.KeyUsed();
    }
    Optional<OrderChange> change =
        find(id).flatMap(session -> edit.apply(new Standing(session, standing(session, now))));
    if (change.filter(wanted -> holdsAllItsPairs(wanted.session())).isEmpty()) {
      return new OrderOutcome.NothingDone();
    }
    keep(change.get(), idempotencyKey);
    return new OrderOutcome.Stored(change.get().session());
  }

  private List<Order> standing(MaskingSession session, Instant now) {
    return orders.getOrDefault(session.id(), List.of(Order.first(session))).stream()
        .filter(order -> order.isOpenAt(now))
        .toList();
  }

  private void keep(OrderChange change, Optional<String> key) {
    MaskingSession session = change.session();
    List<Order> kept =
        orders.computeIfAbsent(
            session.id(), id -> new ArrayList<>(List.of(Order.first(sessions.get(session.id())))));
    for (Order order : change.orders()) {
      if (!kept.removeIf(known -> known.id().equals(order.id()))) {
        key.ifPresent(used -> orderKeys.put(used, new OrderOf(session.id(), order.id())));
      }
      kept.add(order);
    }
    kept.sort(OrderStore.OLDEST_FIRST);
    if (session.closing().isPresent()) {
      references.values().remove(session.id());
    }
    sessions.put(session.id(), session);
  }

  @Override
  public synchronized AloneOutcome reopen(
      MaskingSession session, Order order, boolean alone, boolean holdsReference, Instant now) {
    Optional<MaskingSession> other =
        openBetween(People.of(session), session.pool(), now).filter(open -> alone);
    if (other.filter(open -> !open.id().equals(session.id())).isPresent()) {
      return new AloneOutcome.Together(other.get());
    }
    Optional<MaskingSession> before = find(session.id());
    if (!reopen(session, holdsReference, now)) {
      return new AloneOutcome.NotDone();
    }
    orders.computeIfAbsent(
        session.id(), id -> new ArrayList<>(List.of(Order.first(before.orElseThrow()))));
    keep(new OrderChange(session, List.of(order)), Optional.empty());
    return new AloneOutcome.Done();
  }

  @Override
  public synchronized AloneOutcome replaceNumberAlone(
      MaskingSession session, int position, Instant restsUntil, Instant now) {
    Optional<MaskingSession> other =
        openBetween(People.of(session), session.pool(), now)
            .filter(open -> !open.id().equals(session.id()));
    if (other.isPresent()) {
      return new AloneOutcome.Together(other.get());
    }
    return replaceNumber(session, position, restsUntil, now)
        ? new AloneOutcome.Done()
        : new AloneOutcome.NotDone();
  }

  private record Had(SessionId session, int position, PhoneNumber number) {}

  private final Set<Had> hadNumbers = new HashSet<>();

  @Override
  public synchronized boolean hadNumber(SessionId session, int position, PhoneNumber number) {
    return hadNumbers.contains(new Had(session, position, number))
        || find(session).stream()
            .anyMatch(s -> s.participants().get(position).realNumber().equals(number));
  }

  private List<Order> kept(SessionId id) {
    return orders.getOrDefault(id, List.of());
  }

  @Override
  public synchronized List<Order> openOrders(SessionId id, Instant now) {
    return kept(id).stream().filter(order -> order.isOpenAt(now)).toList();
  }

  @Override
  public synchronized Optional<Order> findOrder(SessionId session, OrderId id) {
    return kept(session).stream().filter(order -> order.id().equals(id)).findFirst();
  }

  @Override
  public synchronized Optional<OrderId> findOrderByKey(String key) {
    return Optional.ofNullable(orderKeys.get(key)).map(OrderOf::order);
  }

  @Override
  public synchronized Map<SessionId, List<Order>> orders(Collection<SessionId> ids, Instant now) {
    return ids.stream()
        .filter(orders::containsKey)
        .distinct()
        .collect(Collectors.toMap(id -> id, id -> OrderStore.told(kept(id), now)));
  }

  private boolean holdsAllItsPairs(MaskingSession session) {
    return pairs(session).allMatch(pair -> session.id().equals(holders.get(pair)));
  }

  @Override
  public synchronized Optional<MaskingSession> findHolder(PhoneNumber dialed, Holder holder) {
    return Optional.ofNullable(holders.get(new Pair(new ProxyNumber(dialed.digits()), holder)))
        .map(sessions::get);
  }
}
