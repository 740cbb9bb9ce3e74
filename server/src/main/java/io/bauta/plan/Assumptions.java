package io.bauta.plan;

import static io.bauta.plan.PlanField.CONCURRENCY;
import static io.bauta.plan.PlanField.COOL_OFF;
import static io.bauta.plan.PlanField.COUNTERPARTS;
import static io.bauta.plan.PlanField.COUNTERPARTS_SKEW;
import static io.bauta.plan.PlanField.DURATION;
import static io.bauta.plan.PlanField.GROUP_SIZE;
import static io.bauta.plan.PlanField.PARTICIPANTS;
import static io.bauta.plan.PlanField.PEERS;
import static io.bauta.plan.PlanField.PIN_DIGITS;
import static io.bauta.plan.PlanField.PIN_GUESS;
import static io.bauta.plan.PlanField.SESSIONS_PER_HOUR;
import static io.bauta.plan.PlanField.SKEW;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody says of a demand. It takes the place of what was measured, and where nothing was
 * measured it is all there is.
 *
 * <p>Durations are in seconds, the others as {@link Demand} and its parts have them; {@link
 * PlanField#PEERS} is 1 for yes.
 */
public final class Assumptions {

  /** What came of making a demand. */
  public sealed interface Outcome {

    record Ready(Demand demand) implements Outcome {}

    /** It was neither said nor measured. */
    record Missing(PlanField field) implements Outcome {}

    /**
     * What was said cannot be.
     *
     * @param expected in words, for the one who said it
     */
    record Wrong(PlanField field, String expected) implements Outcome {}
  }

  /** Ends the making of a demand; never leaves this class. */
  private static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    Unfit(Outcome outcome) {
      super(null, null, false, false);
      this.outcome = outcome;
    }
  }

  private final Map<PlanField, Double> said;

  public Assumptions(Map<PlanField, Double> said) {
    this.said = new EnumMap<>(PlanField.class);
    this.said.putAll(said);
  }

  /** How long a session lives, if it was said and can be. */
  public Optional<Duration> duration() {
    return seconds(DURATION, Demand.DURATION_MIN, Demand.DURATION_MAX);
  }

  /** How long its pairs rest, if it was said and can be. */
  public Optional<Duration> coolOff() {
    return seconds(COOL_OFF, Duration.ZERO, Demand.REST_MAX);
  }

  private Optional<Duration> seconds(PlanField field, Duration min, Duration max) {
    return Optional.ofNullable(said.get(field))
        .filter(value -> value >= min.toSeconds() && value <= max.toSeconds())
        .map(value -> Duration.ofSeconds(Math.round(value)));
  }

  /**
   * The demand.
   *
   * @param measured what the pool had; empty when it is unknown
   * @param restOtherwise how long pairs rest when it is not said
   * @param peopleMatter whether a mode is planned in which it matters who takes part how often
   */
  public Outcome demand(
      Optional<Measurement> measured, Duration restOtherwise, boolean peopleMatter) {
    try {
      return new Outcome.Ready(make(measured, restOtherwise, peopleMatter));
    } catch (Unfit unfit) {
      return unfit.outcome;
    }
  }

  private Demand make(Optional<Measurement> measured, Duration restOtherwise, boolean peopleMatter)
      throws Unfit {
    double perHour =
        within(
            SESSIONS_PER_HOUR,
            Demand.SESSIONS_PER_HOUR_MIN,
            Demand.SESSIONS_PER_HOUR_MAX,
            measured.map(Measurement::busiestPerHour));
    double duration =
        within(
            DURATION,
            (double) Demand.DURATION_MIN.toSeconds(),
            (double) Demand.DURATION_MAX.toSeconds(),
            measured.flatMap(Measurement::duration).map(life -> (double) life.toSeconds()));
    double rest =
        within(
            COOL_OFF,
            0,
            (double) Demand.REST_MAX.toSeconds(),
            Optional.of((double) restOtherwise.toSeconds()));
    Crowd participants = participants(measured, perHour * duration / 3600, peopleMatter);
    return new Demand(
        perHour,
        Duration.ofSeconds(Math.round(duration)),
        Duration.ofSeconds(Math.round(rest)),
        participants,
        counterparts(measured, participants),
        whole(GROUP_SIZE, Demand.GROUP_SIZE_MIN, Demand.GROUP_SIZE_MAX, Demand.GROUP_SIZE_DEFAULT),
        pins());
  }

  private Crowd participants(Optional<Measurement> measured, double live, boolean peopleMatter)
      throws Unfit {
    Optional<Crowd> before = measured.map(Measurement::participants);
    if (said.containsKey(CONCURRENCY)) {
      if (said.containsKey(PARTICIPANTS)) {
        throw wrong(CONCURRENCY, "either this or the number of participants, not both");
      }
      double each = within(CONCURRENCY, 0.000001, 1_000_000, Optional.empty());
      double people = Math.max(1, Math.rint(live / each));
      if (people > Crowd.Returning.PEOPLE_MAX) {
        throw wrong(
            CONCURRENCY,
            "at least %s: at most %d people share the sessions"
                .formatted(plain(live / Crowd.Returning.PEOPLE_MAX), Crowd.Returning.PEOPLE_MAX));
      }
      return crowd(Optional.of((int) people), SKEW, before);
    }
    Optional<Integer> people = people(PARTICIPANTS);
    if (people.isEmpty() && before.isEmpty() && !peopleMatter) {
      return new Crowd.Passing();
    }
    if (people.isEmpty() && before.isEmpty()) {
      throw new Unfit(new Outcome.Missing(PARTICIPANTS));
    }
    return crowd(people, SKEW, before);
  }

  private Crowd counterparts(Optional<Measurement> measured, Crowd participants) throws Unfit {
    Optional<Integer> people = people(COUNTERPARTS);
    boolean peers = said.getOrDefault(PEERS, 0.0) == 1;
    if (peers && (people.isPresent() || said.containsKey(COUNTERPARTS_SKEW))) {
      throw wrong(PEERS, "either this or other counterparts, not both");
    }
    if (peers) {
      return participants;
    }
    Optional<Crowd> before = measured.map(Measurement::counterparts);
    return people.isEmpty() && before.isEmpty() && !said.containsKey(COUNTERPARTS_SKEW)
        ? new Crowd.Passing()
        : crowd(people, COUNTERPARTS_SKEW, before);
  }

  private Optional<Integer> people(PlanField field) throws Unfit {
    return said.containsKey(field)
        ? Optional.of(whole(field, 1, Crowd.Returning.PEOPLE_MAX, 1))
        : Optional.empty();
  }

  /** Those of {@code before} with what is said of them. */
  private Crowd crowd(Optional<Integer> people, PlanField skewField, Optional<Crowd> before)
      throws Unfit {
    Optional<Crowd.Returning> returning =
        before.filter(Crowd.Returning.class::isInstance).map(Crowd.Returning.class::cast);
    Optional<Integer> count = people.or(() -> returning.map(Crowd.Returning::people));
    if (count.isEmpty()) {
      if (said.containsKey(skewField)) {
        throw wrong(skewField, "the number of people to go with it");
      }
      return new Crowd.Passing();
    }
    double skewMax = Crowd.skewMax(count.get());
    double skew =
        said.containsKey(skewField)
            ? within(skewField, 0, skewMax, Optional.empty())
            : Math.min(skewMax, returning.map(Crowd.Returning::skew).orElse(0.0));
    boolean peers = said.getOrDefault(PEERS, 0.0) == 1;
    double parts = peers ? 2 : returning.map(Crowd.Returning::parts).orElse(1.0);
    return new Crowd.Returning(count.get(), skew, parts);
  }

  private PinCodes pins() throws Unfit {
    int digits =
        whole(PIN_DIGITS, PinCodes.DIGITS_MIN, PinCodes.DIGITS_MAX, PinCodes.DEFAULT.digits());
    double guess =
        within(
            PIN_GUESS,
            PinCodes.GUESS_LOWEST,
            PinCodes.GUESS_HIGHEST,
            Optional.of(PinCodes.DEFAULT.guess()));
    PinCodes pins = new PinCodes(digits, guess);
    if (pins.perNumber() == 0) {
      throw wrong(
          PIN_DIGITS,
          "more of them: not one PIN of %d digits is so hard to guess".formatted(digits));
    }
    return pins;
  }

  private int whole(PlanField field, int min, int max, int otherwise) throws Unfit {
    double value = within(field, min, max, Optional.of((double) otherwise));
    if (value != Math.rint(value)) {
      throw wrong(field, "a whole number from %d to %d".formatted(min, max));
    }
    return (int) value;
  }

  private double within(PlanField field, double min, double max, Optional<Double> otherwise)
      throws Unfit {
    Optional<Double> value = Optional.ofNullable(said.get(field));
    if (value.isEmpty()) {
      double known = otherwise.orElseThrow(() -> new Unfit(new Outcome.Missing(field)));
      return Math.clamp(known, min, max);
    }
    if (!(value.get() >= min && value.get() <= max)) {
      throw wrong(field, "%s to %s".formatted(plain(min), plain(max)));
    }
    return value.get();
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.6f", value).replaceFirst("0+$", "");
  }

  private static Unfit wrong(PlanField field, String expected) {
    return new Unfit(new Outcome.Wrong(field, expected));
  }
}
