package io.bauta.simulator.vobiz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VobizSignerTest {

  private static final URI URL = URI.create("https://mask.example.com/answer");
  private static final String TOKEN = "vobiz_test_token_0123456789";

  private final VobizSigner signer =
      new VobizSigner(Optional.of(TOKEN), Optional.of("parent_token_987"), new Random(7));

  @Test
  void aGenuineWebhookCarriesAllSevenHeaders() {
    assertThat(signer.headers(URL, VobizForgery.NONE))
        .containsOnlyKeys(
            "X-Vobiz-Signature",
            VobizSigner.V2,
            VobizSigner.V2_NONCE,
            VobizSigner.V3,
            VobizSigner.V3_NONCE,
            VobizSigner.MA_V2,
            VobizSigner.MA_V3);
  }

  @Test
  void eachVersionHasItsOwnNonceOfTwentyDigits() {
    Map<String, String> headers = signer.headers(URL, VobizForgery.NONE);

    assertThat(headers.get(VobizSigner.V2_NONCE))
        .matches("[0-9]{20}")
        .isNotEqualTo(headers.get(VobizSigner.V3_NONCE));
    assertThat(headers.get(VobizSigner.V3_NONCE)).matches("[0-9]{20}");
  }

  @Test
  void theSignaturesHoldForTheirNonces() {
    Map<String, String> headers = signer.headers(URL, VobizForgery.NONE);
    String nonce2 = headers.get(VobizSigner.V2_NONCE);
    String nonce3 = headers.get(VobizSigner.V3_NONCE);

    assertThat(headers)
        .containsEntry(VobizSigner.V2, VobizSignature.v2(TOKEN, URL, nonce2))
        .containsEntry(VobizSigner.V3, VobizSignature.v3(TOKEN, URL, nonce3))
        .containsEntry(VobizSigner.MA_V2, VobizSignature.v2("parent_token_987", URL, nonce2))
        .containsEntry(VobizSigner.MA_V3, VobizSignature.v3("parent_token_987", URL, nonce3));
  }

  @Test
  void aMainAccountIsItsOwnParent() {
    var main = new VobizSigner(Optional.of(TOKEN), Optional.empty(), new Random(7));

    Map<String, String> headers = main.headers(URL, VobizForgery.NONE);

    assertThat(headers.get(VobizSigner.MA_V3)).isEqualTo(headers.get(VobizSigner.V3));
  }

  @Test
  void withoutATokenNothingIsSigned() {
    var unsigned = new VobizSigner(Optional.empty(), Optional.empty(), new Random(7));

    assertThat(unsigned.headers(URL, VobizForgery.NONE)).isEmpty();
  }

  @Test
  void anEmptyTokenIsRefused() {
    assertThatThrownBy(() -> VobizSettings.answering(URL).authToken("").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("empty token");
  }

  @Test
  void aWrongTokenSpoilsEverySignature() {
    Map<String, String> headers = signer.headers(URL, VobizForgery.WRONG_TOKEN);

    assertThat(headers.get(VobizSigner.V3))
        .isNotEqualTo(VobizSignature.v3(TOKEN, URL, headers.get(VobizSigner.V3_NONCE)));
    assertThat(headers.get(VobizSigner.MA_V2))
        .isNotEqualTo(
            VobizSignature.v2("parent_token_987", URL, headers.get(VobizSigner.V2_NONCE)));
  }

  @Test
  void aFlippedLastCharacterChangesTheBytesThatItStandsFor() {
    Map<String, String> headers = signer.headers(URL, VobizForgery.LAST_CHARACTER_FLIPPED);
    String genuine = VobizSignature.v3(TOKEN, URL, headers.get(VobizSigner.V3_NONCE));
    byte[] forged = Base64.getDecoder().decode(headers.get(VobizSigner.V3));

    assertThat(headers.get(VobizSigner.V3)).startsWith(genuine.substring(0, genuine.length() - 2));
    assertThat(Arrays.equals(forged, Base64.getDecoder().decode(genuine))).isFalse();
  }

  @Test
  void aNonceCanBeMissing() {
    assertThat(signer.headers(URL, VobizForgery.NONCE_MISSING))
        .containsKeys(VobizSigner.V2, VobizSigner.V3)
        .doesNotContainKeys(VobizSigner.V2_NONCE, VobizSigner.V3_NONCE);
  }

  @Test
  void noncesCanBeSwapped() {
    Map<String, String> headers = signer.headers(URL, VobizForgery.NONCES_SWAPPED);

    assertThat(headers.get(VobizSigner.V3))
        .isEqualTo(VobizSignature.v3(TOKEN, URL, headers.get(VobizSigner.V2_NONCE)));
  }

  @Test
  void versionsCanBeSwapped() {
    Map<String, String> headers = signer.headers(URL, VobizForgery.VERSIONS_SWAPPED);

    assertThat(headers.get(VobizSigner.V2))
        .isEqualTo(VobizSignature.v3(TOKEN, URL, headers.get(VobizSigner.V3_NONCE)));
  }

  @Test
  void aTokenIsNeverPrinted() {
    assertThat(signer.toString()).doesNotContain(TOKEN);
  }
}
