package io.bauta.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;

final class HomeRegionProperties {

  /** National numbers of each kind of each region. */
  private static final List<String> EXAMPLES =
      PhoneNumberUtil.getInstance().getSupportedRegions().stream()
          .flatMap(
              region ->
                  Stream.of(PhoneNumberType.values())
                      .map(
                          type ->
                              PhoneNumberUtil.getInstance().getExampleNumberForType(region, type)))
          .filter(Objects::nonNull)
          .map(PhoneNumberUtil.getInstance()::getNationalSignificantNumber)
          .distinct()
          .sorted()
          .toList();

  @Property
  void whatIsPrintedIsReadBack(
      @ForAll("regions") HomeRegion home, @ForAll("numbers") PhoneNumber number) {
    assertThat(home.parse(number.e164())).contains(number);
    assertThat(home.parse("00" + number.digits())).contains(number);
    assertThat(PhoneNumber.ofE164(number.e164())).isEqualTo(number);
  }

  @Property
  void signsBetweenTheDigitsChangeNothing(
      @ForAll("regions") HomeRegion home,
      @ForAll("numbers") PhoneNumber number,
      @ForAll("separators") String separator) {
    String spaced = "+" + String.join(separator, Long.toString(number.digits()).split(""));
    assertThat(home.parse(spaced)).contains(number);
  }

  @Property
  void differentNumbersNeverReadAsTheSameOne(
      @ForAll("regions") HomeRegion home,
      @ForAll("numbers") PhoneNumber one,
      @ForAll("numbers") PhoneNumber other) {
    Assume.that(!one.equals(other));
    assertThat(home.parse(one.e164())).isNotEqualTo(home.parse(other.e164()));
  }

  /** People in two countries whose last ten digits are equal. */
  @Property
  void callingCodesAreComparedToo(
      @ForAll("regions") HomeRegion home,
      @ForAll("callingCodes") int one,
      @ForAll("callingCodes") int other,
      @ForAll @LongRange(min = 1_000_000_000L, max = 9_999_999_999L) long lastTen) {
    Assume.that(one != other);
    assertThat(home.parse("+" + one + lastTen)).isNotEqualTo(home.parse("+" + other + lastTen));
  }

  @Property
  void indianMobilesReadTheSameInAllTheirForms(
      @ForAll @LongRange(min = 7_000_000_000L, max = 9_999_999_999L) long national) {
    HomeRegion india = HomeRegion.of("IN");
    PhoneNumber number = new PhoneNumber(910_000_000_000L + national);
    Assume.that(isValid(number));
    assertThat(india.parse("91" + national)).contains(number);
    assertThat(india.parse("0" + national)).contains(number);
    assertThat(india.parse(Long.toString(national))).contains(number);
  }

  private static boolean isValid(PhoneNumber number) {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      return numbers.isValidNumber(numbers.parse(number.e164(), null));
    } catch (NumberParseException notOne) {
      return false;
    }
  }

  /** What is read in a quicker way is what the library reads, in every region. */
  @Property(tries = 20_000)
  void plainDigitsAreReadAsTheLibraryReadsThem(
      @ForAll("regionCodes") String region, @ForAll("digits") String digits)
      throws NumberParseException {
    Phonenumber.PhoneNumber plain = PlainDigits.of(region).read(digits);
    Statistics.label("plain").collect(plain != null);
    if (plain != null) {
      assertThat(plain).isEqualTo(PhoneNumberUtil.getInstance().parse(digits, region));
    }
  }

  @Example
  void mostIndianMobilesArePlain() {
    PlainDigits india = PlainDigits.of("IN");
    assertThat(india.read("8888800001")).isNotNull();
    assertThat(india.read("9188800001")).as("could begin with the calling code").isNull();
    assertThat(india.read("08888800001")).as("has a trunk prefix").isNull();
  }

  @Property
  void noTextMakesReadingThrow(@ForAll("regions") HomeRegion home, @ForAll("texts") String text) {
    assertThatCode(
            () -> {
              home.parse(text);
              home.parseCaller(text);
              home.parsePossible(text);
              HomeRegion.isWithheld(text);
            })
        .doesNotThrowAnyException();
  }

  @Property
  void aWithheldCallerNeverHasAnIdentity(
      @ForAll("regions") HomeRegion home, @ForAll("texts") String text) {
    assertThat(HomeRegion.isWithheld(text) && home.parseCaller(text).isPresent()).isFalse();
  }

  @Property
  void aCallerIsReadAsAnyOtherNumber(
      @ForAll("regions") HomeRegion home, @ForAll("texts") String text) {
    home.parseCaller(text).ifPresent(caller -> assertThat(home.parse(text)).contains(caller));
  }

  @Property
  void neitherMaskNorPrintShowsMoreThanHalf(@ForAll("numbers") PhoneNumber number) {
    String digits = Long.toString(number.digits());
    String hidden = digits.substring(CallingCodes.lengthIn(digits));
    assertThat(number.masked().chars().filter(c -> c == '•').count())
        .isGreaterThanOrEqualTo((hidden.length() + 1) / 2);
    assertThat(number.toString()).isEqualTo("+…" + digits.substring(digits.length() - 2));
  }

  @Provide
  Arbitrary<HomeRegion> regions() {
    return Arbitraries.of(PhoneNumberUtil.getInstance().getSupportedRegions()).map(HomeRegion::of);
  }

  @Provide
  Arbitrary<String> regionCodes() {
    return Arbitraries.of(PhoneNumberUtil.getInstance().getSupportedRegions());
  }

  /** Of any kind, or as somebody in some region writes a number there, prefix and all. */
  @Provide
  Arbitrary<String> digits() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(18)),
        Tuple.of(
            2,
            Arbitraries.of(EXAMPLES)
                .flatMap(
                    example ->
                        Arbitraries.of("", "0", "1", "00", "8", "011", "06", "01")
                            .map(prefix -> prefix + example))));
  }

  @Provide
  Arbitrary<Integer> callingCodes() {
    return Arbitraries.of(PhoneNumberUtil.getInstance().getSupportedCallingCodes());
  }

  @Provide
  Arbitrary<PhoneNumber> numbers() {
    return Arbitraries.longs().between(1_000_000L, 999_999_999_999_999L).map(PhoneNumber::new);
  }

  @Provide
  Arbitrary<String> separators() {
    return Arbitraries.of("", " ", "-", ".");
  }

  /** Anything at all, and much that looks nearly like a number. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.frequencyOf(
        Tuple.of(2, Arbitraries.strings().ofMaxLength(60)),
        Tuple.of(6, Arbitraries.strings().withChars("0123456789+ -().").ofMaxLength(20)),
        Tuple.of(4, Arbitraries.strings().numeric().ofMaxLength(19)),
        Tuple.of(4, numbers().map(PhoneNumber::e164)),
        Tuple.of(
            1,
            Arbitraries.of("266696687", "+7748283", "Anonymous", "PRIVATE", "", "00", "+0", "0")));
  }
}
