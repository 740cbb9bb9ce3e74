package io.bauta.edge;

import static io.bauta.routing.Switchboard.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallId;
import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.CarrierReply.InResponse;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.SignatureMode;
import io.bauta.carrier.Webhook;
import io.bauta.edge.Exchange.Content;
import io.bauta.edge.Exchange.Received;
import io.bauta.edge.Exchange.Stray;
import io.bauta.edge.Handling.Asked;
import io.bauta.edge.Handling.Malformed;
import io.bauta.edge.Handling.Told;
import io.bauta.edge.Handling.TurnedAway;
import io.bauta.number.HomeRegion;
import io.bauta.outbox.CommandTry;
import io.bauta.outbox.OwedCommand;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.Switchboard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExchangesTest {

  private static final CarrierCallId CALL = new CarrierCallId("call-1");
  private static final CallId OURS = new CallId(new UUID(1, 2));
  private static final ExchangeQuery ALL =
      new ExchangeQuery(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          10_000);

  private final Exchanges exchanges = new Exchanges(NOW);

  // How much is kept.

  @Test
  void theLatestOfEachAccountAreKeptNewestFirst() {
    for (int i = 0; i <= Exchanges.PER_ACCOUNT_MAX; i++) {
      keep("vobiz", NOW.plusSeconds(i), malformed(0));
    }
    keep("telnyx", NOW, malformed(0));

    List<Exchange> kept = exchanges.list(ALL);
    assertThat(kept).hasSize(Exchanges.PER_ACCOUNT_MAX + 1);
    assertThat(kept.getFirst().account().name()).isEqualTo("telnyx");
    assertThat(kept.get(1).at()).isEqualTo(NOW.plusSeconds(Exchanges.PER_ACCOUNT_MAX));
    assertThat(kept.getLast().at()).isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  void strangersDoNotPushOutWhatTheCarrierSent() {
    keep("vobiz", NOW, malformed(0));
    for (int i = 0; i < Exchanges.PER_ACCOUNT_MAX; i++) {
      keep("vobiz", NOW, received(new TurnedAway("unsigned"), 0));
      keep("vobiz", NOW, stray());
    }

    assertThat(exchanges.list(ALL)).hasSize(Exchanges.TURNED_AWAY_MAX + 1);
    assertThat(exchanges.list(ALL).getLast().content().outcome())
        .isEqualTo(ExchangeOutcome.MALFORMED);
  }

  @Test
  void longBodiesAreFewer() {
    int fit = (int) (Exchanges.BYTES_PER_ACCOUNT_MAX / Webhook.BODY_BYTES_MAX);
    for (int i = 0; i < 2 * fit; i++) {
      keep("vobiz", NOW, malformed(Webhook.BODY_BYTES_MAX));
    }

    assertThat(exchanges.list(ALL)).hasSize(fit);
  }

  @Test
  void whatWasForgottenMakesRoomAgain() {
    for (int i = 0; i < 2 * Exchanges.PER_ACCOUNT_MAX; i++) {
      keep("vobiz", NOW, malformed(1_000));
    }

    assertThat(exchanges.list(ALL)).hasSize(Exchanges.PER_ACCOUNT_MAX);
  }

  @Test
  void headersQueryAndReplyCountToo() {
    Webhook webhook =
        new Webhook("answer", "", "GET", "", "q=12", Map.of("name", "value"), new byte[10]);
    HttpReply reply = HttpReply.text(200, "", "hello");

    assertThat(
            new Received(webhook, ProofVerdict.GENUINE, new Malformed("no"), reply, "192.0.2.1")
                .bytes())
        .isEqualTo("q=12".length() + "name".length() + "value".length() + 10 + "hello".length());
  }

  @Test
  void theNewestIsKeptWhateverItsSize() {
    ExchangeRing ring = new ExchangeRing(10, 100);
    ring.add(exchange(malformed(50)));
    ring.add(exchange(malformed(101)));

    assertThat(ring.all()).extracting(kept -> kept.content().bytes()).containsExactly(101L);
  }

  // What is found.

  @Test
  void aCallIsFoundByEitherIdWithAllThatConcernsIt() {
    keep("vobiz", NOW, asked(OURS));
    keep("vobiz", NOW, told());
    exchanges.tried(command("vobiz"));
    keep("vobiz", NOW, malformed(0));
    keep("telnyx", NOW, told());

    List<Exchange> byOurs = exchanges.list(about(OURS.toString()));
    assertThat(byOurs)
        .extracting(exchange -> exchange.content().outcome())
        .containsExactly(
            ExchangeOutcome.COMMAND_DONE, ExchangeOutcome.TOLD, ExchangeOutcome.REFUSED);
    assertThat(byOurs).extracting(Exchange::call).containsOnly(Optional.of(OURS));
    assertThat(exchanges.list(about("call-1"))).hasSize(4);
    assertThat(exchanges.list(about("call"))).isEmpty();
  }

  @Test
  void aRepeatedQuestionHasTheIdOfTheFirst() {
    keep("vobiz", NOW, asked(OURS));
    keep("vobiz", NOW, asked(new CallId(new UUID(3, 4))));

    assertThat(exchanges.list(ALL)).extracting(Exchange::call).containsOnly(Optional.of(OURS));
  }

  @Test
  void aPageGoesOnWhereTheLastOneEnded() {
    for (int i = 0; i < 5; i++) {
      keep("vobiz", NOW.plusSeconds(i), malformed(0));
    }
    List<Exchange> page = exchanges.list(page(Optional.empty()));
    List<Exchange> next = exchanges.list(page(Optional.of(page.getLast().id())));

    assertThat(page)
        .extracting(Exchange::at)
        .containsExactly(NOW.plusSeconds(4), NOW.plusSeconds(3));
    assertThat(next)
        .extracting(Exchange::at)
        .containsExactly(NOW.plusSeconds(2), NOW.plusSeconds(1));
  }

  @Test
  void accountOutcomeAndTimeNarrowTheList() {
    keep("vobiz", NOW, told());
    keep("telnyx", NOW.plusMillis(1), malformed(0));

    assertThat(exchanges.list(only(Optional.of("vobiz"), Optional.empty(), Optional.empty())))
        .hasSize(1);
    assertThat(
            exchanges.list(
                only(Optional.empty(), Optional.of(ExchangeOutcome.TOLD), Optional.empty())))
        .hasSize(1);
    assertThat(
            exchanges.list(
                only(Optional.empty(), Optional.empty(), Optional.of(NOW.plusMillis(1)))))
        .hasSize(1);
    assertThat(
            exchanges.list(
                only(Optional.empty(), Optional.empty(), Optional.of(NOW.plusMillis(2)))))
        .isEmpty();
  }

  @Test
  void idsGrowAlsoOverARestart() {
    keep("vobiz", NOW, told());
    ExchangeId before = exchanges.list(ALL).getFirst().id();
    Exchanges restarted = new Exchanges(NOW.plusMillis(1));
    restarted.keep(account("vobiz"), NOW, Duration.ZERO, told());

    assertThat(restarted.list(ALL).getFirst().id()).isGreaterThan(before);
    assertThat(ExchangeId.parse(before.toString())).contains(before);
    assertThat(ExchangeId.parse("exc_")).isEmpty();
    assertThat(ExchangeId.parse("exc_000000000000000g")).isEmpty();
  }

  private static ExchangeQuery about(String call) {
    return new ExchangeQuery(
        Optional.empty(),
        Optional.of(call),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        10_000);
  }

  private static ExchangeQuery page(Optional<ExchangeId> cursor) {
    return new ExchangeQuery(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), cursor, 2);
  }

  private static ExchangeQuery only(
      Optional<String> account, Optional<ExchangeOutcome> outcome, Optional<Instant> since) {
    return new ExchangeQuery(account, Optional.empty(), outcome, since, Optional.empty(), 10_000);
  }

  private void keep(String account, Instant at, Content content) {
    exchanges.keep(account(account), at, Duration.ofMillis(1), content);
  }

  private static Exchange exchange(Content content) {
    return new Exchange(
        new ExchangeId(1), NOW, Duration.ZERO, account("vobiz"), Optional.empty(), content);
  }

  private static Content malformed(int bytes) {
    return received(new Malformed("From is missing"), bytes);
  }

  private static Content asked(CallId id) {
    RoutingRequest request =
        new RoutingRequest(Optional.of(CALL), Switchboard.call(Switchboard.RIDER, Switchboard.M1));
    Refuse refuse = new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), Optional.empty());
    return received(
        new Asked(id, request, Optional.empty(), refuse, new InResponse(HttpReply.ok(), Set.of())),
        0);
  }

  private static Content told() {
    return received(new Told(new Tells(CALL, List.of(new Answered("answered"))), true), 0);
  }

  private static Content stray() {
    return new Stray("POST", Optional.of("answr"), Set.of(), "no such endpoint", "192.0.2.1");
  }

  private static Content received(Handling handling, int bytes) {
    Webhook webhook =
        new Webhook("answer", "", "POST", "https://x.example", "", Map.of(), new byte[bytes]);
    return new Received(webhook, ProofVerdict.GENUINE, handling, HttpReply.ok(), "192.0.2.1");
  }

  private static CommandTry command(String account) {
    OwedCommand owed =
        new OwedCommand(account, CALL, new CarrierCommand("id", "hangup", "leg", "{}"), NOW);
    return new CommandTry(
        account(account),
        owed,
        NOW,
        Duration.ZERO,
        Optional.empty(),
        Optional.empty(),
        CommandTry.Verdict.DONE);
  }

  private static CarrierAccount account(String name) {
    return new CarrierAccount(
        name,
        "acme",
        HomeRegion.of("IN"),
        Optional.empty(),
        Optional.empty(),
        SignatureMode.REQUIRE,
        Map.of());
  }
}
