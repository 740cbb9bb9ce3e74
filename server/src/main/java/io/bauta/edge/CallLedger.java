package io.bauta.edge;

import io.bauta.call.Call;
import io.bauta.call.CallFact;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallId;
import io.bauta.call.CallQuery;
import io.bauta.call.CallStart;
import io.bauta.call.CallStore;
import io.bauta.call.CarrierCallId;
import io.bauta.number.PhoneNumber;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.Line;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import io.bauta.pool.Pools;
import io.bauta.routing.CallTally;
import io.bauta.routing.CallTally.Claim;
import io.bauta.routing.CallTally.Counted;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.rules.CallCounts;
import io.bauta.rules.CallLimit;
import io.bauta.rules.CallLimits;
import io.bauta.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the calls that rules limit: those of the last hour, and those that go on.
 *
 * <p>Looking and counting are one step, so that of two calls for one place only one gets it. A call
 * counts from its decision on, under the carrier's id for it: its question may come again and gets
 * the same answer. It goes on until the carrier tells its end, and no longer than its pool lets
 * people ring and talk. Calls in pools without limits are not remembered.
 */
public final class CallLedger {

  /** Calls that are remembered. When there are more, those that matter the shortest are let go. */
  public static final int CALLS_MAX = 300_000;

  /** Sessions whose calls were read from the store and are counted on from there. */
  public static final int SESSIONS_MAX = 100_000;

  /** Calls that moved the end of their session, and whose question may come again. */
  public static final int PUT_THROUGH_MAX = 100_000;

  /** How long the answer to a call that was refused is kept for a repetition. */
  static final Duration REPEATED_WITHIN = Duration.ofMinutes(5);

  /** How long reading the last calls may hold up a start. */
  static final Duration WARM_UP_MAX = Duration.ofSeconds(10);

  private static final Duration HOUR = Duration.ofHours(1);

  /** Between a talk limit at the carrier and the end that it tells of. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(CallLedger.class);

  private final Deadline deadline = new Deadline("look-up of a session's calls");
  private final CallStore store;

  private final Map<Key, Entry> calls = new HashMap<>();
  private final PriorityQueue<Entry> toForget =
      new PriorityQueue<>(Comparator.comparing(entry -> entry.forgetAt));
  private final Map<Caller, List<Entry>> byCaller = new HashMap<>();
  private final Map<PoolId, Set<Entry>> goingOn = new HashMap<>();
  private final Sessions sessions = new Sessions();
  private final PutThrough putThrough = new PutThrough();
  private boolean isFull;

  /** A call as the carrier names it. */
  private record Key(String account, CarrierCallId call) {}

  /**
   * A caller on the numbers of a pool; one who is withheld is known within a session only, or
   * outside all.
   */
  private record Caller(
      PoolId pool, Optional<PhoneNumber> number, Optional<SessionId> withheldIn) {}

  /** A call that was decided about. */
  private static final class Entry {
    final Key key;
    final PoolId pool;
    final Optional<SessionId> session;
    final Caller caller;
    final Instant begun;
    final Instant overAt;
    final Instant forgetAt;
    final Counted answer;
    boolean isEnded;

    Entry(Key key, Claim claim, Counted answer) {
      this.key = key;
      this.pool = claim.pool();
      this.session = claim.session();
      this.caller = caller(claim);
      this.begun = claim.now();
      this.overAt = claim.now().plus(claim.lasts()).plus(SLACK);
      this.answer = answer;
      this.forgetAt =
          !isConnected()
              ? begun.plus(REPEATED_WITHIN)
              : overAt.isAfter(begun.plus(HOUR)) ? overAt : begun.plus(HOUR);
    }

    boolean isConnected() {
      return answer instanceof Counted.Fits;
    }

    boolean goesOnAt(Instant at) {
      return !isEnded && !begun.isAfter(at) && overAt.isAfter(at);
    }

    boolean isWithinHourBefore(Instant at) {
      return !begun.isAfter(at) && begun.isAfter(at.minus(HOUR));
    }
  }

  /** The calls of a session: how many there were, and which may go on. */
  private static final class SessionCalls {
    private int connected;
    private final List<Entry> goingOn = new ArrayList<>();

    SessionCalls(int connected) {
      this.connected = connected;
    }
  }

  /** The longest unused first. */
  private static final class Sessions extends LinkedHashMap<SessionId, SessionCalls> {
    private static final long serialVersionUID = 1L;

