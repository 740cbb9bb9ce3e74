package io.bauta.speech;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * In which language a pool's words are, and what they are in others.
 *
 * @param own the language of what the pool itself says; empty for the one of the carrier's account
 * @param others in order of preference
 */
public record Translations(Optional<Language> own, List<Translation> others) {

  public static final int LANGUAGES_MAX = 10;

  /** What holds when a pool says nothing. */
  public static final Translations NONE = new Translations(Optional.empty(), List.of());

  /**
   * Words of a pool in another language.
   *
   * @param texts those that are not here are said as the pool itself says them
   */
  public record Translation(Language language, Map<Utterance, String> texts) {

    public Translation {
      texts = texts.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(texts));
    }

    Optional<Words> words(Utterance what) {
      return Optional.ofNullable(texts.get(what))
          .map(text -> new Words(text, Optional.of(language)));
    }
  }

  public Translations {
    others = List.copyOf(others);
    if (others.size() > LANGUAGES_MAX) {
      throw new IllegalArgumentException("expected at most %d languages".formatted(LANGUAGES_MAX));
    }
  }

  /**
   * How {@code what} is said to a caller: in the first language of the country that their number is
   * of, and else as the pool says it.
   *
   * @param text as the pool itself says it
   * @param country the two letters of the caller's country, empty where it is not known; asked for
   *     only where it makes a difference
   */
  public Words say(Utterance what, String text, Supplier<Optional<String>> country) {
    if (others.isEmpty()) {
      return new Words(text, own);
    }
    Optional<String> callers = country.get();
    boolean isOwn = callers.isPresent() && own.flatMap(Language::country).equals(callers);
    return isOwn
        ? new Words(text, own)
        : others.stream()
            .filter(other -> callers.isPresent() && other.language().country().equals(callers))
            .flatMap(other -> other.words(what).stream())
            .findFirst()
            .orElseGet(() -> new Words(text, own));
  }
}
