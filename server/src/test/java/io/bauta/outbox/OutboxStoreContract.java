package io.bauta.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CallStore;
import io.bauta.call.CarrierCallId;
import io.bauta.call.ToldFact;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierCommand.When;
import io.bauta.number.PhoneNumber;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link OutboxStore} does. The stores are empty at the beginning of each test. */
public interface OutboxStoreContract {

  Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  CarrierCallId CALL = new CarrierCallId("call-1");

  OutboxStore outbox();

  CallStore calls();

  private static OwedCommand owed(String id, Duration delay, Instant at) {
    return new OwedCommand(
        "acme",
        CALL,
        new CarrierCommand(id, "transfer", "leg:1/2", "{\"to\":\"+447700900002\"}")
            .after(delay, When.ALWAYS),
        at);
  }

  private static OwedCommand owed(String id) {
    return owed(id, Duration.ZERO, NOW);
  }

  private List<OwedCommand> owe(OwedCommand... commands) {
    return outbox().append(List.of(), List.of(), List.of(commands));
  }

  @Test
  default void whatIsOwedReadsBackEqual() {
    OwedCommand later = owed("later", Duration.ofSeconds(30), NOW);
    assertThat(owe(owed("now"), later)).containsExactly(owed("now"), later);

    assertThat(outbox().findOpen("acme/now")).contains(owed("now"));
    assertThat(outbox().open()).containsExactly(owed("now"), later);
    assertThat(outbox().findOpen("acme/other")).isEmpty();
  }

  @Test
  default void whatIsOwedIsReadInTheOrderInWhichItIsDueFromAnyPlaceOn() {
    OwedCommand sooner = owed("b", Duration.ZERO, NOW);
    OwedCommand asSoon = owed("c", Duration.ZERO, NOW);
    OwedCommand later = owed("a", Duration.ofSeconds(30), NOW);
    owe(later, asSoon, sooner);

    assertThat(outbox().openAfter(Optional.empty())).containsExactly(sooner, asSoon, later);
    assertThat(outbox().openAfter(Optional.of(sooner))).containsExactly(asSoon, later);
    assertThat(outbox().openAfter(Optional.of(asSoon))).containsExactly(later);
    assertThat(outbox().openAfter(Optional.of(later))).isEmpty();
  }

  @Test
  default void whatIsOwedAlreadyIsNotOwedAgain() {
    assertThat(owe(owed("a"), owed("a"))).containsExactly(owed("a"));
    assertThat(owe(owed("a", Duration.ZERO, NOW.plusSeconds(1)))).isEmpty();
    assertThat(outbox().open()).containsExactly(owed("a"));
  }

  @Test
  default void whatIsOwedSoonerIsDueSooner() {
    owe(owed("hangup", Duration.ofSeconds(30), NOW));
    OwedCommand sooner = owed("hangup", Duration.ZERO, NOW.plusSeconds(4));

    assertThat(owe(sooner)).containsExactly(sooner);
    assertThat(owe(owed("hangup", Duration.ofSeconds(30), NOW))).isEmpty();
    assertThat(outbox().open()).containsExactly(sooner);
  }

  @Test
  default void whatIsOwedSoonerTakesThePlaceOfWhatWaits() {
    OwedCommand net = net("go-on");
    owe(net);
    OwedCommand sooner = owed("go-on");
    assertThat(sooner.command().action()).isNotEqualTo(net.command().action());

    assertThat(owe(sooner)).containsExactly(sooner);
    assertThat(outbox().findOpen("acme/go-on")).contains(sooner);
    assertThat(owe(net)).isEmpty();
    assertThat(outbox().findOpen("acme/go-on")).contains(sooner);
  }

  private static OwedCommand net(String id) {
    CarrierCommand hangup = new CarrierCommand(id, "hangup", "leg:3", "{}");
    return new OwedCommand(
        "acme", CALL, hangup.after(Duration.ofSeconds(10), When.WHILE_UNANSWERED), NOW);
  }

  @Test
  default void aClockThatIsSetBackOwesNothingAgain() {
    owe(owed("now"), owed("later", Duration.ofSeconds(30), NOW));
    Instant before = NOW.minusSeconds(3_600);

    assertThat(
            owe(owed("now", Duration.ZERO, before), owed("later", Duration.ofSeconds(30), before)))
        .isEmpty();
    OwedCommand sooner = owed("later", Duration.ZERO, before);
    assertThat(owe(sooner)).containsExactly(sooner);
  }

  @Test
  default void aClockThatIsSetForwardHidesNothingThatIsSooner() {
    owe(owed("hangup", Duration.ofSeconds(30), NOW));
    OwedCommand sooner = owed("hangup", Duration.ZERO, NOW.plusSeconds(3_600));

    assertThat(owe(sooner)).containsExactly(sooner);
  }

