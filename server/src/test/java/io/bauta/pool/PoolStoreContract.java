package io.bauta.pool;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.REST;
import static io.bauta.session.SampleSessions.TTL;
import static io.bauta.session.SampleSessions.participant;
import static io.bauta.session.SampleSessions.pool;
import static io.bauta.session.SampleSessions.proxy;
import static io.bauta.session.SampleSessions.session;
import static io.bauta.session.SampleSessions.storedPool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.bauta.pool.PoolStore.AddOutcome;
import io.bauta.pool.PoolStore.CreateOutcome;
import io.bauta.pool.PoolStore.RemoveOutcome;
import io.bauta.rules.CallRules;
import io.bauta.session.SampleSessions;
import io.bauta.session.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link PoolStore} does. The stores are empty at the beginning of each test. */
public interface PoolStoreContract {

  PoolStore pools();

  /** Over the same numbers. */
  SessionStore sessions();

  @Test
  default void aPoolReadsBackEqual() {
    NumberPool pool =
        new NumberPool(
            new PoolId(SampleSessions.id(NOW)),
            "Taxi, Genève",
            "acme-ch",
            PoolMode.PAIR_ONE_NUMBER,
            Selection.AVOID_STICKY,
            new CallPolicy(Duration.ofSeconds(20), Duration.ofMinutes(5), Optional.empty()),
            Duration.ofDays(366),
            Duration.ofMinutes(10),
            Instant.parse("2026-01-02T10:00:00.123Z"),
            new PoolPolicies(
                GracePolicy.CONNECT,
                Optional.of("over"),
                UnknownCaller.ASK,
                new Asking(UnknownCaller.CHALLENGE, Optional.of("https://platform.example/calls")),
                Optional.empty(),
                PinPolicy.DEFAULT,
                Ringing.TOGETHER,
                new Lending(GeoMatch.REQUIRE_AREA, Optional.of(100)),
                CallRules.DEFAULT));

    assertThat(pools().create(pool)).isEqualTo(CreateOutcome.CREATED);

    assertThat(pools().pools()).containsExactly(pool);
  }

  private static NumberPool with(PoolPolicies policies, NumberPool pool) {
    return new NumberPool(
        pool.id(),
        pool.name(),
        pool.carrierAccount(),
        pool.mode(),
        pool.selection(),
        pool.callPolicy(),
        pool.coolOff(),
        pool.grace(),
        pool.createdAt(),
        policies);
  }

  @Test
  default void everyPolicyReadsBackEqual() {
    PinPolicy pins =
        new PinPolicy(10, 1, Duration.ofDays(1), "Votre code ? \"1\" \\ \n é", "Encore une fois.");
    int place = 0;
    for (GracePolicy grace : GracePolicy.values()) {
      for (UnknownCaller unknownCaller : UnknownCaller.values()) {
        for (Ringing ringing : Ringing.values()) {
          PoolPolicies policies =
              new PoolPolicies(
                  grace,
                  Optional.of("C'est fini. \"{}\""),
                  unknownCaller,
                  Optional.of(SampleSessions.person(7)),
                  place % 2 == 0 ? pins : PinPolicy.DEFAULT,
                  ringing);
          NumberPool pool = with(policies, pool("pool " + place++));
          pools().create(pool);
          assertThat(pools().pools()).contains(pool);
        }
      }
    }
    assertThat(pools().pools()).hasSize(place);
  }

  @ParameterizedTest
  @EnumSource(PoolMode.class)
  default void everyModeReadsBackEqual(PoolMode mode) {
    NumberPool before = pool("rides");
    NumberPool pool =
        new NumberPool(
            before.id(),
            before.name(),
            before.carrierAccount(),
            mode,
            before.selection(),
            before.callPolicy(),
            before.coolOff(),
            before.grace(),
            before.createdAt());
    pools().create(pool);

    assertThat(pools().pools()).containsExactly(pool);
    assertThat(pool.policies()).isEqualTo(PoolPolicies.DEFAULT);
  }

