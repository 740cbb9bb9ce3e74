package io.bauta.session;

import io.bauta.session.OrderStep.Close;
import io.bauta.session.OrderStep.CloseAll;
import io.bauta.session.OrderStep.CloseOnly;
import io.bauta.session.OrderStep.Extend;
import io.bauta.session.OrderStep.Open;
import io.bauta.session.OrderStep.Reopen;
import io.bauta.session.OrderStep.Replace;
import io.bauta.session.OrderStep.Tick;
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
 * Whatever is ordered, ended, extended, opened again and replaced, in whatever order: in a pool
 * that merges, two people have one open session, which is open exactly while an order of it is.
 */
final class OrderProperties {

  @Property
  void whatMustAlwaysHoldHoldsAfterEveryStep(@ForAll("steps") List<OrderStep> steps) {
    OrderModel model = new OrderModel();
    for (OrderStep step : steps) {
      model.take(step);
      model.checkInvariants();
    }
  }

  @Provide
  Arbitrary<List<OrderStep>> steps() {
    return Arbitraries.frequencyOf(
            Tuple.of(10, opens()),
            Tuple.of(5, indexes().map(Close::new)),
            Tuple.of(2, indexes().map(CloseOnly::new)),
            Tuple.of(1, indexes().map(CloseAll::new)),
            Tuple.of(3, Combinators.combine(indexes(), lengths()).as(Extend::new)),
            Tuple.of(3, Combinators.combine(indexes(), lengths()).as(Reopen::new)),
            Tuple.of(2, Combinators.combine(indexes(), people(), people()).as(Replace::new)),
            Tuple.of(5, Arbitraries.integers().between(1, 40).map(Tick::new)))
        .list()
        .ofMaxSize(60);
  }

  private static Arbitrary<OrderStep> opens() {
    return Combinators.combine(people(), people(), lengths(), keys()).as(Open::new);
  }

  private static Arbitrary<Integer> people() {
    return Arbitraries.integers().between(0, 3);
  }

  private static Arbitrary<Integer> indexes() {
    return Arbitraries.integers().between(0, 30);
  }

  private static Arbitrary<Optional<Integer>> lengths() {
    return Arbitraries.integers().between(1, 60).optional(0.8);
  }

  private static Arbitrary<Optional<String>> keys() {
    return Arbitraries.of("key-1", "key-2", "key-3").optional(0.2);
  }
}
