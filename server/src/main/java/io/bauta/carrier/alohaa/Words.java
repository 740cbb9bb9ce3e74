package io.bauta.carrier.alohaa;

import java.util.Locale;
import java.util.Optional;

/** The values of an enum as a configuration writes them: {@code EMPTY_NUMBER} as empty-number. */
final class Words {

  private Words() {}

  static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The value that {@code word} names; {@code otherwise} when there is none, or it is unknown. */
  static <E extends Enum<E>> E of(E[] values, Optional<String> word, E otherwise) {
    for (E value : values) {
      if (word.filter(of(value)::equalsIgnoreCase).isPresent()) {
        return value;
      }
    }
    return otherwise;
  }
}
