package io.bauta.number;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the numbering plans of the world say of a whole number. */
public final class NumberingPlans {

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final ShortNumberInfo SHORT_NUMBERS = ShortNumberInfo.getInstance();

  private static final KindMemo KINDS = new KindMemo();

  /** Whoever opens a session asks more than one thing about each number of it. */
  private static final LatestReadings<Phonenumber.PhoneNumber> READ = new LatestReadings<>(1 << 8);

  private static final int CALLING_CODE_MAX = 999;
  private static final boolean[] CALLING_CODES = callingCodes();

  private NumberingPlans() {}

  /** Whether a numbering plan is known for the region with this two-letter code, upper case. */
  public static boolean isRegion(String code) {
    return NUMBERS.getSupportedRegions().contains(code);
  }

  /**
   * The two-letter code of the region that {@code number} belongs to. Empty when it belongs to
   * none, as satellite telephones do, or when several regions share its calling code and none of
   * their plans has it.
   */
  public static Optional<String> regionOf(PhoneNumber number) {
    Phonenumber.PhoneNumber parsed = parsed(number);
    if (parsed == null) {
      return Optional.empty();
    }
    String region = NUMBERS.getRegionCodeForNumber(parsed);
    if (region == null) {
      List<String> sharing = NUMBERS.getRegionCodesForCountryCode(parsed.getCountryCode());
      region = sharing.size() == 1 ? sharing.getFirst() : null;
    }
    return Optional.ofNullable(region).filter(NumberingPlans::isRegion);
  }

  /** What is special about {@code number}; empty for an ordinary one. */
  public static Optional<SpecialNumber> specialOf(PhoneNumber number) {
    return KINDS.of(number, NumberingPlans::judged);
  }

  /**
   * Whether {@code number} is a whole one of a numbering plan, just as it is. Of most numbers this
   * is known without the library's reading, which takes far longer; what is special about it is
   * known then as well.
   */
  static boolean isOfAPlan(PhoneNumber number) {
    Phonenumber.PhoneNumber split = split(number);
    if (split == null
        || NUMBERS.isPossibleNumberWithReason(split) != ValidationResult.IS_POSSIBLE) {
      return false;
    }
    PhoneNumberType type = NUMBERS.getNumberType(split);
    if (type == PhoneNumberType.UNKNOWN) {
      return false;
    }
    var _ = KINDS.of(number, _ -> kindOf(type));
    return true;
  }

  private static Optional<SpecialNumber> kindOf(PhoneNumberType type) {
    return type == PhoneNumberType.PREMIUM_RATE
        ? Optional.of(SpecialNumber.PREMIUM)
        : Optional.empty();
  }

  private static boolean[] callingCodes() {
    boolean[] codes = new boolean[CALLING_CODE_MAX + 1];
    NUMBERS.getSupportedCallingCodes().forEach(code -> codes[code] = true);
    return codes;
  }

  static Optional<SpecialNumber> judged(PhoneNumber number) {
    Phonenumber.PhoneNumber split = split(number);
    if (split == null) {
      return judgedAsWritten(number);
    }
    PhoneNumberType type = NUMBERS.getNumberType(split);
    return type == PhoneNumberType.UNKNOWN ? judgedAsWritten(number) : kindOf(type);
  }

  /**
   * Its calling code and what follows; nothing where that begins with a zero, which some plans have
   * in the number and others before it. To have the library read it takes far longer, and is on the
   * way of a call: it looks for all that people write around a number.
   */
  private static Phonenumber.@Nullable PhoneNumber split(PhoneNumber number) {
    long code = number.digits();
    long behind = 1;
    while (code > CALLING_CODE_MAX) {
      code /= 10;
      behind *= 10;
    }
    // No calling code begins with another one.
    while (code > 0 && !CALLING_CODES[(int) code]) {
      code /= 10;
      behind *= 10;
    }
    long national = number.digits() % behind;
    return national < behind / 10
        ? null
        : new Phonenumber.PhoneNumber().setCountryCode((int) code).setNationalNumber(national);
  }

  /** By the library's own reading. */
  static Optional<SpecialNumber> judgedAsWritten(PhoneNumber number) {
    Phonenumber.PhoneNumber parsed = parsed(number);
    if (parsed == null) {
      return Optional.empty();
    }
    return switch (NUMBERS.getNumberType(parsed)) {
      case PREMIUM_RATE -> Optional.of(SpecialNumber.PREMIUM);
      case UNKNOWN -> shortOf(parsed);
      default -> Optional.empty();
    };
  }

  /** A whole number that no plan has may be a short one behind its calling code. */
  private static Optional<SpecialNumber> shortOf(Phonenumber.PhoneNumber parsed) {
    String national = NUMBERS.getNationalSignificantNumber(parsed);
    for (String region : NUMBERS.getRegionCodesForCountryCode(parsed.getCountryCode())) {
      if (SHORT_NUMBERS.isEmergencyNumber(national, region)) {
        return Optional.of(SpecialNumber.EMERGENCY);
      }
    }
    return SHORT_NUMBERS.isValidShortNumber(parsed)
        ? Optional.of(SpecialNumber.SHORT)
        : Optional.empty();
  }

  /** As the library has it; empty for what can be no number. Never changed by who gets it. */
  static Phonenumber.@Nullable PhoneNumber parsed(PhoneNumber number) {
    return READ.of(number.digits(), () -> read(number));
  }

  private static Phonenumber.@Nullable PhoneNumber read(PhoneNumber number) {
    try {
      return NUMBERS.parse(number.e164(), null);
    } catch (NumberParseException ofNoPlan) {
      return null;
    }
  }
}
