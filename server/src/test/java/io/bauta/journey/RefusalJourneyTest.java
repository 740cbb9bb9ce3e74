package io.bauta.journey;

import static io.bauta.journey.Story.shortfalls;
import static io.bauta.journey.Story.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.Exchange;
import io.bauta.simulator.Phone;
import io.bauta.simulator.Reply;
import io.bauta.simulator.SimulatedCall;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Calls that may not be, at every carrier: nobody rings, and the caller hears why not. */
@Timeout(60)
class RefusalJourneyTest {

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
  void aStranger(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    Phone stranger = stage.network().phone(Stage.newPerson());
    SimulatedCall call = stranger.dials(story.agentDials());
    assertRefused(story, call, "unknown_caller");
    assertThat(text(story.recordOf(call), "session")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aCallerWhoWithholdsTheirNumber(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.agent().withholdsItsNumber();
    assertRefused(story, story.agentCalls(), "caller_withheld");
  }

  @ParameterizedTest
  @EnumSource
  void aParticipantWhoseSessionIsClosed(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.closeSession();
    assertRefused(story, story.agentCalls(), "session_ended");
  }

  private static void assertRefused(Story story, SimulatedCall call, String reason)
      throws Exception {
    assertThat(call.wasRefused()).as(call.toString()).isTrue();
    assertThat(story.customer().rang()).isZero();
    assertThat(story.agent().rang()).isZero();
    assertThat(call.complaints()).isEmpty();
    JsonNode record = story.recordOf(call);
    assertThat(text(record, "status")).isEqualTo("refused");
    assertThat(text(record, "refusal_reason")).isEqualTo(reason);
    assertThat(record.path("talk_seconds").isNull()).isTrue();
    assertThat(shortfalls(record))
        .containsExactlyInAnyOrderElementsOf(story.rig().shortfallsOfRefusal());
    if (stage.fallsShort(
        story.rig(), "ANNOUNCEMENT_NOT_SPOKEN", "a refused caller hears nothing")) {
      assertThat(call.caller().heard()).isEmpty();
    } else {
      assertThat(call.caller().heard())
          .containsExactly("Sorry, your call cannot be connected from this telephone.");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSessionThatIsClosedWhileTheyTalkEndsWithTheirCall(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    SimulatedCall call = story.agentCalls();
    story.closeSession();
    call.isHungUpBy(story.customer().number()).after(ofSeconds(30));
    JsonNode record = story.recordOf(call);
    assertThat(text(record, "status")).isEqualTo("completed");
    assertThat(record.path("talk_seconds").asInt()).isEqualTo(30);

    SimulatedCall back = story.customerCalls();
    assertThat(back.wasRefused()).isTrue();
    assertThat(text(story.recordOf(back), "refusal_reason")).isEqualTo("session_ended");
    assertThat(story.agent().rang()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aQuestionThatComesAgainAfterTheSessionIsClosedConnectsNobody(Played carrier)
      throws Exception {
    Story story = stage.story(carrier);
    SimulatedCall call = story.agentCalls().talksFor(ofSeconds(9));
    story.closeSession();
    Exchange question = call.exchanges(story.rig().asks()).getFirst();
    assertThat(story.rig().replays(question).reply())
        .isInstanceOfSatisfying(
            Reply.Answered.class,
            answer ->
                assertThat(new String(answer.body(), UTF_8))
                    .doesNotContain(story.customer().number().substring(3)));
    assertThat(story.customer().rang()).isEqualTo(1);
    assertThat(story.statusOf(call)).isEqualTo("completed");
    assertThat(story.records()).hasSize(1);
  }
}
