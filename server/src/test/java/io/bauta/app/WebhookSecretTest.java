package io.bauta.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.Secret;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {

  /** The example that the libraries of Standard Webhooks are tested with. */
  @Test
  void signsAsTheSpecificationDoes() {
    WebhookSecret secret =
        WebhookSecret.of(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).orElseThrow();
    assertThat(
            secret.headers(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1_614_265_330),
                "{\"test\": 2432232314}".getBytes(UTF_8)))
        .isEqualTo(
            Map.of(
                "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp", "1614265330",
                "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    assertThat(secret).hasToString("[secret]");
  }

  @Test
  void aKeyHas24To64Bytes() {
    assertThat(WebhookSecret.of(secretOf(23))).isEmpty();
    assertThat(WebhookSecret.of(secretOf(24))).isPresent();
    assertThat(WebhookSecret.of(secretOf(64))).isPresent();
    assertThat(WebhookSecret.of(secretOf(65))).isEmpty();
  }

  private static Secret secretOf(int bytes) {
    return new Secret("whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS*",
        "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
      })
  void whatIsNoSecretIsRefused(String text) {
    assertThat(WebhookSecret.of(new Secret(text))).isEmpty();
  }
}
