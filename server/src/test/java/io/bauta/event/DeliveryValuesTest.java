package io.bauta.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pace, circuit, filter and secrets, by themselves. */
final class DeliveryValuesTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void aDeliveryIsTriedOnForThreeDaysAndThenGivenUp() {
    List<Duration> pauses = new ArrayList<>();
    Instant at = NOW;
    Optional<Instant> next = Optional.of(NOW);
    for (int tries = 1; next.isPresent(); tries++) {
      at = next.get();
      next = DeliveryPace.USUAL.next(tries, NOW, Optional.empty(), at);
      Instant tried = at;
      next.ifPresent(later -> pauses.add(Duration.between(tried, later)));
    }
    assertThat(pauses).startsWith(Duration.ofSeconds(5), Duration.ofSeconds(30));
    assertThat(pauses.getLast()).isEqualTo(Duration.ofHours(12));
    assertThat(Duration.between(NOW, at))
        .isBetween(Duration.ofDays(3), Duration.ofDays(3).plusHours(12));
  }

  @Test
  void anEndpointMayAskForALongerPauseButNotForAnyAndForNoShorterOne() {
    assertThat(next(Optional.of(Duration.ofMinutes(3)))).isEqualTo(Duration.ofMinutes(3));
    assertThat(next(Optional.of(Duration.ofDays(300)))).isEqualTo(Duration.ofHours(1));
    assertThat(next(Optional.of(Duration.ofSeconds(1)))).isEqualTo(Duration.ofSeconds(5));
  }

  private static Duration next(Optional<Duration> asked) {
    return Duration.between(NOW, DeliveryPace.USUAL.next(1, NOW, asked, NOW).orElseThrow());
  }

  @Test
  void theCircuitOpensAfterFailuresInARowAndLetsOneProbeOutAtATime() {
    Circuit circuit = Circuit.CLOSED;
    for (int i = 1; i < Circuit.FAILURES_MAX; i++) {
      circuit = circuit.failed(NOW);
      assertThat(circuit.isOpen()).isFalse();
      assertThat(circuit.allowed(8, 0, NOW)).isEqualTo(8);
    }
    circuit = circuit.failed(NOW);
    assertThat(circuit.isOpen()).isTrue();
    assertThat(circuit.allowed(8, 0, NOW.plusSeconds(9))).isZero();
    assertThat(circuit.allowed(8, 0, NOW.plusSeconds(10))).isEqualTo(1);
    assertThat(circuit.allowed(8, 1, NOW.plusSeconds(10))).isZero();
  }

  @Test
  void failedProbesGoOutMoreAndMoreSeldomAndAtLeastEveryFiveMinutes() {
    Circuit circuit = Circuit.CLOSED;
    for (int i = 0; i < Circuit.FAILURES_MAX; i++) {
      circuit = circuit.failed(NOW);
    }
    Duration last = Duration.ZERO;
    for (int probe = 0; probe < 20; probe++) {
      Instant at = circuit.probeAt().orElseThrow();
      Circuit later = circuit.failed(at);
      Duration pause = Duration.between(at, later.probeAt().orElseThrow());
      assertThat(pause).isGreaterThanOrEqualTo(last);
      last = pause;
      circuit = later;
    }
    assertThat(last).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void whatWasUnderWayWhenTheCircuitOpenedDoesNotPutTheProbeOff() {
    Circuit circuit = Circuit.CLOSED;
    for (int i = 0; i < Circuit.FAILURES_MAX + 3; i++) {
      circuit = circuit.failed(NOW);
    }
    assertThat(circuit.probeAt()).contains(NOW.plusSeconds(10));
  }

  @Test
  void aProbeThatAClockWhichWasAheadPutOffGoesOutNow() {
    Instant ahead = NOW.plus(Duration.ofDays(365));
    Circuit circuit = Circuit.CLOSED;
    for (int i = 0; i < Circuit.FAILURES_MAX; i++) {
      circuit = circuit.failed(ahead);
    }
    assertThat(circuit.allowed(8, 0, NOW)).isEqualTo(1);
    assertThat(circuit.failed(NOW).probeAt().orElseThrow()).isBefore(NOW.plusSeconds(600));
    assertThat(circuit.allowed(8, 0, ahead)).as("the pause is kept").isZero();
  }

  @Test
  void noDeliveryIsPutOffForLongerThanTheLongestPause() {
    assertThat(DeliveryPace.USUAL.longest()).isEqualTo(Duration.ofHours(12));
    assertThat(
            new DeliveryPace(
                    List.of(Duration.ofSeconds(5)), Duration.ofDays(3), Duration.ofHours(1))
                .longest())
        .isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aFilterWantsTypesTopicsOrAll() {
    EventFilter calls = EventFilter.of(List.of("call.*", "session.closed")).orElseThrow();
    assertThat(calls.wants(EventType.CALL_REFUSED)).isTrue();
    assertThat(calls.wants(EventType.SESSION_CLOSED)).isTrue();
    assertThat(calls.wants(EventType.SESSION_OPENED)).isFalse();
    assertThat(EventFilter.ALL.wants(EventType.POOL_NEARLY_EXHAUSTED)).isTrue();
    assertThat(EventFilter.of(List.of())).isEmpty();
    assertThat(EventFilter.of(List.of("call.ended", "call.eaten"))).isEmpty();
    assertThat(EventFilter.of(List.of("calls.*"))).isEmpty();
  }

  @Test
  void typesAreWrittenWithTheirTopic() {
    assertThat(EventType.NUMBER_STATE_CHANGED.text()).isEqualTo("number.state_changed");
    assertThat(EventType.POOL_NEARLY_EXHAUSTED.topic()).isEqualTo("pool");
    for (EventType type : EventType.values()) {
      assertThat(EventType.of(type.text())).contains(type);
    }
  }

  @Test
  void aReplacedSecretHoldsUntilTheEndOfItsOverlap() {
    Endpoint endpoint = EventStoreContract.endpoint("*");
    Endpoint first =
        new Endpoint(
            endpoint.id(),
            endpoint.url(),
            endpoint.filter(),
            endpoint.description(),
            endpoint.state(),
            List.of(secret("a")),
            NOW);
    Endpoint second = first.withSecret(secret("b"), NOW.plusSeconds(60), NOW).orElseThrow();
    assertThat(names(second, NOW.plusSeconds(59))).containsExactly("b", "a");
    assertThat(names(second, NOW.plusSeconds(60))).containsExactly("b");

    Endpoint third = second.withSecret(secret("c"), NOW.plusSeconds(90), NOW).orElseThrow();
    assertThat(names(third, NOW)).containsExactly("c", "b", "a");
    assertThat(third.withSecret(secret("d"), NOW.plusSeconds(90), NOW)).isEmpty();
    Endpoint fourth =
        third.withSecret(secret("d"), NOW.plusSeconds(99), NOW.plusSeconds(60)).orElseThrow();
    assertThat(names(fourth, NOW.plusSeconds(61))).containsExactly("d", "c", "b");

    Endpoint atOnce = first.withSecret(secret("b"), NOW, NOW).orElseThrow();
    assertThat(names(atOnce, NOW)).containsExactly("b");
  }

  private static SigningSecret secret(String text) {
    return new SigningSecret(text, Optional.empty());
  }

  private static List<String> names(Endpoint endpoint, Instant at) {
    return endpoint.secretsAt(at).stream().map(SigningSecret::reveal).toList();
  }
}
