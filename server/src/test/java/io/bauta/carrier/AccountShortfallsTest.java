package io.bauta.carrier;

import static io.bauta.carrier.Shortfall.DIGITS_NOT_COLLECTED;
import static io.bauta.carrier.Shortfall.NOTICE_NOT_SPOKEN;
import static io.bauta.carrier.Shortfall.RING_TIMEOUT_IGNORED;
import static io.bauta.carrier.Shortfall.TALK_LIMIT_IGNORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.HomeRegion;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an account can never do is known before there is a call: pools are refused by it. */
class AccountShortfallsTest {

  @ParameterizedTest
  @CsvSource({
    "vobiz, '', '', true",
    "8x8, '', '', false",
    "8x8, say-and-capture, false, false",
    "8x8, say-and-capture, true, true",
    "telnyx, '', '', true",
    "alohaa, '', '', false",
    "alohaa, call-timeout, ring, false",
  })
  void whetherCallersCanBeAskedForDigits(String carrier, String key, String value, boolean can) {
    Map<String, String> settings = key.isEmpty() ? Map.of() : Map.of(key, value);

    assertThat(shortfalls(carrier, Optional.of("https://mask.example.com"), settings))
        .matches(shortfalls -> shortfalls.contains(DIGITS_NOT_COLLECTED) != can);
  }

  @Test
  void vobizTellsWhatWasEnteredOnlyWhereItReachesUs() {
    assertThat(shortfalls("vobiz", Optional.empty(), Map.of()))
        .containsExactlyInAnyOrder(DIGITS_NOT_COLLECTED, NOTICE_NOT_SPOKEN);
    assertThat(shortfalls("vobiz", Optional.of("https://mask.example.com"), Map.of()))
        .containsExactly(NOTICE_NOT_SPOKEN);
  }

  @Test
  void alohaaKeepsTheLimitThatItsAccountNames() {
    assertThat(ofAlohaa("none")).contains(RING_TIMEOUT_IGNORED, TALK_LIMIT_IGNORED);
    assertThat(ofAlohaa("ring")).contains(TALK_LIMIT_IGNORED).doesNotContain(RING_TIMEOUT_IGNORED);
    assertThat(ofAlohaa("talk")).contains(RING_TIMEOUT_IGNORED).doesNotContain(TALK_LIMIT_IGNORED);
  }

  private static Set<Shortfall> ofAlohaa(String callTimeout) {
    return shortfalls("alohaa", Optional.empty(), Map.of("call-timeout", callTimeout));
  }

  private static Set<Shortfall> shortfalls(
      String carrier, Optional<String> publicUrl, Map<String, String> settings) {
    return Carriers.byId(carrier)
        .orElseThrow()
        .shortfalls(
            new CarrierAccount(
                "account",
                carrier,
                HomeRegion.of("IN"),
                publicUrl,
                Optional.empty(),
                SignatureMode.REQUIRE,
                settings.entrySet().stream()
                    .collect(
                        Collectors.toMap(
                            Map.Entry::getKey, setting -> new Secret(setting.getValue())))));
  }
}
