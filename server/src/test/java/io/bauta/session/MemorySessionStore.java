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

  private record Pair(ProxyNumber number, PhoneNumber person) {}

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
            holder -> holder.getKey().number().equals(number) && isHeld(holder.getValue(), now));
  }

  private boolean isHeld(SessionId session, Instant now) {
    return sessions.get(session).restsUntil().filter(rest -> !rest.isAfter(now)).isEmpty();
  }

  @Override
  public synchronized InsertOutcome insert(
      MaskingSession session, Optional<String> idempotencyKey, Instant now) {
    Optional<InsertOutcome> objection =
        idempotencyKey
            .flatMap(this::findByIdempotencyKey)
            .<InsertOutcome>map(InsertOutcome.KeyUsed::new)
            .or(() -> numberGone(session))
            .or(() -> pairTaken(session, now));
    if (objection.isPresent()) {
      return objection.get();
    }
    sessions.put(session.id(), session);
    idempotencyKey.ifPresent(key -> keys.put(key, session.id()));
    pairs(session).forEach(pair -> holders.put(pair, session.id()));
    return new InsertOutcome.Inserted();
  }

  private Optional<InsertOutcome> numberGone(MaskingSession session) {
    return IntStream.range(0, MaskingSession.PARTICIPANTS)
        .filter(i -> !pools.isIn(session.pool(), session.participants().get(i).dials()))
        .<InsertOutcome>mapToObj(InsertOutcome.NumberGone::new)
        .findFirst();
  }

  private Optional<InsertOutcome> pairTaken(MaskingSession session, Instant now) {
    List<Pair> pairs = pairs(session).toList();
    return IntStream.range(0, MaskingSession.PARTICIPANTS)
        .filter(i -> holder(pairs.get(i), now).isPresent())
        .<InsertOutcome>mapToObj(InsertOutcome.PairTaken::new)
        .findFirst();
  }

  private static Stream<Pair> pairs(MaskingSession session) {
    return session.participants().stream().map(p -> new Pair(p.dials(), p.realNumber()));
  }

  private Optional<SessionId> holder(Pair pair, Instant now) {
    return Optional.ofNullable(holders.get(pair)).filter(session -> isHeld(session, now));
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
        .filter(holder -> holder.getKey().person().equals(realNumber))
        .anyMatch(holder -> isHeld(holder.getValue(), now));
  }

  @Override
  public synchronized Map<ProxyNumber, Integer> loads(PoolId pool, Instant now) {
    return holders.entrySet().stream()
        .filter(holder -> sessions.get(holder.getValue()).pool().equals(pool))
        .filter(holder -> isHeld(holder.getValue(), now))
        .collect(Collectors.toMap(holder -> holder.getKey().number(), holder -> 1, Integer::sum));
  }

  @Override
  public synchronized List<Opening> openings(PoolId pool, Instant since, int limit) {
    Map<PhoneNumber, Integer> people = new HashMap<>();
    return sessions.values().stream()
        .filter(session -> session.pool().equals(pool))
        .filter(session -> compare(session.id().uuid(), TimeOrderedIds.first(since)) >= 0)
        .sorted(OLDEST_FIRST.reversed())
        .limit(limit)
        .map(session -> opening(session, people))
        .toList();
  }

  private static Opening opening(MaskingSession session, Map<PhoneNumber, Integer> people) {
    List<Integer> ordinals =
        session.participants().stream()
            .map(p -> people.computeIfAbsent(p.realNumber(), unknown -> people.size()))
            .toList();
    return new Opening(session.openedAt(), session.endsAt(), ordinals.get(0), ordinals.get(1));
  }

  @Override
  public synchronized List<Holding> holdings(PoolId pool, Instant now, int limit) {
    Map<PhoneNumber, List<ProxyNumber>> held =
        holders.entrySet().stream()
            .filter(holder -> sessions.get(holder.getValue()).pool().equals(pool))
            .filter(holder -> isHeld(holder.getValue(), now))
            .limit(limit)
            .collect(
                groupingBy(
                    holder -> holder.getKey().person(),
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
  public synchronized Set<ProxyNumber> heldBy(PhoneNumber realNumber, PoolId pool, Instant now) {
    return holders.entrySet().stream()
        .filter(holder -> holder.getKey().person().equals(realNumber))
        .filter(holder -> sessions.get(holder.getValue()).pool().equals(pool))
        .filter(holder -> isHeld(holder.getValue(), now))
        .map(holder -> holder.getKey().number())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public synchronized boolean updateEnd(MaskingSession session, Instant now) {
    boolean open =
        find(session.id())
            .filter(stored -> stored.stateAt(now) == MaskingSession.State.OPEN)
            .filter(this::holdsAllItsPairs)
            .isPresent();
    if (open) {
      sessions.put(session.id(), session);
    }
    return open;
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
    return session.participants().stream()
        .map(participant -> new Pair(participant.dials(), participant.realNumber()))
        .allMatch(pair -> session.id().equals(holders.get(pair)));
  }

  @Override
  public synchronized Optional<MaskingSession> findHolder(
      PhoneNumber dialed, PhoneNumber caller, Instant now) {
    return holder(new Pair(new ProxyNumber(dialed.digits()), caller), now).map(sessions::get);
  }
}