  @Test
  default void theNetsOfOneCallAreFound() {
    OwedCommand other =
        new OwedCommand("acme", new CarrierCallId("call-2"), owed("c").command(), NOW);
    OwedCommand elsewhere = new OwedCommand("ajax", CALL, owed("d").command(), NOW);
    owe(owed("a"), net("b"), net("e"), other, elsewhere);
    outbox().ended(net("e"), CommandEnd.NOT_WANTED, NOW);

    assertThat(outbox().netsOf("acme", CALL)).containsExactly(net("b"));
    assertThat(outbox().netsOf("acme", new CarrierCallId("call-3"))).isEmpty();
  }

  @Test
  default void netsAreOwedWithTheEndOfWhatTheyAreBelow() {
    owe(owed("answer"), owed("known"));

    assertThat(
            outbox()
                .ended(
                    List.of(
                        new EndedCommand(
                            owed("answer"),
                            CommandEnd.DONE,
                            NOW,
                            List.of(net("go-on"), net("known"))))))
        .containsExactly(net("go-on"));
    assertThat(outbox().findOpen("acme/answer")).isEmpty();
    assertThat(outbox().findOpen("acme/go-on")).contains(net("go-on"));
    assertThat(outbox().findOpen("acme/known")).contains(owed("known"));
  }

  @Test
  default void severalEndTogether() {
    owe(owed("a"), owed("b"), owed("c"));

    assertThat(
            outbox()
                .ended(
                    List.of(
                        new EndedCommand(owed("a"), CommandEnd.DONE, NOW, List.of(net("go-on"))),
                        new EndedCommand(owed("b"), CommandEnd.REJECTED, NOW),
                        new EndedCommand(owed("b"), CommandEnd.DONE, NOW),
                        new EndedCommand(owed("none"), CommandEnd.DONE, NOW, List.of(net("x"))))))
        .containsExactly(net("go-on"), net("x"));
    assertThat(outbox().open()).containsExactly(owed("c"), net("go-on"), net("x"));
    assertThat(owe(owed("a"), owed("b"))).isEmpty();
  }

  @Test
  default void whatWasNeverCalledForIsForgotten() {
    CarrierCommand stop =
        new CarrierCommand("stop", "hangup", "leg:2", "{}")
            .after(Duration.ofSeconds(2), When.ENDED_UNANSWERED);
    owe(new OwedCommand("acme", CALL, stop, NOW), owed("open"));
    outbox().forget(NOW.plusSeconds(2));
    assertThat(outbox().open())
        .extracting(OwedCommand::key)
        .containsExactly("acme/open", "acme/stop");
    outbox().forget(NOW.plusSeconds(3));
    assertThat(outbox().open()).containsExactly(owed("open"));
  }

  @Test
  default void whatEndedIsNotOwedAgain() {
    owe(owed("a"));
    outbox().ended(owed("a"), CommandEnd.DONE, NOW);

    assertThat(outbox().findOpen("acme/a")).isEmpty();
    assertThat(outbox().open()).isEmpty();
    assertThat(owe(owed("a", Duration.ZERO, NOW.minusSeconds(9)))).isEmpty();
  }

  @Test
  default void whatEndedLongAgoIsForgotten() {
    owe(owed("old"), owed("new"), owed("open"));
    outbox().ended(owed("old"), CommandEnd.DONE, NOW);
    outbox().ended(owed("new"), CommandEnd.REJECTED, NOW.plusSeconds(1));
    outbox().forget(NOW.plusSeconds(1));

    assertThat(owe(owed("old"), owed("new"), owed("open"))).containsExactly(owed("old"));
  }

  @Test
  default void decisionsAndFactsAreStoredWithWhatIsOwedForThem() {
    CallStart start =
        new CallStart(
            new CallId(UUID.fromString("019a0000-0000-7000-8000-000000000001")),
            CALL,
            NOW,
            new IncomingCall("acme", PhoneNumber.ofE164("+447700900009"), Optional.empty()),
            new Refuse(Reason.CALLER_WITHHELD, Optional.empty(), Optional.empty()),
            Set.of());
    ToldFact fact = new ToldFact("acme", CALL, new Answered("1", Optional.of(NOW)), NOW);
    outbox().append(List.of(start), List.of(fact), List.of(owed("a")));

    assertThat(calls().findByCarrierId("acme", CALL))
        .hasValueSatisfying(
            call -> {
              assertThat(call.start()).isEqualTo(start);
              assertThat(call.facts()).containsExactly(fact);
            });
  }

  @Test
  default void ofManyAtTheSameTimeOneGetsTheCommand() throws Exception {
    List<Callable<List<OwedCommand>>> deliveries =
        IntStream.range(0, 16)
            .<Callable<List<OwedCommand>>>mapToObj(i -> () -> owe(owed("a")))
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int got = 0;
      for (Future<List<OwedCommand>> delivery : threads.invokeAll(deliveries)) {
        got += delivery.get().size();
      }
      assertThat(got).isOne();
    }
  }
}
