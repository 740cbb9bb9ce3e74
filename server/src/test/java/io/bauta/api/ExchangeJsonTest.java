package io.bauta.api;

import static io.bauta.routing.Switchboard.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.SignatureMode;
import io.bauta.edge.Exchange;
import io.bauta.edge.Exchange.Sent;
import io.bauta.edge.ExchangeId;
import io.bauta.number.HomeRegion;
import io.bauta.outbox.CommandTry;
import io.bauta.outbox.OwedCommand;
import io.bauta.pool.MemoryPoolStore;
import io.bauta.pool.Pools;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ExchangeJsonTest {

  private static final CarrierAccount ACCOUNT =
      new CarrierAccount(
          "main",
          "telnyx",
          HomeRegion.of("IN"),
          Optional.empty(),
          Optional.empty(),
          SignatureMode.OFF,
          Map.of());

  private final ExchangeJson json = new ExchangeJson(new Pools(new MemoryPoolStore()));

  @Test
  void whatCannotBeShownDoesNotHideTheOthers() {
    ObjectNode shown = json.of(sentTo("no url"));

    assertThat(shown.path("id").asString()).isEqualTo(new ExchangeId(1).toString());
    assertThat(shown.path("outcome").asString()).isEqualTo("command_done");
    assertThat(shown.path("meaning").asString()).isEqualTo("(not shown)");
    assertThat(shown.path("command").isNull()).isTrue();
  }

  @Test
  void whatItSaysInsteadHasTheSameFields() {
    assertThat(json.of(sentTo("no url")).propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            json.of(sentTo("https://api.example.com/v2")).propertyNames());
  }

  private static Exchange sentTo(String url) {
    CarrierCommand command = new CarrierCommand("id", "answer", "leg-a", "{}");
    CommandTry tried =
        new CommandTry(
            ACCOUNT,
            new OwedCommand("main", new CarrierCallId("call-a"), command, NOW),
            NOW,
            Duration.ZERO,
            Optional.of(new CarrierRequest("POST", url, Map.of(), Optional.empty())),
            Optional.empty(),
            CommandTry.Verdict.DONE);
    return new Exchange(
        new ExchangeId(1), NOW, Duration.ZERO, ACCOUNT, Optional.empty(), new Sent(tried));
  }
}
