package io.bauta.doctor;

import static io.bauta.doctor.Findings.assertFailed;
import static io.bauta.doctor.Findings.assertOk;
import static io.bauta.doctor.Findings.assertWarning;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.doctor.CertificateExam.NotConfigured;
import io.bauta.doctor.CertificateExam.Unusable;
import io.bauta.doctor.CertificateExam.Usable;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CertificateExamTest {

  private static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");
  private static final String FILE = "/etc/bauta/tls/fullchain.pem";

  private static Finding own(Duration left) {
    return CertificateExam.own(new Usable(FILE, NOW.plus(left)), NOW).orElseThrow();
  }

  private static Finding shown(Duration left) {
    return CertificateExam.shown(
        "certificate of a", "https://mask.example.com", NOW.plus(left), NOW);
  }

  @Test
  void oneWithTwoWeeksLeftIsWell() {
    assertOk(
        own(Duration.ofDays(14)), FILE + ", with its key, holds for 14 days, until 2027-03-15");
    assertOk(shown(Duration.ofDays(14)), "holds for 14 days, until 2027-03-15T12:00:00Z");
  }

  @Test
  void oneThatEndsSoonIsFound() {
    Duration left = Duration.ofDays(14).minusSeconds(1);
    assertWarning(own(left), "holds for 13 days", "without a restart");
    assertWarning(shown(left), "holds for 13 days", "https://mask.example.com loads the new one");
    assertWarning(own(Duration.ZERO), "holds for 0 days", "renew it");
  }

  @Test
  void oneThatEndedIsFound() {
    assertFailed(own(Duration.ofSeconds(-1)), FILE + ", with its key, ended at 2027", "renew it");
    assertFailed(shown(Duration.ofSeconds(-1)), "ended at 2027-03-01T11:59:59Z", "renew it");
  }

  @Test
  void oneThatCannotBeUsedIsFoundAndNoneIsNoFinding() {
    assertFailed(
        CertificateExam.own(new Unusable(FILE + ": cannot be read"), NOW).orElseThrow(),
        FILE + ": cannot be read",
        "server.tls.private-key-file");
    assertThat(CertificateExam.own(new NotConfigured(), NOW)).isEmpty();
  }
}
