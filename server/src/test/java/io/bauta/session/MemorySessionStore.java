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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sessions in memory. Passes {@link SessionStoreContract}. */
public final class MemorySessionStore implements SessionStore {

  private static final Comparator<MaskingSession> OLDEST_FIRST =
      Comparator.comparing(session -> session.id().uuid(), MemorySessionStore::compare);

  private record Pair(ProxyNumber number, Holder holder) {}

  private final MemoryPoolStore pools;
  private final Map<SessionId, MaskingSession> sessions = new HashMap<>();
  private final Map<String, SessionId> keys = new HashMap<>();
  private final Map<Pair, SessionId> holders = new HashMap<>();

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
    return Optional.ofNullable(keys.get(key)).map(sessions::get);
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
        .sorted(OLDEST_FIRST.reversed())
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
        .max(OLDEST_FIRST);
  }

  private static boolean holds(PhoneNumber number, MaskingSession session) {
    return pairs(session).anyMatch(pair -> pair.holder().equals(new Holder.Phone(number)));
  }

  @Override
  public synchronized boolean updateEnd(MaskingSession session, Instant now) {
    boolean open =
        find(session.id())
            .filter(stored -> stored.stateAt(now) == MaskingSession.State.OPEN)
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
    added.forEach(pair -> holders.put(pair, session.id()));
    sessions.put(session.id(), withLastCall(session));
    return true;
  }

  @Override
  public synchronized List<MaskingSession> list(SessionQuery query, Instant now) {
    return sessions.values().stream()
        .filter(session -> query.pool().filter(p -> !p.equals(session.pool())).isEmpty())
        .filter(session -> query.state().filter(s -> s != session.stateAt(now)).isEmpty())
        .filter(
            session -> query.reference().isEmpty() || query.reference().equals(session.reference()))
        .filter(session -> isBefore(session, query.before()))
        .sorted(OLDEST_FIRST.reversed())
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

  private boolean holdsAllItsPairs(MaskingSession session) {
    return pairs(session).allMatch(pair -> session.id().equals(holders.get(pair)));
  }

  @Override
  public synchronized Optional<MaskingSession> findHolder(PhoneNumber dialed, Holder holder) {
    return Optional.ofNullable(holders.get(new Pair(new ProxyNumber(dialed.digits()), holder)))
        .map(sessions::get);
  }
}
