package io.bauta.simulator.telnyx;

import static io.bauta.simulator.telnyx.PretendTelnyx.CUSTOMER;
import static io.bauta.simulator.telnyx.PretendTelnyx.seconds;
import static io.bauta.simulator.telnyx.PretendTelnyx.transferWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.telnyx.TelnyxClient.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelnyxEventOrderTest {

  private final PretendTelnyx world =
      new PretendTelnyx(settings -> settings.patience(Duration.ofSeconds(1))).masks();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void everyEventCanComeTwice() {
    world.telnyx.suffers(Faults.none().deliveringTwice(Faults.EVERY_EVENT));

    SimulatedCall call = world.agentCalls().talksFor(seconds(5));

    assertThat(call.complaints()).isEmpty();
    assertThat(world.server.events()).hasSize(16);
    assertThat(world.server.events().stream().map(Event::id).distinct()).hasSize(8);
    assertThat(world.server.events().stream().map(Event::body).distinct()).hasSize(8);
    assertThat(world.telnyx.received("transfer")).isEqualTo(1);
  }

  @Test
  void copiesCanComeAtTheSameMoment() {
    world.telnyx.suffers(Faults.none().deliveringConcurrently("call.answered", 2));
    var together = new CyclicBarrier(2);
    world.server.actsBeforeAnswering(
        event -> {
          if (event.type().equals("call.answered")) {
            await(together);
          }
        });

    assertThat(world.agentCalls().status()).isEqualTo(CallStatus.CONNECTED);
  }

  @Test
  void anEventCanComeAfterTheOneThatFollowsIt() {
    world.telnyx.suffers(Faults.none().tellingLate("call.initiated"));

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.CONNECTED);
    assertThat(world.told())
        .containsExactly(
            "call.initiated(A)",
            "call.answered(A)",
            "call.answered(B)",
            "call.initiated(B)",
            "call.bridged(A)",
            "call.bridged(B)");
    List<Event> events = world.server.events();
    assertThat(time(events.get(3))).isLessThan(time(events.get(2)));
  }

  @Test
  void aLateEventIsToldBeforeTheServerIsWaitedFor() {
    world.telnyx.suffers(Faults.none().tellingLate("call.answered"));

    assertThat(world.agentCalls().status()).isEqualTo(CallStatus.CONNECTED);
  }

  @Test
  void aLostAnswerLeavesTheCallerInSilence() {
    world.telnyx.suffers(Faults.none().dropping("call.answered"));

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
    assertThat(call.complaints())
        .containsExactly("the caller was left in silence: no command came");
    assertThat(world.server.events("call.answered")).isEmpty();
  }

  @Test
  void aParkedCallerStaysWhenTheOtherHangsUp() {
    world.masks(transferWith("park_after_unbridge", "self"));

    SimulatedCall call = world.agentCalls();
    call.isHungUpBy(CUSTOMER).after(seconds(5));

    assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(call.complaints())
        .containsExactly("the caller was left in silence: no command came");
  }

  @Test
  void soundsAreToldAndHeard() {
    world.server.acts(
        event -> {
          switch (event.type()) {
            case "call.initiated" -> world.server.command(event, "answer", id(event));
            case "call.answered" ->
                world.server.command(
                    event,
                    "playback_start",
                    MaskingClient.withId(Map.of("media_name", "wait"), event, "1"));
            case "call.playback.ended" -> world.server.command(event, "hangup", id(event));
            default -> {}
          }
        });

    SimulatedCall call = world.agentCalls();

    assertThat(world.agent.heard()).containsExactly("♪ wait");
    assertThat(world.server.only("call.playback.ended").text("status")).isEqualTo("completed");
    assertThat(call.wasRefused()).isTrue();
    assertThat(call.complaints()).isEmpty();
  }

  @Test
  void callsRunAtTheSameTime() throws InterruptedException {
    List<SimulatedCall> calls = new CopyOnWriteArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        threads.execute(() -> calls.add(world.agentCalls().talksFor(seconds(5))));
      }
    }

    assertThat(calls).hasSize(20).allSatisfy(call -> assertThat(call.complaints()).isEmpty());
    assertThat(world.telnyx.carriedOut("transfer")).isEqualTo(20);
  }

  private static Map<String, Object> id(Event event) {
    return MaskingClient.withId(Map.of(), event, "command");
  }

  private static String time(Event event) {
    return event.data().path("occurred_at").asString();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
