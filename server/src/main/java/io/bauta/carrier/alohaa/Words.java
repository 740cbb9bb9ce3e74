package io.bauta.carrier.alohaa;

import io.bauta.carrier.CarrierProfile.Check;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The values of an enum as a configuration writes them: {@code EMPTY_NUMBER} as empty-number. */
final class Words {

  private Words() {}

  static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Lets only the words of these values pass. */
  static Check oneOf(Enum<?>... values) {
    List<String> words = Arrays.stream(values).map(Words::of).toList();
    return new Check(
        word -> words.stream().anyMatch(word::equalsIgnoreCase),
        "one of " + String.join(", ", words));
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
