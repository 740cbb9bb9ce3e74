package io.bauta.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HomeRegionTest {

  private static final HomeRegion INDIA = HomeRegion.of("IN");
  private static final HomeRegion USA = HomeRegion.of("US");
  private static final PhoneNumber INDIAN = PhoneNumber.ofE164("+918888800001");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+918888800001",
        "00918888800001",
        "918888800001",
        "08888800001",
        "8888800001",
        "+91 88888 00001",
        "+91-88888-00001",
        "(+91) 88888.00001",
        "(088888) 00001",
        " +918888800001 ",
        "88888-00001"
      })
  void allFormsOfANumberAreTheSameNumber(String written) {
    assertThat(INDIA.parse(written)).contains(INDIAN);
    assertThat(INDIA.parseCaller(written)).contains(INDIAN);
    assertThat(INDIA.parsePossible(written)).contains(INDIAN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+18888800001", "18888800001", "0018888800001", "+1 (888) 880-0001"})
  void aForeignNumberWithTheSameLastTenDigitsIsAnotherNumber(String american) {
    assertThat(INDIA.parse(american)).contains(PhoneNumber.ofE164("+18888800001"));
    assertThat(INDIA.parse(american)).isNotEqualTo(INDIA.parse("8888800001"));
  }

  @ParameterizedTest
  @CsvSource({
    "IN, 08888800001, +918888800001",
    "US, (888) 880-0001, +18888800001",
    "US, 18888800001, +18888800001",
    "GB, 07400 123456, +447400123456",
    "DE, 01512 3456789, +4915123456789",
    "FR, 06 12 34 56 78, +33612345678",
    "SG, 8123 4567, +6581234567",
    "BR, 011 96123 4567, +5511961234567",
    // Italy's zero is part of the number.
    "IT, 06 1234 5678, +390612345678",
    "IT, 390612345678, +390612345678"
  })
  void nationalFormsAreReadByTheHomeRegion(String region, String written, String expected) {
    assertThat(HomeRegion.of(region).parse(written)).contains(PhoneNumber.ofE164(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "447400123456, +447400123456",
    "4915123456789, +4915123456789",
    "6581234567, +6581234567",
    "5511961234567, +5511961234567"
  })
  void digitsOfOtherCountriesWithoutPlusAreRecognised(String bare, String expected) {
    assertThat(USA.parse(bare)).contains(PhoneNumber.ofE164(expected));
  }

  @Test
  void bareDigitsThatAreValidBothWaysAreNotGuessedAtWhereAPersonTypesThem() {
    assertThat(INDIA.parse("6581234567")).contains(PhoneNumber.ofE164("+916581234567"));
    assertThat(INDIA.parsePossible("6581234567")).isEmpty();
    assertThat(INDIA.parsePossible("+6581234567")).contains(PhoneNumber.ofE164("+6581234567"));
    assertThat(INDIA.parsePossible("06581234567")).contains(PhoneNumber.ofE164("+916581234567"));
    assertThat(INDIA.parsePossible("916581234567")).contains(PhoneNumber.ofE164("+916581234567"));
  }

  @Test
  void aKeypadSpellingIsNobodysNumber() {
    assertThat(INDIA.parsePossible("266696687")).isEmpty();
  }

  @Test
  void bareDigitsThatBeginLikeTheHomeCodeAreNationalWhenTheyAreAsLongAsANationalNumber() {
    assertThat(INDIA.parse("9190000001")).contains(PhoneNumber.ofE164("+919190000001"));
    assertThat(INDIA.parse("919190000001")).contains(PhoneNumber.ofE164("+919190000001"));
  }

  @Test
  void theSameBareDigitsMeanThePersonOfTheHomeRegion() {
    assertThat(INDIA.parse("8888800001")).contains(PhoneNumber.ofE164("+918888800001"));
    assertThat(USA.parse("8888800001")).contains(PhoneNumber.ofE164("+18888800001"));
  }

  @Test
  void homeNumbersThatNoPlanKnowsYetAreStillRead() {
    assertThat(INDIA.parse("910000000001")).contains(PhoneNumber.ofE164("+910000000001"));
    assertThat(USA.parse("+15550000001")).contains(PhoneNumber.ofE164("+15550000001"));
    assertThat(USA.parse("5550000001")).contains(PhoneNumber.ofE164("+15550000001"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anonymous",
        "Anonymous",
        "ANONYMOUS",
        "restricted",
        "unknown",
        "Unavailable",
        "private",
        "Blocked",
        "withheld",
        "nocallerid",
        "No Caller ID",
        "\"Anonymous\"",
        "",
        "   ",
        "266696687",
        "+266696687",
        "7378742833",
        "2562533",
        "+2562533",
        "8656696",
        "86282452253",
        "7748283",
        "6622553743"
      })
  void aWithheldCallerIsNobody(String text) {
    assertThat(HomeRegion.isWithheld(text)).isTrue();
    assertThat(INDIA.parseCaller(text)).isEmpty();
    assertThat(USA.parseCaller(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+256253300001", "25625330000", "+2666966870", "+18656696000"})
  void aNumberThatOnlyBeginsLikeAKeypadSpellingIsANumber(String text) {
    assertThat(HomeRegion.isWithheld(text)).isFalse();
    assertThat(INDIA.parseCaller(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+918888800001", "08888800001", "12345", "hello", "privateer"})
  void textThatHidesNobodyIsNotWithheld(String text) {
    assertThat(HomeRegion.isWithheld(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "100", "12345", "+12345", "00 1234"})
  void fewerThanSixDigitsAreNobody(String text) {
    assertThat(INDIA.parseCaller(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "+",
        "++918888800001",
        "91+8888800001",
        "sip:+918888800001@example.net",
        "tel:+918888800001",
        "+91888880000x",
        "8888800001,8888800002",
        "8888800001/2",
        "8888800001;ext=5",
        "8888800001#",
        "*8888800001",
        "+918888800001\u0000",
        "+918888800001\n",
        "\t+918888800001",
        "+0918888800001",
        "000918888800001",
        "+9188888000011111",
        "+\u0669\u0661\u0668\u0668\u0668\u0668\u0668\u0660\u0660\u0660\u0660\u0661",
        "+\uFF19\uFF11\uFF18\uFF18\uFF18\uFF18\uFF18\uFF10\uFF10\uFF10\uFF10\uFF11",
        "\uFF0B918888800001",
        "1e10",
        "-1"
      })
  void whatIsNoNumberIsRefused(String text) {
    assertThat(INDIA.parse(text)).isEmpty();
    assertThat(INDIA.parseCaller(text)).isEmpty();
  }

  @Test
  void overlongTextIsRefusedUnread() {
    String longest = " ".repeat(HomeRegion.TEXT_LENGTH_MAX - 13) + "+918888800001";
    assertThat(INDIA.parse(longest)).contains(INDIAN);
    assertThat(INDIA.parse(" " + longest)).isEmpty();
    assertThat(INDIA.parseCaller(" " + longest)).isEmpty();
    assertThat(INDIA.parse("9".repeat(1_000_000))).isEmpty();
  }

  @Test
  void aNumberThatAPersonTypedMustBePossibleInItsCountry() {
    assertThat(USA.parsePossible("+1555000000")).isEmpty();
    assertThat(INDIA.parsePossible("+91888880")).isEmpty();
    assertThat(USA.parsePossible("+155500000012")).isEmpty();
    assertThat(INDIA.parsePossible("+918888800001")).contains(INDIAN);
  }

  @Test
  void aNumberOfNoCountryIsNotPossible() {
    assertThat(INDIA.parse("+9998888800001")).isPresent();
    assertThat(INDIA.parsePossible("+9998888800001")).isEmpty();
  }

  /** Seven digits reach somebody within one area, and nobody from a carrier. */
  @Test
  void aNumberWithoutItsAreaCodeIsNotPossible() {
    assertThat(USA.parsePossible("5550001")).isEmpty();
    assertThat(USA.parsePossible("+15550001")).isEmpty();
    assertThat(USA.parsePossible("+15555550001")).isPresent();
  }

  @Test
  void theNationalDigitsOfANumberAreThoseAfterTheCallingCodeOfTheHomeRegion() {
    assertThat(INDIA.nationalDigits(INDIAN)).contains("8888800001");
    assertThat(USA.nationalDigits(PhoneNumber.ofE164("+15555550001"))).contains("5555550001");
  }

  @Test
  void aNumberOfAnotherCountryHasNoNationalDigitsHere() {
    assertThat(USA.nationalDigits(INDIAN)).isEmpty();
    assertThat(INDIA.nationalDigits(PhoneNumber.ofE164("+6561230001"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "XX", "IND", "91", "+91", "India", "ZZ", "001"})
  void anUnknownHomeRegionIsRefusedWithAnExample(String code) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HomeRegion.of(code))
        .withMessageContaining("such as IN or US");
  }

  @Test
  void aHomeRegionIsReadInAnyCaseAndPrintsAsItsCode() {
    assertThat(HomeRegion.of("in").code()).isEqualTo("IN");
    assertThat(HomeRegion.of("in")).hasToString("IN");
  }
}
