package io.bauta.simulator.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelnyxSignatureTest {

  private static final String TIMESTAMP = "1780000000";

  @Test
  void thePublicKeyBelongsToTheSeed() {
    assertThat(TelnyxKeys.fictitious().publicKey())
        .isEqualTo("A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void signaturesMatchTheVectors(String name) throws IOException {
    String signature = TelnyxSignature.of(TelnyxKeys.fictitious(), TIMESTAMP, read(name + ".json"));

    assertThat(signature).isEqualTo(read(name + ".sig").strip());
  }

  @Test
  void theTimestampAndEveryCharacterOfTheBodyAreSigned() throws IOException {
    String body = read("v2.json");
    String signature = TelnyxSignature.of(TelnyxKeys.fictitious(), TIMESTAMP, body);

    assertThat(body).endsWith("\n");
    assertThat(TelnyxSignature.of(TelnyxKeys.fictitious(), TIMESTAMP, body.strip()))
        .isNotEqualTo(signature);
    assertThat(TelnyxSignature.of(TelnyxKeys.fictitious(), "1780000001", body))
        .isNotEqualTo(signature);
  }

  @Test
  void aSeedHasThirtyTwoBytes() {
    assertThatThrownBy(() -> TelnyxKeys.ofSeed(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String read(String name) throws IOException {
    try (InputStream in = TelnyxSignatureTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
