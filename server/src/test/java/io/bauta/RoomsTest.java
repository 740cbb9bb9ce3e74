package io.bauta;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.bauta.number.PhoneNumber;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Which room may use which, and which library belongs to which room. */
final class RoomsTest {

  /** All classes of the server, without its tests. */
  static final JavaClasses MAIN = mainClasses();

  private static final String ROOT = "io.bauta.";

  /** What each room may use of the others. A room that is not here may not exist. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("number", Set.of()),
          Map.entry("id", Set.of()),
          Map.entry("rules", Set.of()),
          Map.entry("speech", Set.of()),
          Map.entry("pool", Set.of("speech", "rules", "number", "id")),
          Map.entry("session", Set.of("rules", "number", "pool", "id")),
          Map.entry("routing", Set.of("speech", "rules", "number", "pool", "session")),
          Map.entry("plan", Set.of("number", "pool", "session")),
          Map.entry("call", Set.of("routing", "session", "pool", "number", "id")),
          Map.entry("event", Set.of("routing", "call", "session", "pool", "number", "id")),
          Map.entry("delivery", Set.of("event", "session", "id")),
          Map.entry("carrier", Set.of("speech", "number", "routing", "call")),
          Map.entry("outbox", Set.of("carrier", "call")),
          Map.entry("proof", Set.of("carrier")),
          Map.entry("doctor", Set.of("proof", "carrier", "number")),
          Map.entry(
              "edge",
              Set.of(
                  "proof", "outbox", "carrier", "call", "routing", "session", "pool", "rules",
                  "number", "id")),
          Map.entry(
              "api",
              Set.of(
                  "proof",
                  "access",
                  "edge",
                  "vault",
                  "fetch",
                  "recording",
                  "retention",
                  "person",
                  "audit",
                  "delivery",
                  "event",
                  "outbox",
                  "carrier",
                  "call",
                  "routing",
                  "plan",
                  "session",
                  "pool",
                  "speech",
                  "rules",
                  "number",
                  "id")),
          Map.entry("vault", Set.of("number")),
          Map.entry("outbound", Set.of()),
          Map.entry("openid", Set.of("outbound")),
          Map.entry("door", Set.of()),
          Map.entry("audit", Set.of("id")),
          Map.entry("access", Set.of("audit", "pool", "id")),
          Map.entry("retention", Set.of()),
          Map.entry("person", Set.of("audit", "call", "session", "pool", "number", "id")),
          Map.entry("recording", Set.of("audit", "call", "pool", "id")),
          Map.entry("media", Set.of()),
          Map.entry(
              "fetch",
              Set.of(
                  "recording",
                  "audit",
                  "media",
                  "vault",
                  "outbound",
                  "outbox",
                  "carrier",
                  "call",
                  "id")),
          Map.entry(
              "store",
              Set.of(
                  "proof",
                  "doctor",
                  "vault",
                  "access",
                  "recording",
                  "retention",
                  "person",
                  "audit",
                  "outbox",
                  "event",
                  "carrier",
                  "call",
                  "routing",
                  "session",
                  "pool",
                  "speech",
                  "rules",
                  "number",
                  "id")),
          Map.entry(
              "app",
              Set.of(
                  "proof",
                  "doctor",
                  "api",
                  "access",
                  "delivery",
                  "event",
                  "edge",
                  "store",
                  "vault",
                  "outbound",
                  "openid",
                  "door",
                  "fetch",
                  "media",
                  "recording",
                  "retention",
                  "person",
                  "audit",
                  "outbox",
                  "carrier",
                  "call",
                  "routing",
                  "plan",
                  "session",
                  "pool",
                  "speech",
                  "number",
                  "id",
                  "simulator")));

  private static final String[] DOMAIN = {
    "io.bauta.number..",
    "io.bauta.id..",
    "io.bauta.rules..",
    "io.bauta.speech..",
    "io.bauta.pool..",
    "io.bauta.session..",
    "io.bauta.plan..",
    "io.bauta.routing..",
    "io.bauta.call..",
    "io.bauta.audit..",
    "io.bauta.access..",
    "io.bauta.retention..",
    "io.bauta.person..",
    "io.bauta.recording..",
    "io.bauta.event.."
  };

  @Test
  void roomsUseOnlyTheRoomsThatTheyMay() {
    classes().should(useOnlyRoomsThatTheyMay()).check(MAIN);
  }

  private static ArchCondition<JavaClass> useOnlyRoomsThatTheyMay() {
    return new ArchCondition<>("use only the rooms that their own room may use") {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        String room = roomOf(user);
        Set<String> allowed = MAY_USE.getOrDefault(room, Set.of());
        for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
          JavaClass used = dependency.getTargetClass().getBaseComponentType();
          boolean fine =
              !used.getName().startsWith(ROOT)
                  || roomOf(used).equals(room)
                  || allowed.contains(roomOf(used));
          if (!fine) {
            events.add(SimpleConditionEvent.violated(user, dependency.getDescription()));
          }
        }
      }
    };
  }

  static String roomOf(JavaClass member) {
    String inside = member.getName().substring(ROOT.length());
    return inside.substring(0, Math.max(0, inside.indexOf('.')));
  }

  @Test
  void everyRoomIsInTheTableAndTheTableHasNoRoomTooMany() {
    Set<String> rooms = MAIN.stream().map(RoomsTest::roomOf).collect(Collectors.toSet());
    assertThat(rooms).isEqualTo(MAY_USE.keySet());
  }

  @Test
  void roomsFormNoCycle() {
    slices().matching("io.bauta.(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void everyPackageIsNullMarked() {
    List<String> unmarked =
        MAIN.getPackage("io.bauta").getSubpackagesInTree().stream()
            .filter(room -> !room.getClasses().isEmpty())
            // Only mentioned from here; the simulator's own module holds it to this.
            .filter(room -> !room.getName().startsWith("io.bauta.simulator"))
            .filter(room -> !room.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();
    assertThat(unmarked).isEmpty();
  }

  @Test
  void domainRoomsUseNothingButValues() {
    DescribedPredicate<JavaClass> values =
        resideInAnyPackage(
                "java.lang..",
                "java.math",
                "java.util..",
                "java.time..",
                "org.jspecify.annotations")
            .and(describe("no clock or logger", c -> !c.isEquivalentTo(Clock.class)))
            .and(describe("no logger", c -> !c.getPackageName().startsWith("java.util.logging")))
            .or(resideInAnyPackage("io.bauta.."))
            .or(describe("arrays of these", JavaClass::isArray))
            .or(describe("primitives", JavaClass::isPrimitive));
    classes()
        .that(are(inDomain()))
        .and()
        .resideOutsideOfPackages(
            "io.bauta.number", "io.bauta.id", "io.bauta.access", "io.bauta.audit")
        .should()
        .onlyDependOnClassesThat(values)
        .check(MAIN);
    classes()
        .that()
        .resideInAPackage("io.bauta.number")
        .should()
        .onlyDependOnClassesThat(values.or(resideInAnyPackage("com.google.i18n.phonenumbers..")))
        .check(MAIN);
    classes()
        .that()
        .resideInAPackage("io.bauta.id")
        .should()
        .onlyDependOnClassesThat(values.or(resideInAnyPackage("java.security")))
        .check(MAIN);
    classes()
        .that()
        .resideInAnyPackage("io.bauta.access", "io.bauta.audit")
        .should()
        .onlyDependOnClassesThat(values.or(resideInAnyPackage("java.security", "java.nio.charset")))
        .check(MAIN);
  }

  private static DescribedPredicate<JavaClass> inDomain() {
    return resideInAnyPackage(DOMAIN);
  }

  @Test
  void carriersTouchNeitherTheWorldNorOneAnother() {
    noClasses()
        .that()
        .resideInAPackage("io.bauta.carrier..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.net.http..",
                    "java.nio.file..",
                    "java.util.logging..",
                    "java.util.concurrent..",
                    "java.sql..",
                    "javax.sql..",
                    "org.slf4j..",
                    "io.helidon..")
                .or(describe("a clock", c -> c.isEquivalentTo(Clock.class))))
        .check(MAIN);
    slices().matching("io.bauta.carrier.(*)..").should().notDependOnEachOther().check(MAIN);
  }

  @Test
  void carriersKeepNothingBetweenTwoWebhooks() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage("io.bauta.carrier..")
        .should()
        .beFinal()
        .check(MAIN);
  }

  @Test
  void onlyTheAppServesHttpAndReadsTheCommandLine() {
    onlyIn(
        "io.bauta.app..", "io.helidon..", "picocli..", "io.bauta.simulator..", "java.net.http..");
  }

  @Test
  void onlyTheStoreSpeaksSql() {
    onlyIn(
        "io.bauta.store..",
        "java.sql..",
        "javax.sql..",
        "org.jdbi..",
        "org.flywaydb..",
        "com.zaxxer..",
        "com.github.kagkarlsson..",
        "org.sqlite..",
        "org.postgresql..");
  }

  @Test
  void whatMayBeReachedIsDecidedInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.bauta.outbound..")
        // Goes only to carriers' APIs, which the configuration names.
        .and()
        .doNotHaveFullyQualifiedName("io.bauta.app.CarrierHttp")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.hc..")
        .check(MAIN);
  }

  @Test
  void onlyOneRoomSpeaksOpenIdConnect() {
    onlyIn("io.bauta.openid..", "com.nimbusds..", "net.minidev..");
  }

  /** It would follow redirects, read without end, and reach whatever it is told. */
  @Test
  void theLibraryOfOpenIdConnectSendsNothing() {
    assertThat(
            MAIN.stream()
                .filter(user -> roomOf(user).equals("openid"))
                .flatMap(user -> user.getAccessesFromSelf().stream())
                .filter(access -> access.getTargetOwner().getName().startsWith("com.nimbusds."))
                .map(access -> access.getTarget().getName()))
        .contains("toHTTPRequest")
        .noneMatch(name -> name.startsWith("send") || Set.of("resolve", "load").contains(name));
    noClasses()
        .that()
        .resideInAPackage("io.bauta.openid..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.nimbusds.jose.jwk.source..", "java.net.http..")
        .check(MAIN);
  }

  @Test
  void onlyMediaLiesInBuckets() {
    onlyIn("io.bauta.media..", "software.amazon..");
  }

  @Test
  void onlyTheVaultEncrypts() {
    onlyIn("io.bauta.vault..", "com.google.crypto.tink..");
  }

  @Test
  void onlyNumbersKnowNumberingPlans() {
    onlyIn("io.bauta.number..", "com.google.i18n.phonenumbers..");
  }

  private static void onlyIn(String room, String... libraries) {
    noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries)
        .check(MAIN);
  }

  private static JavaClasses mainClasses() {
    try {
      // Where they are, not what they are called: the quick build has a directory of its own.
      Path place =
          Path.of(PhoneNumber.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new ClassFileImporter().importPath(place);
    } catch (URISyntaxException noPlace) {
      throw new IllegalStateException(noPlace);
    }
  }
}
