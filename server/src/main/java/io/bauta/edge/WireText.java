package io.bauta.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.carrier.Carrier;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierProfile.Setting;
import io.bauta.carrier.Carriers;
import io.bauta.number.PhoneNumber;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What went over the wire, as a person may see it: escapes undone, so that nothing hides behind
 * them; every run of digits that could be a telephone number cut to its last two, unless it is one
 * of our own proxy numbers; the account's secrets and control characters out; no longer than {@link
 * #EXCERPT_LENGTH_MAX}.
 */
public final class WireText {

  /** The characters that are shown of one text. */
  public static final int EXCERPT_LENGTH_MAX = 4_096;

  /** A time of day with its date: no telephone number is written so. */
  private static final String TIME =
      "(?<![\\p{Nd}+])(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9][ T+][0-2][0-9]:[0-5][0-9]:[0-5][0-9]"
          + "(?:\\.[0-9]{1,6})?(?![\\p{Nd}])";

  /** What may stand between two digits of a number, also by mistake of an encoding. */
  private static final String BETWEEN =
      "(?:[\\s\\p{Z}\\p{Cc}\\p{Cf}\\p{Pd}\\uFFFD()./+]|\\\\[nrt])*+";

  private static final String NUMBER =
      "\\+?\\p{Nd}(?:%s\\p{Nd}){%d,}".formatted(BETWEEN, PhoneNumber.DIGITS_MIN - 1);

  private static final Pattern TIME_OR_NUMBER =
      Pattern.compile(TIME + "|(?<number>" + NUMBER + ")");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n\\t]]");
  private static final String CUT = "…";

  private final CarrierAccount account;
  private final List<String> secretSettings;
  private final Predicate<PhoneNumber> ours;

  /**
   * For what went to and fro with {@code account}.
   *
   * @param ours whether a number is one of our proxy numbers
   */
  public WireText(CarrierAccount account, Predicate<PhoneNumber> ours) {
    this.account = account;
    this.ours = ours;
    this.secretSettings =
        Carriers.byId(account.carrier()).map(Carrier::profile).stream()
            .flatMap(profile -> profile.settings().stream())
            .filter(Setting::secret)
            .map(Setting::key)
            .toList();
  }

  /** The body of a request or a reply, of any type and in any shape. */
  public String body(String contentType, byte[] body) {
    String text = new String(body, UTF_8);
    return contentType.contains("form-urlencoded") ? form(text) : shown(text);
  }

  /** A query, or a body that is written like one. */
  public String form(String text) {
    return shown(text.replace('+', ' '));
  }

  /** Names of headers, in order. */
  public List<String> names(Set<String> headers) {
    return headers.stream().sorted().map(this::shown).toList();
  }

  /** Any other text of the wire. */
  public String shown(String text) {
    String plain = Escapes.undone(withoutSecrets(text));
    String redacted =
        TIME_OR_NUMBER
            .matcher(withoutSecrets(plain))
            .replaceAll(m -> Matcher.quoteReplacement(redacted(m)));
    return cut(CONTROL.matcher(redacted).replaceAll(" "));
  }

  private String withoutSecrets(String text) {
    return account.withoutSecrets(text, secretSettings);
  }

  private String redacted(MatchResult match) {
    String number = match.group("number");
    if (number == null || account.homeRegion().parse(number).filter(ours).isPresent()) {
      return match.group();
    }
    int[] digits =
        number.codePoints().filter(Character::isDigit).map(Character::getNumericValue).toArray();
    return "+••…" + digits[digits.length - 2] + digits[digits.length - 1];
  }

  private static String cut(String text) {
    if (text.length() <= EXCERPT_LENGTH_MAX) {
      return text;
    }
    int half = Character.isHighSurrogate(text.charAt(EXCERPT_LENGTH_MAX - 1)) ? 1 : 0;
    return text.substring(0, EXCERPT_LENGTH_MAX - half) + CUT;
  }
}
