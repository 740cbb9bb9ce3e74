package io.bauta.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.carrier.Carrier;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.CarrierProfile.Setting;
import io.bauta.carrier.Carriers;
import io.bauta.number.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What went over the wire, as a person may see it: escapes undone, so that nothing hides behind
 * them; every run of digits that could be a telephone number cut to its last two, unless it is one
 * of our own proxy numbers; the account's secrets, what callers entered and control characters out;
 * no longer than {@link #EXCERPT_LENGTH_MAX}.
 */
public final class WireText {

  /** The characters that are shown of one text. */
  public static final int EXCERPT_LENGTH_MAX = 4_096;

  /**
   * The characters of one text that are looked at. What is shown of a text is its beginning, and
   * escapes are seldom longer than sixteen characters for one.
   */
  static final int INPUT_LENGTH_MAX = 16 * EXCERPT_LENGTH_MAX;

  /**
   * Left out at the end of a text of which not all is looked at: an escape, a secret or a number
   * could be cut in two there, and would not be seen.
   */
  static final int UNFINISHED_LENGTH = 1_024;

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n\\t]]");
  private static final String CUT = "…";

  /** Instead of what a caller entered: it may be somebody's code. */
  private static final String ENTERED = "[entered]";

  private final CarrierAccount account;
  private final List<String> secretSettings;
  private final Optional<Pattern> entered;
  private final DigitRuns numbers;

  /**
   * For what went to and fro with {@code account}.
   *
   * @param ours whether a number is one of our proxy numbers
   */
  public WireText(CarrierAccount account, Predicate<PhoneNumber> ours) {
    this.account = account;
    this.numbers = new DigitRuns(text -> account.homeRegion().parse(text).filter(ours).isPresent());
    Optional<CarrierProfile> profile = Carriers.byId(account.carrier()).map(Carrier::profile);
    this.secretSettings =
        profile.stream()
            .flatMap(known -> known.settings().stream())
            .filter(Setting::secret)
            .map(Setting::key)
            .toList();
    this.entered =
        profile
            .map(CarrierProfile::enteredFields)
            .filter(names -> !names.isEmpty())
            .map(WireText::valuesOf);
  }

  /** The values of these fields, in forms and in JSON; quantifiers that give nothing back. */
  private static Pattern valuesOf(Set<String> names) {
    String any = names.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    return Pattern.compile(
        "(?i)(?<=[&?\\s]|^)(?<field>%s)=[^&\\n]*+|(?<name>\"(?:%s)\"\\s*+:\\s*+)(?:\"[^\"]*+\"?|[0-9.+-]++)"
            .formatted(any, any));
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
    String plain = withoutEntered(withoutSecrets(plain(withoutSecrets(text))));
    return cut(CONTROL.matcher(numbers.cut(plain, EXCERPT_LENGTH_MAX)).replaceAll(" "));
  }

  private static String plain(String text) {
    if (text.length() <= INPUT_LENGTH_MAX) {
      return Escapes.undone(text);
    }
    String plain = Escapes.undone(text.substring(0, INPUT_LENGTH_MAX));
    return DigitRuns.withoutLast(
            plain.substring(0, Math.max(0, plain.length() - UNFINISHED_LENGTH)))
        + CUT;
  }

  private String withoutSecrets(String text) {
    return account.withoutSecrets(text, secretSettings);
  }

  private String withoutEntered(String text) {
    return entered.map(values -> values.matcher(text).replaceAll(WireText::hidden)).orElse(text);
  }

  private static String hidden(MatchResult value) {
    String field = value.group("field");
    return Matcher.quoteReplacement(
        field == null ? value.group("name") + "\"" + ENTERED + "\"" : field + "=" + ENTERED);
  }

  private static String cut(String text) {
    if (text.length() <= EXCERPT_LENGTH_MAX) {
      return text;
    }
    int half = Character.isHighSurrogate(text.charAt(EXCERPT_LENGTH_MAX - 1)) ? 1 : 0;
    return text.substring(0, EXCERPT_LENGTH_MAX - half) + CUT;
  }
}
