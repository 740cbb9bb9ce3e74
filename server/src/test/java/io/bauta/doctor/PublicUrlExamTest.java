package io.bauta.doctor;

import static io.bauta.doctor.Findings.assertFailed;
import static io.bauta.doctor.Findings.assertOk;
import static io.bauta.doctor.Findings.assertWarning;
import static io.bauta.doctor.Findings.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.doctor.PublicUrlExam.Answered;
import io.bauta.doctor.PublicUrlExam.NotConfigured;
import io.bauta.doctor.PublicUrlExam.NotReached;
import io.bauta.doctor.PublicUrlExam.Seen;
import io.bauta.doctor.PublicUrlExam.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicUrlExamTest {

  private static final String URL = "https://mask.example.com";
  private static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");

  private static List<Finding> judge(Seen seen, Optional<String> running) {
    return PublicUrlExam.judge("a", URL, seen, running, NOW);
  }

  private static Finding reach(Seen seen, Optional<String> running) {
    return of(judge(seen, running), "public URL of a");
  }

  private static Seen answered(int status, Optional<String> instance) {
    return new Answered(status, instance, Optional.empty(), Optional.empty());
  }

  @Test
  void oneThatLeadsToThisServerIsWell() {
    Seen here = answered(200, Optional.of("i"));
    assertOk(reach(here, Optional.of("i")), URL + " leads to this server");
    assertFailed(reach(here, Optional.of("j")), "another Bauta", "let DNS or the proxy lead here");
    assertWarning(reach(here, Optional.empty()), "none runs here to compare", "start it");
  }

  @Test
  void oneThatIsNotConfiguredIsFound() {
    assertWarning(
        reach(new NotConfigured(), Optional.of("i")), "nobody says where", "carriers.a.public-url");
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN_HOST, has no address, DNS record",
    "REFUSED, nobody listens at, start the proxy",
    "TIME_OUT, no answer from, open the firewall",
    "CERTIFICATE, is not valid: it has ended, renew it",
    "OTHER, cannot be asked (it has ended), curl -v https://mask.example.com/health/live"
  })
  void oneThatDoesNotAnswerIsFound(Silence why, String seen, String mend) {
    assertFailed(
        reach(new NotReached(why, "it has ended", Optional.empty()), Optional.of("i")), seen, mend);
  }

  @ParameterizedTest
  @CsvSource({
    "404, something else answers, without a path before it",
    "200, something else answers, correct public-url",
    "401, wants a login, without a login",
    "403, wants a login, without a login",
    "407, wants a login, without a login",
    "502, reaches no server behind it (HTTP 502), host and port",
    "503, reaches no server behind it (HTTP 503), host and port",
    "504, reaches no server behind it (HTTP 504), host and port",
    "302, redirects (HTTP 302), ./bauta setup a"
  })
  void oneAtWhichSomethingElseAnswersIsFound(int status, String seen, String mend) {
    assertFailed(reach(answered(status, Optional.empty()), Optional.of("i")), seen, mend);
  }

  @Test
  void whereARedirectLeadsIsSaidWithoutItsPath() {
    assertFailed(
        reach(
            new Answered(
                308, Optional.empty(), Optional.of("https://www.example.com"), Optional.empty()),
            Optional.empty()),
        "redirects to https://www.example.com (HTTP 308)",
        "public-url");
  }

  @Test
  void theCertificateIsJudgedBesideTheAnswer() {
    Optional<Instant> soon = Optional.of(NOW.plus(Duration.ofDays(3)));
    assertWarning(
        of(
            judge(new Answered(200, Optional.of("i"), Optional.empty(), soon), Optional.of("i")),
            "certificate of a"),
        "holds for 3 days",
        "renew it");
    Optional<Instant> over = Optional.of(NOW.minus(Duration.ofDays(3)));
    assertFailed(
        of(
            judge(new NotReached(Silence.CERTIFICATE, "x", over), Optional.empty()),
            "certificate of a"),
        "ended at",
        "renew it");
    assertThat(judge(answered(200, Optional.of("i")), Optional.empty())).hasSize(1);
  }
}
