package io.bauta.journey;

import static io.bauta.journey.Story.text;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.app.RunningServer.Answer;
import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.telnyx.CommandFaults;
import io.bauta.simulator.telnyx.TelnyxCarrier;
import io.bauta.simulator.telnyx.TelnyxCommand;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.JsonNode;

/** Talks that the rules want recorded, and others, at every carrier that can be told. */
@Timeout(60)
class RecordingJourneyTest {

  private static final String NOTICE = "This call is recorded.";

  private static final String POOL =
      "\"mode\":\"pair_two_numbers\",\"rules\":{\"recording\":\"on\",\"notice\":\"%s\"}"
          .formatted(NOTICE);

  private static final String NOT_RECORDED = ",\"rules\":{\"recording\":\"off\"}";

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
  void aTalkIsRecordedAfterTheNotice(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    SimulatedCall call = story.agentCalls();
    assertThat(story.agent().heard()).containsExactly(NOTICE);
    call.talksFor(ofSeconds(20));

    assertThat(call.complaints()).isEmpty();
    JsonNode record = story.recordOf(call);
    assertThat(text(record, "status")).isEqualTo("completed");
    assertThat(record.path("talk_seconds").asInt()).isEqualTo(20);
    assertThat(record.path("recordings")).hasSize(1);
    assertThat(record.at("/recordings/0/length_seconds").asInt()).isGreaterThanOrEqualTo(20);
    assertThat(Story.shortfalls(record))
        .containsExactlyInAnyOrderElementsOf(story.rig().shortfalls());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void aTalkOfASessionThatSaysOtherwiseIsNot(Played carrier) throws Exception {
    Story story = stage.story(carrier, NOT_RECORDED);
    SimulatedCall call = story.agentCalls().talksFor(ofSeconds(20));
    assertThat(call.complaints()).isEmpty();
    JsonNode record = story.recordOf(call);
    assertThat(text(record, "status")).isEqualTo("completed");
    assertThat(record.path("recordings")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void whoReachesNobodyTalkedToNobody(Played carrier) throws Exception {
    Story story = stage.story(carrier);
    story.customer().isBusy();
    SimulatedCall call = story.agentCalls();
    assertThat(call.status()).isEqualTo(CallStatus.BUSY);
    assertThat(call.complaints()).isEmpty();
    JsonNode record = story.recordOf(call);
    assertThat(text(record, "status")).isEqualTo("busy");
    assertThat(record.path("talk_seconds").isNull()).isTrue();
  }

  // Telnyx is told by a command of its own.

  private static TelnyxCarrier telnyx() {
    return ((TelnyxRig) stage.rig(Played.TELNYX)).carrier();
  }

  /** What the talk of {@code faults} makes us send; it is recorded once. */
  private static List<TelnyxCommand> recorded(CommandFaults faults) throws Exception {
    Story story = stage.story(Played.TELNYX);
    telnyx().suffers(faults);
    int earlier = telnyx().commands().size();
    long started = telnyx().carriedOut("record_start");
    SimulatedCall call = story.agentCalls();
    assertThat(telnyx().awaits("record_start", (int) telnyx().received("record_start"))).isTrue();
    awaitStarted(started + 1);
    call.talksFor(ofSeconds(9));
    telnyx().suffers(CommandFaults.none());
    assertThat(call.complaints()).isEmpty();
    assertThat(story.recordOf(call).path("recordings")).hasSize(1);
    List<TelnyxCommand> all = telnyx().commands();
    return all.subList(earlier, all.size()).stream()
        .filter(command -> command.action().equals("record_start"))
        .toList();
  }

  private static void awaitStarted(long count) {
    long giveUp = System.nanoTime() + ofSeconds(20).toNanos();
    while (telnyx().carriedOut("record_start") < count && System.nanoTime() < giveUp) {
      Thread.onSpinWait();
    }
    assertThat(telnyx().carriedOut("record_start")).isEqualTo(count);
  }

  @Test
  void whatIsOrderedSaysEachOption() throws Exception {
    List<TelnyxCommand> orders = recorded(CommandFaults.none());
    assertThat(orders).hasSize(1);
    assertThat(orders.getFirst().fields())
        .containsEntry("format", "mp3")
        .containsEntry("channels", "dual")
        .containsEntry("play_beep", "false")
        .containsEntry("max_length", "14400")
        .containsEntry("timeout_secs", "0")
        .containsEntry("recording_track", "both")
        .containsEntry("transcription", "false")
        .containsKeys("client_state", "command_id")
        .doesNotContainKey("trim");
  }

  @Test
  void anOrderThatFailsComesAgain() throws Exception {
    assertThat(recorded(CommandFaults.none().failing("record_start", 1))).hasSize(2);
  }

  @Test
  void anOrderThatComesBeforeThereIsSoundComesAgain() throws Exception {
    assertThat(recorded(CommandFaults.none().refusing("record_start", "90020", 1))).hasSize(2);
  }

  @Test
  void aTalkIsRecordedOnceThoughEachWebhookComesThreeTimesAtOnce() throws Exception {
    Story story = stage.story(Played.TELNYX);
    long earlier = telnyx().received("record_start");
    telnyx().suffers(Faults.none().deliveringConcurrently(Faults.EVERY_EVENT, 3));
    SimulatedCall call = story.agentCalls();
    assertThat(telnyx().awaits("record_start", (int) earlier + 1)).isTrue();
    call.talksFor(ofSeconds(9));
    assertThat(call.complaints()).isEmpty();
    assertThat(telnyx().received("record_start")).isEqualTo(earlier + 1);
    assertThat(story.recordOf(call).path("recordings")).hasSize(1);
  }

  /** Nobody is cut off who talks, because a recording could not be started. */
  @Test
  void anOrderThatTelnyxRejectsCutsNobodyOff() throws Exception {
    Story story = stage.story(Played.TELNYX);
    int earlier = (int) telnyx().received("record_start");
    telnyx().suffers(CommandFaults.none().refusing("record_start", "10015", 1));
    SimulatedCall call = story.agentCalls();
    assertThat(telnyx().awaits("record_start", earlier + 1)).isTrue();
    call.talksFor(ofSeconds(9));
    telnyx().suffers(CommandFaults.none());
    JsonNode record = story.recordOf(call);
    assertThat(text(record, "status")).isEqualTo("completed");
    assertThat(record.path("talk_seconds").asInt()).isEqualTo(9);
    assertThat(record.path("recordings")).isEmpty();
  }

  /** The limit is declared, and a pool that would meet it is refused. */
  @Test
  void aPoolOfACarrierThatCannotBeToldIsRefused(@TempDir Path data) throws Exception {
    try (Stage all = new Stage(data)) {
      for (Played carrier : Played.values()) {
        Answer pool =
            all.server()
                .post(
                    "/v1/pools",
                    """
                    {"name":"recorded-%s","carrier_account":"%s","mode":"pair_one_number",
                     "rules":{"recording":"on","recording_without_notice":true}}
                    """
                        .formatted(carrier.account(), carrier.account()));
        boolean cannot =
            all.reports(
                carrier == Played.ALOHAA,
                "Alohaa: a pool whose calls are recorded is refused (RECORDING_NOT_STARTED)");
        assertThat(pool.status()).as(pool.body().toString()).isEqualTo(cannot ? 422 : 201);
        assertThat(pool.text("/shortfall")).isEqualTo(cannot ? "RECORDING_NOT_STARTED" : "");
      }
    }
  }
}
