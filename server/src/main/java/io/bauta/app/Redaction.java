package io.bauta.app;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierProfile.Setting;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes credentials and people's numbers out of text that is shown: of an account's requests, and
 * of what its carrier's API said.
 *
 * <p>Numbers are known by their plus sign; without one they cannot be told from identifiers.
 */
final class Redaction {

  private static final Pattern NUMBER = Pattern.compile("(\\+|%2[Bb])([1-9]\\d{6,14})(?!\\d)");

  private final List<Credential> credentials;
  private final Set<ProxyNumber> ours;

  /** A value as it may be written, and what is shown instead. */
  private record Credential(String written, String shown) {
    @Override
    public String toString() {
      return shown;
    }
  }

  private Redaction(Stream<Credential> credentials, Collection<ProxyNumber> ours) {
    // The longest first: one may be a part of another.
    this.credentials =
        credentials
            .sorted(Comparator.comparingInt((Credential c) -> c.written().length()).reversed())
            .toList();
    this.ours = Set.copyOf(ours);
  }

  /**
   * For what is sent on behalf of an account.
   *
   * @param ours numbers that may be shown whole
   */
  static Redaction of(ConfiguredAccount configured, Collection<ProxyNumber> ours) {
    CarrierAccount account = configured.account();
    Stream<Credential> pathSecret =
        account.pathSecret().stream().flatMap(secret -> credential("path-secret", secret.reveal()));
    return new Redaction(Stream.concat(settings(configured), pathSecret), ours);
  }

  /**
   * For what people are to do by hand, where they need the whole URLs, path secret included.
   *
   * @param ours numbers that may be shown whole
   */
  static Redaction forHands(ConfiguredAccount configured, Collection<ProxyNumber> ours) {
    return new Redaction(settings(configured), ours);
  }

  private static Stream<Credential> settings(ConfiguredAccount configured) {
    return configured.profile().settings().stream()
        .filter(Setting::secret)
        .map(Setting::key)
        .flatMap(
            key ->
                configured.account().setting(key).stream()
                    .flatMap(value -> credential(key, value)));
  }

  private static Stream<Credential> credential(String key, String value) {
    String quoted = JsonMapper.shared().writeValueAsString(value);
    List<String> written = new ArrayList<>();
    written.add(value);
    written.add(quoted.substring(1, quoted.length() - 1));
    written.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
    written.add(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    return written.stream().distinct().map(text -> new Credential(text, "[" + key + "]"));
  }

  /** {@code text} as it may be shown. */
  String of(String text) {
    String shown = text;
    for (Credential credential : credentials) {
      shown = shown.replace(credential.written(), credential.shown());
    }
    return NUMBER.matcher(shown).replaceAll(found -> Matcher.quoteReplacement(number(found)));
  }

  private String number(MatchResult found) {
    PhoneNumber number = PhoneNumber.ofE164("+" + found.group(2));
    return ours.contains(ProxyNumber.of(number)) ? found.group() : number.masked();
  }
}
