package io.bauta.call;

import static io.bauta.routing.Switchboard.ACCOUNT;
import static io.bauta.routing.Switchboard.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.LegEnded;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A call is a function of the set of its facts: order and repetition say nothing. */
final class CallProperties {

  @Property
  void orderAndRepetitionOfFactsChangeNothing(
      @ForAll("decisions") RoutingDecision decision,
      @ForAll("facts") List<ToldFact> facts,
      @ForAll Random random) {
    List<ToldFact> again = new ArrayList<>(facts);
    facts.stream().filter(fact -> random.nextBoolean()).forEach(again::add);
    Collections.shuffle(again, random);
    Call told = new Call(CallTest.start(decision), facts);
    Call retold = new Call(CallTest.start(decision), again);
    assertThat(retold.status()).isEqualTo(told.status());
    assertThat(retold.answeredAt()).isEqualTo(told.answeredAt());
    assertThat(retold.endedAt()).isEqualTo(told.endedAt());
    assertThat(retold.talkTime()).isEqualTo(told.talkTime());
    assertThat(retold.hangUp()).isEqualTo(told.hangUp());
  }

  /** Beginning and facts in any order, one by one, some of them again. */
  @Property
  void aStoreThatIsToldInAnyOrderKeepsTheSameCall(
      @ForAll("facts") List<ToldFact> facts, @ForAll Random random) {
    CallStart start = CallTest.start(CallTest.connect());
    MemoryCallStore store = new MemoryCallStore();
    List<Runnable> tellings = new ArrayList<>();
    facts.forEach(fact -> tellings.add(() -> store.append(List.of(), List.of(fact))));
    tellings.add(() -> store.append(List.of(start), List.of()));
    tellings.addAll(List.copyOf(tellings));
    Collections.shuffle(tellings, random);
    tellings.forEach(Runnable::run);
    Call kept = store.findByCarrierId(ACCOUNT, CallTest.CARRIER_CALL).orElseThrow();
    Call told = new Call(start, facts);
    assertThat(kept.status()).isEqualTo(told.status());
    assertThat(kept.hangUp()).isEqualTo(told.hangUp());
    assertThat(kept.recordings()).isEqualTo(told.recordings());
    assertThat(kept.facts()).containsExactlyInAnyOrderElementsOf(facts);
  }

  @Property
  void refusedStaysRefused(@ForAll Reason reason, @ForAll("facts") List<ToldFact> facts) {
    Call call = new Call(CallTest.start(refuse(reason)), facts);
    assertThat(call.status()).isEqualTo(CallStatus.REFUSED);
  }

  @Property
  void aFactMoreNeverTakesAnEndBack(
      @ForAll("connections") RoutingDecision connect,
      @ForAll("facts") List<ToldFact> facts,
      @ForAll("facts") List<ToldFact> more) {
    Call before = new Call(CallTest.start(connect), facts);
    Call after =
        new Call(CallTest.start(connect), Stream.of(facts, more).flatMap(List::stream).toList());
    if (before.endedAt().isPresent()) {
      assertThat(after.endedAt()).isPresent();
      assertThat(after.status()).isNotIn(CallStatus.RINGING, CallStatus.IN_PROGRESS);
    }
    if (before.status() == CallStatus.COMPLETED) {
      assertThat(after.status()).isEqualTo(CallStatus.COMPLETED);
    }
  }

  @Property
  void onlyWhoWasConnectedTalked(
      @ForAll("connections") RoutingDecision connect, @ForAll("facts") List<ToldFact> facts) {
    Call call = new Call(CallTest.start(connect), facts);
    if (call.talkTime().isPresent()) {
      assertThat(call.status()).isIn(CallStatus.IN_PROGRESS, CallStatus.COMPLETED);
      assertThat(call.talkTime().get()).isGreaterThanOrEqualTo(Duration.ZERO);
    }
  }

  @Property
  void whenThingsHappenedIsTheCarriersWordWhereverItSaysOne(@ForAll("facts") List<ToldFact> facts) {
    List<Instant> said =
        facts.stream()
            .filter(told -> told.fact() instanceof CallEnded)
            .flatMap(told -> told.fact().at().stream())
            .toList();
    Optional<Instant> ended = new Call(CallTest.start(CallTest.connect()), facts).endedAt();
    if (!said.isEmpty()) {
      assertThat(ended).contains(Collections.min(said));
    }
  }

  private static RoutingDecision refuse(Reason reason) {
    return new Refuse(reason, Optional.empty(), Optional.empty());
  }

  @Provide
  Arbitrary<RoutingDecision> decisions() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.just(CallTest.connect())),
        Tuple.of(2, Arbitraries.just(CallTest.connectByDigits())),
        Tuple.of(1, Arbitraries.of(Reason.class).map(CallProperties::refuse)));
  }

  @Provide
  Arbitrary<RoutingDecision> connections() {
    return Arbitraries.of(
        CallTest.connect(), CallTest.connectByDigits(), CallTest.connectByDigitsInGrace());
  }

  /** Facts of one call: one for each key. */
  @Provide
  Arbitrary<List<ToldFact>> facts() {
    Arbitrary<String> keys = Arbitraries.strings().withCharRange('a', 'h').ofLength(1);
    Arbitrary<CallFact> facts =
        Arbitraries.oneOf(
            Combinators.combine(keys, times()).as(Answered::new),
            Combinators.combine(keys, Arbitraries.of(Leg.class), hangUps(), talkTimes(), times())
                .as(LegEnded::new),
            Combinators.combine(keys, hangUps(), talkTimes(), times()).as(CallEnded::new),
            keys.map(
                key -> new RecordingReady(key, "rec-" + key, Optional.empty(), Optional.empty())));
    return Combinators.combine(facts, Arbitraries.integers().between(0, 100))
        .as((fact, seconds) -> CallTest.told(fact, NOW.plusSeconds(seconds)))
        .list()
        .ofMaxSize(8)
        .uniqueElements(told -> told.fact().key());
  }

  private static Arbitrary<HangUp> hangUps() {
    return Combinators.combine(
            Arbitraries.of(HangupCause.class), Arbitraries.of(HangupSource.class))
        .as((cause, source) -> new HangUp(cause, cause.name(), source));
  }

  private static Arbitrary<Optional<Instant>> times() {
    return Arbitraries.integers().between(0, 90).map(n -> NOW.plusSeconds(n)).optional();
  }

  private static Arbitrary<Optional<Duration>> talkTimes() {
    return Arbitraries.integers().between(0, 90).map(n -> Duration.ofSeconds(n)).optional();
  }
}