  @Test
  default void policiesAreReplacedAsAWhole() {
    NumberPool before =
        with(
            new PoolPolicies(
                GracePolicy.FORWARD,
                Optional.of("It is over."),
                UnknownCaller.CHALLENGE,
                Optional.of(SampleSessions.person(7)),
                PinPolicy.DEFAULT,
                Ringing.TOGETHER),
            pool("rides"));
    pools().create(before);
    NumberPool after = with(PoolPolicies.DEFAULT, before);

    assertThat(pools().update(after)).isTrue();
    assertThat(pools().pools()).containsExactly(after);
  }

  /** PostgreSQL has no NUL in its texts; the API lets none through. */
  @Test
  default void aPoolWithANulIsStoredWholeOrNotAtAll() {
    NumberPool odd = pool("ri\0des");

    Throwable refused = catchThrowable(() -> pools().create(odd));

    assertThat(pools().pools())
        .isEqualTo(Stream.of(odd).filter(stored -> refused == null).toList());
    assertThat(pools().create(pool("next"))).isEqualTo(CreateOutcome.CREATED);
  }

  @Test
  default void aNameIsGivenOnce() {
    pools().create(pool("rides"));

    assertThat(pools().create(pool("rides"))).isEqualTo(CreateOutcome.NAME_TAKEN);
    assertThat(pools().pools()).hasSize(1);
  }

  @Test
  default void poolsComeOldestFirst() {
    NumberPool older = createdAt("older", NOW.minusSeconds(60));
    NumberPool newer = createdAt("newer", NOW);
    pools().create(newer);
    pools().create(older);

    assertThat(pools().pools()).containsExactly(older, newer);
  }

  private static NumberPool createdAt(String name, Instant at) {
    return edited(pool(name), name, REST, at);
  }

  private static NumberPool edited(NumberPool pool, String name, Duration coolOff, Instant at) {
    return new NumberPool(
        pool.id(),
        name,
        pool.carrierAccount(),
        pool.mode(),
        pool.selection(),
        pool.callPolicy(),
        coolOff,
        pool.grace(),
        at);
  }

  @Test
  default void anUpdateReplacesThePool() {
    NumberPool before = storedPool(pools(), 1);
    NumberPool after = edited(before, "new name", Duration.ofDays(2), before.createdAt());

    assertThat(pools().update(after)).isTrue();

    assertThat(pools().pools()).containsExactly(after);
    assertThat(pools().numbers(after.id())).hasSize(1);
  }

  @Test
  default void anUnknownPoolIsNotUpdated() {
    assertThat(pools().update(pool("rides"))).isFalse();
    assertThat(pools().pools()).isEmpty();
  }

  @Test
  default void numbersKeepTheOrderOfTheirRegistration() {
    NumberPool pool = storedPool(pools(), 0);
    pools().addNumbers(pool.id(), List.of(proxy(3), proxy(1)));
    pools().addNumbers(pool.id(), List.of(proxy(2)));

    assertThat(pools().numbers(pool.id()))
        .extracting(PooledNumber::number)
        .containsExactly(proxy(3), proxy(1), proxy(2));
  }

  @Test
  default void aNumberKeepsItsOwnAccount() {
    NumberPool pool = storedPool(pools(), 1);
    pools().addNumbers(pool.id(), List.of(proxy(1)), Optional.of("other"));
    pools().setState(pool.id(), proxy(1), NumberState.DRAINING);

    assertThat(pools().numbers(pool.id()))
        .containsExactly(
            new PooledNumber(proxy(0), NumberState.ACTIVE),
            new PooledNumber(proxy(1), NumberState.DRAINING, Optional.of("other")));
  }

