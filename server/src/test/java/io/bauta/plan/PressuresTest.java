package io.bauta.plan;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.pool;
import static io.bauta.session.SampleSessions.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberPool;
import io.bauta.pool.NumberState;
import io.bauta.pool.PooledNumber;
import io.bauta.session.SampleSessions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PressuresTest {

  private final NumberPool pool = pool("rides");
  private final List<Pressure> alarms = new ArrayList<>();
  private final Pressures pressures = new Pressures((id, pressure) -> alarms.add(pressure));

  private static List<PooledNumber> active(int numbers) {
    return IntStream.range(0, numbers)
        .mapToObj(i -> new PooledNumber(proxy(i), NumberState.ACTIVE))
        .toList();
  }

  private static Set<ProxyNumber> first(int numbers) {
    return IntStream.range(0, numbers)
        .mapToObj(SampleSessions::proxy)
        .collect(Collectors.toUnmodifiableSet());
  }

  private void opened(int firstHeld, int secondHeld, Instant at) {
    pressures.found(pool, active(20), List.of(first(firstHeld), first(secondHeld)), true, at);
  }

  private void refused(Instant at) {
    pressures.found(pool, active(20), List.of(first(20), first(0)), false, at);
  }

  private Pressure now(Instant at) {
    return pressures.of(pool.id(), at).orElseThrow();
  }

  @Test
  void aPoolWithoutOpeningsHasNoPressure() {
    assertThat(pressures.of(pool.id(), NOW)).isEmpty();
  }

  @Test
  void whoHoldsMostIsThePressure() {
    opened(3, 0, NOW);
    opened(1, 6, NOW);
    opened(0, 0, NOW);

    assertThat(now(NOW)).isEqualTo(new Pressure(20, 7, 0));
    assertThat(now(NOW).share()).isEqualTo(0.35);
    assertThat(now(NOW).isNearlyExhausted()).isFalse();
    assertThat(alarms).isEmpty();
  }

  @Test
  void fromNineTenthsOnAPoolIsNearlyExhausted() {
    opened(16, 0, NOW);
    assertThat(alarms).isEmpty();

    opened(17, 0, NOW);

    assertThat(now(NOW).isNearlyExhausted()).isTrue();
    assertThat(alarms).containsExactly(new Pressure(20, 18, 0));
  }

  @Test
  void aRefusedOpeningIsCountedAndTold() {
    refused(NOW);
    refused(NOW);
    opened(0, 0, NOW);

    assertThat(now(NOW)).isEqualTo(new Pressure(20, 20, 2));
    assertThat(alarms).containsExactly(new Pressure(20, 20, 1));
  }

  @Test
  void onlyNumbersThatAreLentCount() {
    List<PooledNumber> numbers = new ArrayList<>(active(10));
    for (int i = 0; i < 8; i++) {
      numbers.set(i, new PooledNumber(proxy(i), NumberState.DRAINING));
    }
    // Nine, of which one is still lent.
    pressures.found(pool, numbers, List.of(first(9), first(0)), true, NOW);

    assertThat(now(NOW)).isEqualTo(new Pressure(2, 2, 0));
  }

  @Test
  void aPoolThatLendsNothingIsExhausted() {
    pressures.found(pool, List.of(), List.of(first(0), first(0)), false, NOW);

    assertThat(now(NOW)).isEqualTo(new Pressure(0, 0, 1));
    assertThat(now(NOW).share()).isEqualTo(1);
    assertThat(alarms).hasSize(1);
  }

  @Test
  void itIsToldOnceAMinute() {
    for (int second = 0; second < 150; second++) {
      opened(18, 0, NOW.plusSeconds(second));
    }

    assertThat(alarms).hasSize(3);
  }

  @Test
  void poolsAreToldOfEachForItself() {
    NumberPool other = pool("deliveries");
    opened(18, 0, NOW);
    pressures.found(other, active(1), List.of(first(0), first(0)), true, NOW);

    assertThat(alarms).containsExactly(new Pressure(20, 19, 0), new Pressure(1, 1, 0));
  }

  @Test
  void aPressureIsForgottenAfterAWhile() {
    opened(18, 0, NOW);
    Instant next = NOW.plus(Pressures.KEPT);
    assertThat(now(next.minusMillis(1)).mostHeld()).isEqualTo(19);

    opened(1, 0, next);
    assertThat(now(next)).as("with the one before").isEqualTo(new Pressure(20, 19, 0));

    assertThat(now(next.plus(Pressures.KEPT))).isEqualTo(new Pressure(20, 2, 0));
    assertThat(pressures.of(pool.id(), next.plus(Pressures.KEPT.multipliedBy(2)))).isEmpty();
  }

  @Test
  void refusalsAreForgottenToo() {
    refused(NOW);
    Instant later = NOW.plus(Pressures.KEPT.multipliedBy(2));
    opened(0, 0, later);

    assertThat(now(later)).isEqualTo(new Pressure(20, 1, 0));
  }

  @Test
  void noMorePoolsAreWatchedThanTheMaximum() {
    for (int i = 0; i < Pressures.POOLS_MAX; i++) {
      pressures.found(pool("p" + i), active(1), List.of(first(0), first(0)), true, NOW);
    }
    opened(0, 0, NOW);
    assertThat(pressures.of(pool.id(), NOW)).isEmpty();

    Instant quiet = NOW.plus(Pressures.KEPT.multipliedBy(2));
    opened(0, 0, quiet);
    assertThat(pressures.of(pool.id(), quiet)).isPresent();
  }
}
