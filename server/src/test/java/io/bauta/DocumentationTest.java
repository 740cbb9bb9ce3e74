package io.bauta;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.bauta.app.ConfigReader;
import io.bauta.app.ConfigReader.CommandLine;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Carriers;
import io.bauta.routing.RoutingDecision.Reason;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents say of files, keys, codes and limits is so. */
class DocumentationTest {

  private static final Path ROOT = Path.of(Files.isDirectory(Path.of("docs")) ? "" : "..");
  private static final Path MAIN = ROOT.resolve("server/src/main/java/io/bauta");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");
  private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(.*?)</artifactId>");
  private static final Pattern NAMES_CELL = Pattern.compile("(?m)^\\| (`.*?`) \\|");
  private static final Pattern NAME = Pattern.compile("`(.*?)`");
  private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+(?:Test|Properties|Contract))`");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
  private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([a-z0-9.-]+)`(, `.*)? \\|");

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      for (String link : all(LINK, read(document), 1)) {
        if (!link.contains("://") && !leadsSomewhere(document, link)) {
          broken.add(ROOT.relativize(document) + ": " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(Path document, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
    return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
  }

  /** As GitHub makes them of headings. */
  private static List<String> anchors(Path document) throws IOException {
    return all(HEADING, read(document), 1).stream()
        .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", ""))
        .map(heading -> heading.strip().replace(' ', '-'))
        .toList();
  }

  /** What is shipped: a dependency that has no scope. */
  @Test
  void everyLibraryIsDocumentedAndNoOther() throws IOException {
    String model = read(ROOT.resolve("server/pom.xml"));
    Set<String> shipped =
        all(DEPENDENCY, model, 1).stream()
            .filter(dependency -> !dependency.contains("<scope>test</scope>"))
            .filter(dependency -> !dependency.contains("<groupId>io.bauta</groupId>"))
            .flatMap(dependency -> all(ARTIFACT, dependency, 1).stream())
            .collect(toCollection(TreeSet::new));
    String document = read(ROOT.resolve("docs/dependencies.md"));
    String table = document.substring(0, document.indexOf("Versions are pinned"));
    assertThat(shipped).hasSizeGreaterThan(10);
    Set<String> documented = new TreeSet<>();
    for (String names : all(NAMES_CELL, table, 1)) {
      documented.addAll(all(NAME, names, 1));
    }
    assertThat(documented).isEqualTo(shipped);
  }

  @Test
  void everyTestThatSecurityNamesIsThere() throws IOException {
    String document = read(ROOT.resolve("SECURITY.md"));
    List<String> named = all(TEST_CLASS, document, 1);
    Set<String> there = new TreeSet<>();
    try (Stream<Path> files = Files.walk(ROOT.resolve("server/src/test/java"))) {
      files.forEach(file -> there.add(file.getFileName().toString().replace(".java", "")));
    }
    assertThat(named).hasSizeGreaterThan(20);
    assertThat(there).containsAll(named);
  }

  @Test
  void decisionsAreNumberedOneByOneAndListed() throws IOException {
    Path folder = ROOT.resolve("docs/adr");
    String index = read(folder.resolve("README.md"));
    List<String> names = namesIn(folder).filter(name -> !name.equals("README.md")).toList();
    assertThat(names).hasSizeGreaterThan(8);
    assertThat(names.stream().map(name -> Integer.parseInt(name.substring(0, 4))))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, names.size()).boxed().toList());
    for (String name : names) {
      assertThat(index).contains("(" + name + ")");
      assertThat(read(folder.resolve(name)))
          .startsWith("# " + Integer.parseInt(name.substring(0, 4)) + ". ")
          .contains("\nDate: ", "Status: ", "\n## Context\n", "\n## Decision\n")
          .contains("\n## Consequences\n");
    }
  }

  @Test
  void everyConfigurationKeyIsDocumentedAndNoOther(@TempDir Path data) throws IOException {
    String document = read(ROOT.resolve("docs/configuration.md"));
    String tables = document.substring(0, document.indexOf("## The tutorial variables"));
    assertThat(all(FIRST_CELL, tables, 1))
        .containsExactlyInAnyOrderElementsOf(keysThatTheReaderKnows(data));
  }

  private static final String PUBLIC_KEY = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=";

  /** With every variable that it names, so with every secret that it leaves out. */
  @Test
  void theExampleStartsAServerWithAnAccountOfEachCarrier(@TempDir Path data) throws IOException {
    String document = Files.readString(ROOT.resolve("docs/configuration.md"));
    String example = all(YAML, document, 1).getFirst();
    Map<String, String> environment = new TreeMap<>();
    all(VARIABLE, example, 1).forEach(name -> environment.put(name, "a-secret-of-some-length"));
    environment.put("TELNYX_PUBLIC_KEY", PUBLIC_KEY);
    Path file = Files.writeString(data.resolve("bauta.yaml"), example);
    CommandLine commandLine =
        new CommandLine(Optional.of(file), Optional.of(data), Optional.empty(), Optional.empty());
    assertThat(new ConfigReader(environment).read(commandLine).accounts())
        .extracting(CarrierAccount::carrier)
        .containsExactlyInAnyOrderElementsOf(
            Carriers.ALL.stream().map(carrier -> carrier.profile().id()).toList());
  }

  /** From what it says about a key that it does not know. */
  private static List<String> keysThatTheReaderKnows(Path data) throws IOException {
    Path file =
        Files.writeString(
            data.resolve("bauta.yaml"), "{unknown: 1, carriers: {account: {carrier: vobiz}}}");
    CommandLine commandLine =
        new CommandLine(Optional.of(file), Optional.of(data), Optional.empty(), Optional.empty());
    String message =
        catchThrowable(() -> new ConfigReader(Map.of()).read(commandLine)).getMessage();
    String keys =
        message.replaceFirst(".*expected one of ", "").replaceFirst(", for example.*", "");
    return Stream.of(keys.split(", ")).map(key -> key.replace("carriers.account.", "")).toList();
  }

  @Test
  void everyProblemCodeIsDocumentedAndNoOther() throws IOException {
    String document = read(ROOT.resolve("docs/api.md"));
    String table = document.substring(document.indexOf("## Problems"));
    Pattern row = Pattern.compile("(?m)^\\| \\d* ?\\| `([a-z_]+)` \\|");
    assertThat(new TreeSet<>(all(row, table, 1))).isEqualTo(problemCodesOfTheCode());
  }

  private static Set<String> problemCodesOfTheCode() throws IOException {
    Pattern code =
        Pattern.compile(
            "(?:new Problem\\(\\s*\\d+,|new Problem\\(\\s*e\\.status\\(\\)\\.code\\(\\),"
                + "|ofField\\(|invalid\\()\\s*\"([a-z_]+)\"");
    Set<String> codes = new TreeSet<>();
    for (String room : List.of("api", "app")) {
      for (String name : namesIn(MAIN.resolve(room)).toList()) {
        codes.addAll(all(code, read(MAIN.resolve(room).resolve(name)), 1));
      }
    }
    assertThat(codes).contains("not_found", "pool_exhausted", "bad_request", "invalid_number");
    return codes;
  }

  @Test
  void everyReasonForARefusalIsDocumented() throws IOException {
    assertThat(read(ROOT.resolve("docs/api.md")))
        .contains(
            Stream.of(Reason.values())
                .map(reason -> "\n| `" + reason.name().toLowerCase(Locale.ROOT) + "` |")
                .toList());
  }

  @Test
  void everyLimitOfTheTableIsWhatTheCodeHas() throws Exception {
    Map<String, Object> limits = limitsOfTheCode(name -> true);
    for (MatchResult row : limitRows()) {
      assertThat(limits).containsKey(row.group(2));
      assertThat(row.group(1))
          .as(row.group(2))
          .matches(value -> says(value, limits.get(row.group(2))));
    }
  }

  @Test
  void everyMaximumOfTheCodeIsInTheTable() throws Exception {
    Set<String> documented =
        limitRows().stream().map(row -> row.group(2)).collect(toCollection(TreeSet::new));
    assertThat(documented).containsAll(limitsOfTheCode(name -> name.endsWith("_MAX")).keySet());
  }

  private static List<MatchResult> limitRows() throws IOException {
    String document = read(ROOT.resolve("docs/operations.md"));
    Pattern row = Pattern.compile("(?m)^\\| [^|]+ \\| ([^|]+) \\| `(\\w+\\.\\w+)` \\| [^|]+ \\|$");
    List<MatchResult> rows = row.matcher(document).results().toList();
    assertThat(rows).hasSizeGreaterThan(30);
    return rows;
  }

  /** What is private to a class is its own affair. */
  private static Map<String, Object> limitsOfTheCode(Predicate<String> wanted)
      throws IllegalAccessException {
    Map<String, Object> limits = new TreeMap<>();
    for (JavaClass owner : RoomsTest.MAIN) {
      for (JavaField field : owner.getFields()) {
        Set<JavaModifier> modifiers = field.getModifiers();
        if (modifiers.contains(JavaModifier.STATIC)
            && !modifiers.contains(JavaModifier.PRIVATE)
            && wanted.test(field.getName())) {
          Field constant = field.reflect();
          constant.setAccessible(true);
          limits.put(owner.getSimpleName() + "." + field.getName(), constant.get(null));
        }
      }
    }
    return limits;
  }

  private static boolean says(String cell, Object limit) {
    String[] words = cell.split(" ", 2);
    long number = Long.parseLong(words[0].replace(",", ""));
    String unit = words.length == 1 ? "" : words[1];
    return limit instanceof Duration duration
        ? duration.equals(
            switch (unit) {
              case "ms" -> Duration.ofMillis(number);
              case "s" -> Duration.ofSeconds(number);
              case "h" -> Duration.ofHours(number);
              case "day", "days" -> Duration.ofDays(number);
              default -> throw new AssertionError("no unit: " + cell);
            })
        : ((Number) limit).longValue() == number;
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (String folder : List.of("", "docs", "docs/adr", "docs/carriers", "vectors")) {
      Path place = ROOT.resolve(folder);
      namesIn(place)
          .filter(name -> name.endsWith(".md"))
          .map(place::resolve)
          .forEach(documents::add);
    }
    assertThat(documents).hasSizeGreaterThan(15);
    return documents;
  }

  private static Stream<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  private static String read(Path file) throws IOException {
    return Files.isDirectory(file) ? "" : CODE_BLOCK.matcher(Files.readString(file)).replaceAll("");
  }

  private static List<String> all(Pattern pattern, String text, int group) {
    return pattern.matcher(text).results().map(match -> match.group(group)).toList();
  }
}
