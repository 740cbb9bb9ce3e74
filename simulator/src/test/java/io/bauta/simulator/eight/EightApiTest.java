package io.bauta.simulator.eight;

import static io.bauta.simulator.eight.PretendEight.BEN;
import static io.bauta.simulator.eight.PretendEight.HANG_UP;
import static io.bauta.simulator.eight.PretendEight.START;
import static io.bauta.simulator.eight.PretendEight.V1;
import static io.bauta.simulator.eight.PretendEight.V2;
import static io.bauta.simulator.eight.PretendEight.makeCall;
import static io.bauta.simulator.eight.PretendEight.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.ApiClient;
import io.bauta.simulator.ApiClient.Response;
import io.bauta.simulator.ApiReply;
import io.bauta.simulator.SimulatedCall;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EightApiTest {

  private static final String ACCOUNT = "/api/v1/subaccounts/acme_masking";
  private static final String WEBHOOKS = ACCOUNT + "/webhooks";

  private PretendEight world = new PretendEight();

  @AfterEach
  void close() {
    world.close();
  }

  private void with(EightVariant... variants) {
    world.close();
    world = new PretendEight(variants);
  }

  private ApiClient client() {
    return client("api-key-of-acme");
  }

  private ApiClient client(String key) {
    return new ApiClient(world.eight.apiBase(), Map.of("Authorization", "Bearer " + key));
  }

  private String webhook(String type, String path, String more) {
    return "{\"type\":\"%s\",\"url\":\"%s\"%s}".formatted(type, world.server.url(path), more);
  }

  @Test
  void aRegisteredWebhookIsUsed() {
    world.server.answers("/new", PretendEight.callflow(HANG_UP));

    Response registered =
        client()
            .post(
                WEBHOOKS,
                webhook("VCA", "/new", ",\"httpAuthHeader\":\"Bearer new\",\"enabled\":true"));
    SimulatedCall call = world.annaCalls();

    assertThat(registered.status()).isEqualTo(200);
    assertThat(registered.fields())
        .containsEntry("subAccountId", "acme_masking")
        .containsEntry("count", "1")
        .containsEntry("statusCode", "0")
        .containsEntry("statusMessage", "ok")
        .hasEntrySatisfying(
            "webhooks",
            list ->
                assertThat(list)
                    .contains("\"enabled\":true", "\"httpAuthHeaderAvailable\":true")
                    .doesNotContain("Bearer new"));
    assertThat(call.wasRefused()).isTrue();
    assertThat(call.exchanges("VCA").getFirst().webhook().headers())
        .containsEntry("Authorization", "Bearer new");
  }

  @Test
  void aSecondWebhookOfATypeReplacesTheFirst() {
    assertThat(client().post(WEBHOOKS, webhook("VSS", "/new", "")).status()).isEqualTo(200);

    Response listed = client().get(WEBHOOKS);

    assertThat(listed.fields()).containsEntry("count", "5");
    assertThat(listed.body()).contains("/new");
  }

  @Test
  void aSecondWebhookOfATypeMayStandBesideTheFirst() {
    with(EightVariant.WEBHOOKS_ADD_UP);
    world.answers(HANG_UP);
    client().post(WEBHOOKS, webhook("VCA", "/new", ""));

    assertThat(client().get(WEBHOOKS).fields()).containsEntry("count", "6");
    assertThat(world.annaCalls().exchanges("VCA").getFirst().webhook().url())
        .isEqualTo(world.server.url("/vca"));
  }

  @Test
  void aWebhookMayBeDisabledByEitherName() {
    client().post(WEBHOOKS, webhook("VCS", "/new", ",\"enabled\":false"));
    client().post(WEBHOOKS, webhook("VSS", "/new", ",\"active\":false"));
    world.answers(HANG_UP);

    assertThat(PretendEight.events(world.annaCalls())).containsExactly("VCA");
  }

  @Test
  void aWebhookIsDeleted() {
    Response deleted = client().delete(WEBHOOKS + "/VSS");

    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.fields())
        .containsEntry("type", "VSS")
        .containsEntry("url", world.server.url("/events").toString())
        .containsEntry("enabled", "false")
        .containsEntry("statusMessage", "deleted");
    assertThat(client().delete(WEBHOOKS + "/VSS").status()).isEqualTo(404);
    assertThat(world.eight.registrations()).hasSize(4);
  }

  @Test
  void theDeletionOfAVnuIsNotKnown() {
    assertThat(client().delete(WEBHOOKS + "/VNU").status()).isEqualTo(404);
    assertThat(world.eight.registrations()).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{}",
        "{\"type\":\"VXX\",\"url\":\"https://m.example/x\"}",
        "{\"type\":\"VCA\",\"url\":\"m.example/x\"}",
        "{\"type\":\"VCA\",\"url\":\"https://m.example/x\",\"enabled\":\"yes\"}"
      })
  void aWebhookThatMakesNoSenseIsRefused(String body) {
    Response response = client().post(WEBHOOKS, body);

    assertThat(response.status()).isEqualTo(422);
    assertThat(response.fields())
        .containsEntry("statusCode", "1001")
        .containsKeys("errorId", "statusMessage");
  }

  @Test
  void onlyTheOwnerMayAsk() {
    assertThat(client("other").get(WEBHOOKS).status()).isEqualTo(401);
    assertThat(new ApiClient(world.eight.apiBase(), Map.of()).get(WEBHOOKS).status())
        .isEqualTo(401);
    assertThat(client().get("/api/v1/subaccounts/other/webhooks").status()).isEqualTo(403);
    assertThat(client().get("/api/v1/elsewhere").status()).isEqualTo(404);
    assertThat(client().get(ACCOUNT + "/elsewhere").status()).isEqualTo(404);
    assertThat(client().post(ACCOUNT + "/numbers", "{}").status()).isEqualTo(405);
  }

  @Test
  void numbersAreListedWithTheirHealth() {
    world.eight.numberBecomes(V2, NumberStatus.UNHEALTHY, START);

    Response listed = client().get(ACCOUNT + "/numbers");

    assertThat(listed.fields())
        .containsEntry("totalNumbers", "2")
        .containsEntry("statusCode", "0")
        .containsEntry("lastUpdatedAt", START.toString());
    assertThat(listed.body())
        .contains("\"msisdn\":\"" + V1, "\"operationalStatus\":\"Active\"", "\"isHealthy\":false")
        .doesNotContain("\"operationalStatus\":\"Unhealthy\"");
  }

  @Test
  void aNumberIsLookedUpByItsDigits() {
    assertThat(client().get(ACCOUNT + "/numbers/" + V1.substring(1)).fields())
        .containsEntry("payload.msisdn", V1)
        .containsEntry("payload.referenceId", "vn-ref-1")
        .containsEntry("payload.countryCode", "SG");

    Response unknown = client().get(ACCOUNT + "/numbers/6500000000");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.fields()).containsKey("statusCode").doesNotContainKey("payload.msisdn");
    assertThat(client().get(ACCOUNT + "/numbers/%2B6598765432").status()).isEqualTo(404);
  }

  @Test
  void theLookUpMayTakeTenDigitsAtMost() {
    world.close();
    world =
        new PretendEight(s -> s.numbers("+919000000001").with(EightVariant.SHORT_NUMBER_LOOKUP));

    assertThat(client().get(ACCOUNT + "/numbers/919000000001").status()).isEqualTo(404);
  }

  @Test
  void voicesAreListed() {
    assertThat(client().get(ACCOUNT + "/speech-profiles").body())
        .contains("\"speechProfileCode\":\"en-GB-Emma\",\"localeCode\":\"en-GB\"");
  }

  @Test
  void recordingsAreListedBySession() {
    with(EightVariant.RECORDING);
    world.answers(makeCall(V1, BEN, ",\"callRecording\":true"));
    SimulatedCall call = world.annaCalls().talksFor(seconds(7));

    assertThat(client().get(ACCOUNT + "/recordings/" + call.carrierCallId()).body())
        .contains("\"status\":\"UPLOAD_COMPLETED\"", "\"duration\":7");
    assertThat(client().get(ACCOUNT + "/recordings/other").status()).isEqualTo(404);
  }

  @Test
  void theApiFailsWhenToldTo() {
    world.eight.api().failsWith(ApiReply.withoutBody(500));

    assertThat(client().get(WEBHOOKS).status()).isEqualTo(500);
    assertThat(client().get(WEBHOOKS).status()).isEqualTo(200);
  }
}
