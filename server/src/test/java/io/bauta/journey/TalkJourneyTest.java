package io.bauta.journey;

import static io.bauta.journey.Story.shortfalls;
import static io.bauta.journey.Story.text;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.SimulatedCall;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Calls in which two people talk, at every carrier. */
@Timeout(60)
class TalkJourneyTest {

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
  void theAgentReachesTheCustomerWhoSeesANumberToCallBack(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.customer().answersAfter(ofSeconds(4));
    SimulatedCall call = story.agentCalls();
    assertThat(call.wasConnectedTo(story.customer().number())).isTrue();
    assertThat(story.customer().rang()).isEqualTo(1);
    assertThat(story.customer().lastScreen().number()).isEqualTo(story.customerDials());
    assertThat(story.customer().lastScreen().name()).isIn("", story.customerDials());

    call.isHungUpBy(story.agent().number()).after(ofSeconds(69));
    JsonNode record = story.recordOf(call);
    assertThat(text(record, "session")).isEqualTo(story.session());
    assertThat(text(record, "status")).isEqualTo("completed");
    assertThat(record.path("talk_seconds").asInt()).isEqualTo(69);
    assertThat(text(record, "hangup_cause")).isEqualTo("normal_clearing");
    assertThat(text(record, "hangup_source")).isEqualTo(story.rig().callerHungUp());
    assertThat(text(record, "dialed")).isEqualTo(story.agentDials());
    assertThat(text(record, "caller_id")).isEqualTo(story.customerDials());
    assertThat(story.agent().rang()).isZero();
    assertThat(story.agent().heard()).isEmpty();
    assertThat(call.complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theCustomerCallsBackTheNumberOnTheirScreen(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.agentCalls().talksFor(ofSeconds(5));
    SimulatedCall back = story.customer().dials(story.customer().lastScreen().number());
    assertThat(back.wasConnectedTo(story.agent().number())).isTrue();
    assertThat(story.agent().lastScreen().number()).isEqualTo(story.agentDials());

    back.isHungUpBy(story.agent().number()).after(ofSeconds(12));
    JsonNode record = story.recordOf(back);
    assertThat(text(record, "session")).isEqualTo(story.session());
    assertThat(text(record, "status")).isEqualTo("completed");
    assertThat(record.path("talk_seconds").asInt()).isEqualTo(12);
    assertThat(story.records()).hasSize(2);
    assertThat(back.complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aCallInProgressIsKnownToBe(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    SimulatedCall call = story.agentCalls();
    boolean tellsOnlyTheEnd =
        stage.reports(
            story.rig().tellsAnswer().isEmpty(),
            "%s: a call is told when it is over, and rings until then",
            story.rig().carrier().displayName());
    assertThat(story.statusOf(call)).isEqualTo(tellsOnlyTheEnd ? "ringing" : "in_progress");
    call.talksFor(ofSeconds(1));
    assertThat(story.statusOf(call)).isEqualTo("completed");
  }

  @ParameterizedTest
  @EnumSource
  void whoTalksLongerThanTheyMayIsCutOff(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    SimulatedCall call = story.agentCalls().talksFor(ofHours(2));
    JsonNode record = story.recordOf(call);
    assertThat(text(record, "status")).isEqualTo("completed");
    if (stage.fallsShort(story.rig(), "TALK_LIMIT_IGNORED", "people talk as long as they like")) {
      assertThat(record.path("talk_seconds").asInt()).isEqualTo(2 * 3600);
    } else {
      assertThat(record.path("talk_seconds").asInt()).isEqualTo(Stage.TALK_SECONDS);
      assertThat(text(record, "hangup_cause")).isEqualTo("talk_limit_reached");
    }
    assertThat(call.complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theRecordNamesWhatTheCarrierCannotDo(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    SimulatedCall call = story.agentCalls().talksFor(ofSeconds(1));
    assertThat(shortfalls(story.recordOf(call)))
        .containsExactlyInAnyOrderElementsOf(story.rig().shortfalls());
    stage.fallsShort(
        story.rig(), "CALLER_ID_NOT_OURS", "shows the dialled number, so a pair has one");
  }
}
