package io.bauta.app;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of {@code serve} where they are written plainly: each option once, with a value.
 * The library of the command line reads them too, but to load it takes a fifth of a server's time
 * to start. Whatever is not plain is left to it, and it says what is wrong.
 */
final class PlainArguments {

  private static final String CONFIG = "--config";
  private static final String DATA = "--data";
  private static final String HOST = "--host";
  private static final String PORT = "--port";
  private static final Set<String> OPTIONS = Set.of(CONFIG, DATA, HOST, PORT);
  private static final int PORT_DIGITS_MAX = 5;

  private PlainArguments() {}

  /** What {@code args} say; empty where they do not begin with serve, or are not plain. */
  static Optional<ConfigReader.CommandLine> ofServe(String... args) {
    if (args.length % 2 == 0 || !args[0].equals("serve")) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < args.length; i += 2) {
      String option = args[i];
      String value = args[i + 1];
      if (!isPlain(option, value) || values.put(option, value) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new ConfigReader.CommandLine(
            Optional.ofNullable(values.get(CONFIG)).map(Path::of),
            Optional.ofNullable(values.get(DATA)).map(Path::of),
            Optional.ofNullable(values.get(HOST)),
            Optional.ofNullable(values.get(PORT)).map(Integer::valueOf)));
  }

  private static boolean isPlain(String option, String value) {
    return OPTIONS.contains(option)
        && !value.isEmpty()
        && !value.startsWith("-")
        && !value.startsWith("@")
        && (!option.equals(PORT) || isNumber(value));
  }

  private static boolean isNumber(String value) {
    return value.length() <= PORT_DIGITS_MAX && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
