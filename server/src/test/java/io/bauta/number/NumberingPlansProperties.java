package io.bauta.number;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is judged on the way of a call is what the library says of the whole number. */
final class NumberingPlansProperties {

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  /** One of each kind of each region, and those of no region. */
  private static final List<Long> EXAMPLES =
      Stream.concat(
              NUMBERS.getSupportedRegions().stream()
                  .flatMap(
                      region ->
                          Stream.of(PhoneNumberType.values())
                              .map(type -> NUMBERS.getExampleNumberForType(region, type))),
              NUMBERS.getSupportedGlobalNetworkCallingCodes().stream()
                  .map(NUMBERS::getExampleNumberForNonGeoEntity))
          .filter(Objects::nonNull)
          .map(NumberingPlansProperties::digits)
          .filter(digits -> digits >= 1_000_000)
          .sorted()
          .toList();

  private static long digits(Phonenumber.PhoneNumber number) {
    return Long.parseLong(NUMBERS.format(number, PhoneNumberFormat.E164).substring(1));
  }

  /** Examples whose last digits are others: most are of a plan still. */
  @Provide
  Arbitrary<PhoneNumber> likely() {
    return Arbitraries.of(EXAMPLES)
        .flatMap(
            example ->
                Arbitraries.integers()
                    .between(0, 6)
                    .flatMap(
                        places -> {
                          long part = (long) Math.pow(10, places);
                          return Arbitraries.longs()
                              .between(0, part - 1)
                              .map(rest -> new PhoneNumber(example / part * part + rest));
                        }));
  }

  @Provide
  Arbitrary<PhoneNumber> any() {
    return Arbitraries.longs().between(1_000_000L, 999_999_999_999_999L).map(PhoneNumber::new);
  }

  @Property(tries = 3_000)
  void aLikelyNumberIsJudgedAsItIsRead(@ForAll("likely") PhoneNumber number) {
    assertThat(NumberingPlans.judged(number))
        .as(number.e164())
        .isEqualTo(NumberingPlans.judgedAsWritten(number));
  }

  @Property(tries = 1_000)
  void anyNumberIsJudgedAsItIsRead(@ForAll("any") PhoneNumber number) {
    assertThat(NumberingPlans.judged(number))
        .as(number.e164())
        .isEqualTo(NumberingPlans.judgedAsWritten(number));
  }

  @Property(tries = 3_000)
  void whatAPlanHasAsItIsIsPossibleAsItIsRead(@ForAll("likely") PhoneNumber number) {
    assertThat(!NumberingPlans.isOfAPlan(number) || HomeRegion.isPossibleAsRead(number))
        .as(number.e164())
        .isTrue();
  }

  /** A plan has them, and they reach somebody from within one area alone. */
  @Example
  void aNumberOfOneAreaIsNoWholeOne() {
    assertThat(NumberingPlans.isOfAPlan(new PhoneNumber(13_101_297L))).isFalse();
  }
}
