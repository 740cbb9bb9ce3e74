package io.bauta.number;

import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonenumber;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads digits that are a national number of one region just as they stand, with no prefix of any
 * kind before them. It is what the library makes of them, in a small part of the time: the library
 * looks for all that people write around a number, and this is on the way of every call of a
 * carrier that writes numbers without their country.
 */
final class PlainDigits {

  /** Of a national number, as the library has it. */
  private static final int LENGTH_MIN = 2;

  private static final int LENGTH_MAX = 17;

  private final int code;
  private final String callingCode;

  /** What the library would take off, or look behind. */
  private final Pattern prefixes;

  private PlainDigits(int code, Pattern prefixes) {
    this.code = code;
    this.callingCode = Integer.toString(code);
    this.prefixes = prefixes;
  }

  /**
   * Of the region with this code, upper case.
   *
   * @param region one that the library has a plan of
   */
  static PlainDigits of(String region) {
    PhoneMetadata plan =
        DefaultMetadataDependenciesProvider.getInstance()
            .getPhoneNumberMetadataSource()
            .getMetadataForRegion(region);
    return new PlainDigits(
        plan.getCountryCode(),
        anyOf(plan.getInternationalPrefix(), plan.getNationalPrefixForParsing()));
  }

  /** Neither may be there; the empty expression would match anything. */
  private static Pattern anyOf(String international, String national) {
    String nothing = "(?!)";
    return Pattern.compile(
        "(?:%s)|(?:%s)"
            .formatted(
                international.isEmpty() ? nothing : international,
                national.isEmpty() ? nothing : national));
  }

  /**
   * The number that the library reads in {@code digits}; null where they could have a prefix, be it
   * the calling code, and have to be left to it.
   *
   * @param digits nothing else
   */
  Phonenumber.@Nullable PhoneNumber read(String digits) {
    boolean isPlain =
        digits.length() >= LENGTH_MIN
            && digits.length() <= LENGTH_MAX
            && digits.charAt(0) != '0'
            && !digits.startsWith(callingCode)
            && !prefixes.matcher(digits).lookingAt();
    return isPlain
        ? new Phonenumber.PhoneNumber()
            .setCountryCode(code)
            .setNationalNumber(Long.parseLong(digits))
        : null;
  }
}
