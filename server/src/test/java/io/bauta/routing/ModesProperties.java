package io.bauta.routing;

import static io.bauta.pool.NumberState.ACTIVE;
import static io.bauta.pool.NumberState.DRAINING;
import static io.bauta.pool.NumberState.RETIRED;
import static io.bauta.pool.NumberState.UNHEALTHY;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.GracePolicy;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolMode;
import io.bauta.pool.Ringing;
import io.bauta.pool.UnknownCaller;
import io.bauta.routing.ModesStep.Add;
import io.bauta.routing.ModesStep.Again;
import io.bauta.routing.ModesStep.Asked;
import io.bauta.routing.ModesStep.Call;
import io.bauta.routing.ModesStep.CallBy;
import io.bauta.routing.ModesStep.CallFor;
import io.bauta.routing.ModesStep.Close;
import io.bauta.routing.ModesStep.Entered;
import io.bauta.routing.ModesStep.Extend;
import io.bauta.routing.ModesStep.Fault;
import io.bauta.routing.ModesStep.Forget;
import io.bauta.routing.ModesStep.Lasts;
import io.bauta.routing.ModesStep.LoadAll;
import io.bauta.routing.ModesStep.LoadOne;
import io.bauta.routing.ModesStep.Open;
import io.bauta.routing.ModesStep.Policies;
import io.bauta.routing.ModesStep.Race;
import io.bauta.routing.ModesStep.Remove;
import io.bauta.routing.ModesStep.Reopen;
import io.bauta.routing.ModesStep.Replace;
import io.bauta.routing.ModesStep.Restart;
import io.bauta.routing.ModesStep.SetState;
import io.bauta.routing.ModesStep.StoreCalls;
import io.bauta.routing.ModesStep.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever happens to pools of every mode and policy, in whatever order, with stores that fail and
 * servers that start again: sessions, index and router do what a naive model does, and the
 * invariants hold after every step.
 */
final class ModesProperties {

  /** Without edge cases: of so many parts together those are mostly tiny histories. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void whatMustAlwaysHoldHoldsInEveryMode(
      @ForAll("policies") Map<PoolMode, Policies> policies,
      @ForAll("steps") List<ModesStep> steps) {
    ModesModel model = new ModesModel(policies);
    model.checkInvariants();
    for (ModesStep step : steps) {
      model.take(step);
      model.checkInvariants();
    }
  }

  @Provide
  Arbitrary<Map<PoolMode, Policies>> policies() {
    Arbitrary<Policies> each =
        Combinators.combine(
                Arbitraries.of(GracePolicy.class),
                Arbitraries.of(UnknownCaller.class),
                Arbitraries.of(Ringing.class))
            .as(Policies::new);
    return Arbitraries.maps(modes(), each).ofSize(PoolMode.values().length);
  }

  @Provide
  Arbitrary<List<ModesStep>> steps() {
    return Arbitraries.<ModesStep>frequencyOf(
            Tuple.of(10, opens()),
            Tuple.of(2, Combinators.combine(opens(), opens()).as(Race::new)),
            Tuple.of(3, Combinators.combine(indexes(), faults()).as(Close::new)),
            Tuple.of(2, Combinators.combine(indexes(), lengths(), faults()).as(Extend::new)),
            Tuple.of(2, Combinators.combine(indexes(), lengths(), faults()).as(Reopen::new)),
            Tuple.of(
                2,
                Combinators.combine(
                        indexes(), indexes(), Arbitraries.of(ModesModel.PHONES), faults())
                    .as(Replace::new)),
            Tuple.of(4, Arbitraries.integers().between(1, 15).map(Tick::new)),
            Tuple.of(1, Arbitraries.of(new Tick(60), new Tick(3600), new Tick(7200))),
            Tuple.of(3, Arbitraries.just(new StoreCalls())),
            Tuple.of(1, Arbitraries.just(new Forget())),
            Tuple.of(1, Arbitraries.just(new Restart())),
            Tuple.of(1, indexes().map(LoadOne::new)),
            Tuple.of(1, Arbitraries.just(new LoadAll())),
            Tuple.of(2, Combinators.combine(modes(), numbers()).as(Add::new)),
            Tuple.of(2, Combinators.combine(modes(), indexes(), states()).as(SetState::new)),
            Tuple.of(1, Combinators.combine(modes(), numbers()).as(Remove::new)),
            Tuple.of(1, indexes().map(Again::new)),
            Tuple.of(2, Combinators.combine(callers(), numbers(), codes(0.3)).as(Call::new)),
            Tuple.of(4, Combinators.combine(indexes(), indexes(), indexes()).as(CallBy::new)),
            Tuple.of(
                8,
                Combinators.combine(callers(), indexes(), indexes(), Arbitraries.of(Entered.class))
                    .as(CallFor::new)))
        .list()
        .ofMinSize(5)
        .ofMaxSize(50);
  }

  private static Arbitrary<Open> opens() {
    return modes()
        .flatMap(
            mode ->
                Combinators.combine(people(mode), lengths(), keys(), faults())
                    .as(
                        (people, length, key, fault) ->
                            new Open(mode, people, length, key, fault)));
  }

  /** Mostly as many as the mode has, and mostly all different. */
  private static Arbitrary<List<Asked>> people(PoolMode mode) {
    Arbitrary<Integer> fitting =
        Arbitraries.integers().between(mode.participantsMin(), Math.min(4, mode.participantsMax()));
    Arbitrary<Integer> count =
        Arbitraries.frequencyOf(
            Tuple.of(20, fitting), Tuple.of(1, Arbitraries.integers().between(1, 4)));
    return count.flatMap(size -> people(size, mode == PoolMode.PIN ? 0.4 : 0.1));
  }

