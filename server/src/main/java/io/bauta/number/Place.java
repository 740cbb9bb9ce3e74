package io.bauta.number;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;

/**
 * Where a telephone number is at home, as far as its digits tell.
 *
 * @param country the two-letter code of its country; where several share a calling code and the
 *     number is of none of their plans, the code of the largest, and {@code 001} where it is of no
 *     country
 * @param areaCode the digits of its area; empty where its kind has none, as mobile numbers in most
 *     countries
 */
public record Place(String country, String areaCode) {

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final String NOWHERE = "001";

  /** Where {@code number} is at home. Takes some microseconds. */
  public static Place of(PhoneNumber number) {
    return of(number.e164());
  }

  /** Where {@code number} is at home. Takes some microseconds. */
  public static Place of(ProxyNumber number) {
    return of(number.e164());
  }

  private static Place of(String e164) {
    Phonenumber.PhoneNumber parsed;
    try {
      parsed = NUMBERS.parse(e164, null);
    } catch (NumberParseException ofNoPlan) {
      return new Place(NOWHERE, "");
    }
    String region = NUMBERS.getRegionCodeForNumber(parsed);
    int areaLength = NUMBERS.getLengthOfGeographicalAreaCode(parsed);
    return new Place(
        region == null ? NUMBERS.getRegionCodeForCountryCode(parsed.getCountryCode()) : region,
        NUMBERS.getNationalSignificantNumber(parsed).substring(0, areaLength));
  }

  /** Whether both are of one country. */
  public boolean isInCountryOf(Place other) {
    return country.equals(other.country);
  }

  /** Whether both are of one area; false where this has no area code. */
  public boolean isInAreaOf(Place other) {
    return !areaCode.isEmpty() && isInCountryOf(other) && areaCode.equals(other.areaCode);
  }
}
