package io.bauta.doctor;

import static io.bauta.doctor.Findings.assertFailed;
import static io.bauta.doctor.Findings.assertOk;
import static io.bauta.doctor.Findings.assertSkipped;
import static io.bauta.doctor.Findings.assertWarning;
import static io.bauta.doctor.Findings.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.doctor.VaultExam.Another;
import io.bauta.doctor.VaultExam.Missing;
import io.bauta.doctor.VaultExam.NotSeen;
import io.bauta.doctor.VaultExam.NotYet;
import io.bauta.doctor.VaultExam.Opens;
import io.bauta.doctor.VaultExam.OthersNumbers;
import io.bauta.doctor.VaultExam.Seen;
import io.bauta.doctor.VaultExam.Unreadable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VaultExamTest {

  private static final String KEY = "/a/master.key";

  private static Finding master(Seen seen) {
    List<Finding> findings = VaultExam.judge(seen, true, false, Optional.empty());
    assertThat(findings).extracting(Finding::check).doesNotContain("keys in clear");
    return of(findings, "master key");
  }

  private static Seen opens(
      Optional<String> rotation, Optional<String> next, boolean byNext, boolean former) {
    return new Opens(KEY, rotation, next, byNext, former);
  }

  private static Finding rotation(Seen opens, boolean running) {
    return of(VaultExam.judge(opens, running, false, Optional.empty()), "key rotation");
  }

  private static final Seen WELL = opens(Optional.empty(), Optional.empty(), false, false);

  @Test
  void oneThatOpensIsWell() {
    assertOk(master(WELL), KEY + " opens the vault");
    assertOk(rotation(WELL, false), "none is under way");
  }

  @Test
  void oneThatDoesNotOpenIsFound() {
    assertSkipped(master(new NotSeen("no database")), "no database");
    assertSkipped(master(new NotYet()), "no data keys yet");
    assertFailed(master(new Missing(KEY)), KEY + " is missing", "from your backup");
    assertFailed(master(new Unreadable("no 32 bytes")), "no 32 bytes", "as the server's user");
    assertFailed(master(new Another(KEY)), KEY + " is not the one", "vault.former-master-key");
    assertFailed(master(new OthersNumbers(KEY)), "did not seal", "from two backups");
  }

  @Test
  void theOneOfBeforeIsNotLeftConfigured() {
    assertWarning(
        master(opens(Optional.empty(), Optional.empty(), false, true)),
        "still the one in vault.former-master-key",
        "start the server: it wraps them with the one in " + KEY);
    assertWarning(
        of(VaultExam.judge(WELL, true, true, Optional.empty()), "master key"),
        "still configured",
        "take vault.former-master-key out");
  }

  @Test
  void aRotationThatNobodyGoesOnWithIsFound() {
    Seen half = opens(Optional.of("pass 1"), Optional.empty(), false, false);
    assertOk(rotation(half, true), "under way: pass 1");
    assertWarning(rotation(half, false), "half done: pass 1", "./bauta vault status");
    assertWarning(
        rotation(opens(Optional.empty(), Optional.of("/a/next"), false, false), true),
        "a next master key lies in /a/next",
        "./bauta vault rotate-master");
    assertWarning(
        rotation(opens(Optional.empty(), Optional.of("/a/next"), true, false), false),
        "wrapped with /a/next already",
        "in the place of " + KEY);
  }

  @Test
  void keysInClearAreFound() {
    assertWarning(
        of(VaultExam.judge(WELL, true, false, Optional.of("/a/vault.keys")), "keys in clear"),
        "/a/vault.keys holds data keys",
        "removes the file");
  }
}
