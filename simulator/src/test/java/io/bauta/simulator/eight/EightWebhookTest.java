package io.bauta.simulator.eight;

import static io.bauta.simulator.eight.PretendEight.HANG_UP;
import static io.bauta.simulator.eight.PretendEight.START;
import static io.bauta.simulator.eight.PretendEight.V1;
import static io.bauta.simulator.eight.PretendEight.V2;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.Exchange;
import io.bauta.simulator.StrictJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EightWebhookTest {

  private PretendEight world = new PretendEight();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theEnvelopeSaysWhatItHolds() {
    world.answers(HANG_UP);

    Exchange asked = world.annaCalls().exchanges("VCA").getFirst();

    assertThat(asked.webhook().body())
        .startsWith("{\"payload\":{\"eventId\":\"")
        .endsWith(
            "\"namespace\":\"VOICE\",\"eventType\":\"CALL_ACTION\","
                + "\"description\":\"Action request of a call\"}");
    assertThat(asked.webhook().headers()).containsEntry("Content-Type", "application/json");
    assertThat(asked.webhook()).hasToString("Webhook[VCA]");
  }

  @Test
  void numbersAreToldInASnapshotAndThenAsTheyChange() {
    Map<String, String> all = world.eight.tellsNumbers().orElseThrow().webhook().fields();
    assertThat(all)
        .containsEntry("subAccountId", "acme_masking")
        .containsEntry("totalNumbers", "2")
        .containsEntry("updateEventType", "SNAPSHOT")
        .hasEntrySatisfying(
            "virtualNumbers",
            numbers ->
                assertThat(numbers)
                    .contains(V1, V2, "\"operationalStatus\":\"Active\"", "NO_CHANGE"));

    Map<String, String> changed =
        world
            .eight
            .numberBecomes(V1, NumberStatus.UNHEALTHY, START)
            .orElseThrow()
            .webhook()
            .fields();
    assertThat(changed)
        .containsEntry("totalNumbers", "2")
        .containsEntry("updateEventType", "UPDATES")
        .hasEntrySatisfying(
            "virtualNumbers",
            numbers ->
                assertThat(numbers)
                    .contains(V1, "Unhealthy", "UPDATED", "2024-03-25T06:01:28Z")
                    .doesNotContain(V2));
  }

  @Test
  void aWebhookMayBeSomebodyElses() {
    world.answers(HANG_UP);

    world.eight.forges(EightForgery.NO_HEADER);
    assertThat(headersOf(world.annaCalls().exchanges())).doesNotContainKey("Authorization");

    world.eight.forges(EightForgery.WRONG_HEADER);
    assertThat(headersOf(world.annaCalls().exchanges()))
        .containsEntry("Authorization", "Bearer acme-secretx");

    world.eight.forges(EightForgery.OTHER_SUB_ACCOUNT);
    assertThat(world.annaCalls().exchanges("VCA").getFirst().webhook().fields())
        .containsEntry("subAccountId", "somebody_else");
  }

  @Test
  void theCarrierMayPutAWordBeforeTheHeader() {
    world.close();
    world = new PretendEight(s -> s.httpAuthHeader("acme-secret").authorizationPrefix("Basic "));
    world.answers(HANG_UP);

    assertThat(headersOf(world.annaCalls().exchanges()))
        .containsEntry("Authorization", "Basic acme-secret");
  }

  @Test
  void anythingCanBeSentAndSentAgain() {
    Exchange sent =
        world
            .eight
            .sends(WebhookType.VSS, StrictJson.object().put("sessionId", "unknown"))
            .orElseThrow();
    world.eight.replays(sent);

    assertThat(world.server.received()).extracting(request -> request.body()).hasSize(2);
    assertThat(world.server.received().getFirst().body())
        .isEqualTo(world.server.received().getLast().body())
        .contains("\"sessionId\":\"unknown\"");
  }

  private static Map<String, String> headersOf(List<Exchange> exchanges) {
    return exchanges.getFirst().webhook().headers();
  }
}