  @Test
  default void aNumberIsRegisteredOnceOverAllPools() {
    NumberPool pool = storedPool(pools(), 1);
    NumberPool other = pool("other");
    pools().create(other);

    assertThat(pools().addNumbers(pool.id(), List.of(proxy(0), proxy(1), proxy(1))))
        .containsExactly(AddOutcome.ALREADY_HERE, AddOutcome.ADDED, AddOutcome.ALREADY_HERE);
    assertThat(pools().addNumbers(other.id(), List.of(proxy(0), proxy(2))))
        .containsExactly(AddOutcome.IN_ANOTHER_POOL, AddOutcome.ADDED);
    assertThat(pools().numbers(other.id()))
        .containsExactly(new PooledNumber(proxy(2), NumberState.ACTIVE));
  }

  @Test
  default void numbersOfAnUnknownPoolAreAFault() {
    PoolId unknown = pool("rides").id();

    assertThatThrownBy(() -> pools().addNumbers(unknown, List.of(proxy(0))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(pools().numbers(unknown)).isEmpty();
  }

  @Test
  default void aNumberChangesItsState() {
    NumberPool pool = storedPool(pools(), 2);

    assertThat(pools().setState(pool.id(), proxy(1), NumberState.DRAINING)).isTrue();
    assertThat(pools().setState(pool.id(), proxy(7), NumberState.DRAINING)).isFalse();
    assertThat(pools().setState(pool("x").id(), proxy(1), NumberState.RETIRED)).isFalse();

    assertThat(pools().numbers(pool.id()))
        .containsExactly(
            new PooledNumber(proxy(0), NumberState.ACTIVE),
            new PooledNumber(proxy(1), NumberState.DRAINING));
  }

  @Test
  default void aFreeNumberIsRemovedAndCanBeRegisteredAgain() {
    NumberPool pool = storedPool(pools(), 2);

    assertThat(pools().removeNumber(pool.id(), proxy(0), NOW)).isEqualTo(RemoveOutcome.REMOVED);
    assertThat(pools().removeNumber(pool.id(), proxy(0), NOW)).isEqualTo(RemoveOutcome.UNKNOWN);
    assertThat(pools().removeNumber(pool("x").id(), proxy(1), NOW))
        .isEqualTo(RemoveOutcome.UNKNOWN);

    assertThat(pools().addNumbers(pool.id(), List.of(proxy(0)))).containsExactly(AddOutcome.ADDED);
    assertThat(pools().numbers(pool.id()))
        .extracting(PooledNumber::number)
        .containsExactly(proxy(1), proxy(0));
  }

  @Test
  default void aHeldNumberIsNotRemovedUntilItsPairHasRested() {
    NumberPool pool = storedPool(pools(), 2);
    sessions().insert(session(pool, participant(1, 0), participant(2, 1)), Optional.empty(), NOW);
    Instant rested = NOW.plus(TTL).plus(REST);

    assertThat(pools().removeNumber(pool.id(), proxy(0), NOW)).isEqualTo(RemoveOutcome.LENT);
    assertThat(pools().removeNumber(pool.id(), proxy(0), rested.minusMillis(1)))
        .isEqualTo(RemoveOutcome.LENT);
    assertThat(pools().removeNumber(pool.id(), proxy(0), rested)).isEqualTo(RemoveOutcome.REMOVED);
  }

  @Test
  default void aPoolGoesWithItsNumbersWhenNoneIsHeld() {
    NumberPool pool = storedPool(pools(), 2);
    sessions().insert(session(pool, participant(1, 0), participant(2, 1)), Optional.empty(), NOW);

    assertThat(pools().delete(pool.id(), NOW)).isEqualTo(RemoveOutcome.LENT);
    assertThat(pools().numbers(pool.id())).hasSize(2);
    assertThat(pools().delete(pool.id(), NOW.plus(TTL).plus(REST)))
        .isEqualTo(RemoveOutcome.REMOVED);
    assertThat(pools().delete(pool.id(), NOW)).isEqualTo(RemoveOutcome.UNKNOWN);
    assertThat(pools().pools()).isEmpty();
    assertThat(pools().numbers(pool.id())).isEmpty();
  }
}
