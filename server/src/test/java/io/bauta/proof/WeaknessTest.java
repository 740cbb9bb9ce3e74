package io.bauta.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.Carriers;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.number.HomeRegion;
import io.bauta.proof.Weakness.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeaknessTest {

  private static final String SECRET = "a-value-that-nobody-may-see";

  private static List<Weakness> of(
      String carrier, SignatureMode mode, boolean path, String url, String... settings) {
    CarrierProfile profile = Carriers.byId(carrier).orElseThrow().profile();
    CarrierAccount account =
        new CarrierAccount(
            "main",
            carrier,
            HomeRegion.of("IN"),
            Optional.of(url),
            path ? Optional.of(new Secret(SECRET)) : Optional.empty(),
            mode,
            List.of(settings).stream()
                .collect(
                    Collectors.toMap(
                        key -> key.split("=", -1)[0],
                        key -> new Secret(key.contains("=") ? key.split("=", -1)[1] : SECRET))));
    List<Weakness> found = Weakness.of(account, profile);
    assertThat(found.toString()).doesNotContain(SECRET);
    assertThat(found).allMatch(weakness -> !weakness.mend().isBlank() && !weakness.why().isBlank());
    return found;
  }

  private static List<Kind> kinds(List<Weakness> found) {
    return found.stream().map(Weakness::kind).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "vobiz,  REQUIRE, false,",
    "vobiz,  REQUIRE, true,",
    "vobiz,  PREFER,  true,  SIGNATURE_PREFERRED",
    "vobiz,  OFF,     true,  SIGNATURE_OFF",
    "telnyx, REQUIRE, false,",
    "telnyx, PREFER,  true,  SIGNATURE_PREFERRED",
    "telnyx, OFF,     true,  SIGNATURE_OFF",
    "8x8,    REQUIRE, true,",
    "8x8,    REQUIRE, false, NO_PATH_SECRET",
    "8x8,    OFF,     true,  HEADER_NOT_DEMANDED",
    "alohaa, REQUIRE, true,",
    "alohaa, REQUIRE, false, NO_PATH_SECRET",
    "alohaa, OFF,     true,"
  })
  void anAccountIsAsStrongAsItsCarrierAllows(
      String carrier, SignatureMode mode, boolean path, Kind kind) {
    assertThat(kinds(of(carrier, mode, path, "https://mask.example.com")))
        .isEqualTo(kind == null ? List.of() : List.of(kind));
  }

  @ParameterizedTest
  @CsvSource({
    "http://mask.example.com, true",
    "http://192.0.2.1:8080/below, true",
    "https://mask.example.com, false",
    "http://127.0.0.1:8080, false",
    "http://127.evil.example.com, true",
    "http://localhost, false",
    "http://[::1]:8080, false"
  })
  void webhooksInClearAreAWeaknessUnlessTheyStayOnThisMachine(String url, boolean weak) {
    assertThat(kinds(of("vobiz", SignatureMode.REQUIRE, false, url)))
        .isEqualTo(weak ? List.of(Kind.PUBLIC_URL_NOT_HTTPS) : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "vobiz,  previous-auth-token",
    "alohaa, previous-header-value",
    "telnyx, 'public-keys=one,two'"
  })
  void whatWasReplacedAndStillHoldsIsAWeakness(String carrier, String setting) {
    List<Weakness> found =
        of(carrier, SignatureMode.REQUIRE, true, "https://mask.example.com", setting);
    assertThat(kinds(found)).containsExactly(Kind.FORMER_SECRET);
    assertThat(found.getFirst().mend()).contains("carriers.main." + setting.split("=", -1)[0]);
  }

  @Test
  void whatMendsItNamesTheKeys() {
    assertThat(of("vobiz", SignatureMode.OFF, true, "https://mask.example.com").getFirst().mend())
        .contains("carriers.main.auth-token", "carriers.main.signature: require");
  }
}
