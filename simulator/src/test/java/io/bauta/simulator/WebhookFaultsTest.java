package io.bauta.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.simulator.FakeServer.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong on the way between a carrier and the server, and what is reported of it. */
class WebhookFaultsTest {

  private final FakeServer server = new FakeServer();
  private final WebhookSender sender = new WebhookSender(url -> url, Duration.ofSeconds(5));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aReplyThatIsLostIsNotSeenAndTheWebhookSentAgain() {
    sender.suffers(Faults.none().losingReplies("Told", 2));
    Delivery delivery = deliver();

    assertThat(server.received()).hasSize(3);
    assertThat(delivery.reply().isOk()).isTrue();
    assertThat(reports(delivery))
        .containsExactly(
            "no reply: lost, the server's 200", "no reply: lost, the server's 200", "200, try 3");
  }

  @Test
  void aWebhookThatIsTurnedAwayOnTheWayIsSentAgainAndTheServerSeesItOnce() {
    sender.suffers(Faults.none().turningAway(Faults.EVERY_EVENT, 1));
    Delivery delivery = deliver();

    assertThat(server.received()).hasSize(1);
    assertThat(reports(delivery)).containsExactly("503, turned away on the way", "200, try 2");
  }

  @Test
  void aServerThatFailsIsTriedAgain() {
    server.answers("/told", Answer.of(500, "", ""), Answer.of(200, "", ""));
    sender.suffers(Faults.none().retryingFailures());

    assertThat(reports(deliver())).containsExactly("500", "200, try 2");
  }

  @Test
  void aDelayedWebhookArrivesLaterAndAsOften() {
    sender.suffers(
        Faults.none().delaying("Told", Duration.ofMillis(120)).deliveringConcurrently("Told", 2));
    long begun = System.nanoTime();
    Delivery delivery = deliver();

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(119));
    assertThat(server.received()).hasSize(2);
    assertThat(reports(delivery)).containsExactly("200, 1 of 2 at once", "200, 2 of 2 at once");
    sender.suffers(Faults.none().delaying("Told", Duration.ofMillis(5)));
    assertThat(reports(deliver())).containsExactly("200, 5 ms late");
  }

  @Test
  void aCopyIsReportedAsOne() {
    sender.suffers(Faults.none().deliveringTwice("Told"));

    assertThat(reports(deliver())).containsExactly("200", "200, again");
  }

  @Test
  void whatIsLostNeverArrives() {
    sender.suffers(Faults.none().dropping("Told"));

    assertThat(reports(deliver())).containsExactly("lost on the way");
    assertThat(server.received()).isEmpty();
  }

  @Test
  void faultsThatNobodyCouldWaitForAreRefused() {
    Duration tooLong = Faults.DELAY_MAX.plusMillis(1);
    assertThatThrownBy(() -> Faults.none().delaying("Told", tooLong))
        .hasMessageContaining("0 to 30 s");
    assertThatThrownBy(() -> Faults.none().losingReplies("Told", Faults.COPIES_MAX + 1))
        .hasMessageContaining("at most 64");
    assertThatThrownBy(() -> Faults.none().deliveringConcurrently("Told", 0))
        .hasMessageContaining("1 to 64");
  }

  private Delivery deliver() {
    Webhook told = new Webhook("Told", "POST", server.url("/told"), Map.of(), "a=b", Map.of());
    return sender.deliver(told, _ -> "");
  }

  /** Each exchange as the report shows it. */
  private static List<String> reports(Delivery delivery) {
    return delivery.exchanges().stream()
        .map(Exchange::toString)
        .map(text -> text.substring("Exchange[Told: ".length(), text.length() - 1))
        .toList();
  }
}
