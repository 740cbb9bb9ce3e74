package io.bauta.journey;

import static io.bauta.journey.Story.text;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.eight.EightCarrier;
import io.bauta.simulator.eight.EightError;
import io.bauta.simulator.eight.EightForgery;
import io.bauta.simulator.eight.EightVariant;
import io.bauta.simulator.eight.NumberStatus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What only 8x8 tells, forgets or spells otherwise. */
@Timeout(60)
class EightJourneyTest {

  private static final String M1 = Played.EIGHT.numbers()[0];
  private static final String M2 = Played.EIGHT.numbers()[1];

  /** All that its pages spell in more than one way, in the other one. */
  private static final EightVariant[] OTHER_SPELLINGS = {
    EightVariant.NO_ANSWER_WITH_SPACE,
    EightVariant.CANCELLED_WITH_TWO_L,
    EightVariant.CAPITAL_LEGS,
    EightVariant.NULL_AS_TEXT,
    EightVariant.DURATION_AS_TEXT,
    EightVariant.MILLISECONDS,
    EightVariant.STATUSES_IN_ORDER
  };

  private Stage stage;
  private Story story;
  private EightCarrier eight;

  @BeforeEach
  void open(@TempDir Path data) throws Exception {
    stage = new Stage(data, Played.EIGHT, place -> new EightRig(place, OTHER_SPELLINGS));
    story = stage.story(Played.EIGHT);
    eight = ((EightRig) stage.rig(Played.EIGHT)).carrier();
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void whatIsSpeltOtherwiseMeansTheSame() throws Exception {
    SimulatedCall talked = story.agentCalls().talksFor(ofSeconds(69));
    assertThat(story.statusOf(talked)).isEqualTo("completed");
    assertThat(story.recordOf(talked).path("talk_seconds").asInt()).isEqualTo(69);

    story.customer().doesNotAnswer();
    assertThat(story.statusOf(story.agentCalls())).isEqualTo("no_answer");
    story.agent().hangsUpWhileRinging(ofSeconds(5));
    assertThat(story.statusOf(story.agentCalls())).isEqualTo("cancelled");
  }

  @Test
  void aRefusalThatWasSpokenIsRefusedThoughItsSessionIsCompleted() throws Exception {
    story.closeSession();
    SimulatedCall call = story.agentCalls();
    assertThat(call.cause()).as("8x8's own word").isEqualTo("COMPLETED");
    assertThat(story.agent().heard()).hasSize(1);
    JsonNode record = story.recordOf(call);
    assertThat(text(record, "status")).isEqualTo("refused");
    assertThat(record.path("answered_at").isNull()).isTrue();
    assertThat(record.path("talk_seconds").isNull()).isTrue();
  }

  @Test
  void whatItTellsOfANumberIsItsState() throws Exception {
    eight.numberBecomes(M1, NumberStatus.UNHEALTHY, stage.network().now());
    assertThat(states()).isEqualTo(Map.of(M1, "unhealthy", M2, "active"));
    eight.numberBecomes(M2, NumberStatus.EXPIRING, stage.network().now());
    assertThat(states()).isEqualTo(Map.of(M1, "unhealthy", M2, "expiring"));
    assertThat(story.agentCalls().wasConnectedTo(story.customer().number()))
        .as("a session that has the number keeps it")
        .isTrue();
    eight.numberBecomes(M1, NumberStatus.INACTIVE, stage.network().now());
    eight.tellsNumbers();
    assertThat(states()).isEqualTo(Map.of(M1, "inactive", M2, "expiring"));
    eight.numberBecomes(M1, NumberStatus.ACTIVE, stage.network().now());
    eight.numberBecomes(M2, NumberStatus.ACTIVE, stage.network().now());
    assertThat(states()).isEqualTo(Map.of(M1, "active", M2, "active"));
  }

  @Test
  void aNumberThatFellIllIsLentToNobody() throws Exception {
    eight.numberBecomes(M1, NumberStatus.UNHEALTHY, stage.network().now());
    Story next = stage.story(Played.EIGHT);
    assertThat(List.of(next.agentDials(), next.customerDials())).containsOnly(M2);
    assertThat(next.agentCalls().wasConnectedTo(next.customer().number())).isTrue();
  }

  private Map<String, String> states() throws Exception {
    Map<String, String> states = new HashMap<>();
    for (JsonNode number : stage.server().get("/v1/pools/eight/numbers").body().path("data")) {
      states.put(text(number, "number"), text(number, "state"));
    }
    return states;
  }

  @ParameterizedTest
  @CsvSource({"NO_HEADER, 403", "WRONG_HEADER, 403", "OTHER_SUB_ACCOUNT, 400"})
  void aWebhookOfSomebodyElseIsTurnedAway(EightForgery forgery, int status) throws Exception {
    eight.forges(forgery);
    SimulatedCall call = story.agentCalls();
    assertThat(call.exchanges("VCA").getFirst().status()).isEqualTo(status);
    assertThat(story.customer().rang()).isZero();
    assertThat(story.records()).isEmpty();
    eight.numberBecomes(M1, NumberStatus.UNHEALTHY, stage.network().now());
    assertThat(states()).containsEntry(M1, "active");
  }

  @ParameterizedTest
  @CsvSource({"TRUNK_FULL, no_circuit_available", "NOT_WHITELISTED, account_fault"})
  void aCallThatBreaksNamesTheReason(EightError why, String cause) throws Exception {
    eight.breaksCalls(why);
    SimulatedCall call = story.agentCalls();
    assertThat(story.statusOf(call)).isEqualTo("failed");
    assertThat(text(story.recordOf(call), "hangup_cause")).isEqualTo(cause);
  }
}
