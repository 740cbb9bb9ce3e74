package io.bauta;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a server is started, its JVM is told the same about memory and compilers. */
class JvmFlagsTest {

  private static final Path ROOT = Path.of(Files.isDirectory(Path.of("docs")) ? "" : "..");
  private static final Pattern SHARED = Pattern.compile("(?s)(?:memory|compilers)=\"(.*?)\"");
  private static final Pattern FLAG = Pattern.compile("-X\\S+");

  /** Of two processors; the launcher asks how many there are. */
  private static final String YOUNG = "-XX:MaxNewSize=96m";

  private static Set<String> ofTheLauncher() throws IOException {
    String launcher = Files.readString(ROOT.resolve("bauta"));
    assertThat(launcher).contains(": 96))m").contains("-XX:MaxNewSize=$young");
    return SHARED
        .matcher(launcher)
        .results()
        .flatMap(group -> FLAG.matcher(group.group(1)).results())
        .map(MatchResult::group)
        .collect(toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy/bauta.service", "server/pom.xml"})
  void areThoseOfTheLauncher(String file) throws IOException {
    String text = Files.readString(ROOT.resolve(file));
    assertThat(ofTheLauncher())
        .hasSizeGreaterThan(5)
        .allSatisfy(flag -> assertThat(text).containsPattern(Pattern.quote(flag) + "[\\s<\"]"));
    assertThat(text).contains(YOUNG, "MALLOC_ARENA_MAX");
  }

  /** What is measured is what everybody starts. */
  @Test
  void areThoseOfTheServerThatIsMeasured() throws IOException {
    String text =
        Files.readString(ROOT.resolve("bench/src/main/java/io/bauta/bench/load/ServerFlags.java"));
    Set<String> measured =
        FLAG.matcher(text.substring(text.indexOf("FLAGS ="), text.indexOf("ENVIRONMENT")))
            .results()
            .map(flag -> flag.group().replaceAll("[\",);]+$", ""))
            .collect(toCollection(TreeSet::new));
    Set<String> shipped = ofTheLauncher();
    shipped.add("-XX:+UseCompactObjectHeaders");

    assertThat(measured).isEqualTo(shipped);
    assertThat(text).contains("-XX:MaxNewSize=%dm", "MALLOC_ARENA_MAX");
  }
}
