package io.bauta.number;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlaceTest {

  private static Place of(String number) {
    return Place.of(PhoneNumber.ofE164(number));
  }

  @Test
  void countriesThatShareACallingCodeAreToldApart() {
    assertThat(of("+12065550100").country()).isEqualTo("US");
    assertThat(of("+14165550100").country()).isEqualTo("CA");
    assertThat(of("+447700900001").country()).isEqualTo("GB");
    assertThat(of("+919000000001").country()).isEqualTo("IN");
  }

  @Test
  void landlinesHaveAnAreaAndMobilesMostlyNone() {
    assertThat(of("+12065550100").areaCode()).isEqualTo("206");
    assertThat(of("+912024000001").areaCode()).isEqualTo("20");
    assertThat(of("+919000000001").areaCode()).isEmpty();
    assertThat(of("+6561230000").areaCode()).isEmpty();
  }

  @Test
  void anAreaIsOfItsCountryOnly() {
    assertThat(of("+12065550100").isInAreaOf(of("+12065550199"))).isTrue();
    assertThat(of("+12065550100").isInAreaOf(of("+12125550100"))).isFalse();
    assertThat(of("+912024000001").isInAreaOf(of("+912224000001"))).isFalse();
    assertThat(of("+919000000001").isInAreaOf(of("+919000000002"))).isFalse();
    assertThat(new Place("IN", "20").isInAreaOf(new Place("GB", "20"))).isFalse();
  }

  @Test
  void aNumberOfNoPlanIsSomewhere() {
    assertThat(of("+9990000001").country()).isEqualTo("001");
    assertThat(of("+911000000001").country()).isEqualTo("IN");
  }

  @Test
  void aProxyNumberIsWhereItsDigitsAre() {
    assertThat(Place.of(new ProxyNumber(12_065_550_100L))).isEqualTo(new Place("US", "206"));
  }
}
