package io.bauta.carrier;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.VectorCase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The pages in {@code docs/carriers} say what the code says. With {@code -Ddocs.accept} they are
 * written instead of compared; review the diff.
 */
class CarrierPagesTest {

  private static final Path ROOT = Path.of(Files.isDirectory(Path.of("docs")) ? "" : "..");
  private static final Path PAGES = ROOT.resolve("docs/carriers");
  private static final boolean ACCEPT = System.getProperty("docs.accept") != null;

  private static final String HOW =
      "to write it: ./mvnw -pl server -am test -Dtest=CarrierPagesTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.accept";

  @TestFactory
  Stream<DynamicTest> pages() {
    return generated().entrySet().stream()
        .map(
            page ->
                DynamicTest.dynamicTest(
                    page.getKey(), () -> check(PAGES.resolve(page.getKey()), page.getValue())));
  }

  private static void check(Path file, String page) throws IOException {
    if (ACCEPT) {
      Files.createDirectories(PAGES);
      Files.writeString(file, page);
    }
    assertThat(file).as(HOW).exists();
    assertThat(Files.readString(file)).as("%s; %s", file, HOW).isEqualTo(page);
  }

  @Test
  void noPageIsLeftOfACarrierThatIsGone() throws IOException {
    Set<String> there = new TreeSet<>();
    try (Stream<Path> files = Files.list(PAGES)) {
      files.map(file -> file.getFileName().toString()).forEach(there::add);
    }
    assertThat(generated().keySet()).containsAll(there);
  }

  private static Map<String, String> generated() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("README.md", comparison());
    for (Carrier carrier : Carriers.ALL) {
      String id = carrier.profile().id();
      pages.put(id + ".md", new CarrierPage(carrier, evidence(carrier), hasGuide(id)).markdown());
    }
    return pages;
  }

  private static String comparison() {
    return """
        # Carriers

        Made from the code: change the profiles, not this page
        ([how](../adding-a-carrier.md#7-the-documents)).

        | Carrier | Is told what to do | Proves its webhooks by | `./bauta setup` | Lists its numbers | Falls short of | Vectors: captured, documented, invented | Guide |
        | --- | --- | --- | --- | --- | --- | --- | --- |
        %s
        *Falls short of*: what a decision may want and the carrier can never do; its page says it in words. A
        vector is a recorded or written webhook with its meaning and our reply
        ([vectors](../../vectors/README.md)): the more of them are captured, the less is a guess.
        """
        .formatted(Carriers.ALL.stream().map(CarrierPagesTest::row).collect(joining()));
  }

  private static String row(Carrier carrier) {
    CarrierProfile profile = carrier.profile();
    CarrierEvidence evidence = evidence(carrier);
    String shortfalls =
        Stream.concat(
                profile.shortfalls().stream().sorted().map(CarrierWords::briefly),
                CarrierWords.untilSet(carrier).stream()
                    .sorted()
                    .map(one -> CarrierWords.briefly(one) + " unless set"))
            .collect(joining(", "));
    return "| [%s](%s.md) | %s | %s | %s | %s | %s | %d, %d, %d | %s |\n"
        .formatted(
            profile.name(),
            profile.id(),
            CarrierWords.isTold(carrier),
            CarrierWords.briefly(profile.proof()),
            CarrierWords.setUp(carrier),
            CarrierWords.listsNumbers(carrier),
            shortfalls.isEmpty() ? "nothing" : shortfalls,
            evidence.count(Kind.captured),
            evidence.count(Kind.docs),
            evidence.count(Kind.invented),
            hasGuide(profile.id()) ? "[guide](../%s.md)".formatted(profile.id()) : "–");
  }

  private static CarrierEvidence evidence(Carrier carrier) {
    return CarrierEvidence.of(ROOT.resolve("vectors").resolve(carrier.profile().id()));
  }

  private static boolean hasGuide(String id) {
    return Files.exists(ROOT.resolve("docs").resolve(id + ".md"));
  }
}
