package io.bauta.journey;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.app.RunningServer.Answer;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.telnyx.TelnyxRecordings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.JsonNode;

/** Recordings from the talk to our storage, at carriers that let them be fetched. */
@Timeout(90)
class RecordingFetchJourneyTest {

  private static final String POOL =
      "\"mode\":\"pair_two_numbers\",\"rules\":{\"recording\":\"on\",\"notice\":\"Recorded.\"}";

  private static Stage stage;

  @BeforeAll
  static void open(@TempDir Path data) throws Exception {
    stage = new Stage(data, POOL, Played.VOBIZ, Played.EIGHT, Played.TELNYX);
  }

  @AfterAll
  static void close() throws Exception {
    stage.close();
  }

  private static TelnyxRecordings telnyx() {
    return ((TelnyxRig) stage.rig(Played.TELNYX)).carrier().recordings();
  }

  /** The only recording of a talk, as soon as it is so. */
  private static Answer recordingOf(Story story, SimulatedCall call, Predicate<Answer> so)
      throws Exception {
    JsonNode record = story.recordOf(call);
    assertThat(record.path("recordings")).hasSize(1);
    String path = "/v1/recordings/" + record.at("/recordings/0/id").asString("");
    long giveUp = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    Answer found = stage.server().get(path);
    while (!so.test(found)) {
      assertThat(System.nanoTime()).as(found.body().toString()).isLessThan(giveUp);
      Thread.sleep(50);
      found = stage.server().get(path);
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"VOBIZ", "TELNYX"})
  void aTalkIsFetchedAndThenDeletedThere(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    SimulatedCall call = story.agentCalls().talksFor(ofSeconds(20));
    Answer stored =
        recordingOf(story, call, found -> found.text("/carrier_copy").equals("deleted"));
    assertThat(stored.text("/state")).isEqualTo("stored");
    assertThat(stored.body().path("length_seconds").asInt()).isGreaterThanOrEqualTo(20);
    assertThat(stored.body().path("bytes").asLong()).isPositive();
    assertThat(stored.text("/content_type")).startsWith("audio/");
    if (carrier == Played.TELNYX) {
      assertThat(telnyx().ids()).isEmpty();
    }
  }

  /** The link of the webhook has expired by then; a new one is asked for. */
  @Test
  void anExpiredLinkIsNoLoss() throws Exception {
    Story story = stage.story(Played.TELNYX);
    SimulatedCall call = story.agentCalls();
    telnyx().expireLinks();
    call.talksFor(ofSeconds(20));
    telnyx().expireLinks();
    assertThat(recordingOf(story, call, found -> found.text("/state").equals("stored")).status())
        .isEqualTo(200);
  }

  @Test
  void whatLiesInOurOwnStorageIsSaidToLieThere() throws Exception {
    Story story = stage.story(Played.EIGHT);
    SimulatedCall call = story.agentCalls().talksFor(ofSeconds(20));
    Answer failed = recordingOf(story, call, found -> found.text("/state").equals("failed"));
    assertThat(failed.text("/failure")).isEqualTo("put_elsewhere");
    assertThat(failed.text("/failure_detail")).contains("recording-base");
  }
}
