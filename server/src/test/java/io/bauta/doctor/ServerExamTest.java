package io.bauta.doctor;

import static io.bauta.doctor.Findings.assertFailed;
import static io.bauta.doctor.Findings.assertOk;
import static io.bauta.doctor.Findings.assertSkipped;
import static io.bauta.doctor.Findings.assertWarning;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.doctor.ServerExam.EventEndpoint;
import io.bauta.doctor.ServerExam.NotAsked;
import io.bauta.doctor.ServerExam.NotOurs;
import io.bauta.doctor.ServerExam.NotRunning;
import io.bauta.doctor.ServerExam.Running;
import io.bauta.doctor.ServerExam.Silent;
import io.bauta.doctor.ServerExam.Untrusted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServerExamTest {

  private static final String URL = "http://127.0.0.1:8080";

  @Test
  void oneThatRunsIsWellOrSaysWhatIsNot() {
    assertOk(ServerExam.judge(new Running(URL, "ok", 0, "i")), URL + " runs and is well");
    assertFailed(
        ServerExam.judge(new Running(URL, "not_storing", 0, "i")),
        "says not_storing",
        "restart it");
    assertWarning(
        ServerExam.judge(new Running(URL, "ok", 1, "i")),
        "lost the beginnings of 1 calls",
        "see the log");
  }

  @Test
  void whoeverDoesNotAnswerAsAServerIsFound() {
    assertSkipped(ServerExam.judge(new NotRunning(URL)), "none answers at " + URL, "./bauta serve");
    assertFailed(
        ServerExam.judge(new NotOurs(URL, 404)), "is not Bauta (HTTP 404)", "--url; if it is to");
    assertFailed(
        ServerExam.judge(new NotAsked(URL, "/a/ca.pem: cannot be read")),
        "/a/ca.pem: cannot be read",
        "BAUTA_CA_FILE");
    assertFailed(
        ServerExam.judge(new Untrusted(URL)),
        URL + " has no certificate that holds",
        "BAUTA_CA_FILE");
    assertFailed(
        ServerExam.judge(new Silent(URL, Duration.ofSeconds(5))), "within 5 s", "Thread.print");
  }

  @Test
  void otherAccountsThanItsAreFound() {
    assertThat(ServerExam.sameAccounts(Set.of("a", "b"), Set.of("b", "a"))).isEmpty();
    assertWarning(
        ServerExam.sameAccounts(Set.of("a", "b"), Set.of("b", "c")).orElseThrow(),
        "carrier accounts: a, c",
        "restart the server");
  }

  @Test
  void eventsThatDoNotArriveAreFound() {
    EventEndpoint well = new EventEndpoint("a.example.com", "active", false);
    EventEndpoint failing = new EventEndpoint("b.example.com", "active", true);
    EventEndpoint gone = new EventEndpoint("c.example.com", "gone", false);
    assertOk(ServerExam.events(Optional.of(List.of(well)), ""), "1, and none fails");
    assertWarning(
        ServerExam.events(Optional.of(List.of(well, failing, gone)), ""),
        "at b.example.com (fails), c.example.com (gone)",
        "/v1/deliveries");
    assertSkipped(ServerExam.events(Optional.empty(), "nobody runs"), "nobody runs");
  }

  @Test
  void whereNothingIsForgottenIsSaid() {
    assertWarning(
        ServerExam.retention(Set.of("calls"), Set.of()),
        "ever forgotten: calls",
        "retention.calls-days");
    assertOk(
        ServerExam.retention(Set.of("calls"), Set.of("sessions")),
        "limited for sessions; kept for good: calls");
    assertOk(ServerExam.retention(Set.of(), Set.of("sessions")), "limited for sessions");
  }
}
