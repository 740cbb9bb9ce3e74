package io.bauta.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberingPlansTest {

  private static PhoneNumber number(String e164) {
    return PhoneNumber.ofE164(e164);
  }

  @ParameterizedTest
  @CsvSource({
    "+918888800001, IN",
    "+12025550143, US",
    // Canada shares the calling code.
    "+16135550143, CA",
    "+442079460123, GB",
    "+41446681800, CH",
  })
  void aNumberIsOfARegion(String e164, String region) {
    assertThat(NumberingPlans.regionOf(number(e164))).contains(region);
  }

  /** Nobody's area code, a satellite telephone, no calling code at all. */
  @ParameterizedTest
  @ValueSource(strings = {"+19995550143", "+881612345678", "+9991234567"})
  void aNumberOfNoRegionIsOfNone(String e164) {
    assertThat(NumberingPlans.regionOf(number(e164))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"IN", "US", "GB"})
  void aRegionIsKnownByItsCode(String code) {
    assertThat(NumberingPlans.isRegion(code)).isTrue();
    assertThat(NumberingPlans.isRegion(code.toLowerCase(Locale.ROOT))).isFalse();
    assertThat(NumberingPlans.isRegion("XX")).isFalse();
    assertThat(NumberingPlans.isRegion("001")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "+19005550100, PREMIUM",
    "+449098790001, PREMIUM",
    "+979123456789, PREMIUM",
    "+2411300, EMERGENCY",
    "+353116000, SHORT",
  })
  void specialNumbersAreFound(String e164, SpecialNumber kind) {
    assertThat(NumberingPlans.specialOf(number(e164))).contains(kind);
  }

  /** Delhi's area code begins as 112 does; what is dialled is the whole number. */
  @ParameterizedTest
  @ValueSource(
      strings = {"+918888800001", "+911123456789", "+12025550143", "+18005550100", "+447700900123"})
  void ordinaryNumbersAreNotSpecial(String e164) {
    assertThat(NumberingPlans.specialOf(number(e164))).isEmpty();
  }

  @Test
  void emergencyNumbersAreKnownAsPeopleDialThem() {
    assertThat(HomeRegion.of("IN").isEmergencyNumber("112")).isTrue();
    assertThat(HomeRegion.of("IN").isEmergencyNumber("1-1-2")).isTrue();
    assertThat(HomeRegion.of("US").isEmergencyNumber("911")).isTrue();
    assertThat(HomeRegion.of("IN").isEmergencyNumber("911")).isFalse();
    assertThat(HomeRegion.of("IN").isEmergencyNumber("1123456789")).isFalse();
    assertThat(HomeRegion.of("IN").isEmergencyNumber("help")).isFalse();
  }
}
