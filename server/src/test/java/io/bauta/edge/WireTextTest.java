package io.bauta.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.SignatureMode;
import io.bauta.number.HomeRegion;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTextTest {

  private final WireText text =
      new WireText(
          new CarrierAccount(
              "acme",
              "acme",
              HomeRegion.of("IN"),
              Optional.empty(),
              Optional.empty(),
              SignatureMode.REQUIRE,
              Map.of()),
          number -> false);

  @ParameterizedTest
  @CsvSource({
    "+918888800001, +••…01",
    "918888800001, +••…01",
    "(888) 880-0001, (+••…01",
    "8888880, +••…80",
    "888888, 888888",
    "From=918888800001&To=918888800002, From=+••…01&To=+••…02",
    "١٢٣٤٥٦٧, +••…67",
    "91_8888800001, +••…01",
    "99889_12345, +••…45",
    "998*891*2345, +••…45",
    "919988912345-1700000000, +••…00",
    "919988912345-7f0c2a4e-9b1d-4c3f-8e5a-6d7b8c9d0e1f, +••…45-7f0c2a4e-9b1d-4c3f-8e5a-6d7b8c9d0e1f",
    "'9,9,8,8,9,1,2,3,4,5', +••…45",
    "'[\"9988\",\"9123\",\"45\"]', '[\"+••…45\"]'",
    "9988\\/912\\\\345, +••…45",
    "9988\\n912\\t345, +••…45",
    "9988:912;345|67, +••…67",
    "12345678-1234-4234-8234-123456789012, +••…12",
    "call_998891, call_998891",
  })
  void digitsThatCouldBeANumberAreCutToTheirLastTwo(String written, String shown) {
    assertThat(text.shown(written)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-06-08T06:07:34Z",
        "2026-06-08 06:07:34.130248",
        "2026-05-28T20:26:40.000000Z",
        "7f0c2a4e-9b1d-4c3f-8e5a-6d7b8c9d0e1f",
        "12345678-1234-4234-8234-12345678901a",
        "[\"2026-06-08T06:07:34.130Z\",\"2026-06-08T06:07:35+05:30\"]",
        "v3:12345678-1234-4234-8234-12345678901a",
        "Mon, 08 Jun 2026 06:07:34 GMT",
        "{\"call_duration\":\"00:01:09\",\"price\":0.0050,\"legs\":[1,2]}"
      })
  void timesAndIdsAreNoNumbers(String written) {
    assertThat(text.shown(written)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-06-08 06:07:34918888800001",
        "912026-06-08 06:07:34",
        "+2026-06-08 06:07:34",
        "2026-06-08 06:07:34.1234567"
      })
  void whatOnlyLooksLikeATimeIsRedacted(String written) {
    assertThat(text.shown(written)).contains("+••…");
  }

  @Test
  void aFormIsShownReadably() {
    byte[] form = "STIR=Not+Applicable&CallerName=%2B918888800001".getBytes(UTF_8);

    assertThat(text.body("application/x-www-form-urlencoded", form))
        .isEqualTo("STIR=Not Applicable&CallerName=+••…01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vobiz | Event=Redirect&Digits=4711&To=1 | Event=Redirect&Digits=[entered]&To=1",
        "vobiz | Digits=4711 | Digits=[entered]",
        "vobiz | Digits=47 11 | Digits=[entered]",
        "vobiz | Digits=%34%37%31%31&A=1 | Digits=[entered]&A=1",
        "vobiz | MoreDigits=4711 | MoreDigits=4711",
        "8x8 | {\"eventData\":{\"dtmf\":\"4711\"}} | {\"eventData\":{\"dtmf\":\"[entered]\"}}",
        "8x8 | {\"eventData\" : \"4711\"} | {\"eventData\" : \"[entered]\"}",
        "8x8 | {\"eventData\":4711} | {\"eventData\":\"[entered]\"}",
        "8x8 | {\"dtmf\":null} | {\"dtmf\":null}",
        "8x8 | {\"dtmf\":\"\\u0034711\"} | {\"dtmf\":\"[entered]\"}",
        "telnyx | {\"digits\":\"4711\",\"status\":\"valid\"} | {\"digits\":\"[entered]\",\"status\":\"valid\"}",
        "telnyx | {\"digit\":\"4\"} | {\"digit\":\"[entered]\"}",
      })
  void whatACallerEnteredIsNotShown(String carrier, String written, String shown) {
    assertThat(
            ofCarrier(carrier).body("application/x-www-form-urlencoded", written.getBytes(UTF_8)))
        .isEqualTo(shown);
    assertThat(ofCarrier(carrier).shown(written)).isEqualTo(shown);
  }

  @Test
  void fieldsWithoutEndAreHiddenToo() {
    assertThat(ofCarrier("vobiz").shown("Digits=" + "4".repeat(100_000)))
        .isEqualTo("Digits=[entered]");
    assertThat(ofCarrier("8x8").shown("{\"dtmf\":\"4711")).doesNotContain("4711");
    assertThat(ofCarrier("8x8").shown("{\"dtmf\":\"4711\"" + ",\"dtmf\":\"4711\"".repeat(9)))
        .doesNotContain("4711");
  }

  private static WireText ofCarrier(String carrier) {
    return new WireText(
        new CarrierAccount(
            "account",
            carrier,
            HomeRegion.of("IN"),
            Optional.empty(),
            Optional.empty(),
            SignatureMode.REQUIRE,
            Map.of()),
        number -> false);
  }

  @Test
  void aLongTextIsCut() {
    assertThat(text.shown("x".repeat(WireText.EXCERPT_LENGTH_MAX)))
        .hasSize(WireText.EXCERPT_LENGTH_MAX);
    assertThat(text.shown("x".repeat(WireText.EXCERPT_LENGTH_MAX + 1)))
        .hasSize(WireText.EXCERPT_LENGTH_MAX + 1)
        .endsWith("x…");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9", "9 ", "%39", "\\u0039", "&#57;", " ", "%20", "\\n", "\"", "+", "2026-06-08 "})
  void aTextOfManyRepetitionsIsShownShort(String repeated) {
    assertThat(text.shown(repeated.repeat(400_000)).length())
        .isLessThanOrEqualTo(WireText.EXCERPT_LENGTH_MAX + 1);
  }

  @Test
  void aNumberThatBeginsBeforeTheEndOfWhatIsLookedAtIsNotShown() {
    String nine = "%2526%2523x000039%253B";
    int seen = WireText.INPUT_LENGTH_MAX / nine.length() - WireText.UNFINISHED_LENGTH;
    String letters = "%2526%2523x000078%253B".repeat(seen - 3);

    assertThat(text.shown(letters + nine.repeat(WireText.INPUT_LENGTH_MAX)))
        .isEqualTo("x".repeat(seen - 3) + "…");
  }

  @Test
  void aTerminalIsNotCommanded() {
    assertThat(text.shown("a\u001b[31mb\u202ec\nd")).isEqualTo("a [31mb c\nd");
  }

  @Test
  void whatIsEscapedAgainAndAgainIsNotShown() {
    assertThat(text.shown("%" + "25".repeat(20) + "39")).isEqualTo(Escapes.TOO_DEEP);
  }
}
