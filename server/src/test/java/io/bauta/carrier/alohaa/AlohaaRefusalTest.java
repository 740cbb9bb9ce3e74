package io.bauta.carrier.alohaa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.Webhook;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller gets whose question cannot be understood, while they wait. */
class AlohaaRefusalTest {

  private static final String NOBODY =
      "{\"response\":{\"call_forwarding_number\":\"\",\"call_timeout\":0}}";

  private final Alohaa alohaa = new Alohaa();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"did\":\"anonymous\"}",
        "{\"did\":{}}",
        "{\"did\":\"919000000001\",\"call_id\":\"a\\nb\"}",
        "{\"did\":\"919000000001\",\"caller_number\":[]}",
        "{\"did\":\"919000000001\",\"call_status\":{}}",
        "caller_number=8888800001",
        "did=%ZZ",
      })
  void aQuestionThatCannotBeUnderstoodRingsNobody(String body) {
    assertThat(reply(Requests.post("receiver", body.getBytes(UTF_8)), Map.of()))
        .hasValueSatisfying(reply -> assertThat(text(reply)).isEqualTo(NOBODY))
        .hasValueSatisfying(reply -> assertThat(reply.status()).isEqualTo(200));
  }

  @Test
  void itRingsTheAnnouncementLineWhereThereIsOne() {
    assertThat(
            reply(
                Requests.post("receiver", new byte[0]),
                Map.of("refusal", "forward", "refusal-number", "+91 90000 00099")))
        .hasValueSatisfying(
            reply ->
                assertThat(text(reply))
                    .isEqualTo(
                        "{\"response\":{\"call_forwarding_number\":\"9000000099\",\"call_timeout\":0}}"));
  }

  @Test
  void itIsAnErrorWhereTheAccountRefusesByOne() {
    assertThat(reply(Requests.post("receiver", new byte[0]), Map.of("refusal", "NOT-FOUND")))
        .hasValueSatisfying(reply -> assertThat(reply.status()).isEqualTo(404));
  }

  @Test
  void anAnnouncementLineThatCannotBeToldApartIsNotRung() {
    // Ten digits that are a number here, and with a plus another one in Singapore.
    assertThat(
            reply(
                Requests.post("receiver", new byte[0]),
                Map.of("refusal", "forward", "refusal-number", "6561230001")))
        .hasValueSatisfying(reply -> assertThat(text(reply)).isEqualTo(NOBODY));
  }

  @Test
  void nobodyWaitsForAnEventAtTheWrongEndpoint() {
    Map<String, String> completion = Map.of("call_id", "call-1", "call_status", "answered");
    assertThat(reply(Requests.json("receiver", completion), Map.of())).isEmpty();
  }

  @Test
  void nobodyWaitsForACompletion() {
    assertThat(reply(Requests.post("completed", new byte[] {'{'}), Map.of())).isEmpty();
  }

  private Optional<HttpReply> reply(Webhook webhook, Map<String, String> settings) {
    CarrierAccount account = Requests.account(settings);
    return catchThrowableOfType(
            MalformedWebhookException.class, () -> alohaa.read(webhook, account))
        .reply();
  }

  private static String text(HttpReply reply) {
    return new String(reply.body(), UTF_8);
  }
}
