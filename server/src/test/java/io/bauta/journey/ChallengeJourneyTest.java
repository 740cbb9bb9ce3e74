package io.bauta.journey;

import static io.bauta.journey.Story.text;
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
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.JsonNode;

/**
 * Two people who know each other by telephone are connected as ever, and whoever else calls is
 * asked for a code, at every carrier that can ask.
 */
@Timeout(60)
class ChallengeJourneyTest {

  private static final String PROMPT = "Your code?";
  private static final String AGAIN = "Once more?";
  private static final String REFUSAL = "Sorry, your call cannot be connected from this telephone.";
  private static final String WRONG = "0000#";

  private static final String POOL =
      ("\"mode\":\"pair_two_numbers\",\"unknown_caller\":\"challenge\",\"pin_attempts\":2,"
              + "\"pin_prompt\":\"%s\",\"pin_prompt_again\":\"%s\"")
          .formatted(PROMPT, AGAIN);

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
  void whoeverIsKnownIsAskedForNothing(Played carrier) throws Exception {
    for (People way : stage.people(carrier)) {
      SimulatedCall call = way.call();
      assertThat(call.wasConnectedTo(way.called().number())).as(call.toString()).isTrue();
      assertThat(way.caller().heard()).isEmpty();
      assertThat(call.talksFor(ofSeconds(3)).complaints()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void aStrangerReachesThePersonWhoseCodeTheyHave(Played carrier) throws Exception {
    People people = stage.stranger(carrier);
    assertConnects(people, people.call(WRONG, people.keys()), PROMPT, AGAIN);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void aParticipantWhoHidesTheirNumberIsAskedToo(Played carrier) throws Exception {
    People people = stage.people(carrier).getFirst();
    people.caller().withholdsItsNumber();
    assertConnects(people, people.call(people.keys()), PROMPT);
  }

  private static void assertConnects(People people, SimulatedCall call, String... heard)
      throws Exception {
    assertThat(call.wasConnectedTo(people.called().number())).as(call.toString()).isTrue();
    assertThat(people.caller().heard()).containsExactly(heard);
    assertThat(people.called().rang()).isEqualTo(1);
    assertThat(people.called().lastScreen().number()).doesNotContain(people.caller().number());
    assertThat(call.talksFor(ofSeconds(9)).complaints()).isEmpty();
    JsonNode record = Story.recordOf(stage.server(), call);
    assertThat(text(record, "status")).isEqualTo("completed");
    assertThat(record.path("talk_seconds").asInt()).isEqualTo(9);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void aStrangerWithoutACodeReachesNobody(Played carrier) throws Exception {
    People people = stage.stranger(carrier);
    assertRefused(people, people.call(), PROMPT, AGAIN, REFUSAL);
  }

  /** On the number on which the pair call each other, and to them alone. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void aStrangerWithWrongCodesIsLockedOutAndThePairIsNot(Played carrier) throws Exception {
    People pair = stage.people(carrier).getFirst();
    People stranger = pair.calledBy(stage.network().phone(Stage.newPerson()));
    assertRefused(stranger, stranger.call(WRONG, WRONG), PROMPT, AGAIN, REFUSAL);
    SimulatedCall again = stranger.call(stranger.keys());
    assertRefused(stranger, again, PROMPT, AGAIN, REFUSAL, REFUSAL);

    SimulatedCall call = pair.call();
    assertThat(call.wasConnectedTo(pair.called().number())).as(call.toString()).isTrue();
    assertThat(call.talksFor(ofSeconds(3)).complaints()).isEmpty();
  }

  private static void assertRefused(People people, SimulatedCall call, String... heard)
      throws Exception {
    assertThat(call.wasRefused()).as(call.toString()).isTrue();
    assertThat(call.complaints()).isEmpty();
    assertThat(people.called().rang()).isZero();
    assertThat(people.caller().heard()).containsExactly(heard);
    JsonNode record = Story.recordOf(stage.server(), call);
    assertThat(text(record, "status")).isEqualTo("refused");
    assertThat(text(record, "refusal_reason")).isEqualTo("pin_locked");
  }
}