    Sessions() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<SessionId, SessionCalls> eldest) {
      return size() > SESSIONS_MAX;
    }
  }

  /** When each call was first put through; the oldest first. */
  private static final class PutThrough extends LinkedHashMap<Key, Instant> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, Instant> eldest) {
      return size() > PUT_THROUGH_MAX;
    }
  }

  /** What the store knows of a session. */
  private record Known(int connected, List<Call> latest) {}

  public CallLedger(CallStore store) {
    this.store = store;
  }

  /** The tally of one call, which counts it. */
  CallTally tallyOf(String account, CarrierCallId call) {
    Key key = new Key(account, call);
    return new CallTally() {
      @Override
      public Counted count(Claim claim) {
        return CallLedger.this.count(claim, key);
      }

      @Override
      public Instant putThroughAt(Instant now) {
        synchronized (putThrough) {
          Instant before = putThrough.putIfAbsent(key, now);
          return before == null ? now : before;
        }
      }
    };
  }

  /** A tally that tells what would come of counting a call at an instant, and counts none. */
  public CallTally watching() {
    return claim -> count(claim, null);
  }

  private Counted count(Claim claim, @Nullable Key key) {
    Optional<Known> known = Optional.empty();
    if (isOfSession(claim.limits()) && claim.session().filter(this::isUnknown).isPresent()) {
      known = read(claim, claim.session().get());
      if (known.isEmpty()) {
        return new Counted.NoAnswer();
      }
    }
    synchronized (this) {
      if (key != null) {
        forget(claim.now());
      }
      known.ifPresent(calls -> takeOver(calls, claim.session().orElseThrow(), claim.pool()));
      Entry before = key == null ? null : calls.get(key);
      if (before != null && before.session.equals(claim.session())) {
        return before.answer;
      }
      CallCounts soFar = counts(claim);
      Optional<CallLimit> reached = claim.limits().reachedBy(soFar);
      Counted answer =
          reached.isPresent() ? new Counted.Over(reached.get(), soFar) : new Counted.Fits(soFar);
      if (key != null) {
        remember(new Entry(key, claim, answer));
      }
      return answer;
    }
  }

  private static boolean isOfSession(CallLimits limits) {
    return limits.inSession().isPresent() || limits.atOnceInSession().isPresent();
  }

  private synchronized boolean isUnknown(SessionId session) {
    return !sessions.containsKey(session);
  }

  private Optional<Known> read(Claim claim, SessionId session) {
    CallQuery latest =
        CallQuery.newest(CallQuery.LIMIT_MAX)
            .of(session)
            .since(claim.now().minus(claim.lasts()).minus(SLACK));
    return deadline.ask(() -> new Known(store.connectedIn(session), store.list(latest)));
  }

  /** What two read at the same time is taken over once. */
  private void takeOver(Known known, SessionId id, PoolId pool) {
    if (sessions.containsKey(id)) {
      return;
    }
    SessionCalls session = new SessionCalls(known.connected());
    sessions.put(id, session);
    for (Call call : known.latest()) {
      restored(call, pool).ifPresent(entry -> restore(entry, session));
    }
  }

  private void restore(Entry entry, SessionCalls session) {
    Entry known = calls.get(entry.key);
    if (known == null) {
      insert(entry);
    }
    session.goingOn.add(known == null ? entry : known);
  }

  /** A call of the store as it was counted; empty for one that was not. */
  private static Optional<Entry> restored(Call call, PoolId pool) {
    CallStart start = call.start();
    if (!(start.decision() instanceof Connect connect) || connect.why() == Why.SUPPORT) {
      return Optional.empty();
    }
    Entry entry =
        new Entry(
            new Key(start.incoming().carrierAccount(), start.carrierCallId()),
            new Claim(
                pool,
                connect.session(),
                start.incoming().caller(),
                CallLimits.NONE,
                connect
                    .ringTimeout()
                    .multipliedBy(connect.destinations().size())
                    .plus(connect.talkLimit()),
                start.receivedAt()),
            new Counted.Fits(new CallCounts(0, 0, 0, 0)));
    entry.isEnded = call.isEnded();
    return Optional.of(entry);
  }

  private static Caller caller(Claim claim) {
    return new Caller(
        claim.pool(),
        claim.caller(),
        claim.caller().isPresent() ? Optional.empty() : claim.session());
  }

  private CallCounts counts(Claim claim) {
    Instant at = claim.now();
    SessionCalls session = callsOf(claim.session());
    CallLimits limits = claim.limits();
    return new CallCounts(
        session == null ? 0 : session.connected,
        limits.byCallerInHour().isEmpty()
            ? 0
            : count(byCaller.get(caller(claim)), entry -> entry.isWithinHourBefore(at)),
        session == null ? 0 : count(session.goingOn, entry -> entry.goesOnAt(at)),
        limits.atOnceInPool().isEmpty()
            ? 0
            : count(goingOn.get(claim.pool()), entry -> entry.goesOnAt(at)));
  }

  private @Nullable SessionCalls callsOf(Optional<SessionId> session) {
    return session.isEmpty() ? null : sessions.get(session.get());
  }

  private static int count(@Nullable Collection<Entry> entries, Predicate<Entry> condition) {
    return entries == null ? 0 : Math.toIntExact(entries.stream().filter(condition).count());
  }

  private void remember(Entry entry) {
    SessionCalls session = callsOf(entry.session);
    if (session != null && entry.isConnected()) {
      session.connected++;
      session.goingOn.add(entry);
    }
    insert(entry);
  }

  private void insert(Entry entry) {
    if (calls.size() >= CALLS_MAX) {
      if (!isFull) {
        isFull = true;
        LOG.error("more than {} calls count for limits: the oldest no longer do", CALLS_MAX);
      }
      drop(toForget.remove());
    }
    Entry other = calls.put(entry.key, entry);
    if (other != null) {
      toForget.remove(other);
      unlink(other);
    }
    toForget.add(entry);
    if (entry.isConnected()) {
      byCaller.computeIfAbsent(entry.caller, caller -> new ArrayList<>(2)).add(entry);
      if (!entry.isEnded) {
        goingOn.computeIfAbsent(entry.pool, pool -> new HashSet<>()).add(entry);
      }
    }
  }

  private void forget(Instant now) {
    Entry next = toForget.peek();
    while (next != null && !next.forgetAt.isAfter(now)) {
      drop(toForget.remove());
      next = toForget.peek();
    }
  }

  private void drop(Entry entry) {
    calls.remove(entry.key, entry);
    unlink(entry);
  }

  private void unlink(Entry entry) {
    remove(entry, entry.caller, byCaller);
    noLongerGoesOn(entry);
  }

  private void noLongerGoesOn(Entry entry) {
    remove(entry, entry.pool, goingOn);
    SessionCalls session = callsOf(entry.session);
    if (session != null) {
      session.goingOn.remove(entry);
    }
  }

  private static <K, C extends Collection<Entry>> void remove(
      Entry entry, K key, Map<K, C> entries) {
    C some = entries.get(key);
    if (some != null && some.remove(entry) && some.isEmpty()) {
      entries.remove(key);
    }
  }

  /** Takes in what a carrier told of a call: it may be its end. */
  synchronized void told(String account, CarrierCallId call, List<CallFact> facts) {
    if (facts.stream().noneMatch(CallEnded.class::isInstance)) {
      return;
    }
    Entry entry = calls.get(new Key(account, call));
    if (entry != null) {
      entry.isEnded = true;
      noLongerGoesOn(entry);
    }
  }

  /**
   * Reads the latest calls of pools with limits, before the first question is answered. What is not
   * read within {@link #WARM_UP_MAX}, or because the store is away, does not count.
   */
  public void warmUp(Pools pools, Instant now) {
    if (pools.all().stream().noneMatch(CallLedger::isLimited)) {
      return;
    }
    long giveUp = System.nanoTime() + WARM_UP_MAX.toNanos();
    Instant since = now.minus(CallPolicy.TALK_LIMIT_MAX).minus(HOUR);
    Optional<CallId> before = Optional.empty();
    try {
      do {
        List<Call> page = store.list(CallQuery.newest(CallQuery.LIMIT_MAX).before(before));
        page.forEach(call -> warmUp(call, pools, now));
        before =
            page.stream()
                .reduce((first, last) -> last)
                .filter(last -> last.start().receivedAt().isAfter(since))
                .map(last -> last.start().id());
      } while (before.isPresent() && System.nanoTime() < giveUp);
    } catch (RuntimeException away) {
      LOG.error("the latest calls could not be read, and do not count for limits", away);
    }
    if (before.isPresent()) {
      LOG.warn("not all of the latest calls could be read in time to count for limits");
    }
  }

  private static boolean isLimited(NumberPool pool) {
    CallLimits limits = pool.policies().rules().limits();
    return limits.byCallerInHour().isPresent() || limits.atOnceInPool().isPresent();
  }

  private synchronized void warmUp(Call call, Pools pools, Instant now) {
    pools
        .line(call.start().incoming().dialed())
        .map(Line::pool)
        .filter(CallLedger::isLimited)
        .flatMap(pool -> restored(call, pool.id()))
        .filter(entry -> entry.forgetAt.isAfter(now) && !calls.containsKey(entry.key))
        .ifPresent(this::insert);
  }
}
