package io.bauta.journey;

import static io.bauta.journey.Story.text;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.app.RunningServer;
import io.bauta.app.RunningServer.Answer;
import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Faults;
import io.bauta.simulator.Phone;
import io.bauta.simulator.SimulatedCall;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** One number for many people, of whom each is reached by a code, at every carrier that can ask. */
@Timeout(60)
class PinJourneyTest {

  private static final String PROMPT = "Your code?";
  private static final String AGAIN = "Once more?";
  private static final String REFUSAL = "Sorry, your call cannot be connected from this telephone.";
  private static final String WRONG = "0000#";

  private static final String POOL =
      "\"mode\":\"pin\",\"pin_attempts\":3,\"pin_prompt\":\"%s\",\"pin_prompt_again\":\"%s\""
          .formatted(PROMPT, AGAIN);

  private static Stage stage;

  /**
   * Somebody who is reached by a code, and somebody who wants to reach them.
   *
   * @param number what the caller dials
   * @param pin the code of the one who is called
   */
  private record People(Rig rig, Phone caller, Phone called, String number, String pin) {

    SimulatedCall call(String... keys) {
      return caller.keysIn(keys).dials(number);
    }

    String keys() {
      return pin + "#";
    }
  }

  @BeforeAll
  static void open(@TempDir Path data) throws Exception {
    stage = new Stage(data, POOL, Played.VOBIZ, Played.EIGHT, Played.TELNYX);
  }

  @AfterAll
  static void close() throws Exception {
    stage.close();
  }

