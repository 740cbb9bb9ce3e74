package io.bauta.person;

import io.bauta.audit.AuditEntry;
import io.bauta.audit.AuditId;
import io.bauta.id.TimeOrderedIds;
import io.bauta.number.PhoneNumber;
import io.bauta.person.ErasureStore.OfSession;
import io.bauta.person.ErasureStore.Pending;
import io.bauta.person.ErasureStore.Piece;
import io.bauta.person.ErasureStore.Rest;
import io.bauta.person.Traces.Found;
import io.bauta.pool.Block;
import io.bauta.pool.Blocks;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import io.bauta.pool.Pools;
import io.bauta.session.MaskingSession;
import io.bauta.session.OrderChoice;
import io.bauta.session.SessionId;
import io.bauta.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Erases persons by their number: what tells of them goes, what counts stays.
 *
 * <p>An erasure is asked for, and done in pieces by whoever calls {@link #run}; how far it is is
 * durable, so that a stop in between costs a piece.
 */
public final class Erasures {

  /** Erasures that are not done at a time. */
  public static final int UNDER_WAY_MAX = 1_000;

  /** How soon it is looked again whether a call is over. */
  public static final Duration CALLS_LOOKED_AT_EVERY = Duration.ofSeconds(15);

  /** How soon it is looked again whether recordings are gone. */
  public static final Duration RECORDINGS_LOOKED_AT_EVERY = Duration.ofSeconds(5);

  /** How soon it is tried again what the store did not take. */
  public static final Duration TRIED_AGAIN_AFTER = Duration.ofSeconds(10);

  /** Why a session was closed for it. */
  static final String CLOSED_BECAUSE = "erased";

  private static final String DONE = "person.erased";

  private final ErasureStore store;
  private final Traces traces;
  private final Sessions sessions;
  private final Pools pools;
  private final Blocks blocks;
  private final Memory memory;
  private final TimeOrderedIds ids;

  public Erasures(
      ErasureStore store,
      Traces traces,
      Sessions sessions,
      Pools pools,
      Blocks blocks,
      Memory memory,
      TimeOrderedIds ids) {
    this.store = store;
    this.traces = traces;
    this.sessions = sessions;
    this.pools = pools;
    this.blocks = blocks;
    this.memory = memory;
    this.ids = ids;
  }

  /** What came of asking for an erasure. */
  public sealed interface Requested {

    /** It will be done. */
    record Accepted(Erasure erasure) implements Requested {}

    /** One that was asked for before does all that is asked for, and has not begun to look. */
    record Same(Erasure erasure) implements Requested {}

    /** They are in open sessions, which are not to be closed. Of very many the oldest. */
    record InOpenSessions(List<SessionId> sessions) implements Requested {}

    /** It is the number of a pool's own, or of its support: configured, and nobody's trace. */
    record Configured(List<PoolId> pools) implements Requested {}

    /** So many are under way. */
    record TooMany(int max) implements Requested {}
  }

  /**
   * Asks for an erasure. Two for one number are one, as long as the first does what both ask for;
   * where it would miss what has come since, or was to do less, another one follows it.
   *
   * @param entry for the audit log, of the erasure with this id
   */
  public synchronized Requested request(
      PhoneNumber number,
      boolean closesSessions,
      boolean removesBlocks,
      Instant now,
      Function<ErasureId, AuditEntry> entry) {
    List<PoolId> configured =
        pools.all().stream()
            .filter(
                pool ->
                    pool.policies().forwardTo().filter(number::equals).isPresent()
                        || pools.line(number).filter(line -> line.pool().equals(pool)).isPresent())
            .map(NumberPool::id)
            .toList();
    if (!configured.isEmpty()) {
      return new Requested.Configured(configured);
    }
    List<Pending> pending = store.pending();
    List<SessionId> open = traces.openSessions(number, now);
    Optional<Erasure> same =
        pending.stream()
            .filter(one -> one.number().filter(number::equals).isPresent())
            .filter(Erasures::looksFromTheStart)
            .map(Pending::erasure)
            .filter(one -> one.closesSessions() || !closesSessions)
            .filter(one -> one.removesBlocks() || !removesBlocks)
            .filter(
                one ->
                    open.stream().map(sessions::find).allMatch(found -> isToBeClosed(one, found)))
            .findFirst();
    if (same.isPresent()) {
      return new Requested.Same(same.get());
    }
    if (pending.size() >= UNDER_WAY_MAX) {
      return new Requested.TooMany(UNDER_WAY_MAX);
    }
    if (!closesSessions && !open.isEmpty()) {
      return new Requested.InOpenSessions(open);
    }
    Erasure erasure =
        Erasure.asked(new ErasureId(ids.next(now)), closesSessions, removesBlocks, now);
    store.begin(erasure, number, entry.apply(erasure.id()));
    return new Requested.Accepted(erasure);
  }

  /** It will find whatever there is by then. */
  private static boolean looksFromTheStart(Pending pending) {
    return pending.erasure().stage() == ErasureStage.SESSIONS && pending.reached().isEmpty();
  }

  public Optional<Erasure> find(ErasureId id) {
    return store.find(id);
  }

  /** Newest first. */
  public List<Erasure> list(Optional<ErasureId> before, int limit) {
    return store.list(before, limit);
  }

  /**
   * What came of a run.
   *
   * @param fault of the last erasure that could not go on; the others were gone on with
   */
  public record Outcome(int done, Optional<RuntimeException> fault) {}

  /**
   * Goes on with every erasure that is not done, as far as it can go now.
   *
   * @param flush stores what is queued of calls, before they are looked for; false when it is not
   *     all stored
   * @param isStopped asked before each piece
   */
  public Outcome run(Instant now, BooleanSupplier flush, BooleanSupplier isStopped) {
    int done = 0;
    Optional<RuntimeException> fault = Optional.empty();
    for (Pending pending : store.pending()) {
      if (isStopped.getAsBoolean()) {
        break;
      }
      if (pending.erasure().looksAgainAt().filter(now::isBefore).isPresent()) {
        continue;
      }
      try {
        if (pending.erasure().stage().needsNumber()) {
          requireStored(flush);
        }
        done += run(pending, now, flush, isStopped) ? 1 : 0;
      } catch (RuntimeException failed) {
        fault = Optional.of(failed);
        fail(pending.erasure().id(), now, failed);
      }
    }
    return new Outcome(done, fault);
  }

  /** What is only queued is not found. */
  private static void requireStored(BooleanSupplier flush) {
    if (!flush.getAsBoolean()) {
      throw new IllegalStateException("calls wait to be stored for too long");
    }
  }

  private void fail(ErasureId id, Instant now, RuntimeException fault) {
    try {
      store.failed(id, now, now.plus(TRIED_AGAIN_AFTER));
    } catch (RuntimeException away) {
      fault.addSuppressed(away);
    }
  }

  /** Whether it is done now. */
  private boolean run(
      Pending pending, Instant now, BooleanSupplier flush, BooleanSupplier isStopped) {
    Erasure erasure = pending.erasure();
    ErasureStage stage = erasure.stage();
    Optional<String> reached = pending.reached();
    Optional<String> againFrom = pending.againFrom();
    while (stage.needsNumber()) {
      if (isStopped.getAsBoolean()) {
        return false;
      }
      Optional<String> before = reached;
      Piece piece = piece(erasure, stage, pending.number().orElseThrow(), reached, now, flush);
      reached = piece.reached();
      if (piece.leftSome() && againFrom.isEmpty()) {
        againFrom = Optional.of(before.orElse(""));
      }
      if (!piece.isLast()) {
        store.reached(erasure.id(), stage, reached, againFrom);
      } else if (againFrom.isPresent()) {
        store.waits(
            erasure.id(),
            WaitsFor.CALLS,
            now.plus(CALLS_LOOKED_AT_EVERY),
            againFrom.filter(from -> !from.isEmpty()));
        return false;
      } else {
        stage = stage.next();
        reached = Optional.empty();
        if (stage.needsNumber()) {
          store.reached(erasure.id(), stage, reached, againFrom);
          requireStored(flush);
        } else {
          store.numberDone(erasure.id(), left(pending.number().orElseThrow(), now));
        }
      }
    }
    return rest(erasure, now);
  }

  private Piece piece(
      Erasure erasure,
      ErasureStage stage,
      PhoneNumber number,
      Optional<String> after,
      Instant now,
      BooleanSupplier flush) {
    return switch (stage) {
      case SESSIONS -> eraseSessions(erasure, number, after, now, flush);
      case CALLS, RECORDINGS, COMMANDS, EVENTS, AUDIT ->
          store.erase(erasure.id(), stage, number, after, now);
      case LISTS -> {
        if (erasure.removesBlocks()) {
          unblock(erasure, number);
        }
        yield store.erase(erasure.id(), stage, number, after, now);
      }
      case MEMORY -> {
        memory.forget(number, now);
        yield new Piece(Optional.empty(), true, false);
      }
      case RESTS, DONE -> throw new IllegalArgumentException(stage + " has no number");
    };
  }

  private Piece eraseSessions(
      Erasure erasure,
      PhoneNumber number,
      Optional<String> after,
      Instant now,
      BooleanSupplier flush) {
    Found<SessionId> page = traces.sessions(number, after);
    boolean leftSome = false;
    for (SessionId id : page.found()) {
      leftSome |= eraseFrom(erasure, id, number, now, flush) == OfSession.CALLED;
    }
    return new Piece(page.reached(), page.isLast(), leftSome);
  }

  private OfSession eraseFrom(
      Erasure erasure, SessionId id, PhoneNumber number, Instant now, BooleanSupplier flush) {
    Optional<MaskingSession> before = sessions.find(id);
    OfSession outcome = store.eraseFromSession(erasure.id(), id, number, now);
    if (outcome == OfSession.OPEN && isToBeClosed(erasure, before)) {
      var _ = sessions.close(id, new OrderChoice.All(), CLOSED_BECAUSE, now);
      // Somebody may have called in it just before.
      requireStored(flush);
      outcome = store.eraseFromSession(erasure.id(), id, number, now);
    }
    if (outcome == OfSession.ERASED && before.isPresent()) {
      sessions.find(id).ifPresent(after -> memory.erased(before.get(), after));
    }
    return outcome;
  }

  /** Who came back after they asked to be erased is here anew. */
  private static boolean isToBeClosed(Erasure erasure, Optional<MaskingSession> session) {
    return erasure.closesSessions()
        && session.filter(one -> !one.openedAt().isAfter(erasure.requestedAt())).isPresent();
  }

  private Stream<Block> blocksOf(PhoneNumber number) {
    return pools.all().stream()
        .flatMap(pool -> blocks.of(pool.id()).stream())
        .filter(block -> block.number().equals(number));
  }

  private void unblock(Erasure erasure, PhoneNumber number) {
    for (Block block : blocksOf(number).toList()) {
      if (blocks.unblock(block.pool(), block.id())) {
        store.removed(erasure.id(), Trace.BLOCKS, 1);
      }
    }
  }

  private Map<Trace, Long> left(PhoneNumber number, Instant now) {
    Map<Trace, Long> left = new EnumMap<>(Trace.class);
    left.put(Trace.OPEN_SESSIONS, (long) traces.openSessions(number, now).size());
    left.put(Trace.KEPT_BLOCKS, blocksOf(number).count());
    return left;
  }

  private boolean rest(Erasure erasure, Instant now) {
    Rest rest = store.rest(erasure.id(), now);
    if (rest.isOver()) {
      store.done(erasure.id(), over -> doneEntry(over, now), now);
      return true;
    }
    Instant look =
        rest.recordings() > 0
            ? now.plus(RECORDINGS_LOOKED_AT_EVERY)
            : rest.restsUntil().orElseThrow();
    store.waits(
        erasure.id(),
        rest.recordings() > 0 ? WaitsFor.RECORDINGS : WaitsFor.COOL_OFF,
        look,
        Optional.empty());
    return false;
  }

  private AuditEntry doneEntry(Erasure erasure, Instant now) {
    return new AuditEntry(
        new AuditId(ids.next(now)),
        now,
        AuditEntry.SERVER,
        Optional.empty(),
        DONE,
        "erasure",
        erasure.id().toString(),
        Optional.of(words(erasure)));
  }

  /** How much went and how much stayed. */
  private static String words(Erasure erasure) {
    StringBuilder words = new StringBuilder("removed");
    for (Trace trace : Trace.values()) {
      if (trace == Trace.OPEN_SESSIONS) {
        words.append("; left");
      }
      words.append(' ').append(trace.name().toLowerCase(Locale.ROOT));
      words.append(' ').append(erasure.count(trace));
    }
    return words.toString();
  }
}
