package io.bauta.edge;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However a number is written, escaped and wrapped, nobody sees it. */
class WireTextProperties {

  private static final PhoneNumber OURS = PhoneNumber.ofE164("+919000000001");

  private final WireText text =
      new WireText(
          new CarrierAccount(
              "vobiz",
              "vobiz",
              HomeRegion.of("IN"),
              Optional.empty(),
              Optional.of(new Secret("sixteen-letters-or-more")),
              SignatureMode.REQUIRE,
              Map.of("auth-token", new Secret("token-of-the-test"))),
          OURS::equals);

  @Property
  void noNumberOfABodyIsShown(
      @ForAll("numbers") String digits,
      @ForAll("separators") String separator,
      @ForAll("escapes") UnaryOperator<String> escape,
      @ForAll("wrappings") String wrapping,
      @ForAll("types") String type) {
    String written = escape.apply(spread(digits, separator));
    byte[] body = wrapping.replace("NUMBER", written).getBytes(UTF_8);

    assertThat(onlyDigits(text.body(type, body))).doesNotContain(digits.substring(1));
  }

  @Property
  void noNumberOfAnotherEncodingIsShown(@ForAll("numbers") String digits) {
    byte[] body = "{\"from\":\"%s\"}".formatted(digits).getBytes(UTF_16LE);

    assertThat(onlyDigits(text.body("application/json", body))).doesNotContain(digits.substring(1));
  }

  @Property
  void noNumberOfALongBodyIsShownWhereItIsCut(
      @ForAll("numbers") String digits, @ForAll("offsets") int offset) {
    String body = "x".repeat(WireText.EXCERPT_LENGTH_MAX - offset) + digits;

    assertThat(onlyDigits(text.shown(body)).length()).isLessThanOrEqualTo(2);
  }

  @Property
  void secretsAreNotShown(@ForAll("escapes") UnaryOperator<String> escape) {
    String query = "a=" + escape.apply("token-of-the-test") + "&b=/sixteen-letters-or-more/answer";

    assertThat(text.form(query)).isEqualTo("a=[secret]&b=/[secret]/answer");
  }

  @Property
  void ourOwnNumbersAreShownAsTheyAreWritten(@ForAll("ours") String written) {
    assertThat(text.shown("to: " + written + ", x")).isEqualTo("to: " + written + ", x");
  }

  private static String spread(String digits, String separator) {
    return digits.chars().mapToObj(Character::toString).collect(Collectors.joining(separator));
  }

  private static String onlyDigits(String shown) {
    return shown.replaceAll("\\D", "");
  }

  /** None of ours, and long enough that two digits shown are not the number. */
  @Provide
  Arbitrary<String> numbers() {
    return Arbitraries.longs()
        .between(1_000_000L, 999_999_999_999_999L)
        .map(Object::toString)
        .filter(digits -> !"919000000001".endsWith(digits.substring(1)));
  }

  @Provide
  Arbitrary<String> separators() {
    return Arbitraries.of(
        "", "", " ", "-", ".", "/", ") (", "\t", "\u00a0", "\u2011", "+", "\u200b", "_", "*", ":",
        ",", "\\", "\\/", "\\n", "\"", "\",\"", ", ", "'", ";", "|", "[", "~", "#");
  }

  @Provide
  Arbitrary<UnaryOperator<String>> escapes() {
    return Arbitraries.<UnaryOperator<String>>of(
        plain -> plain,
        plain -> URLEncoder.encode(plain, UTF_8),
        plain -> URLEncoder.encode(URLEncoder.encode(plain, UTF_8), UTF_8),
        plain -> each(plain, "%%%02X"),
        plain -> each(plain, "\\u%04x"),
        plain -> each(plain, "&#%d;"),
        plain -> each(plain, "&#x%x;"));
  }

  private static String each(String plain, String format) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : plain.getBytes(UTF_8)) {
      boolean digit = b >= '0' && b <= '9';
      escaped.append(digit ? format.formatted(b) : URLEncoder.encode("" + (char) b, UTF_8));
    }
    return plain.chars().allMatch(c -> c < 0x80) ? escaped.toString() : plain;
  }

  @Provide
  Arbitrary<String> wrappings() {
    return Arbitraries.of(
        "From=NUMBER&CallUUID=call-a",
        "From=%2BNUMBER",
        "{\"from\":\"+NUMBER\",\"at\":\"2026-06-08T06:07:34Z\"}",
        "{\"from\":NUMBER}",
        "2026-06-08 06:07:34 NUMBER",
        "NUMBER 2026-06-08 06:07:34",
        "<Number>NUMBER</Number>",
        "sip:NUMBER@sip.example.net",
        "NUMBER-1700000000",
        "1700000000_NUMBER",
        "{\"id\":\"NUMBER-7f0c2a4e-9b1d-4c3f-8e5a-6d7b8c9d0e1f\"}",
        "12345678-1234-4234-8234-12345678901a NUMBER",
        "NUMBERNUMBER",
        "NUMBER");
  }

  @Provide
  Arbitrary<String> types() {
    return Arbitraries.of(
        "application/x-www-form-urlencoded", "application/json; charset=utf-8", "text/xml", "");
  }

  @Provide
  Arbitrary<Integer> offsets() {
    return Arbitraries.integers().between(-3, 20);
  }

  @Provide
  Arbitrary<String> ours() {
    return Combinators.combine(
            Arbitraries.of("+91", "91", "0", "0091"), Arbitraries.of("9000000001", "90000 00001"))
        .as((start, rest) -> start + rest);
  }
}
