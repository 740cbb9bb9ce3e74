package io.bauta.app;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration as flat keys, {@code server.port}, from a YAML file and the environment.
 *
 * <p>The environment wins: {@code BAUTA_SERVER_PORT} is {@code server.port}. In the file {@code
 * ${NAME}} stands for an environment variable, so that secrets need not be written there.
 */
final class ConfigKeys {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  /** The section of which each entry is an account. */
  static final String ACCOUNTS = "carriers";

  private final Map<String, String> file;
  private final Set<String> lists;
  private final Map<String, String> environment;
  private final Set<String> placeholders;

  /**
   * A key that exists.
   *
   * @param expected its shape in words
   * @param list whether several values may be written as a list
   */
  record Key(String name, String expected, String example, boolean list) {

    /** A key of one value. */
    Key(String name, String expected, String example) {
      this(name, expected, example, false);
    }
  }

  private ConfigKeys(
      Map<String, String> file,
      Set<String> lists,
      Map<String, String> environment,
      Set<String> placeholders) {
    this.file = file;
    this.lists = lists;
    this.environment = environment;
    this.placeholders = placeholders;
  }

  /**
   * Reads the keys of {@code yaml}.
   *
   * @throws ConfigException when it is no YAML, nested otherwise than as a map of maps, or holds a
   *     key twice
   */
  static ConfigKeys parse(String yaml, Map<String, String> environment) {
    YamlKeys read = YamlKeys.read(yaml);
    Map<String, String> keys = new HashMap<>(read.texts());
    Set<String> placeholders =
        keys.values().stream()
            .flatMap(text -> PLACEHOLDER.matcher(text).results())
            .map(match -> match.group(1))
            .collect(toSet());
    keys.replaceAll((key, text) -> filledIn(key, text, environment));
    return new ConfigKeys(keys, read.lists(), environment, placeholders);
  }

  private static String filledIn(String key, String text, Map<String, String> environment) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String value = environment.get(matcher.group(1));
      if (value == null) {
        throw new ConfigException(
            "%s: the environment variable %s is not set".formatted(key, matcher.group(1)));
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(filled).toString();
  }

  /** The value of a key: of the environment, else of the file; empty when neither has it. */
  Optional<String> get(String name) {
    return Optional.ofNullable(environment.get(variableOf(name)))
        .or(() -> Optional.ofNullable(file.get(name)))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** Whether a key is written down, be it with nothing behind it. */
  boolean isWritten(String name) {
    return environment.containsKey(variableOf(name)) || file.containsKey(name);
  }

  /** The names directly below {@code prefix} in the file, in order. */
  List<String> namesBelow(String prefix) {
    return file.keySet().stream()
        .filter(key -> key.startsWith(prefix + "."))
        .map(key -> key.substring(prefix.length() + 1))
        .map(rest -> rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest)
        .distinct()
        .sorted()
        .toList();
  }

  /** Stops at the first key of the file, or variable of the environment, that nobody would read. */
  void requireKnown(List<Key> known) {
    List<String> names = known.stream().map(Key::name).toList();
    requireKnownInFile(known, names);
    Set<String> variables = names.stream().map(ConfigKeys::variableOf).collect(toSet());
    variables.addAll(placeholders);
    Variables.requireKnown(environment, variables);
  }

  private void requireKnownInFile(List<Key> known, List<String> names) {
    for (String key : file.keySet().stream().sorted().toList()) {
      if (!names.contains(key) && !isEmptySection(key, names)) {
        throw key.equals(ACCOUNTS) ? noAccounts() : unknown(key, known);
      }
    }
    known.stream().filter(key -> lists.contains(key.name())).forEach(ConfigKeys::requireList);
  }

  private static void requireList(Key key) {
    if (!key.list()) {
      throw ConfigException.of(
          key.name(), "one value and not a list: " + key.expected(), key.example());
    }
  }

  private static ConfigException noAccounts() {
    return ConfigException.of(
        ACCOUNTS,
        "accounts, each below a name of yours",
        "vobiz: { carrier: vobiz, home-region: IN }");
  }

  /** A section may be empty, such as one in which everything is commented out. */
  private boolean isEmptySection(String key, List<String> known) {
    return file.getOrDefault(key, "").isBlank()
        && (key.equals(ACCOUNTS) || known.stream().anyMatch(name -> name.startsWith(key + ".")));
  }

  private static ConfigException unknown(String key, List<Key> known) {
    String parent = key.contains(".") ? key.substring(0, key.lastIndexOf('.') + 1) : "";
    List<Key> near = new ArrayList<>(known);
    near.removeIf(candidate -> !candidate.name().startsWith(parent));
    List<Key> shown = near.isEmpty() ? known : near;
    return new ConfigException(
        "%s: unknown key; expected one of %s, for example: %s: %s"
            .formatted(
                key,
                String.join(", ", shown.stream().map(Key::name).toList()),
                shown.getFirst().name(),
                shown.getFirst().example()));
  }

  /** {@code server.public-url} is {@code BAUTA_SERVER_PUBLIC_URL}. */
  static String variableOf(String name) {
    return Variables.PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
