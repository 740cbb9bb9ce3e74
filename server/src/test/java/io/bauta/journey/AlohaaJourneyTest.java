package io.bauta.journey;

import static io.bauta.journey.Story.text;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.app.RunningServer.Answer;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.alohaa.AlohaaCarrier;
import io.bauta.simulator.alohaa.AlohaaVariant;
import io.bauta.simulator.alohaa.Generation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What Alohaa cannot do, and what its pages leave open. */
@Timeout(60)
class AlohaaJourneyTest {

  @TempDir private Path data;

  private Stage stage(Generation generation, AlohaaVariant... variants) throws Exception {
    return new Stage(data, Played.ALOHAA, place -> new AlohaaRig(place, generation, variants));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"mode\":\"pair_two_numbers\""})
  void aPoolOfTwoNumbersForAPairIsRefused(String mode) throws Exception {
    try (Stage stage = stage(Generation.CURRENT)) {
      Answer refused =
          stage
              .server()
              .post("/v1/pools", "{\"name\":\"pairs\",\"carrier_account\":\"alohaa\"" + mode + "}");
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.text("/code")).isEqualTo("carrier_cannot");
      assertThat(refused.text("/field")).isEqualTo("mode");
      assertThat(refused.text("/shortfall")).isEqualTo("CALLER_ID_NOT_OURS");
      assertThat(refused.text("/detail")).contains("pair_one_number");
      assertThat(stage.server().get("/v1/pools/pairs").status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @EnumSource(Generation.class)
  void anEndUnderAnotherIdIsOfTheCallOfThesePeople(Generation generation) throws Exception {
    try (Stage stage = stage(generation, AlohaaVariant.OTHER_CALL_ID)) {
      Story story = stage.story(Played.ALOHAA);
      Story others = stage.story(Played.ALOHAA);
      SimulatedCall first = story.agentCalls();
      SimulatedCall ofOthers = others.agentCalls();
      first.talksFor(ofSeconds(69));
      assertTalked(story, first, 69);
      assertThat(others.statusOf(ofOthers)).isEqualTo("ringing");

      SimulatedCall next = story.agentCalls().talksFor(ofSeconds(5));
      assertTalked(story, next, 5);
      assertTalked(story, first, 69);
      ofOthers.talksFor(ofSeconds(7));
      assertTalked(others, ofOthers, 7);
      assertThat(story.records()).hasSize(2);
    }
  }

  @Test
  void anEndUnderAnotherIdThatComesAgainIsNotTheEndOfTheNextCall() throws Exception {
    try (Stage stage = stage(Generation.CURRENT, AlohaaVariant.OTHER_CALL_ID)) {
      Story story = stage.story(Played.ALOHAA);
      story.rig().carrier().suffers(Faults.none().deliveringConcurrently(AlohaaCarrier.TELLS, 4));
      SimulatedCall first = story.agentCalls().talksFor(ofSeconds(69));
      SimulatedCall next = story.agentCalls();
      story.rig().replays(first.exchanges(AlohaaCarrier.TELLS).getFirst());
      assertTalked(story, first, 69);
      assertThat(story.statusOf(next)).isEqualTo("ringing");
      next.talksFor(ofSeconds(5));
      assertTalked(story, next, 5);
    }
  }

  @Test
  void aSessionThatIsClosedMeanwhileHidesNoCall() throws Exception {
    try (Stage stage = stage(Generation.CURRENT, AlohaaVariant.OTHER_CALL_ID)) {
      Story story = stage.story(Played.ALOHAA);
      SimulatedCall call = story.agentCalls();
      story.closeSession();
      call.talksFor(ofSeconds(69));
      assertTalked(story, call, 69);
    }
  }

  private static void assertTalked(Story story, SimulatedCall call, int seconds) throws Exception {
    assertThat(call.complaints()).isEmpty();
    JsonNode record = story.recordOf(call);
    assertThat(text(record, "status")).isEqualTo("completed");
    assertThat(record.path("talk_seconds").asInt()).isEqualTo(seconds);
  }

  @Test
  void aQuestionWithoutAnIdIsOneCallAllTheSame() throws Exception {
    try (Stage stage = stage(Generation.CURRENT, AlohaaVariant.NO_CALL_ID)) {
      Story story = stage.story(Played.ALOHAA);
      story.agentCalls().talksFor(ofSeconds(69));
      List<JsonNode> records = story.records();
      assertThat(records).hasSize(1);
      assertThat(text(records.getFirst(), "status")).isEqualTo("completed");
      assertThat(records.getFirst().path("talk_seconds").asInt()).isEqualTo(69);
    }
  }

  @Test
  void whereItSaysMoreTheRecordKnowsMore() throws Exception {
    try (Stage stage =
        stage(Generation.CURRENT, AlohaaVariant.HANGUP_CAUSE, AlohaaVariant.TRAILING_COMMA)) {
      Story story = stage.story(Played.ALOHAA);
      SimulatedCall talked = story.agentCalls().talksFor(ofSeconds(69));
      assertThat(text(story.recordOf(talked), "hangup_source")).isEqualTo("caller");
      story.customer().doesNotAnswer();
      story.agent().hangsUpWhileRinging(ofSeconds(5));
      assertThat(story.statusOf(story.agentCalls())).isEqualTo("cancelled");
    }
  }

  /** Its address names both people in clear; every answer and log line is searched for them. */
  @Test
  void aRecordingIsKnownAndItsAddressToldToNobody() throws Exception {
    try (Stage stage =
        stage(Generation.CURRENT, AlohaaVariant.RECORDING, AlohaaVariant.OTHER_CALL_ID)) {
      Story story = stage.story(Played.ALOHAA);
      SimulatedCall call = story.agentCalls().talksFor(ofSeconds(69));
      assertThat(story.recordOf(call).path("recordings")).hasSize(1);
      assertTalked(story, call, 69);
    }
  }

  @Test
  void aWebhookWithoutTheHeaderIsTurnedAway() throws Exception {
    try (Stage stage = stage(Generation.CURRENT)) {
      Story story = stage.story(Played.ALOHAA);
      ((AlohaaRig) story.rig()).carrier().leavesOutHeader();
      SimulatedCall call = story.agentCalls();
      assertThat(call.exchanges(AlohaaCarrier.ASKS).getFirst().status()).isEqualTo(403);
      assertThat(story.customer().rang()).isZero();
      assertThat(story.records()).isEmpty();
    }
  }
}