  private static Arbitrary<List<Asked>> people(int count, double given) {
    return Combinators.combine(
            Arbitraries.shuffle(ModesModel.PHONES),
            Arbitraries.frequency(Tuple.of(3, 1), Tuple.of(1, 2)).list().ofSize(count),
            codes(given).list().ofSize(count),
            Arbitraries.frequency(Tuple.of(15, false), Tuple.of(1, true)))
        .as(ModesProperties::people);
  }

  private static List<Asked> people(
      List<PhoneNumber> phones, List<Integer> sizes, List<Optional<String>> pins, boolean twice) {
    List<Asked> people = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < sizes.size(); i++) {
      List<PhoneNumber> own = new ArrayList<>(phones.subList(next, next + sizes.get(i)));
      if (twice && i == sizes.size() - 1) {
        own.add(phones.getFirst());
      }
      people.add(new Asked(own, pins.get(i)));
      next += sizes.get(i);
    }
    return people;
  }

  private static Arbitrary<Optional<String>> codes(double presence) {
    return Arbitraries.of(ModesModel.CODES).optional(presence);
  }

  private static Arbitrary<Optional<PhoneNumber>> callers() {
    return Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.of(ModesModel.PHONES)),
            Tuple.of(2, Arbitraries.just(ModesModel.PHONES.getLast())),
            Tuple.of(1, Arbitraries.just(ModesModel.SUPPORT)))
        .optional(0.85);
  }

  private static Arbitrary<Integer> indexes() {
    return Arbitraries.integers().between(0, 20);
  }

  private static Arbitrary<Lasts> lengths() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 30).optional(0.8),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(1, 60).optional(0.3))
        .as(Lasts::new);
  }

  private static Arbitrary<Optional<String>> keys() {
    return Arbitraries.of("key-1", "key-2").optional(0.15);
  }

  private static Arbitrary<Fault> faults() {
    return Arbitraries.frequency(
        Tuple.of(18, Fault.NONE), Tuple.of(1, Fault.BEFORE), Tuple.of(1, Fault.AFTER));
  }

  private static Arbitrary<PoolMode> modes() {
    return Arbitraries.of(PoolMode.class);
  }

  /** Mostly lent: a pool without a number proves little. */
  private static Arbitrary<NumberState> states() {
    return Arbitraries.of(ACTIVE, ACTIVE, ACTIVE, DRAINING, DRAINING, UNHEALTHY, RETIRED);
  }

  private static Arbitrary<ProxyNumber> numbers() {
    return Arbitraries.of(ModesModel.NUMBERS);
  }
}
