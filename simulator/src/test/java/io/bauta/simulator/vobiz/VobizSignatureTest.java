package io.bauta.simulator.vobiz;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VobizSignatureTest {

  private static final String TOKEN = "vobiz_test_token_0123456789";
  private static final String NONCE = "12345678901234567890";

  @ParameterizedTest
  @CsvSource({
    "https://mask.example.com/v1/vobiz/answer, 12345678901234567890,"
        + " T735vBrFqKjaQ+yyfRsy0Myms8s9meDF7IfeMQ7UusU=,"
        + " dVmaJtQ1XS5myLFusmaditM0LCk2Yk6MOLgPMRxQpy4=",
    "https://mask.example.com/v1/vobiz/answer?a=1&b=2, 12345678901234567890,"
        + " T735vBrFqKjaQ+yyfRsy0Myms8s9meDF7IfeMQ7UusU=,"
        + " dVmaJtQ1XS5myLFusmaditM0LCk2Yk6MOLgPMRxQpy4=",
    "https://mask.example.com/v1/vobiz/answer/, 12345678901234567890,"
        + " fZQ5QZxDLruitjjG1aSLlSYCe5k0mhat1Vb2jvsg3DE=,"
        + " 07AKxexQTJcbHtkKhXl8Ze6pgPBNFF/d4oT/qdgFWpY=",
    "https://mask.example.com:8443/v1/vobiz/answer, 12345678901234567890,"
        + " ReFqVXHBanPRU+IP83Gl+InJr/Medl5pX16adyWZiwc=,"
        + " q/Ex08TJwPq/n53imYfcPbH2x8uu0/eZp+43iF/sJFw=",
    "https://mask.example.com/v1/vobiz/answer, 05429567804466091622,"
        + " +820XXdaJQfCq4DKcXwHy/CfrhPWaztzffEGu3NFj44=,"
        + " m7GteLFMjPPrFxoXLFScTXH1/HwvaLHs6zWvFibiHrY=",
  })
  void bothVersionsMatchTheVectors(URI url, String nonce, String v2, String v3) {
    assertThat(VobizSignature.v2(TOKEN, url, nonce)).isEqualTo(v2);
    assertThat(VobizSignature.v3(TOKEN, url, nonce)).isEqualTo(v3);
  }

  @Test
  void theParentTokenSignsTheSameMessage() {
    URI url = URI.create("https://mask.example.com/v1/vobiz/answer");

    assertThat(VobizSignature.v2("parent_token_987", url, NONCE))
        .isEqualTo("z23NOUrPRoqCCnkF4G9KqjDvc39KVLk2af4gGGHGRfY=");
    assertThat(VobizSignature.v3("parent_token_987", url, NONCE))
        .isEqualTo("//hR9yeP2JQArr0FtjWrASO+pXKHsVvh9rbmd5UUGp4=");
  }

  @ParameterizedTest
  @CsvSource({
    "https://answer.url,  ehV3IKhLysWBxC1sy8INm0qGoQYdYsHwuoKjsX7FsXc=",
    "https://answer.url/, do1CXv+k99A6+B+eTcyqbxWlezFIxJ/1vz72787r37g=",
  })
  void theOlderVersionMatchesThePublicVectorsOfPlivo(URI url, String v2) {
    assertThat(VobizSignature.v2("my_auth_token", url, "12345")).isEqualTo(v2);
  }
}
