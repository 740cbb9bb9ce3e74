package io.bauta.app;

import io.bauta.api.PlanJson;
import io.bauta.plan.Assumptions;
import io.bauta.plan.Demand;
import io.bauta.plan.Plan;
import io.bauta.plan.PlanField;
import io.bauta.plan.PlanMode;
import io.bauta.plan.Planner;
import io.bauta.plan.RefusalChart;
import io.bauta.pool.NumberPool;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code bauta plan}: how many numbers a pool needs. */
@Command(
    name = "plan",
    description = {
      "Says how many proxy numbers a pool needs, in each mode, for a demand and a share of refused"
          + " openings; and how many openings a pool of a given size refuses.",
      "With --pool it asks a running server, which measures the demand from that pool's past; what"
          + " is given besides takes the place of what was measured. docs/planning.md states the"
          + " model."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    footer = {
      "",
      "A duration is written 90s, 24m, 2h, 7d or 1h30m; a share 0.01 or 1%%.",
      "",
      "Try:  bauta plan --sessions-per-hour 5000 --duration 24m --cool-off 24h --participants 2000",
      "      bauta plan --pool rides --svg rides.svg"
    })
final class PlanCommand implements Callable<Integer> {

  @Option(
      names = "--pool",
      paramLabel = "POOL",
      description = "A pool of the running server, by name or id.")
  private @Nullable String pool;

  @Option(
      names = "--window",
      paramLabel = "D",
      converter = PlanDuration.class,
      description = "How much of the pool's past is looked at (default: 7d).")
  private @Nullable Duration window;

  @Option(
      names = "--sessions-per-hour",
      paramLabel = "N",
      description =
          "Sessions opened in an hour of the busiest stretch, which is as long as a session lives"
              + " and rests.")
  private @Nullable Double sessionsPerHour;

  @Option(
      names = "--duration",
      paramLabel = "D",
      converter = PlanDuration.class,
      description = "How long a session lives, on average.")
  private @Nullable Duration duration;

  @Option(
      names = "--cool-off",
      paramLabel = "D",
      converter = PlanDuration.class,
      description =
          "How long its (number, person) pairs rest afterwards, grace included (default: 1d, or the"
              + " pool's).")
  private @Nullable Duration coolOff;

  @Option(
      names = "--participants",
      paramLabel = "N",
      description = "How many people are active on the busier side, such as drivers or agents.")
  private @Nullable Double participants;

  @Option(
      names = "--concurrency",
      paramLabel = "C",
      description =
          "In place of --participants: how many sessions one of them has at a time, on average.")
  private @Nullable Double concurrency;

  @Option(
      names = "--skew",
      paramLabel = "S",
      description =
          "How unequally active they are: the standard deviation of their activity by its mean."
              + " 0 is equally (default), 1 a few who do most.")
  private @Nullable Double skew;

  @Option(
      names = "--counterparts",
      paramLabel = "N",
      description = "How many people are on the other side (default: each comes once).")
  private @Nullable Double counterparts;

  @Option(
      names = "--counterparts-skew",
      paramLabel = "S",
      description = "How unequally active those are.")
  private @Nullable Double counterpartsSkew;

  @Option(
      names = "--peers",
      description = "The other side are the same people: participants call each other.")
  private boolean peers;

  @Option(
      names = "--group-size",
      paramLabel = "N",
      description = "Counterparts in a session of mode group (default: 3).")
  private @Nullable Double groupSize;

  @Option(
      names = "--pin-digits",
      paramLabel = "N",
      description = "Digits of a PIN in mode pin (default: 6).")
  private @Nullable Double pinDigits;

  @Option(
      names = "--pin-guess",
      paramLabel = "P",
      converter = PlanShare.class,
      description = "The chance that a guessed PIN is somebody's (default: 0.001).")
  private @Nullable Double pinGuess;

  @Option(
      names = "--numbers",
      paramLabel = "N",
      description = "Says what so many numbers refuse (default with --pool: what it has).")
  private @Nullable Integer numbers;

  @Option(
      names = "--mode",
      paramLabel = "M",
      split = ",",
      description = "Only these modes: ${COMPLETION-CANDIDATES}.")
  private @Nullable Set<PlanMode> modes;

  @Option(
      names = "--refusal",
      paramLabel = "P",
      split = ",",
      converter = PlanShare.class,
      description =
          "The shares of refused openings to plan for (default: 10%%, 1%%, 0.1%% and 0.01%%).")
  private @Nullable List<Double> refusals;

  @Option(names = "--json", description = "Prints the plan as JSON.")
  private boolean json;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Draws the share of refused openings against the number of numbers.")
  private @Nullable Path svg;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes a page with that picture and the tables.")
  private @Nullable Path html;

  @Mixin private ServerOptions server;
  @Spec private CommandSpec spec;

  /**
   * A plan and how it came about.
   *
   * @param head what to say of the pool before the tables; empty without one
   */
  private record Made(Planner planner, Plan plan, String json, String title, String head) {}

  @Override
  public Integer call() throws InterruptedException {
    requireRefusals();
    Made made = pool == null ? fromOptions() : fromServer(pool);
    if (svg != null) {
      write(svg, picture(made));
    }
    if (html != null) {
      write(html, PlanTables.html(made.plan(), made.title(), picture(made)));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json ? made.json() + System.lineSeparator() : made.head() + PlanTables.text(made.plan()));
    out.flush();
    return 0;
  }

  private void requireRefusals() {
    for (double share : wantedRefusals()) {
      if (!(share >= Planner.REFUSAL_LOWEST && share <= Planner.REFUSAL_HIGHEST)) {
        throw wrong("--refusal", "a share from 1e-9 to 0.99, such as 0.01 or 1%");
      }
    }
  }

  private List<Double> wantedRefusals() {
    return refusals == null ? Planner.REFUSALS_DEFAULT : refusals;
  }

  private Set<PlanMode> wantedModes() {
    return modes == null ? new LinkedHashSet<>(List.of(PlanMode.values())) : modes;
  }

  private Made fromOptions() {
    if (window != null) {
      throw wrong("--window", "only with --pool");
    }
    if (numbers != null && numbers < 1) {
      throw wrong("--numbers", "a whole number from 1");
    }
    boolean peopleMatter = wantedModes().stream().anyMatch(PlanMode::dependsOnPeople);
    Demand demand =
        switch (new Assumptions(said())
            .demand(Optional.empty(), NumberPool.COOL_OFF_DEFAULT, peopleMatter)) {
          case Assumptions.Outcome.Ready(Demand ready) -> ready;
          case Assumptions.Outcome.Missing(PlanField field) ->
              throw new ParameterException(
                  spec.commandLine(),
                  "%s is missing; or give --pool POOL, to measure it".formatted(option(field)));
          case Assumptions.Outcome.Wrong(PlanField field, String expected) ->
              throw wrong(option(field), expected(field, expected));
        };
    Planner planner = new Planner(demand);
    OptionalInt size = numbers == null ? OptionalInt.empty() : OptionalInt.of(numbers);
    Plan plan = planner.plan(wantedModes(), wantedRefusals(), size);
    return new Made(planner, plan, PlanJson.of(plan).toPrettyString(), "Numbers for a pool", "");
  }

  /** Durations are bounded in seconds, and given in any unit. */
  private static String expected(PlanField field, String expected) {
    return switch (field) {
      case DURATION -> "from 1s to " + Demand.DURATION_MAX.toDays() + "d";
      case COOL_OFF -> "from 0s to " + Demand.REST_MAX.toDays() + "d";
      case SESSIONS_PER_HOUR,
          PARTICIPANTS,
          CONCURRENCY,
          SKEW,
          COUNTERPARTS,
          COUNTERPARTS_SKEW,
          PEERS,
          GROUP_SIZE,
          PIN_DIGITS,
          PIN_GUESS ->
          expected;
    };
  }

  private ParameterException wrong(String option, String expected) {
    return new ParameterException(
        spec.commandLine(), "%s: expected %s".formatted(option, expected));
  }

  private static String option(PlanField field) {
    return "--" + field.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Map<PlanField, Double> said() {
    Map<PlanField, Double> said = new EnumMap<>(PlanField.class);
    put(said, PlanField.SESSIONS_PER_HOUR, sessionsPerHour);
    put(said, PlanField.DURATION, seconds(duration));
    put(said, PlanField.COOL_OFF, seconds(coolOff));
    put(said, PlanField.PARTICIPANTS, participants);
    put(said, PlanField.CONCURRENCY, concurrency);
    put(said, PlanField.SKEW, skew);
    put(said, PlanField.COUNTERPARTS, counterparts);
    put(said, PlanField.COUNTERPARTS_SKEW, counterpartsSkew);
    put(said, PlanField.PEERS, peers ? 1.0 : null);
    put(said, PlanField.GROUP_SIZE, groupSize);
    put(said, PlanField.PIN_DIGITS, pinDigits);
    put(said, PlanField.PIN_GUESS, pinGuess);
    return said;
  }

  private static @Nullable Double seconds(@Nullable Duration duration) {
    return duration == null ? null : (double) duration.toSeconds();
  }

  private static void put(Map<PlanField, Double> said, PlanField field, @Nullable Double value) {
    if (value != null) {
      said.put(field, value);
    }
  }

  private Made fromServer(String name) throws InterruptedException {
    JsonNode answer = server.client().get(path(name));
    Planner planner = new Planner(PlanJson.demand(answer));
    Plan plan =
        planner.plan(wantedModes(), wantedRefusals(), OptionalInt.of(answer.path("size").asInt()));
    return new Made(
        planner,
        plan,
        answer.toPrettyString(),
        "Pool " + answer.path("name").asString(""),
        PlanHead.of(answer));
  }

  private String path(String name) {
    Map<String, String> query = new LinkedHashMap<>();
    said().forEach((field, value) -> query.put(parameter(field), parameterValue(field, value)));
    if (window != null) {
      query.put("window_seconds", Long.toString(window.toSeconds()));
    }
    if (numbers != null) {
      query.put("numbers", numbers.toString());
    }
    query.put(
        "mode", wantedModes().stream().map(PlanMode::toString).collect(Collectors.joining(",")));
    query.put(
        "refusal",
        wantedRefusals().stream()
            .map(share -> Double.toString(share))
            .collect(Collectors.joining(",")));
    return "/v1/pools/%s/plan?%s"
        .formatted(
            encoded(name).replace("+", "%20"),
            query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&")));
  }

  private static String parameter(PlanField field) {
    String name = field.name().toLowerCase(Locale.ROOT);
    return field == PlanField.DURATION || field == PlanField.COOL_OFF ? name + "_seconds" : name;
  }

  private static String parameterValue(PlanField field, double value) {
    return field == PlanField.PEERS ? "true" : Double.toString(value);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String picture(Made made) {
    return RefusalChart.svg(made.planner(), made.plan(), made.title());
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException notWritten) {
      throw new CommandException(
          "%s cannot be written: is its directory there, and may you write to it?".formatted(file));
    }
  }
}
