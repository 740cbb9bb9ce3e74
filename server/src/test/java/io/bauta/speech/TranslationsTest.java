package io.bauta.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.speech.Translations.Translation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TranslationsTest {

  private static final Language ENGLISH = new Language("en-SG");
  private static final Language HINDI = new Language("hi-IN");
  private static final Language TAMIL = new Language("ta-IN");
  private static final Language MALAY = new Language("ms-SG");

  private static final Translations SPOKEN =
      new Translations(
          Optional.of(ENGLISH),
          List.of(
              new Translation(MALAY, Map.of(Utterance.ANNOUNCEMENT, "Maaf.")),
              new Translation(HINDI, Map.of(Utterance.ANNOUNCEMENT, "Kshama.")),
              new Translation(
                  TAMIL,
                  Map.of(Utterance.ANNOUNCEMENT, "Mannikkavum.", Utterance.NOTICE, "Pathivu."))));

  private static Words say(Utterance what, String country) {
    return SPOKEN.say(what, "Sorry.", () -> Optional.ofNullable(country));
  }

  @Test
  void aCallerHearsTheFirstLanguageOfTheirCountryThatHasTheWords() {
    assertThat(say(Utterance.ANNOUNCEMENT, "IN"))
        .isEqualTo(new Words("Kshama.", Optional.of(HINDI)));
    assertThat(say(Utterance.NOTICE, "IN")).isEqualTo(new Words("Pathivu.", Optional.of(TAMIL)));
  }

  @Test
  void everybodyElseHearsWhatThePoolSays() {
    Words own = new Words("Sorry.", Optional.of(ENGLISH));
    assertThat(say(Utterance.ANNOUNCEMENT, "US")).isEqualTo(own);
    assertThat(say(Utterance.ANNOUNCEMENT, null)).isEqualTo(own);
    assertThat(say(Utterance.PIN_PROMPT, "IN")).isEqualTo(own);
  }

  @Test
  void thePoolsOwnLanguageIsTheFirstOfItsCountry() {
    assertThat(say(Utterance.ANNOUNCEMENT, "SG"))
        .isEqualTo(new Words("Sorry.", Optional.of(ENGLISH)));
  }

  @Test
  void whereThereIsNothingToChooseNobodysCountryIsAskedFor() {
    Words words =
        Translations.NONE.say(
            Utterance.NOTICE,
            "Sorry.",
            () -> {
              throw new AssertionError("asked");
            });
    assertThat(words).isEqualTo(Words.of("Sorry."));
  }

  @Test
  void languagesAreFew() {
    List<Translation> many =
        Collections.nCopies(Translations.LANGUAGES_MAX + 1, new Translation(HINDI, Map.of()));
    assertThatThrownBy(() -> new Translations(Optional.empty(), many))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
