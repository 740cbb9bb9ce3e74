package io.bauta.simulator.alohaa;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.ApiClient;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClickToCallTest {

  private static final String PATH = "/v1/external/click-2-call";
  private static final String ORDER =
      """
      {"caller_number":"8888800001","receiver_number":"8888800002","did_number":"919000000001",
       "did_shuffle":false,"is_agent_required":false,
       "webhook_details":{"url":"https://m.example/x","request_type":"POST"},
       "metadata":{"session":"s-1"}}""";

  private final PretendAlohaa world = new PretendAlohaa();
  private final ApiClient client =
      new ApiClient(world.alohaa.apiBase(), Map.of("x-metro-api-key", "alohaa-key"));

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void anOrderIsAcceptedAndRemembered() {
    ApiClient.Response response = client.post(PATH, ORDER);

    assertThat(response.status()).isEqualTo(200);
    ClickToCall click = world.alohaa.clickToCalls().getFirst();
    assertThat(response.fields())
        .containsEntry("success", "true")
        .containsEntry("response.reference_id", click.referenceId());
    assertThat(click.referenceId()).matches("[0-9a-f]{24}");
    assertThat(click.callerNumber()).isEqualTo("8888800001");
    assertThat(click.didNumber()).isEqualTo("919000000001");
    assertThat(click.webhookDetails()).isPresent();
    assertThat(click.metadata().orElseThrow().path("session").stringValue()).isEqualTo("s-1");
    assertThat(click).hasToString("ClickToCall[%s]".formatted(click.referenceId()));
  }

  @Test
  void alohaaMayChooseTheNumber() {
    String shuffled =
        """
        {"caller_number":"8888800001","receiver_number":"8888800002","did_number":"",
         "did_shuffle":true}""";

    assertThat(client.post(PATH, shuffled).status()).isEqualTo(200);
  }

  @Test
  void aWrongKeyIsRefused() {
    var stranger = new ApiClient(world.alohaa.apiBase(), Map.of("x-metro-api-key", "other"));

    ApiClient.Response response = stranger.post(PATH, ORDER);

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.fields())
        .containsEntry("success", "false")
        .containsEntry("error.code", "1002");
    assertThat(world.alohaa.clickToCalls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{}",
        "{\"caller_number\":\"918888800001\",\"receiver_number\":\"8888800002\","
            + "\"did_number\":\"919000000001\"}",
        "{\"caller_number\":\"8888800001\",\"receiver_number\":\"8888800002\"}",
        "{\"caller_number\":\"8888800001\",\"receiver_number\":\"8888800002\","
            + "\"did_number\":\"919000000001\",\"webhook_details\":{\"url\":\"https://m.example\"}}"
      })
  void anOrderMayBeIncomplete(String order) {
    ApiClient.Response response = client.post(PATH, order);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.fields()).containsEntry("error.code", "1009");
  }

  @Test
  void theNumberMustBeTheOrganisations() {
    ApiClient.Response response = client.post(PATH, ORDER.replace("919000000001", "919000000077"));

    assertThat(response.fields()).containsEntry("error.code", "1032");
  }

  @Test
  void thereIsNothingElse() {
    assertThat(client.get(PATH).status()).isEqualTo(405);
    assertThat(client.post("/v1/call", ORDER).status()).isEqualTo(404);
  }
}
