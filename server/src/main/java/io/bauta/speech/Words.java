package io.bauta.speech;

import java.util.Optional;

/**
 * What a caller hears.
 *
 * @param language in which it is to be read out; empty for the one of the carrier's account
 */
public record Words(String text, Optional<Language> language) {

  /** In the language of whoever speaks. */
  public static Words of(String text) {
    return new Words(text, Optional.empty());
  }

  /** Other words in the same language. */
  public Words with(String newText) {
    return new Words(newText, language);
  }

  /** Whether there is nothing to be spoken. */
  public boolean isBlank() {
    return text.isBlank();
  }

  @Override
  public String toString() {
    return language.map(tag -> "%s [%s]".formatted(text, tag)).orElse(text);
  }
}
