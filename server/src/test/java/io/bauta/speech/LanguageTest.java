package io.bauta.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LanguageTest {

  @ParameterizedTest
  @CsvSource({
    "en-IN, en-IN, IN",
    "EN-in, en-IN, IN",
    "hi, hi, ",
    "zh-hant-tw, zh-Hant-TW, TW",
    "es-419, es-419, 419",
  })
  void aTagIsReadInAnyCase(String text, String tag, String country) {
    Language language = Language.parse(text).orElseThrow();
    assertThat(language.tag()).isEqualTo(tag);
    assertThat(language.country().orElse(null)).isEqualTo(country);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "e",
        "en_US",
        "english-language",
        "en-",
        "-US",
        "en-US-x-ours",
        "de-DE-1996",
        "en-US-u-co-phonebk",
        "hi-IN hi-IN",
        "\"><Hangup/>",
        "en-USA"
      })
  void whatIsNoSuchTagIsNot(String text) {
    assertThat(Language.parse(text)).isEmpty();
  }

  @Test
  void nothingLongIsRead() {
    assertThat(Language.parse("en-" + "a".repeat(Language.TAG_LENGTH_MAX))).isEmpty();
  }
}
