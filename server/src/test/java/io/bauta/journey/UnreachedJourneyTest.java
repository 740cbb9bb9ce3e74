package io.bauta.journey;

import static io.bauta.journey.Story.text;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Screen;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Calls that nobody answers, at every carrier. */
@Timeout(60)
class UnreachedJourneyTest {

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
  void aBusyCustomer(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.customer().isBusy();
    assertRecorded(story, story.agentCalls(), CallStatus.BUSY);
  }

  @ParameterizedTest
  @EnumSource
  void aCustomerWhoDeclines(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.customer().rejects();
    assertRecorded(story, story.agentCalls(), CallStatus.REJECTED);
  }

  @ParameterizedTest
  @EnumSource
  void aCallerWhoGivesUp(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.customer().doesNotAnswer();
    story.agent().hangsUpWhileRinging(ofSeconds(6));
    SimulatedCall call = story.agentCalls();
    assertRecorded(story, call, CallStatus.CANCELLED);
    assertThat(ringing(call)).isEqualTo(ofSeconds(6));
  }

  @ParameterizedTest
  @EnumSource
  void aCustomerWhoDoesNotAnswer(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.customer().doesNotAnswer();
    SimulatedCall call = story.agentCalls();
    assertRecorded(story, call, CallStatus.NO_ANSWER);
    if (!stage.fallsShort(story.rig(), "RING_TIMEOUT_IGNORED", "rings as long as it likes")) {
      assertThat(ringing(call)).isEqualTo(ofSeconds(Stage.RING_SECONDS));
    }
  }

  private static void assertRecorded(Story story, SimulatedCall call, CallStatus how)
      throws Exception {
    assertThat(call.status()).isEqualTo(how);
    // A telephone that is busy shows nothing.
    assertThat(story.customer().screens())
        .extracting(Screen::number)
        .isEqualTo(how == CallStatus.BUSY ? List.of() : List.of(story.customerDials()));
    assertThat(call.complaints()).isEmpty();
    JsonNode record = story.recordOf(call);
    String told = story.rig().recordOf(how);
    assertThat(text(record, "status")).isEqualTo(told);
    assertThat(record.path("talk_seconds").asInt(0)).isZero();
    assertThat(text(record, "ended_at")).isNotEmpty();
    stage.reports(
        !told.equals(how.name().toLowerCase(Locale.ROOT)),
        "%s: tells a call that is %s as %s",
        story.rig().carrier().displayName(),
        how,
        told);
  }

  private static Duration ringing(SimulatedCall call) {
    return call.steps().stream()
        .filter(Step.RingEnded.class::isInstance)
        .map(step -> ((Step.RingEnded) step).rung().after())
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void afterAnUnansweredCallTheNextOneIsConnected(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.customer().isBusy();
    story.agentCalls();
    story.customer().answersAfter(ofSeconds(2));
    SimulatedCall call = story.agentCalls().talksFor(ofSeconds(3));
    assertThat(story.statusOf(call)).isEqualTo("completed");
    assertThat(story.records()).hasSize(2);
  }
}
