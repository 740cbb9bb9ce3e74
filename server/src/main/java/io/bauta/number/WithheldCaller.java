package io.bauta.number;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Recognises what carriers send in place of a number when the caller hides it: a word, or that word
 * spelled on a telephone keypad. Such a caller has no identity and never matches anybody.
 *
 * <p>Whole strings are compared, never prefixes: a keypad spelling can begin like a country's
 * number.
 */
final class WithheldCaller {

  private static final Set<String> WORDS =
      Set.of(
          "anonymous",
          "restricted",
          "unknown",
          "unavailable",
          "private",
          "blocked",
          "withheld",
          "nocallerid");

  /** ITU-T E.161: the keys of the letters a to z. */
  private static final String KEY_OF_LETTER = "22233344455566677778889999";

  private static final Set<String> KEYPAD_SPELLINGS = spelledOnAKeypad();

  private WithheldCaller() {}

  /** Whether {@code text} is one of the words, in any case, with or without blanks and signs. */
  static boolean isWord(String text) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c)) {
        letters.append(c);
      }
    }
    return WORDS.contains(letters.toString().toLowerCase(Locale.ROOT));
  }

  /** Whether {@code digits}, as a whole, spells one of the words on a keypad. */
  static boolean isKeypadSpelling(long digits) {
    return KEYPAD_SPELLINGS.contains(Long.toString(digits));
  }

  private static Set<String> spelledOnAKeypad() {
    return WORDS.stream().map(WithheldCaller::onKeypad).collect(Collectors.toUnmodifiableSet());
  }

  private static String onKeypad(String word) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      digits.append(KEY_OF_LETTER.charAt(word.charAt(i) - 'a'));
    }
    return digits.toString();
  }
}