  private static People people(Played carrier) throws Exception {
    Rig rig = stage.rig(carrier);
    rig.carrier().suffers(Faults.none());
    Phone called = stage.network().phone(Stage.newPerson());
    Answer opened =
        stage
            .server()
            .post(
                "/v1/sessions",
                """
                {"pool":"%s","participants":[{"real_number":"%s"},{"real_number":"%s"}]}
                """
                    .formatted(carrier.account(), called.number(), Stage.newPerson()));
    assertThat(opened.status()).as(opened.body().toString()).isEqualTo(201);
    return new People(
        rig,
        stage.network().phone(Stage.newPerson()),
        called,
        opened.text("/participants/0/dials"),
        opened.text("/participants/0/pin"));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void theRightCodeConnects(Played carrier) throws Exception {
    People people = people(carrier);
    SimulatedCall call = people.call(people.keys());
    assertThat(call.wasConnectedTo(people.called().number())).as(call.toString()).isTrue();
    assertThat(people.called().lastScreen().number()).isEqualTo(people.number());
    assertThat(people.caller().heard()).containsExactly(PROMPT);
    call.talksFor(ofSeconds(20));

    assertThat(call.complaints()).isEmpty();
    JsonNode record = Story.recordOf(stage.server(), call);
    assertThat(text(record, "status")).isEqualTo("completed");
    assertThat(record.path("talk_seconds").asInt()).isEqualTo(20);
    assertThat(Story.shortfalls(record))
        .containsExactlyInAnyOrderElementsOf(people.rig().shortfalls());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void aWrongCodeIsAskedForAgain(Played carrier) throws Exception {
    People people = people(carrier);
    SimulatedCall call = people.call(WRONG, people.keys());
    assertThat(call.wasConnectedTo(people.called().number())).as(call.toString()).isTrue();
    assertThat(people.caller().heard()).containsExactly(PROMPT, AGAIN);
    assertThat(call.talksFor(ofSeconds(5)).complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void whoeverEntersWrongCodesIsLockedOut(Played carrier) throws Exception {
    People people = people(carrier);
    assertRefused(people, people.call(WRONG, WRONG, WRONG), PROMPT, AGAIN, AGAIN, REFUSAL);

    SimulatedCall next = people.call(people.keys());
    assertRefused(people, next, PROMPT, AGAIN, AGAIN, REFUSAL, REFUSAL);

    People others = people(carrier);
    SimulatedCall other = others.call(others.keys());
    assertThat(other.wasConnectedTo(others.called().number())).isTrue();
    other.talksFor(ofSeconds(1));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void whoeverEntersNothingIsAskedUntilTheyAreRefused(Played carrier) throws Exception {
    People people = people(carrier);
    assertRefused(people, people.call(), PROMPT, AGAIN, AGAIN, REFUSAL);
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
    assertThat(record.path("talk_seconds").isNull()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void whoeverHangsUpWhenAskedHasCancelledTheCall(Played carrier) throws Exception {
    People people = people(carrier);
    people.caller().hangsUpWhenAskedForDigits();
    SimulatedCall call = people.call();
    assertThat(call.status()).isEqualTo(CallStatus.CANCELLED);
    assertThat(call.complaints()).isEmpty();
    JsonNode record = Story.recordOf(stage.server(), call);
    assertThat(text(record, "status")).isEqualTo("cancelled");
    assertThat(record.path("talk_seconds").isNull()).isTrue();
  }

  /** For the code the caller is connected to the carrier, which is no talk. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void whoeverReachesNobodyWithTheRightCodeTalkedToNobody(Played carrier) throws Exception {
    People people = people(carrier);
    people.called().doesNotAnswer();
    SimulatedCall call = people.call(WRONG, people.keys());
    assertThat(call.status()).isEqualTo(CallStatus.NO_ANSWER);
    JsonNode record = Story.recordOf(stage.server(), call);
    assertThat(text(record, "status")).isEqualTo("no_answer");
    assertThat(record.path("talk_seconds").isNull()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void aWrongCodeThatIsToldTwiceIsOneTry(Played carrier) throws Exception {
    People people = people(carrier);
    String digits = people.rig().tellsDigits().orElseThrow();
    people.rig().carrier().suffers(Faults.none().deliveringTwice(digits));
    SimulatedCall call = people.call(WRONG, WRONG, people.keys());
    assertThat(call.wasConnectedTo(people.called().number())).as(call.toString()).isTrue();
    assertThat(people.caller().heard()).containsExactly(PROMPT, AGAIN, AGAIN);
    assertThat(people.called().rang()).isEqualTo(1);
    assertThat(call.talksFor(ofSeconds(5)).complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void whoeverWithholdsTheirNumberMayEnterACodeToo(Played carrier) throws Exception {
    People people = people(carrier);
    people.caller().withholdsItsNumber();
    SimulatedCall call = people.call(people.keys());
    assertThat(call.wasConnectedTo(people.called().number())).as(call.toString()).isTrue();
    assertThat(call.talksFor(ofSeconds(5)).complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void nobodySeesACodeWhoLooksAtTheExchanges(Played carrier) throws Exception {
    People people = people(carrier);
    people.call(people.keys()).talksFor(ofSeconds(5));
    RunningServer server = stage.server();
    Answer exchanges = server.get("/v1/webhooks?limit=100&carrier_account=" + carrier.account());
    assertThat(exchanges.body().path("data")).isNotEmpty();
    List<String> bodies = new ArrayList<>();
    exchanges.body().path("data").forEach(one -> bodies.add(one.toString()));
    assertThat(bodies).noneMatch(body -> body.contains(people.pin()));
    assertThat(bodies).anyMatch(body -> body.contains("[entered]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"mode\":\"pin\"",
        "\"mode\":\"pair_one_number\",\"unknown_caller\":\"challenge\""
      })
  void aPoolThatNeedsCodesIsRefusedWhereNobodyCanBeAskedForThem(String fields, @TempDir Path data)
      throws Exception {
    try (RunningServer server =
        RunningServer.start(
            data,
            """
            carriers:
              alohaa: { carrier: alohaa, home-region: IN, path-secret: sixteen-letters-or-more }
              eight: { carrier: 8x8, home-region: IN, sub-account-id: acme, auth-header: Bearer of-the-test }
              vobiz: { carrier: vobiz, home-region: IN, auth-id: MA_TEST, auth-token: token }
            """,
            Clock.systemUTC())) {
      for (String account : List.of("alohaa", "eight", "vobiz")) {
        Answer refused =
            server.post(
                "/v1/pools",
                "{\"name\":\"p\",\"carrier_account\":\"%s\",%s}".formatted(account, fields));
        assertThat(refused.status()).as(account).isEqualTo(422);
        assertThat(refused.text("/code")).isEqualTo("carrier_cannot");
        assertThat(refused.text("/shortfall")).isEqualTo("DIGITS_NOT_COLLECTED");
      }
    }
  }
}
