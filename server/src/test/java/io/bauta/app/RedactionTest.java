package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedactionTest {

  private static final ProxyNumber OURS = ProxyNumber.of(PhoneNumber.ofE164("+919000000001"));

  private static ConfiguredAccount account(String token) {
    return new ConfiguredAccount(
        new CarrierAccount(
            "main",
            "vobiz",
            HomeRegion.of("IN"),
            Optional.empty(),
            Optional.of(new Secret("sixteen-letters-or-more")),
            SignatureMode.REQUIRE,
            Map.of("auth-token", new Secret(token), "auth-id", new Secret("MA_TEST"))),
        new PretendCarrier());
  }

  private static String shown(String token, String text) {
    return Redaction.of(account(token), List.of(OURS)).of(text);
  }

  @Test
  void credentialsAreTakenOutInEverySpelling() {
    assertThat(shown("a \"b\"/c+d", "1 a \"b\"/c+d 2")).isEqualTo("1 [auth-token] 2");
    assertThat(shown("a \"b\"/c+d", "1 a \\\"b\\\"/c+d 2")).isEqualTo("1 [auth-token] 2");
    assertThat(shown("a \"b\"/c+d", "1 a+%22b%22%2Fc%2Bd 2")).isEqualTo("1 [auth-token] 2");
    assertThat(shown("a \"b\"/c+d", "1 a%20%22b%22%2Fc%2Bd 2")).isEqualTo("1 [auth-token] 2");
  }

  @Test
  void aCredentialThatIsPartOfAnotherHidesNothingOfIt() {
    assertThat(shown("sixteen", "x sixteen-letters-or-more sixteen"))
        .isEqualTo("x [path-secret] [auth-token]");
  }

  @Test
  void whatIsNoCredentialStays() {
    assertThat(shown("token", "MA_TEST makes /x")).isEqualTo("MA_TEST makes /x");
  }

  @Test
  void numbersThatAreNotOursAreMasked() {
    assertThat(shown("token", "+918888800001 /%2B918888800001/x +919000000001 %2B919000000001"))
        .isEqualTo("+91••••••0001 /+91••••••0001/x +919000000001 %2B919000000001");
    assertThat(shown("token", "id 1684641123236054244, +12345678901234567890"))
        .isEqualTo("id 1684641123236054244, +12345678901234567890");
  }

  @Test
  void forHandsThePathSecretStays() {
    assertThat(
            Redaction.forHands(account("token"), List.of())
                .of("/carriers/main/sixteen-letters-or-more/answer token"))
        .isEqualTo("/carriers/main/sixteen-letters-or-more/answer [auth-token]");
  }
}
