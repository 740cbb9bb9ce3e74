package io.bauta.bench.lending;

import io.bauta.bench.FixedPools;
import io.bauta.bench.Numbers;
import io.bauta.number.Place;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Allocation;
import io.bauta.pool.Allocator;
import io.bauta.pool.Borrower;
import io.bauta.pool.GeoMatch;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PooledNumber;
import io.bauta.pool.Selection;
import io.bauta.pool.Stock;
import io.bauta.routing.RouteIndex;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.session.ParticipantId;
import io.bauta.session.SessionId;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * What lending costs when very many bindings are held, and what these take in memory. Each session
 * is between one of a hundred thousand busy people and one who is in no other; what somebody holds
 * is put together anew for each question, as it is of what a store answers.
 */
public final class ManyBindings {

  private static final int BUSY = 100_000;
  private static final int MEASURED = 200_000;
  private static final int NUMBERS = 1_000;
  private static final int MANY_NUMBERS = 100_000;
  private static final int BINDINGS_OF_A_SESSION = 2;
  private static final double NANOS_OF_MICRO = 1_000;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final int sessions;
  private final int numbers;
  private final Selection selection;
  private final List<List<PooledNumber>> groups;
  private final int[] busy;
  private final int[] theirs;
  private final int[] others;
  private final int[][] held = new int[BUSY][];
  private final int[] degrees = new int[BUSY];
  private final Histogram nanos = new Histogram(3);

  private ManyBindings(int bindings, int numbers, Selection selection) {
    this.sessions = bindings / BINDINGS_OF_A_SESSION;
    this.numbers = numbers;
    this.selection = selection;
    this.groups =
        List.of(
            IntStream.range(0, numbers)
                .mapToObj(place -> new PooledNumber(Numbers.proxy(place), NumberState.ACTIVE))
                .toList());
    this.busy = new SplittableRandom(7).ints(sessions, 0, BUSY).toArray();
    this.theirs = new int[sessions];
    this.others = new int[sessions];
    Arrays.fill(held, new int[0]);
  }

  /** Lends {@code bindings} pairs and gives the lines of a table. */
  public static List<String> lines(int bindings) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| lending one session, %,d bindings held | numbers | µs, median | 99 %% | 99.9 %% |"
            .formatted(bindings));
    lines.add("| --- | --: | --: | --: | --: |");
    ManyBindings first = new ManyBindings(bindings, NUMBERS, Selection.FIRST_FIT);
    lines.add(first.run());
    String memory = first.memory();
    lines.add(new ManyBindings(bindings, NUMBERS, Selection.LEAST_RECENTLY_USED).run());
    lines.add(new ManyBindings(bindings, MANY_NUMBERS, Selection.FIRST_FIT).run());
    lines.add(new ManyBindings(bindings, MANY_NUMBERS, Selection.LEAST_RECENTLY_USED).run());
    lines.add("");
    lines.add(memory);
    return lines;
  }

  private String run() {
    for (int session = 0; session < sessions; session++) {
      long began = System.nanoTime();
      Allocation.Lent lent = lend(session);
      if (session >= sessions - MEASURED) {
        nanos.recordValue(System.nanoTime() - began);
      }
      hold(session, lent);
    }
    return "| %s | %,d | %.1f | %.1f | %.1f |"
        .formatted(
            selection.name().toLowerCase(Locale.ROOT),
            numbers,
            nanos.getValueAtPercentile(50) / NANOS_OF_MICRO,
            nanos.getValueAtPercentile(99) / NANOS_OF_MICRO,
            nanos.getValueAtPercentile(99.9) / NANOS_OF_MICRO);
  }

  private Allocation.Lent lend(int session) {
    boolean inTurn = selection == Selection.LEAST_RECENTLY_USED;
    int person = busy[session];
    Set<ProxyNumber> own = new HashSet<>();
    Map<ProxyNumber, Instant> had = new HashMap<>();
    for (int i = 0; i < degrees[person]; i++) {
      // In turn, half of what somebody has is what they had before.
      if (inTurn && i % 2 == 0) {
        had.put(Numbers.proxy(held[person][i]), NOW.plusSeconds(i));
      } else {
        own.add(Numbers.proxy(held[person][i]));
      }
    }
    Borrower borrower =
        new Borrower(own, had, Optional.empty(), Optional.empty(), Optional.empty(), 1);
    Allocation allocation =
        Allocator.allocate(
            PoolMode.PAIR_TWO_NUMBERS,
            selection,
            GeoMatch.NONE,
            new Stock(groups, inTurn ? 2 * session : 0, number -> Integer.MAX_VALUE, Place::of),
            List.of(borrower, Borrower.holding(Set.of())));
    if (!(allocation instanceof Allocation.Lent lent)) {
      throw new IllegalStateException("the pool is large enough");
    }
    return lent;
  }

  private void hold(int session, Allocation.Lent lent) {
    int person = busy[session];
    theirs[session] = place(lent.first());
    others[session] = place(lent.second());
    if (degrees[person] == held[person].length) {
      held[person] = Arrays.copyOf(held[person], Math.max(8, degrees[person] * 2));
    }
    held[person][degrees[person]++] = theirs[session];
  }

  private static int place(ProxyNumber number) {
    return (int) (number.digits() - Numbers.proxy(0).digits());
  }

  /** How much the routes of these sessions take. */
  private String memory() {
    SplittableRandom random = new SplittableRandom(8);
    long before = usedHeap();
    RouteIndex index = new RouteIndex();
    long began = System.nanoTime();
    for (int session = 0; session < sessions; session++) {
      index.stored(session(session, random));
    }
    long seconds = (System.nanoTime() - began) / 1_000_000_000;
    long bytes = usedHeap() - before;
    return "Routes of %,d bindings: %,d MB of heap, %d bytes each; taken in within %d s."
        .formatted(index.size(), bytes / 1_000_000, bytes / index.size(), seconds);
  }

  private MaskingSession session(int session, SplittableRandom random) {
    return new MaskingSession(
        new SessionId(uuid(random)),
        FixedPools.ID,
        Optional.empty(),
        Map.of(),
        new Lifetime.UntilClosed(),
        NOW,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(
            participant(busy[session], theirs[session], random),
            participant(BUSY + session, others[session], random)));
  }

  private static Participant participant(int person, int proxy, SplittableRandom random) {
    return new Participant(
        new ParticipantId(uuid(random)), "", Numbers.person(person), Numbers.proxy(proxy));
  }

  private static UUID uuid(SplittableRandom random) {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
