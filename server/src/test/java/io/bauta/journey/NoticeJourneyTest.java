package io.bauta.journey;

import static io.bauta.journey.Story.text;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.Step;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.JsonNode;

/** What a caller must hear before anybody is rung, at every carrier that can speak it. */
@Timeout(60)
class NoticeJourneyTest {

  private static final String NOTICE = "This call is recorded.";

  private static final String POOL =
      "\"mode\":\"pair_two_numbers\",\"rules\":{\"notice\":\"%s\"}".formatted(NOTICE);

  private static Stage stage;

  @BeforeAll
  static void open(@TempDir Path data) throws Exception {
    stage = new Stage(data, POOL, Played.VOBIZ, Played.EIGHT, Played.TELNYX);
  }

  @AfterAll
  static void close() throws Exception {
    stage.close();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void theCallerHearsTheNoticeAndThenTheOtherTelephoneRings(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    SimulatedCall call = story.agentCalls();
    assertThat(call.wasConnectedTo(story.customer().number())).as(call.toString()).isTrue();
    assertThat(story.agent().heard()).containsExactly(NOTICE);
    assertThat(story.customer().heard()).isEmpty();
    assertThat(story.customer().lastScreen().number()).isEqualTo(story.customerDials());
    assertThat(kinds(call)).containsExactly(Step.Heard.class, Step.Rang.class);
    call.talksFor(ofSeconds(20));

    assertThat(call.complaints()).isEmpty();
    JsonNode record = story.recordOf(call);
    assertThat(text(record, "status")).isEqualTo("completed");
    assertThat(record.path("talk_seconds").asInt()).isEqualTo(20);
    assertThat(Story.shortfalls(record))
        .containsExactlyInAnyOrderElementsOf(story.rig().shortfalls());
  }

  private static List<Class<?>> kinds(SimulatedCall call) {
    return call.steps().stream()
        .filter(step -> step instanceof Step.Heard || step instanceof Step.Rang)
        .<Class<?>>map(Object::getClass)
        .toList();
  }

  /** For the words the caller is connected to the carrier, which is no talk. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void whoHearsTheNoticeAndReachesNobodyTalkedToNobody(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.customer().doesNotAnswer();
    SimulatedCall call = story.agentCalls();
    assertThat(call.status()).isEqualTo(CallStatus.NO_ANSWER);
    assertThat(call.complaints()).isEmpty();
    JsonNode record = story.recordOf(call);
    assertThat(text(record, "status")).isEqualTo("no_answer");
    assertThat(record.path("talk_seconds").isNull()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void whoHangsUpWhileTheNoticeIsSpokenRingsNobody(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.agent().hangsUpWhenSpokenTo();
    SimulatedCall call = story.agentCalls();
    assertThat(call.status()).isEqualTo(CallStatus.CANCELLED);
    assertThat(call.complaints()).isEmpty();
    assertThat(story.customer().rang()).isZero();
    JsonNode record = story.recordOf(call);
    boolean saysNothingOfIt =
        stage.reports(
            carrier == Played.EIGHT,
            "8x8: that a caller hung up while they were spoken to is not told apart from an end");
    assertThat(text(record, "status")).isEqualTo(saysNothingOfIt ? "no_answer" : "cancelled");
    assertThat(record.path("talk_seconds").isNull()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void whoIsRefusedHearsWhyAndNoNotice(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.closeSession();
    SimulatedCall call = story.agentCalls();
    assertThat(call.wasRefused()).isTrue();
    assertThat(story.agent().heard()).hasSize(1).doesNotContain(NOTICE);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void aNoticeOfTheSessionTakesThePlaceOfThePools(Played carrier) throws Exception {
    Story story = stage.story(carrier, ",\"rules\":{\"notice\":\"Be kind.\"}");
    story.agentCalls().talksFor(ofSeconds(1));
    assertThat(story.agent().heard()).containsExactly("Be kind.");
  }
}
