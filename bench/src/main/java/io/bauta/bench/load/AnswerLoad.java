package io.bauta.bench.load;

import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * Asks one server in rounds, the same over and over: a constant reply, and answers to Vobiz with
 * the durable call log on. What the answers cost is told by their ratio to the constant reply of
 * the same run, because everything else is the same.
 */
public final class AnswerLoad {

  private static final int SIGNATURES_PER_SECOND = 1_000;
  private static final Duration DRAIN_MAX = Duration.ofMinutes(2);

  private final LoadOptions options;
  private final PrintStream progress;
  private final Path database;
  private final CallTables tables;
  private final SplittableRandom random = new SplittableRandom(System.nanoTime());
  private final Map<Kind, List<Round>> rounds = new EnumMap<>(Kind.class);
  private long answered;

  private AnswerLoad(LoadOptions options, PrintStream progress) {
    this.options = options;
    this.database = options.directory().resolve("bauta.db");
    this.tables = new CallTables(database);
    this.progress = progress;
  }

  /** Runs all rounds against a server of its own; says on {@code progress} how far it is. */
  public static LoadReport run(LoadOptions options, PrintStream progress)
      throws IOException, InterruptedException {
    return new AnswerLoad(options, progress).run();
  }

  private LoadReport run() throws IOException, InterruptedException {
    try (ServerProcess server =
        ServerProcess.start(options.directory(), options.jvmOptions(), "sqlite:" + database)) {
      SessionOpenings openings = new SessionOpenings(server, options.sessions());
      Load opened = openings.open(options.connections());
      say("%d sessions opened, %.0f/s", opened.requests(), opened.perSecond());
      warmUp(server, openings);
      List<Kind> order = new ArrayList<>(options.kinds());
      for (int round = 0; round < options.rounds(); round++) {
        for (Kind kind : order) {
          rounds
              .computeIfAbsent(kind, k -> new ArrayList<>())
              .add(round(server, openings, kind, options.length()));
        }
        Collections.reverse(order);
      }
      long resident = server.residentMiB();
      server.stop();
      return new LoadReport(options, opened, rounds, resident, answered, tables.stored());
    }
  }

  private void warmUp(ServerProcess server, SessionOpenings openings)
      throws IOException, InterruptedException {
    for (Kind kind : options.kinds()) {
      round(server, openings, kind, options.warmUp());
    }
  }

  private Round round(ServerProcess server, SessionOpenings openings, Kind kind, Duration length)
      throws IOException, InterruptedException {
    Duration serverCpuBefore = server.cpu();
    Duration clientCpuBefore = clientCpu();
    CallLogWatch watch = CallLogWatch.start(server);
    Load load =
        Load.run(
            kind == Kind.CONSTANT ? server.constantUrl() : server.url(),
            options.connections(),
            requests(server, openings, kind, length),
            length);
    long end = System.nanoTime();
    int waitingMost = watch.stop();
    Duration drain = kind.isAnswer() ? drain(server, end) : Duration.ZERO;
    Duration settle = kind.isAnswer() ? settle(end) : Duration.ZERO;
    Round round =
        new Round(
            load,
            server.cpu().minus(serverCpuBefore),
            clientCpu().minus(clientCpuBefore),
            waitingMost,
            drain,
            settle);
    if (load.unexpected() > 0) {
      throw new IOException("%s: %d unexpected responses".formatted(kind, load.unexpected()));
    }
    if (kind.isAnswer()) {
      answered += load.requests();
    }
    say(
        "%-42s %,9.0f/s  p50 %6.2f ms  p99 %6.2f ms  durable after %.2f s, settled %.2f s",
        kind,
        round.perSecond(),
        load.times().getValueAtPercentile(50) / 1e6,
        load.times().getValueAtPercentile(99) / 1e6,
        Load.seconds(drain),
        Load.seconds(settle));
    return round;
  }

  private static Duration clientCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private IntFunction<RequestMaker> requests(
      ServerProcess server, SessionOpenings openings, Kind kind, Duration length) {
    List<Caller> openCallers = openings.callers(LoadServer.OPEN_ACCOUNT);
    List<Caller> signedCallers = openings.callers(LoadServer.SIGNED_ACCOUNT);
    URI constant = server.constantUrl().resolve(ConstantServer.PATH);
    URI open = server.url().resolve(LoadServer.OPEN_PATH);
    URI signed = server.url().resolve(LoadServer.SIGNED_PATH);
    return switch (kind) {
      case CONSTANT ->
          answers(constant, Style.UNSIGNED, openCallers, length, ConstantServer::isReply);
      case HEALTH -> place -> HealthRequests.to(server.url());
      case TUTORIAL -> answers(open, Style.TUTORIAL, openCallers, length, AnswerRequests::isDial);
      case OPEN -> answers(open, Style.UNSIGNED, openCallers, length, AnswerRequests::isDial);
      case SIGNED -> answers(signed, Style.SIGNED, signedCallers, length, AnswerRequests::isDial);
      case AS_CAPTURED ->
          answers(signed, Style.AS_CAPTURED, signedCallers, length, AnswerRequests::isDial);
    };
  }

  private IntFunction<RequestMaker> answers(
      URI url, Style style, List<Caller> callers, Duration length, Predicate<Response> expected) {
    int stock = (int) Math.ceil(SIGNATURES_PER_SECOND * Load.seconds(length));
    return place -> new AnswerRequests(url, style, callers, random.split(), stock, expected);
  }

  /** How long it takes until every call is durable. */
  private static Duration drain(ServerProcess server, long start)
      throws IOException, InterruptedException {
    while (server.callLogWaiting() > 0) {
      if (System.nanoTime() - start > DRAIN_MAX.toNanos()) {
        throw new IOException("the call log is still not stored after " + DRAIN_MAX);
      }
      Thread.sleep(10);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private Duration settle(long start) throws IOException, InterruptedException {
    while (tables.waiting() > 0) {
      if (System.nanoTime() - start > DRAIN_MAX.toNanos()) {
        throw new IOException("calls still wait for their place after " + DRAIN_MAX);
      }
      Thread.sleep(50);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @FormatMethod
  private void say(String format, Object... values) {
    progress.printf("  " + format + "%n", values);
  }
}
