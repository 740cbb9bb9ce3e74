package io.bauta;

import static io.bauta.RoomsTest.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import io.bauta.access.KeyHash;
import io.bauta.carrier.Secret;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is secret is compared in a time that does not tell how much of a guess was right. */
class ConstantTimeTest {

  private static final Set<String> TELLING =
      Set.of(
          "java.lang.String.equals",
          "java.lang.String.equalsIgnoreCase",
          "java.lang.String.contentEquals",
          "java.lang.String.compareTo",
          "java.lang.String.startsWith",
          "java.lang.String.endsWith",
          "java.lang.String.regionMatches",
          "java.util.Arrays.equals",
          "java.util.Arrays.compare",
          "java.util.Arrays.mismatch",
          "java.util.Objects.equals");

  /**
   * Where what is looked at is no secret: the kind of refusal; the prefix that all secrets have.
   */
  private static final Set<String> NO_SECRET =
      Set.of("io.bauta.app.AccountReader.requireWith", "io.bauta.app.WebhookSecret.of");

  private static String nameOf(JavaMethodCall call) {
    return call.getTargetOwner().getName() + "." + call.getTarget().getName();
  }

  private static boolean calls(JavaCodeUnit unit, String name) {
    return unit.getMethodCallsFromSelf().stream().anyMatch(call -> nameOf(call).equals(name));
  }

  private static boolean tells(JavaCodeUnit unit) {
    return unit.getMethodCallsFromSelf().stream()
        .map(ConstantTimeTest::nameOf)
        .anyMatch(TELLING::contains);
  }

  @Test
  void nothingThatIsRevealedIsComparedInTheUsualWay() {
    Set<String> telling =
        MAIN.stream()
            .flatMap(owner -> owner.getCodeUnits().stream())
            .filter(unit -> calls(unit, "io.bauta.carrier.Secret.reveal") && tells(unit))
            .map(unit -> unit.getOwner().getName() + "." + unit.getName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(telling).isSubsetOf(NO_SECRET);
  }

  /** Each that judges a proof, by its own comparison or by that of the JDK's signatures. */
  @Test
  void whoJudgesAProofComparesSo() {
    Set<String> judges =
        MAIN.stream()
            .flatMap(owner -> owner.getCodeUnits().stream())
            .filter(unit -> calls(unit, "java.security.MessageDigest.isEqual"))
            .map(unit -> unit.getOwner().getName())
            .collect(Collectors.toSet());
    assertThat(judges)
        .contains(
            "io.bauta.access.KeyHash",
            "io.bauta.app.WebhookPaths",
            "io.bauta.carrier.Secret",
            "io.bauta.carrier.alohaa.AlohaaProof",
            "io.bauta.carrier.eight.EightProof",
            "io.bauta.carrier.vobiz.VobizCallbacks",
            "io.bauta.carrier.vobiz.VobizSignatures");
  }

  @Test
  void noProofIsComparedInTheUsualWay() {
    Set<String> telling =
        MAIN.stream()
            .filter(
                owner ->
                    owner.getName().endsWith("Proof")
                        || owner.getName().endsWith("Signatures")
                        || owner.getName().endsWith("KeyHash")
                        || owner.getName().endsWith("Ed25519Key"))
            .filter(
                owner ->
                    owner.getPackageName().startsWith("io.bauta.carrier.")
                        || owner.getPackageName().equals("io.bauta.access"))
            .flatMap(owner -> owner.getCodeUnits().stream())
            .filter(ConstantTimeTest::tells)
            .map(unit -> unit.getOwner().getName() + "." + unit.getName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(telling).isEmpty();
  }

  @Test
  void secretsAndHashesAreEqualWhereTheirContentIs() {
    assertThat(new Secret("one")).isEqualTo(new Secret("one")).isNotEqualTo(new Secret("two"));
    assertThat(new Secret("one")).hasSameHashCodeAs(new Secret("one"));
    assertThat(KeyHash.of("one")).isEqualTo(KeyHash.of("one")).isNotEqualTo(KeyHash.of("two"));
  }
}
