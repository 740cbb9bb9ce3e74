package io.bauta.doctor;

import static io.bauta.doctor.Findings.assertFailed;
import static io.bauta.doctor.Findings.assertOk;
import static io.bauta.doctor.Findings.assertSkipped;
import static io.bauta.doctor.Findings.assertWarning;

import io.bauta.doctor.ClockExam.Seen;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockExamTest {

  private static final String SET = "timedatectl set-ntp true";

  private static Seen clock(String whose, long seconds) {
    return new Seen(whose, Duration.ofSeconds(seconds));
  }

  private static Finding judge(Seen... others) {
    return ClockExam.judge(List.of(others));
  }

  @Test
  void oneThatIsRightIsWell() {
    assertOk(judge(clock("A", 9), clock("B", -9), clock("A", 1)), "right to 10 s by A, B");
  }

  @Test
  void oneThatIsWrongEitherWayIsFound() {
    assertWarning(judge(clock("A", 10)), "A is 10 s ahead of this machine's", SET);
    assertWarning(
        judge(clock("A", -119), clock("B", -20)), "A is 119 s behind this machine's", SET);
    assertFailed(judge(clock("A", 120)), "120 s ahead of this machine's: genuine webhooks", SET);
    assertFailed(judge(clock("A", -120)), "are refused, or soon will be", SET);
  }

  @Test
  void whereOthersAgreeTheOneApartIsToBeSetRight() {
    assertWarning(
        judge(clock("A", 3600), clock("B", 0), clock("C", 2)),
        "A is 3600 s ahead",
        "2 other clocks agree with this machine's");
  }

  @Test
  void withoutAnotherNothingIsSaid() {
    assertSkipped(judge(), "no other clock", "timedatectl status");
  }
}
