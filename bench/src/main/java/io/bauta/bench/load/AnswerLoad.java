package io.bauta.bench.load;

import com.google.errorprone.annotations.FormatMethod;
import io.bauta.app.SeededData;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Asks one server in rounds, the same over and over: a constant reply, and answers to Vobiz with
 * the durable call log on. What the answers cost is told by their ratio to the constant reply of
 * the same run, because everything else is the same.
 */
public final class AnswerLoad {

  private final LoadOptions options;
  private final CommandSink commands = CommandSink.start();
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
    Population population = new Population(options.sessions(), LoadServer.ACCOUNTS);
    String url = "sqlite:" + database;
    SeededData.make(
        LoadServer.config(1, options.directory(), url, CommandSink.NOWHERE), population);
    say("%,d sessions made", options.sessions());
    try (commands;
        ServerProcess server =
            ServerProcess.start(
                options.directory(),
                options.jvmOptions(),
                url,
                commands.url(),
                options.callsInMemory())) {
      Questions questions = Questions.to(server, population);
      Leftovers left = new Leftovers(server, commands, tables);
      for (Kind kind : options.kinds()) {
        round(server, left, questions, kind, options.warmUp());
      }
      List<Kind> order = new ArrayList<>(options.kinds());
      for (int round = 0; round < options.rounds(); round++) {
        for (Kind kind : order) {
          rounds
              .computeIfAbsent(kind, k -> new ArrayList<>())
              .add(round(server, left, questions, kind, options.length()));
        }
        Collections.reverse(order);
      }
      long resident = server.residentMiB();
      server.stop();
      return new LoadReport(options, rounds, resident, answered, tables.stored());
    }
  }

  private Round round(
      ServerProcess server, Leftovers left, Questions questions, Kind kind, Duration length)
      throws IOException, InterruptedException {
    Duration serverCpuBefore = server.cpu();
    Duration clientCpuBefore = Load.cpu();
    CallLogWatch watch = CallLogWatch.start(server);
    Load load =
        Load.run(
            questions.url(kind),
            options.connections(),
            place -> questions.of(kind, random.split(), kind.stock(length, options.connections())),
            length);
    long end = System.nanoTime();
    int waitingMost = watch.stop();
    Duration drain = kind.isAnswer() ? left.drained(end) : Duration.ZERO;
    Duration settle = kind.isAnswer() ? left.settled(end) : Duration.ZERO;
    left.awaitCommands();
    Round round =
        new Round(
            load,
            server.cpu().minus(serverCpuBefore),
            Load.cpu().minus(clientCpuBefore).minus(load.preparation()),
            waitingMost,
            drain,
            settle);
    left.awaitNets();
    if (load.unexpected() > 0) {
      throw new IOException(
          "%s: %d unexpected responses".formatted(kind.words(), load.unexpected()));
    }
    if (kind.isAnswer()) {
      answered += load.requests();
    }
    say(
        "%-42s %,9.0f/s  p50 %6.2f ms  p99 %6.2f ms  durable after %.2f s, settled %.2f s",
        kind.words(),
        round.perSecond(),
        load.times().getValueAtPercentile(50) / 1e6,
        load.times().getValueAtPercentile(99) / 1e6,
        Load.seconds(drain),
        Load.seconds(settle));
    return round;
  }

  @FormatMethod
  private void say(String format, Object... values) {
    progress.printf("  " + format + "%n", values);
  }
}
