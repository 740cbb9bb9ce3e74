package io.bauta.routing;

import io.bauta.bench.FixedPools;
import io.bauta.bench.Numbers;
import io.bauta.number.PhoneNumber;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.session.ParticipantId;
import io.bauta.session.SessionId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One route look-up among many live routes, each time for another caller, so that what is looked up
 * is rarely in a processor cache already.
 *
 * <p>{@code indexHit} is the look-up in the index alone; the others are whole decisions.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "-XX:+UseCompactObjectHeaders", "-XX:+UseTransparentHugePages"})
@State(Scope.Benchmark)
public class RouteLookupBenchmark {

  private static final int PROXY_NUMBERS = 2_000;
  private static final int CALLS = 1 << 18;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** Live routes: two of each session. */
  @Param({"1000", "1000000", "10000000"})
  public int routes;

  private final IncomingCall[] hits = new IncomingCall[CALLS];
  private final IncomingCall[] strangers = new IncomingCall[CALLS];
  private final IncomingCall[] unknownNumbers = new IncomingCall[CALLS];
  private final long[] dialed = new long[CALLS];
  private final long[] callers = new long[CALLS];
  private final RouteIndex index = new RouteIndex();
  private Router router;
  private int next;

  /** JMH fills the fields. */
  public RouteLookupBenchmark() {
    this.router = router(1);
  }

  @Setup
  public void load() {
    SplittableRandom random = new SplittableRandom(7);
    int[] dials = new int[routes];
    for (int person = 0; person < routes; person += 2) {
      dials[person] = random.nextInt(PROXY_NUMBERS);
      dials[person + 1] = (dials[person] + 1 + random.nextInt(PROXY_NUMBERS - 1)) % PROXY_NUMBERS;
      index.stored(session(person, dials, random));
    }
    index.markComplete();
    router = router(PROXY_NUMBERS);
    int[] people = random.ints(CALLS, 0, routes).toArray();
    Arrays.setAll(dialed, i -> Numbers.proxy(dials[people[i]]).digits());
    Arrays.setAll(callers, i -> Numbers.person(people[i]).digits());
    fill(hits, i -> call(dialed[i], new PhoneNumber(callers[i])));
    fill(strangers, i -> call(dialed[i], Numbers.stranger(people[i])));
    fill(
        unknownNumbers,
        i -> call(Numbers.unregistered(people[i]).digits(), new PhoneNumber(callers[i])));
  }

  private Router router(int numbers) {
    return new Router(
        FixedPools.of(numbers),
        (pool, number) -> false,
        index,
        (dialed, holder) -> new RouteSource.Found.Nobody(),
        session -> new LastCallers.Found.Nobody(),
        (dialed, caller) -> new KnownPhones.Found.Unknown(),
        new PinAttempts(),
        Optional.empty());
  }

  private static MaskingSession session(int person, int[] dials, SplittableRandom random) {
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
        List.of(participant(person, dials, random), participant(person + 1, dials, random)));
  }

  private static Participant participant(int person, int[] dials, SplittableRandom random) {
    return new Participant(
        new ParticipantId(uuid(random)), "", Numbers.person(person), Numbers.proxy(dials[person]));
  }

  private static UUID uuid(SplittableRandom random) {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private static IncomingCall call(long dialed, PhoneNumber caller) {
    return new IncomingCall(FixedPools.ACCOUNT, new PhoneNumber(dialed), Optional.of(caller));
  }

  private static void fill(IncomingCall[] calls, IntFunction<IncomingCall> call) {
    Arrays.setAll(calls, call);
  }

  private int next() {
    next = (next + 1) & (CALLS - 1);
    return next;
  }

  @Benchmark
  public @Nullable Object indexHit() {
    int i = next();
    return index.find(new RouteKey(dialed[i], callers[i]));
  }

  @Benchmark
  public RoutingDecision hit() {
    return router.route(hits[next()], NOW);
  }

  /** As the server decides: what led there can be told afterwards. */
  @Benchmark
  public RoutingDecision hitTraced() {
    return router.route(hits[next()], NOW, CallTally.UNKNOWN, Desk.NOBODY, Trace.deferred());
  }

  @Benchmark
  public RoutingDecision stranger() {
    return router.route(strangers[next()], NOW);
  }

  @Benchmark
  public RoutingDecision unknownNumber() {
    return router.route(unknownNumbers[next()], NOW);
  }
}
