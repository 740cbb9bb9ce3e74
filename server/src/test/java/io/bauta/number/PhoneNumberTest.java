package io.bauta.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PhoneNumberTest {

  @Test
  void printsItsLastTwoDigitsOnly() {
    assertThat(PhoneNumber.ofE164("+918888800042")).hasToString("+…42");
    assertThat(PhoneNumber.ofE164("+918888800001")).hasToString("+…01");
    assertThat("to %s".formatted(PhoneNumber.ofE164("+15550000000"))).isEqualTo("to +…00");
  }

  @Test
  void digitsPrintRedacted() {
    assertThat(Digits.of("+918888800001")).hasToString("Digits[12 INTERNATIONAL]");
    assertThat(Digits.of("08888800001")).hasToString("Digits[11 TRUNK_PREFIXED]");
  }

  @Test
  void aProxyNumberIsNoSecretAndPrintsWhole() {
    assertThat(ProxyNumber.of(PhoneNumber.ofE164("+919000000001"))).hasToString("+919000000001");
  }

  @ParameterizedTest
  @CsvSource({
    "+918888800001, +91••••••0001",
    "+15550000001, +1••••••0001",
    "+447400123456, +44••••••3456",
    "+6581234567, +65••••4567",
    // Saint Helena: five digits, so two are shown.
    "+29022222, +290•••22",
    // Niue: four digits.
    "+6834321, +683••21",
    // A code that is not assigned counts as one digit.
    "+9991234567, +9•••••4567",
    "+1234567, +1•••567"
  })
  void masksAtLeastHalfOfTheNationalNumber(String number, String masked) {
    assertThat(PhoneNumber.ofE164(number).masked()).isEqualTo(masked);
  }

  @Test
  void writesAndReadsE164() {
    assertThat(PhoneNumber.ofE164("+918888800001").e164()).isEqualTo("+918888800001");
    assertThat(PhoneNumber.ofE164("+918888800001")).isEqualTo(new PhoneNumber(918888800001L));
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000_000L, 999_999_999_999_999L})
  void takesSevenToFifteenDigits(long digits) {
    assertThat(new PhoneNumber(digits).digits()).isEqualTo(digits);
    assertThat(PhoneNumber.ofE164("+" + digits).digits()).isEqualTo(digits);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {Long.MIN_VALUE, -918888800001L, 0, 999_999L, 1_000_000_000_000_000L, Long.MAX_VALUE})
  void refusesOtherLengthsWithoutRepeatingThem(long digits) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PhoneNumber(digits))
        .withMessage("not an international number: expected 7 to 15 digits");
    assertThatIllegalArgumentException().isThrownBy(() -> new ProxyNumber(digits));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "918888800001",
        "+0918888800001",
        "+91888880000x",
        "+91 8888800001",
        "+91888880000\uFF11",
        "++918888800001",
        "+888888",
        "+9188888000018888",
        "+918888800001888888888888888888888",
        "-918888800001"
      })
  void refusesWhatIsNotE164WithoutRepeatingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PhoneNumber.ofE164(text))
        .satisfies(
            fault -> assertThat(fault.getMessage()).doesNotContain("8888").doesNotContain("91"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+918888800001",
        "called 88888-00001 twice",
        "0 88888 00001",
        "8.8.8.0.0.0.0.1",
        "८८८८८०००१ is not it, ८८८०००० १ is"
      })
  void textsThatTellIt(String text) {
    assertThat(PhoneNumber.ofE164("+918888800001").isToldBy(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ticket 4711", "888 and 00002", "00001", "1000088888"})
  void textsThatDoNot(String text) {
    assertThat(PhoneNumber.ofE164("+918888800001").isToldBy(text)).isFalse();
  }

  @Test
  void aShortNumberIsToldByAllOfIt() {
    PhoneNumber number = PhoneNumber.ofE164("+2901234");

    assertThat(number.isToldBy("at 290 1234")).isTrue();
    assertThat(number.isToldBy("at 290 123")).isFalse();
  }

  @Test
  void whatWasErasedIsNoNumberOfThePlatform() {
    assertThatIllegalArgumentException().isThrownBy(() -> ProxyNumber.of(PhoneNumber.ERASED));
    assertThatIllegalArgumentException().isThrownBy(() -> new ProxyNumber(1));
  }
}
