package io.bauta.journey;

import static io.bauta.journey.Story.text;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.telnyx.CommandFaults;
import io.bauta.simulator.telnyx.TelnyxCarrier;
import io.bauta.simulator.telnyx.TelnyxCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A notice is two steps at Telnyx, with an event between them: whatever becomes of any of them. */
@Timeout(60)
class TelnyxNoticeJourneyTest {

  private static final String NOTICE = "This call is recorded.";
  private static final String PROMPT = "Your code?";
  private static final String SPOKEN = "call.speak.ended";

  private static final String POOL =
      """
      "mode":"pair_two_numbers","unknown_caller":"challenge","pin_prompt":"%s",
      "rules":{"notice":"%s"}
      """
          .formatted(PROMPT, NOTICE);

  private static Stage stage;
  private static TelnyxCarrier telnyx;
  private Story story;
  private int before;

  @BeforeAll
  static void open(@TempDir Path data) throws Exception {
    stage = new Stage(data, POOL, Played.TELNYX);
    telnyx = ((TelnyxRig) stage.rig(Played.TELNYX)).carrier();
  }

  @AfterAll
  static void close() throws Exception {
    stage.close();
  }

  @BeforeEach
  void begin() throws Exception {
    telnyx.suffers(CommandFaults.none());
    story = stage.story(Played.TELNYX);
    before = telnyx.commands().size();
  }

  private List<String> sent() {
    List<TelnyxCommand> all = telnyx.commands();
    return all.subList(before, all.size()).stream().map(TelnyxCommand::action).toList();
  }

  private void assertConnects(SimulatedCall call) throws Exception {
    assertThat(call.wasConnectedTo(story.customer().number())).as(call.toString()).isTrue();
    call.talksFor(ofSeconds(9));
    assertThat(call.complaints()).isEmpty();
    assertThat(story.agent().heard()).containsExactly(NOTICE);
    assertThat(story.customer().rang()).isEqualTo(1);
    JsonNode record = story.recordOf(call);
    assertThat(text(record, "status")).isEqualTo("completed");
    assertThat(record.path("talk_seconds").asInt()).isEqualTo(9);
  }

  @Test
  void eachCommandComesOnceThoughEachWebhookComesThreeTimesAtOnce() throws Exception {
    telnyx.suffers(Faults.none().deliveringConcurrently(Faults.EVERY_EVENT, 3));
    assertConnects(story.agentCalls());
    assertThat(sent()).containsExactly("answer", "speak", "transfer");
  }

  @Test
  void everyWebhookIsLate() throws Exception {
    telnyx.suffers(Faults.none().delaying(Faults.EVERY_EVENT, ofMillis(150)));
    assertConnects(story.agentCalls());
  }

  @Test
  void wordsThatFailComeAgain() throws Exception {
    telnyx.suffers(CommandFaults.none().failing("speak", 1));
    assertConnects(story.agentCalls());
    assertThat(sent()).containsExactly("answer", "speak", "speak", "transfer");
  }

  @Test
  void wordsOfWhichTheReplyIsLostAreSpokenOnce() throws Exception {
    int earlier = (int) telnyx.received("speak");
    telnyx.suffers(CommandFaults.none().losingReply("speak", 1));
    SimulatedCall call = story.agentCalls();
    assertThat(telnyx.awaits("speak", earlier + 2)).isTrue();
    assertConnects(call);
  }

  /** What must be heard is not left out. */
  @Test
  void wordsThatTelnyxRejectsConnectNobody() throws Exception {
    telnyx.suffers(CommandFaults.none().refusing("speak", "10015", 1));
    SimulatedCall call = story.agentCalls();
    assertThat(story.customer().rang()).isZero();
    assertThat(call.complaints()).isEmpty();
    assertThat(sent()).containsExactly("answer", "speak", "hangup");
    assertThat(text(story.recordOf(call), "status")).isEqualTo("failed");
  }

  @Test
  void aCallerWhoIsGoneIsTransferredToNobody() throws Exception {
    story.agent().hangsUpWhenSpokenTo();
    SimulatedCall call = story.agentCalls();
    assertThat(call.status()).isEqualTo(CallStatus.CANCELLED);
    assertThat(sent()).containsExactly("answer", "speak");
  }

  @Test
  void aSessionThatEndsWhileTheNoticeIsSpokenConnectsNobody() throws Exception {
    telnyx.suffers(Faults.none().delaying(SPOKEN, ofSeconds(2)));
    int earlier = (int) telnyx.received("speak");
    CompletableFuture<SimulatedCall> dialing = CompletableFuture.supplyAsync(story::agentCalls);
    assertThat(telnyx.awaits("speak", earlier + 1)).isTrue();
    story.closeSession();
    telnyx.suffers(Faults.none());

    SimulatedCall call = dialing.get(30, TimeUnit.SECONDS);
    assertThat(story.customer().rang()).isZero();
    assertThat(call.complaints()).isEmpty();
    assertThat(story.agent().heard()).hasSize(2).startsWith(NOTICE);
    assertThat(sent()).containsExactly("answer", "speak", "speak", "hangup");
  }

  @Test
  void anEndOfTheNoticeThatComesAgainAfterTheTalkConnectsNobody() throws Exception {
    SimulatedCall call = story.agentCalls();
    assertConnects(call);
    for (Exchange told : call.exchanges(SPOKEN)) {
      assertThat(stage.rig(Played.TELNYX).replays(told).status()).isEqualTo(200);
    }
    assertThat(sent()).containsExactly("answer", "speak", "transfer");
    assertThat(story.customer().rang()).isEqualTo(1);
  }

  /** What was entered is told before the notice, and not again after it. */
  @Test
  void theNoticeComesAfterTheCodeWhateverIsToldTwice() throws Exception {
    People people = stage.stranger(Played.TELNYX);
    telnyx.suffers(Faults.none().deliveringConcurrently(Faults.EVERY_EVENT, 3));
    SimulatedCall call = people.call(people.keys());
    assertThat(call.wasConnectedTo(people.called().number())).as(call.toString()).isTrue();
    assertThat(people.caller().heard()).containsExactly(PROMPT, NOTICE);
    assertThat(call.talksFor(ofSeconds(5)).complaints()).isEmpty();
    assertThat(sent()).containsExactly("answer", "gather_using_speak", "speak", "transfer");
    JsonNode record = Story.recordOf(stage.server(), call);
    assertThat(text(record, "status")).isEqualTo("completed");
    assertThat(record.path("talk_seconds").asInt()).isEqualTo(5);
  }
}
