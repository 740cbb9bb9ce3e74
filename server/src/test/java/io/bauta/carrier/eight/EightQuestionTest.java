package io.bauta.carrier.eight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bauta.carrier.HttpReply;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.Shortfall;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Somebody waits while 8x8 asks: what cannot be understood is refused in its own words. */
class EightQuestionTest {

  private final Eight eight = new Eight();

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "destination, support",
        "destination, ''",
        "destination, null",
        "sessionId, ''",
        "callStatus, ''",
      })
  void whatCannotBeUnderstoodIsSpokenAndEnds(String name, String value) {
    JsonNode callflow = Events.json(replyTo(name, value)).path("callflow");

    assertThat(callflow.size()).isEqualTo(2);
    assertThat(callflow.path(0).path("action").asString()).isEqualTo("say");
    assertThat(callflow.path(0).path("params").path("text").asString())
        .isEqualTo("Sorry, your call cannot be connected.");
    assertThat(callflow.path(1).path("action").asString()).isEqualTo("hangup");
  }

  private HttpReply replyTo(String name, String value) {
    Map<String, Object> payload = Events.question();
    payload.put(name, value);
    return malformed("handle", Events.event("CALL_ACTION", payload)).reply().orElseThrow();
  }

  @Test
  void aQuestionOfAnotherSubAccountIsAnErrorAndNoCall() {
    Map<String, Object> payload = Events.question();
    payload.put("subAccountId", "somebody_else");

    assertThat(malformed("handle", Events.event("CALL_ACTION", payload)).reply()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{}", "{\"eventType\":\"CALL_ACTION\"}"})
  void whatIsNoEventEndsTheCallWhereACallerWaits(String body) {
    HttpReply reply = malformed("handle", body).reply().orElseThrow();

    assertThat(Events.json(reply).path("callflow").path(1).path("action").asString())
        .isEqualTo("hangup");
    assertThat(malformed("status", body).reply()).isEmpty();
  }

  @Test
  void whatBelongsElsewhereIsAnError() {
    String status = Events.event("CALL_STATUS", Events.question());

    assertThat(malformed("handle", status).reply()).isEmpty();
  }

  @Test
  void noMessageHoldsWhatWasSent() {
    Map<String, Object> payload = Events.question();
    payload.put("destination", Events.DIALED + Events.DIALED);

    assertThat(malformed("handle", Events.event("CALL_ACTION", payload)))
        .hasMessageNotContaining("98765");
  }

  @Test
  void whetherDigitsCanBeAskedForTheAccountSays() {
    assertThat(eight.shortfalls(Events.account(Map.of("say-and-capture", "true"))))
        .doesNotContain(Shortfall.DIGITS_NOT_COLLECTED);
    assertThat(eight.shortfalls(Events.account(Map.of("say-and-capture", "false"))))
        .contains(Shortfall.DIGITS_NOT_COLLECTED);
    assertThat(eight.shortfalls(Events.account()))
        .containsAll(eight.profile().shortfalls())
        .contains(Shortfall.DIGITS_NOT_COLLECTED);
  }

  private MalformedWebhookException malformed(String endpoint, String body) {
    return catchThrowableOfType(
        MalformedWebhookException.class,
        () -> eight.read(Events.webhook(endpoint, body), Events.account()));
  }
}
