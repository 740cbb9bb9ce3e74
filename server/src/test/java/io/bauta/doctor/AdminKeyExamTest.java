package io.bauta.doctor;

import static io.bauta.doctor.Findings.assertFailed;
import static io.bauta.doctor.Findings.assertOk;
import static io.bauta.doctor.Findings.assertSkipped;
import static io.bauta.doctor.Findings.assertWarning;

import io.bauta.doctor.AdminKeyExam.Chosen;
import io.bauta.doctor.AdminKeyExam.Made;
import io.bauta.doctor.AdminKeyExam.NotYet;
import io.bauta.doctor.AdminKeyExam.Unusable;
import org.junit.jupiter.api.Test;

class AdminKeyExamTest {

  @Test
  void oneOfAServerOrOfAPersonIsWell() {
    assertOk(AdminKeyExam.judge(new Made("/a/admin.key")), "made by the server, in /a/admin.key");
    assertOk(AdminKeyExam.judge(new Chosen("the configuration", 32, 10)), "the configuration");
  }

  @Test
  void oneThatCanBeGuessedIsFound() {
    assertWarning(
        AdminKeyExam.judge(new Chosen("/a/admin.key", 31, 20)), "/a/admin.key", "openssl rand");
    assertWarning(
        AdminKeyExam.judge(new Chosen("/a/admin.key", 48, 9)), "could be guessed", "and restart");
  }

  @Test
  void oneThatIsNotThereOrCannotBeReadIsFound() {
    assertSkipped(AdminKeyExam.judge(new NotYet("/a/admin.key")), "makes it in /a/admin.key");
    assertFailed(
        AdminKeyExam.judge(new Unusable("/a/admin.key holds no key")),
        "/a/admin.key holds no key",
        "as the server's user");
  }
}
