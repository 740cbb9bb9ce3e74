package io.bauta.journey;

import static io.bauta.journey.Story.text;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.journey.Wire.Fault;
import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCall;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Whatever goes wrong between a carrier and the server, one call is one call and recorded once. */
@Timeout(60)
class FaultJourneyTest {

  private static Stage stage;

  @BeforeAll
  static void open(@TempDir Path data) throws Exception {
    stage = new Stage(data);
  }

  @AfterAll
  static void close() throws Exception {
    stage.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyWebhookTwice(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.rig().carrier().suffers(Faults.none().deliveringTwice(Faults.EVERY_EVENT));
    assertTalked(story, story.agentCalls().talksFor(ofSeconds(69)));
  }

  @ParameterizedTest
  @EnumSource
  void everyWebhookFourTimesAtTheSameMoment(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.rig().carrier().suffers(Faults.none().deliveringConcurrently(Faults.EVERY_EVENT, 4));
    assertTalked(story, story.agentCalls().talksFor(ofSeconds(69)));
  }

  @ParameterizedTest
  @EnumSource
  void everyWebhookOfARefusedCallFourTimesAtTheSameMoment(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.rig().carrier().suffers(Faults.none().deliveringConcurrently(Faults.EVERY_EVENT, 4));
    story.closeSession();
    SimulatedCall call = story.agentCalls();
    assertThat(call.wasRefused()).isTrue();
    assertThat(call.complaints()).isEmpty();
    assertThat(story.statusOf(call)).isEqualTo("refused");
    assertThat(story.agent().heard().size()).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void theEndIsToldBeforeWhatCameBeforeIt(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    Faults late = Faults.none().hangupBeforeDialResult();
    story.rig().carrier().suffers(story.rig().tellsAnswer().map(late::tellingLate).orElse(late));
    stage.reports(
        story.rig().tellsAnswer().isEmpty(),
        "%s: tells a call in one webhook, so nothing can come out of order",
        story.rig().carrier().displayName());
    assertTalked(story, story.agentCalls().talksFor(ofSeconds(69)));
  }

  @ParameterizedTest
  @EnumSource
  void theEndOfAnUnansweredCallIsToldFirst(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story
        .rig()
        .carrier()
        .suffers(Faults.none().hangupBeforeDialResult().tellingLate(story.rig().tellsEnd()));
    story.customer().isBusy();
    SimulatedCall call = story.agentCalls();
    assertThat(call.complaints()).isEmpty();
    assertThat(story.statusOf(call)).isEqualTo(story.rig().recordOf(CallStatus.BUSY));
  }

  @ParameterizedTest
  @EnumSource
  void theAnswerOfTheDestinationIsNeverTold(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story
        .rig()
        .tellsAnswer()
        .ifPresent(event -> story.rig().carrier().suffers(Faults.none().dropping(event)));
    SimulatedCall call = story.agentCalls().talksFor(ofSeconds(69));
    if (stage.reports(
        carrier == Played.TELNYX,
        "Telnyx: nothing but call.bridged tells that they talked; when it is lost, the record does"
            + " not know")) {
      assertThat(call.complaints()).isEmpty();
      assertThat(text(story.recordOf(call), "ended_at")).isNotEmpty();
    } else {
      assertTalked(story, call);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyWebhookIsLate(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.rig().carrier().suffers(Faults.none().delaying(Faults.EVERY_EVENT, ofMillis(150)));
    assertTalked(story, story.agentCalls().talksFor(ofSeconds(69)));
  }

  @ParameterizedTest
  @EnumSource
  void theFirstReplyToEveryWebhookIsLost(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.rig().carrier().suffers(Faults.none().losingReplies(Faults.EVERY_EVENT, 1));
    assertTalked(story, story.agentCalls().talksFor(ofSeconds(69)));
  }

  @ParameterizedTest
  @EnumSource
  void theFirstTryOfEveryWebhookIsAnswered503OnTheWay(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.rig().carrier().suffers(Faults.none().turningAway(Faults.EVERY_EVENT, 1));
    SimulatedCall call = story.agentCalls();
    assertTalked(story, call.talksFor(ofSeconds(69)));
    assertThat(call.exchanges().getFirst().toString()).contains("503, turned away on the way");
  }

  @ParameterizedTest
  @EnumSource
  void theReplyToTheQuestionIsLostAndItIsAskedAgain(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.rig().carrier().suffers(Faults.none().retryingFailures());
    stage.wire().suffers(Fault.REPLY_LOST, Fault.REPLY_LOST);
    assertTalked(story, story.agentCalls().talksFor(ofSeconds(69)));
  }

  @ParameterizedTest
  @EnumSource
  void theReplyToTheEndIsLostAndItIsToldAgain(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.rig().carrier().suffers(Faults.none().retryingFailures());
    SimulatedCall call = story.agentCalls();
    stage.wire().suffers(Fault.REPLY_LOST, Fault.REPLY_LOST);
    assertTalked(story, call.talksFor(ofSeconds(69)));
  }

  @ParameterizedTest
  @EnumSource
  void theServerIsNotThereAtFirst(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.rig().carrier().suffers(Faults.none().retryingFailures());
    stage.wire().suffers(Fault.REFUSED, Fault.REFUSED);
    SimulatedCall call = story.agentCalls();
    stage.wire().suffers(Fault.REFUSED, Fault.REFUSED);
    assertTalked(story, call.talksFor(ofSeconds(69)));
  }

  @ParameterizedTest
  @EnumSource
  void theQuestionArrivesWhenTheSessionIsClosedAlready(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    stage.wire().suffers(Fault.DELAYED);
    CompletableFuture<SimulatedCall> dialing = CompletableFuture.supplyAsync(story::agentCalls);
    assertThat(stage.wire().awaitsHeld()).isTrue();
    story.closeSession();
    stage.wire().release();
    SimulatedCall call = dialing.get(20, TimeUnit.SECONDS);
    assertThat(call.wasRefused()).isTrue();
    assertThat(call.complaints()).isEmpty();
    assertThat(story.customer().rang()).isZero();
    assertThat(text(story.recordOf(call), "refusal_reason")).isEqualTo("session_ended");
  }

  @ParameterizedTest
  @EnumSource
  void everythingComesAgainMuchLater(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    SimulatedCall call = story.agentCalls().talksFor(ofSeconds(69));
    SimulatedCall next = story.customerCalls();
    for (Exchange exchange : call.exchanges()) {
      assertThat(story.rig().replays(exchange).status()).isEqualTo(200);
    }
    assertThat(story.customer().rang()).isEqualTo(1);
    next.talksFor(ofSeconds(5));
    assertThat(story.recordOf(next).path("talk_seconds").asInt()).isEqualTo(5);
    JsonNode record = story.recordOf(call);
    assertThat(text(record, "status")).isEqualTo("completed");
    assertThat(record.path("talk_seconds").asInt()).isEqualTo(69);
  }

  /** As if nothing had gone wrong. */
  private static void assertTalked(Story story, SimulatedCall call) throws Exception {
    assertThat(call.complaints()).isEmpty();
    assertThat(call.wasConnectedTo(story.customer().number())).isTrue();
    assertThat(story.customer().rang()).isEqualTo(1);
    JsonNode record = story.recordOf(call);
    assertThat(text(record, "status")).isEqualTo("completed");
    assertThat(record.path("talk_seconds").asInt()).isEqualTo(69);
    assertThat(text(record, "hangup_cause")).isEqualTo("normal_clearing");
    assertThat(story.records()).hasSize(1);
  }
}
