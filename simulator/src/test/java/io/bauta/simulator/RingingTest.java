package io.bauta.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.Rung.Ending;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RingingTest {

  private static final Screen SCREEN = new Screen("+919000000002", "+919000000002");

  private final PhoneNetwork network = new PhoneNetwork();
  private final Phone one = network.phone("+918888800001");
  private final Phone other = network.phone("+918888800002");

  @Test
  void aPhoneAnswersAfterFourSecondsUnlessToldOtherwise() {
    assertThat(ring(one)).containsExactly(new Rung(one, Ending.ANSWERED, Duration.ofSeconds(4)));
  }

  @Test
  void aPhoneThatIsAnsweredTooLateIsNotAnswered() {
    one.answersAfter(Duration.ofSeconds(30));

    assertThat(ring(one)).containsExactly(new Rung(one, Ending.UNANSWERED, Duration.ofSeconds(30)));
  }

  @Test
  void aBusyPhoneDoesNotRing() {
    ring(one.isBusy());

    assertThat(one.rang()).isZero();
  }

  @Test
  void aPhoneThatDoesNotExistDoesNotRing() {
    assertThat(ring(one.isUnallocated()))
        .extracting(Rung::ending)
        .containsExactly(Ending.UNREACHABLE);
    assertThat(one.rang()).isZero();
  }

  @Test
  void theFirstToAnswerWins() {
    one.answersAfter(Duration.ofSeconds(9));
    other.answersAfter(Duration.ofSeconds(3));

    assertThat(ring(one, other))
        .extracting(Rung::ending)
        .containsExactly(Ending.LOST_RACE, Ending.ANSWERED);
  }

  @Test
  void whoDeclinesBeforeAnotherAnswersHasDeclined() {
    one.rejects();
    other.answersAfter(Duration.ofSeconds(3));

    assertThat(ring(one, other))
        .extracting(Rung::ending)
        .containsExactly(Ending.REJECTED, Ending.ANSWERED);
  }

  @Test
  void aCallerWithoutPatienceHangsUpFirst() {
    var ringing = new Ringing(Duration.ofSeconds(30), Optional.of(Duration.ofSeconds(2)));

    assertThat(ringing.ring(List.of(one), SCREEN))
        .containsExactly(new Rung(one, Ending.CALLER_GAVE_UP, Duration.ofSeconds(2)));
  }

  private static List<Rung> ring(Phone... phones) {
    return new Ringing(Duration.ofSeconds(30), Optional.empty()).ring(List.of(phones), SCREEN);
  }
}
