package io.bauta.speech;

import java.util.Locale;
import java.util.Optional;

/**
 * A language as it is spoken somewhere.
 *
 * @param tag in its canonical form, {@code en-IN}: language, perhaps a script, perhaps a country
 *     (RFC 5646)
 */
public record Language(String tag) implements Comparable<Language> {

  public static final int TAG_LENGTH_MAX = 20;

  /** Empty when {@code text} is no such tag. Upper and lower case are the same. */
  public static Optional<Language> parse(String text) {
    if (text.isEmpty() || text.length() > TAG_LENGTH_MAX) {
      return Optional.empty();
    }
    Locale locale = Locale.forLanguageTag(text);
    // What it cannot read it leaves out.
    boolean isRead = locale.toLanguageTag().equalsIgnoreCase(text);
    boolean isPlain = locale.getVariant().isEmpty() && !locale.hasExtensions();
    return isRead && isPlain && !locale.getLanguage().isEmpty()
        ? Optional.of(new Language(locale.toLanguageTag()))
        : Optional.empty();
  }

  /** The two letters of its country; empty where the tag names none. */
  public Optional<String> country() {
    return Optional.of(Locale.forLanguageTag(tag).getCountry()).filter(code -> !code.isEmpty());
  }

  @Override
  public int compareTo(Language other) {
    return tag.compareTo(other.tag);
  }

  @Override
  public String toString() {
    return tag;
  }
}
