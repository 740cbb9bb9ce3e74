package io.bauta.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.simulator.EventReceiver.Received;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventReceiverTest {

  private static final Instant NOW = Instant.parse("2027-01-15T08:00:00Z");
  private static final byte[] KEY = "twenty-four-bytes-of-key".getBytes(UTF_8);
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);
  private static final String BODY = "{\"type\":\"call.ended\",\"data\":{\"id\":\"call_1\"}}";

  private final EventReceiver receiver =
      new EventReceiver(0, List.of(SECRET), event -> {}, Clock.fixed(NOW, ZoneOffset.UTC));

  @AfterEach
  void close() {
    receiver.close();
  }

  private int post(String id, long timestamp, String signature, String body) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(receiver.url())
                  .header("webhook-id", id)
                  .header("webhook-timestamp", Long.toString(timestamp))
                  .header("webhook-signature", signature)
                  .POST(BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static String signature(String id, long timestamp, String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    byte[] signed = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
    return "v1," + Base64.getEncoder().encodeToString(signed);
  }

  /** The example of the specification of Standard Webhooks. */
  @Test
  void theExampleOfTheSpecificationIsGenuine() throws Exception {
    long at = 1_614_265_330;
    try (EventReceiver then =
        new EventReceiver(
            0,
            List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
            event -> {},
            Clock.fixed(Instant.ofEpochSecond(at), ZoneOffset.UTC))) {
      try (HttpClient http = HttpClient.newHttpClient()) {
        http.send(
            HttpRequest.newBuilder(then.url())
                .header("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .header("webhook-timestamp", Long.toString(at))
                .header("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
                .POST(BodyPublishers.ofString("{\"test\": 2432232314}"))
                .build(),
            BodyHandlers.discarding());
      }
      assertThat(then.received().getFirst().objection()).isEmpty();
    }
  }

  @Test
  void aGenuineEventIsRememberedAndAccepted() throws Exception {
    long at = NOW.getEpochSecond();
    assertThat(post("evt_1", at, "v1,x " + signature("evt_1", at, BODY), BODY)).isEqualTo(204);
    Received event = receiver.received().getFirst();
    assertThat(event.isGenuine()).isTrue();
    assertThat(event.type()).isEqualTo("call.ended");
    assertThat(event.text("/data/id")).isEqualTo("call_1");
    assertThat(event.toString()).isEqualTo("Received[evt_1, call.ended]");
  }

  @Test
  void whatIsNotGenuineIsRememberedWithTheReasonAndRefused() throws Exception {
    long at = NOW.getEpochSecond();
    assertThat(post("evt_2", at, signature("evt_1", at, BODY), BODY)).isEqualTo(401);
    assertThat(post("evt_1", at, signature("evt_1", at, BODY), BODY + " ")).isEqualTo(401);
    assertThat(post("evt_1", at - 301, signature("evt_1", at - 301, BODY), BODY)).isEqualTo(401);
    assertThat(post("evt_1", at, signature("evt_1", at, "no"), "no")).isEqualTo(401);
    assertThat(receiver.received())
        .extracting(event -> event.objection().orElse(""))
        .satisfiesExactly(
            why -> assertThat(why).contains("no signature"),
            why -> assertThat(why).contains("no signature"),
            why -> assertThat(why).contains("webhook-timestamp"),
            why -> assertThat(why).contains("not a JSON object"));
  }

  @Test
  void itAnswersAsItIsTold() throws Exception {
    receiver.answers(503);
    long at = NOW.getEpochSecond();
    assertThat(post("evt_1", at, signature("evt_1", at, BODY), BODY)).isEqualTo(503);
  }

  @Test
  void aSecretOfAnotherFormIsRefused() {
    assertThatThrownBy(() -> receiver.verifiesWith("secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("whsec_");
  }
}
