package io.bauta.number;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads telephone numbers as they are written in one region, into whole E.164 numbers.
 *
 * <p>Carriers write the same number in several ways, even within one request: {@code
 * +918888800001}, {@code 918888800001}, {@code 08888800001}, {@code 8888800001}. All become the
 * same {@link PhoneNumber}. Numbers are then compared whole: comparing the last ten digits would
 * make people in two countries equal.
 *
 * <p>Digits without {@code +}, {@code 00} or a trunk {@code 0} can mean two things. They are taken
 * for, in this order: the home calling code followed by as many digits as a mobile number here has;
 * a valid number of the home region; a valid international number; a possible one. What a person
 * types is not guessed at: see {@link #parsePossible}.
 */
public final class HomeRegion {

  /** Longer text is no telephone number; it is refused unread. */
  public static final int TEXT_LENGTH_MAX = 40;

  private static final int IDENTITY_DIGITS_MIN = 6;
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final ShortNumberInfo SHORT_NUMBERS = ShortNumberInfo.getInstance();

  private final String region;
  private final String callingCode;
  private final int fullLength;
  private final PlainDigits plain;

  /** Carriers write the number dialled so, which is one of a platform's own, again and again. */
  private final LatestReadings<PhoneNumber> trunkPrefixed = new LatestReadings<>(1 << 12);

  private HomeRegion(String region, int callingCode) {
    this.region = region;
    this.callingCode = Integer.toString(callingCode);
    this.plain = PlainDigits.of(region);
    Phonenumber.PhoneNumber example =
        NUMBERS.getExampleNumberForType(region, PhoneNumberType.MOBILE);
    int national = example == null ? 0 : NUMBERS.getNationalSignificantNumber(example).length();
    this.fullLength = this.callingCode.length() + national;
  }

  /**
   * The home region with this ISO 3166-1 alpha-2 code, such as {@code IN}.
   *
   * @throws IllegalArgumentException when no numbering plan is known for it
   */
  public static HomeRegion of(String code) {
    String region = code.toUpperCase(Locale.ROOT);
    int callingCode = NUMBERS.getCountryCodeForRegion(region);
    if (callingCode == 0) {
      throw new IllegalArgumentException(
          "unknown home region '%s': expected a two-letter country code such as IN or US"
              .formatted(code));
    }
    return new HomeRegion(region, callingCode);
  }

  /** The two-letter code, upper case. */
  public String code() {
    return region;
  }

  /**
   * The number that {@code text} means, or empty when it means none. Never throws: what a carrier
   * sends can be anything.
   */
  public Optional<PhoneNumber> parse(String text) {
    Digits digits = Digits.of(text);
    return digits == null ? Optional.empty() : Optional.ofNullable(number(digits));
  }

  /**
   * The caller that {@code text} identifies. Empty when the caller is withheld, or is no number at
   * all: too few digits, a word, a keypad spelling of one.
   */
  public Optional<PhoneNumber> parseCaller(String text) {
    Digits digits = Digits.of(text);
    if (digits == null
        || digits.count() < IDENTITY_DIGITS_MIN
        || WithheldCaller.isKeypadSpelling(digits.value())) {
      return Optional.empty();
    }
    return Optional.ofNullable(number(digits));
  }

  /** Whether {@code text} says, in a word or its keypad spelling, that the caller is withheld. */
  public static boolean isWithheld(String text) {
    Digits digits = Digits.of(text);
    return digits == null
        ? text.isBlank() || WithheldCaller.isWord(text)
        : WithheldCaller.isKeypadSpelling(digits.value());
  }

  /**
   * The number that a person typed into a configuration or an API request. Stricter than {@link
   * #parse}: its length must be possible in its country, so that a slip is found before a call is;
   * it must not be what a withheld caller is shown as, because such a person could never call; and
   * bare digits that are valid both here and, with a plus before them, abroad are refused, because
   * the wrong guess would ring a stranger.
   */
  public Optional<PhoneNumber> parsePossible(String text) {
    return isWithheld(text) || isAmbiguous(text)
        ? Optional.empty()
        : parse(text).filter(HomeRegion::isPossible);
  }

  /** Whether {@code text} is what people here dial for help in an emergency. */
  public boolean isEmergencyNumber(String text) {
    Digits digits = Digits.of(text);
    return digits != null && SHORT_NUMBERS.isEmergencyNumber(digits.text(), region);
  }

  /**
   * The national number of {@code number}, without a trunk prefix; empty when it is a number of
   * another calling code. In clear, for carriers that take the home region's numbers only so: see
   * {@code LeakTest}.
   */
  public Optional<String> nationalDigits(PhoneNumber number) {
    String e164 = number.e164();
    String international = "+" + callingCode;
    return e164.startsWith(international)
        ? Optional.of(e164.substring(international.length()))
        : Optional.empty();
  }

  private boolean isAmbiguous(String text) {
    Digits digits = Digits.of(text);
    if (digits == null || digits.form() != Digits.Form.BARE || isFull(digits.text())) {
      return false;
    }
    Phonenumber.PhoneNumber national = parseHere(digits.text());
    Phonenumber.PhoneNumber abroad = asLibraryNumber("+" + digits.text());
    return national != null
        && abroad != null
        && national.getCountryCode() != abroad.getCountryCode()
        && NUMBERS.isValidNumber(national)
        && NUMBERS.isValidNumber(abroad);
  }

  /** The home calling code, followed by as many digits as a mobile number here has. */
  private boolean isFull(String digits) {
    return digits.length() == fullLength && digits.startsWith(callingCode);
  }

  /** Possible as a whole: a number that reaches somebody only within one area is not. */
  private static boolean isPossible(PhoneNumber number) {
    return NumberingPlans.isOfAPlan(number) || isPossibleAsRead(number);
  }

  static boolean isPossibleAsRead(PhoneNumber number) {
    Phonenumber.PhoneNumber parsed = NumberingPlans.parsed(number);
    return parsed != null
        && NUMBERS.isPossibleNumberWithReason(parsed) == ValidationResult.IS_POSSIBLE;
  }

  private @Nullable PhoneNumber number(Digits digits) {
    return switch (digits.form()) {
      case INTERNATIONAL -> international(digits.text());
      case TRUNK_PREFIXED -> trunkPrefixed.of(digits.value(), () -> national(digits.text()));
      case BARE -> bare(digits.text());
    };
  }

  private @Nullable PhoneNumber bare(String digits) {
    if (isFull(digits)) {
      return international(digits);
    }
    Phonenumber.PhoneNumber national = parseHere(digits);
    if (national != null && NUMBERS.isValidNumber(national)) {
      return fromLibrary(national);
    }
    Phonenumber.PhoneNumber abroad = asLibraryNumber("+" + digits);
    if (abroad != null && NUMBERS.isValidNumber(abroad)) {
      return fromLibrary(abroad);
    }
    boolean longerThanHere = digits.length() > fullLength - callingCode.length();
    if (abroad != null && longerThanHere && NUMBERS.isPossibleNumber(abroad)) {
      return fromLibrary(abroad);
    }
    if (national != null && NUMBERS.isPossibleNumber(national)) {
      return fromLibrary(national);
    }
    return abroad != null && NUMBERS.isPossibleNumber(abroad) ? fromLibrary(abroad) : null;
  }

  private @Nullable PhoneNumber national(String digits) {
    Phonenumber.PhoneNumber number = parseHere(digits);
    return number == null ? null : fromLibrary(number);
  }

  private static @Nullable PhoneNumber international(String digits) {
    if (digits.length() < PhoneNumber.DIGITS_MIN
        || digits.length() > PhoneNumber.DIGITS_MAX
        || digits.charAt(0) == '0') {
      return null;
    }
    return new PhoneNumber(Long.parseLong(digits));
  }

  private Phonenumber.@Nullable PhoneNumber parseHere(String digits) {
    Phonenumber.PhoneNumber asItStands = plain.read(digits);
    if (asItStands != null) {
      return asItStands;
    }
    try {
      return NUMBERS.parse(digits, region);
    } catch (NumberParseException notANumberHere) {
      return null;
    }
  }

  private static Phonenumber.@Nullable PhoneNumber asLibraryNumber(String e164) {
    try {
      return NUMBERS.parse(e164, null);
    } catch (NumberParseException notANumber) {
      return null;
    }
  }

  private static @Nullable PhoneNumber fromLibrary(Phonenumber.PhoneNumber number) {
    return international(number.getCountryCode() + NUMBERS.getNationalSignificantNumber(number));
  }

  @Override
  public String toString() {
    return region;
  }
}
