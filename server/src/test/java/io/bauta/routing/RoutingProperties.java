package io.bauta.routing;

import static io.bauta.pool.NumberState.ACTIVE;
import static io.bauta.pool.NumberState.DRAINING;
import static io.bauta.pool.NumberState.RETIRED;
import static io.bauta.pool.NumberState.UNHEALTHY;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolMode;
import io.bauta.routing.RoutingStep.Add;
import io.bauta.routing.RoutingStep.Call;
import io.bauta.routing.RoutingStep.Close;
import io.bauta.routing.RoutingStep.Extend;
import io.bauta.routing.RoutingStep.Forget;
import io.bauta.routing.RoutingStep.Open;
import io.bauta.routing.RoutingStep.Remove;
import io.bauta.routing.RoutingStep.SetState;
import io.bauta.routing.RoutingStep.Tick;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever is opened, closed, extended, added and taken away, in whatever order: sessions, index
 * and router do what a naive model does, and the invariants hold after every step.
 */
final class RoutingProperties {

  @Property
  void whatMustAlwaysHoldHoldsAfterEveryStep(@ForAll("steps") List<RoutingStep> steps) {
    RoutingModel model = new RoutingModel();
    for (RoutingStep step : steps) {
      model.take(step);
      model.checkInvariants();
    }
  }

  @Provide
  Arbitrary<List<RoutingStep>> steps() {
    return Arbitraries.frequencyOf(
            Tuple.of(8, opens()),
            Tuple.of(3, indexes().map(Close::new)),
            Tuple.of(
                2, Combinators.combine(indexes(), lengths()).as((i, ttl) -> new Extend(i, ttl))),
            Tuple.of(4, Arbitraries.integers().between(1, 15).map(Tick::new)),
            Tuple.of(1, Arbitraries.of(new Tick(7200), new Tick(3600))),
            Tuple.of(1, Arbitraries.just(new Forget())),
            Tuple.of(2, Combinators.combine(modes(), numbers()).as(Add::new)),
            Tuple.of(3, Combinators.combine(modes(), indexes(), states()).as(SetState::new)),
            Tuple.of(1, Combinators.combine(modes(), numbers()).as(Remove::new)),
            Tuple.of(3, Combinators.combine(people(), numbers()).as(Call::new)))
        .list()
        .ofMaxSize(60);
  }

  private static Arbitrary<RoutingStep> opens() {
    return Combinators.combine(modes(), people(), people(), lengths(), keys()).as(Open::new);
  }

  private static Arbitrary<Integer> indexes() {
    return Arbitraries.integers().between(0, 20);
  }

  private static Arbitrary<Optional<Integer>> lengths() {
    return Arbitraries.integers().between(1, 30).optional(0.8);
  }

  private static Arbitrary<Optional<String>> keys() {
    return Arbitraries.of("key-1", "key-2").optional(0.2);
  }

  private static Arbitrary<PoolMode> modes() {
    return Arbitraries.of(RoutingModel.MODES);
  }

  /** Mostly lent: a pool without a number proves little. */
  private static Arbitrary<NumberState> states() {
    return Arbitraries.of(ACTIVE, ACTIVE, ACTIVE, DRAINING, DRAINING, UNHEALTHY, RETIRED);
  }

  private static Arbitrary<PhoneNumber> people() {
    return Arbitraries.of(RoutingModel.PEOPLE);
  }

  private static Arbitrary<ProxyNumber> numbers() {
    return Arbitraries.of(RoutingModel.NUMBERS);
  }
}
