package io.bauta.api;

import static java.util.stream.Collectors.toCollection;

import io.bauta.plan.Assumptions;
import io.bauta.plan.PlanField;
import io.bauta.plan.PlanMode;
import io.bauta.plan.Planner;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What somebody wants to know of a pool's plan, in the query of a request.
 *
 * @param window how much of the pool's past is looked at
 * @param numbers what the pool is assumed to have; empty for what it has
 * @param svg whether the picture is wanted
 */
record PlanQuery(
    Duration window,
    Assumptions assumptions,
    Set<PlanMode> modes,
    List<Double> refusals,
    OptionalInt numbers,
    boolean svg) {

  static final Duration WINDOW_DEFAULT = Duration.ofDays(7);
  static final Duration WINDOW_MIN = Duration.ofHours(1);
  static final Duration WINDOW_MAX = Duration.ofDays(90);
  static final int REFUSALS_MAX = 10;

  private static final String SVG = "image/svg+xml";
  private static final Set<String> OTHERS =
      Set.of("window_seconds", "mode", "refusal", "numbers", "format");

  /** How a plan is asked for; shown in the picture's or the numbers' form. */
  enum Format {
    JSON,
    SVG
  }

  static PlanQuery of(ApiRequest request) {
    if (!parameters().containsAll(request.query().keySet())) {
      throw new ProblemException(
          Problem.ofField(
              "unknown_field",
              "query",
              "unknown parameter; known are: " + String.join(", ", parameters())));
    }
    return new PlanQuery(
        Duration.ofSeconds(
            number(request, "window_seconds", WINDOW_MIN.toSeconds(), WINDOW_MAX.toSeconds())
                .orElse(WINDOW_DEFAULT.toSeconds())),
        assumptions(request),
        modes(request),
        refusals(request),
        number(request, "numbers", 1, Planner.NUMBERS_MAX)
            .map(Long::intValue)
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty()),
        isPicture(request));
  }

  /** All that there are. */
  static Set<String> parameters() {
    return Stream.concat(OTHERS.stream(), Stream.of(PlanField.values()).map(PlanQuery::name))
        .collect(toCollection(TreeSet::new));
  }

  static String name(PlanField field) {
    return switch (field) {
      case DURATION, COOL_OFF -> Names.of(field) + "_seconds";
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
          Names.of(field);
    };
  }

  private static Assumptions assumptions(ApiRequest request) {
    Map<PlanField, Double> said = new EnumMap<>(PlanField.class);
    for (PlanField field : PlanField.values()) {
      Optional<Double> value =
          field == PlanField.PEERS
              ? Page.parameter(request, name(field), PlanQuery::yes, "true or false")
              : Page.parameter(request, name(field), PlanQuery::decimal, "a number");
      value.ifPresent(number -> said.put(field, number));
    }
    return new Assumptions(said);
  }

  private static Optional<Double> yes(String text) {
    return switch (text) {
      case "true" -> Optional.of(1.0);
      case "false" -> Optional.of(0.0);
      default -> Optional.empty();
    };
  }

  private static Optional<Double> decimal(String text) {
    try {
      return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  private static Set<PlanMode> modes(ApiRequest request) {
    return Page.parameter(
            request, "mode", PlanQuery::modes, "a list of " + Names.list(PlanMode.class))
        .orElseGet(() -> new LinkedHashSet<>(List.of(PlanMode.values())));
  }

  private static Optional<Set<PlanMode>> modes(String text) {
    Set<PlanMode> modes = new LinkedHashSet<>();
    for (String word : text.split(",", -1)) {
      Optional<PlanMode> mode = Names.parse(word, PlanMode.class);
      if (mode.isEmpty()) {
        return Optional.empty();
      }
      modes.add(mode.get());
    }
    return Optional.of(modes);
  }

  private static List<Double> refusals(ApiRequest request) {
    return Page.parameter(
            request,
            "refusal",
            PlanQuery::refusals,
            "a list of 1 to %d shares from %s to %s, such as 0.01"
                .formatted(REFUSALS_MAX, Planner.REFUSAL_LOWEST, Planner.REFUSAL_HIGHEST))
        .orElse(Planner.REFUSALS_DEFAULT);
  }

  private static Optional<List<Double>> refusals(String text) {
    List<Double> refusals =
        Stream.of(text.split(",", REFUSALS_MAX + 1))
            .map(PlanQuery::decimal)
            .flatMap(Optional::stream)
            .filter(share -> share >= Planner.REFUSAL_LOWEST && share <= Planner.REFUSAL_HIGHEST)
            .toList();
    boolean isEachOne = refusals.size() == text.split(",", REFUSALS_MAX + 1).length;
    return Optional.of(refusals).filter(all -> isEachOne && all.size() <= REFUSALS_MAX);
  }

  private static Optional<Long> number(ApiRequest request, String name, long min, long max) {
    return Page.parameter(
        request,
        name,
        text ->
            decimal(text)
                .filter(value -> value == Math.rint(value) && value >= min && value <= max)
                .map(Double::longValue),
        "a whole number from %d to %d".formatted(min, max));
  }

  private static boolean isPicture(ApiRequest request) {
    return Page.parameter(
            request, "format", text -> Names.parse(text, Format.class), Names.list(Format.class))
        .map(format -> format == Format.SVG)
        .orElseGet(
            () -> request.header("accept").filter(accepts -> accepts.contains(SVG)).isPresent());
  }
}
