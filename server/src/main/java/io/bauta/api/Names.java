package io.bauta.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the API writes our choices: snake_case. */
final class Names {

  private Names() {}

  static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> Optional<E> parse(String text, Class<E> kind) {
    return Arrays.stream(kind.getEnumConstants())
        .filter(value -> of(value).equals(text))
        .findFirst();
  }

  /** All choices, for a message: {@code open or closed}. */
  static <E extends Enum<E>> String list(Class<E> kind) {
    return Arrays.stream(kind.getEnumConstants())
        .map(Names::of)
        .collect(Collectors.joining(" or "));
  }
}
