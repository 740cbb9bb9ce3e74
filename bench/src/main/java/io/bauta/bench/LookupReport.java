package io.bauta.bench;

import io.bauta.bench.report.Goal;
import io.bauta.bench.report.Section;
import io.bauta.routing.RouteLookupBenchmark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The inner parts one by one, by JMH: time and allocation of each operation. */
record LookupReport(Collection<RunResult> results) {

  private static final String MOST_ROUTES = "RouteLookup indexHit, routes 10000000";
  private static final double LOOKUP_NANOS_MOST = 120;
  private static final String BYTES = "gc.alloc.rate.norm";

  /** Runs all of them; what JMH says goes to {@code log}. */
  static LookupReport run(boolean quick, Path log) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(RouteLookupBenchmark.class.getName())
            .include(NumberReadingBenchmark.class.getName())
            .include(VobizBenchmark.class.getName())
            .include(CarrierBenchmark.class.getName())
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .output(log.toString());
    if (quick) {
      TimeValue short_ = TimeValue.milliseconds(200);
      // What is measured before it is compiled says nothing.
      options.forks(1).warmupIterations(2).warmupTime(TimeValue.seconds(1));
      options.measurementIterations(3).measurementTime(short_);
    }
    return new LookupReport(new Runner(options.build()).run());
  }

  Section section() {
    return new Section("Inner parts", lines(), List.of(), goals());
  }

  private List<Goal> goals() {
    return results.stream()
        .filter(result -> name(result).equals(MOST_ROUTES))
        .map(
            result ->
                Goal.atMost(
                    LOOKUP_NANOS_MOST,
                    "ns",
                    "look-up among ten million routes",
                    median(times(result))))
        .toList();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("| operation | ns, median | min–max | bytes allocated by each |");
    lines.add("| --- | --: | --: | --: |");
    results.forEach(result -> lines.add(line(result)));
    return lines;
  }

  private static String line(RunResult result) {
    double[] times = times(result);
    return "| %s | %,.0f | %,.0f–%,.0f | %,.0f |"
        .formatted(
            name(result),
            median(times),
            times[0],
            times[times.length - 1],
            Objects.requireNonNull(result.getSecondaryResults().get(BYTES)).getScore());
  }

  private static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }

  private static double[] times(RunResult result) {
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .map(IterationResult::getPrimaryResult)
        .mapToDouble(time -> time.getScore())
        .sorted()
        .toArray();
  }

  private static String name(RunResult result) {
    String name = result.getParams().getBenchmark();
    String[] parts = name.split("\\.");
    String parameters =
        result.getParams().getParamsKeys().stream()
            .map(key -> key + " " + result.getParams().getParam(key))
            .collect(Collectors.joining(", "));
    return parts[parts.length - 2].replace("Benchmark", "")
        + " "
        + parts[parts.length - 1]
        + (parameters.isEmpty() ? "" : ", " + parameters);
  }
}
