package io.bauta.journey;

import static io.bauta.journey.Story.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.bauta.app.RunningServer;
import io.bauta.app.RunningServer.Answer;
import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** One number for many people, of whom each is reached by a code, at every carrier that can ask. */
@Timeout(60)
class PinJourneyTest {

  private static final String PROMPT = "Your code?";
  private static final String AGAIN = "Once more?";
  private static final String REFUSAL = "Sorry, your call cannot be connected from this telephone.";
  private static final String WRONG = "0000#";

  private static final String POOL =
      ("\"mode\":\"pin\",\"pin_length\":9,\"pin_attempts\":3,"
              + "\"pin_prompt\":\"%s\",\"pin_prompt_again\":\"%s\"")
          .formatted(PROMPT, AGAIN);

  private static final Played[] ASKING = {Played.VOBIZ, Played.EIGHT, Played.TELNYX};

  private static Stage stage;

  @BeforeAll
  static void open(@TempDir Path data) throws Exception {
    stage = new Stage(data, POOL, ASKING);
  }

  @AfterAll
  static void close() throws Exception {
    stage.close();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void theRightCodeConnects(Played carrier) throws Exception {
    People people = stage.stranger(carrier);
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
  void eachReachesTheOtherByTheOthersCode(Played carrier) throws Exception {
    for (People way : stage.people(carrier)) {
      SimulatedCall call = way.call(way.keys());
      assertThat(call.wasConnectedTo(way.called().number())).as(call.toString()).isTrue();
      assertThat(way.called().lastScreen().number()).isEqualTo(way.number());
      assertThat(call.talksFor(ofSeconds(7)).complaints()).isEmpty();
      JsonNode record = Story.recordOf(stage.server(), call);
      assertThat(text(record, "status")).isEqualTo("completed");
      assertThat(record.path("talk_seconds").asInt()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void aWrongCodeIsAskedForAgain(Played carrier) throws Exception {
    People people = stage.stranger(carrier);
    SimulatedCall call = people.call(WRONG, people.keys());
    assertThat(call.wasConnectedTo(people.called().number())).as(call.toString()).isTrue();
    assertThat(people.caller().heard()).containsExactly(PROMPT, AGAIN);
    assertThat(call.talksFor(ofSeconds(5)).complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void whoeverEntersWrongCodesIsLockedOut(Played carrier) throws Exception {
    People people = stage.stranger(carrier);
    assertRefused(people, people.call(WRONG, WRONG, WRONG), PROMPT, AGAIN, AGAIN, REFUSAL);

    SimulatedCall next = people.call(people.keys());
    assertRefused(people, next, PROMPT, AGAIN, AGAIN, REFUSAL, REFUSAL);

    People others = stage.stranger(carrier);
    SimulatedCall other = others.call(others.keys());
    assertThat(other.wasConnectedTo(others.called().number())).isTrue();
    other.talksFor(ofSeconds(1));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void whoeverEntersNothingIsAskedUntilTheyAreRefused(Played carrier) throws Exception {
    People people = stage.stranger(carrier);
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
    People people = stage.stranger(carrier);
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
    People people = stage.stranger(carrier);
    people.called().doesNotAnswer();
    SimulatedCall call = people.call(WRONG, people.keys());
    assertThat(call.status()).isEqualTo(CallStatus.NO_ANSWER);
    JsonNode record = Story.recordOf(stage.server(), call);
    assertThat(text(record, "status")).isEqualTo("no_answer");
    assertThat(record.path("talk_seconds").isNull()).isTrue();
  }

  /** What may become of the webhook that tells what was entered. */
  private enum Told {
    TWICE,
    THREE_TIMES_AT_ONCE,
    AFTER_A_WHILE,
    AGAIN_BECAUSE_THE_REPLY_WAS_LOST,
    AT_THE_SECOND_TRY;

    Faults of(String event) {
      return switch (this) {
        case TWICE -> Faults.none().deliveringTwice(event);
        case THREE_TIMES_AT_ONCE -> Faults.none().deliveringConcurrently(event, 3);
        case AFTER_A_WHILE -> Faults.none().delaying(event, ofMillis(150));
        case AGAIN_BECAUSE_THE_REPLY_WAS_LOST -> Faults.none().losingReplies(event, 1);
        case AT_THE_SECOND_TRY -> Faults.none().turningAway(event, 1);
      };
    }
  }

  /** With a code that is counted twice the third asking would not come. */
  @ParameterizedTest
  @MethodSource("eachAtEachCarrier")
  void aCodeIsOneTryHoweverItIsTold(Told told, Played carrier) throws Exception {
    People people = stage.stranger(carrier);
    String digits = people.rig().tellsDigits().orElseThrow();
    people.rig().carrier().suffers(told.of(digits));
    SimulatedCall call = people.call(WRONG, WRONG, people.keys());
    assertThat(call.wasConnectedTo(people.called().number())).as(call.toString()).isTrue();
    assertThat(people.caller().heard()).containsExactly(PROMPT, AGAIN, AGAIN);
    assertThat(people.called().rang()).isEqualTo(1);
    assertThat(call.talksFor(ofSeconds(5)).complaints()).isEmpty();
    assertThat(text(Story.recordOf(stage.server(), call), "status")).isEqualTo("completed");
  }

  @ParameterizedTest
  @MethodSource("eachAtEachCarrier")
  void theLastWrongCodeIsRefusedOnceHoweverItIsTold(Told told, Played carrier) throws Exception {
    People people = stage.stranger(carrier);
    people.rig().carrier().suffers(told.of(people.rig().tellsDigits().orElseThrow()));
    assertRefused(people, people.call(WRONG, WRONG, WRONG), PROMPT, AGAIN, AGAIN, REFUSAL);
  }

  private static Stream<Arguments> eachAtEachCarrier() {
    return Stream.of(Told.values())
        .flatMap(told -> Stream.of(ASKING).map(carrier -> Arguments.of(told, carrier)));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void aCodeThatComesAgainAfterTheTalkConnectsNobody(Played carrier) throws Exception {
    People people = stage.stranger(carrier);
    SimulatedCall call = people.call(WRONG, people.keys()).talksFor(ofSeconds(5));
    for (Exchange told : call.exchanges(people.rig().tellsDigits().orElseThrow())) {
      assertThat(people.rig().replays(told).status()).isEqualTo(200);
    }
    assertThat(people.called().rang()).isEqualTo(1);
    JsonNode record = Story.recordOf(stage.server(), call);
    assertThat(text(record, "status")).isEqualTo("completed");
    assertThat(record.path("talk_seconds").asInt()).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void whoeverWithholdsTheirNumberMayEnterACodeToo(Played carrier) throws Exception {
    People people = stage.stranger(carrier);
    people.caller().withholdsItsNumber();
    SimulatedCall call = people.call(people.keys());
    assertThat(call.wasConnectedTo(people.called().number())).as(call.toString()).isTrue();
    assertThat(call.talksFor(ofSeconds(5)).complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ALOHAA")
  void whatIsEnteredIsInNoExchangeNoLogAndNoStore(Played carrier) throws Exception {
    People people = stage.stranger(carrier);
    String secret = "9182736450".substring(carrier.ordinal());
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(log);
    people.call(secret + "#", people.keys()).talksFor(ofSeconds(5));
    root.detachAppender(log);

    List<String> exchanges = new ArrayList<>();
    stage
        .server()
        .get("/v1/webhooks?limit=100&carrier_account=" + carrier.account())
        .body()
        .path("data")
        .forEach(one -> exchanges.add(one.toString()));
    assertThat(exchanges).noneMatch(one -> one.contains(secret) || one.contains(people.pin()));
    assertThat(exchanges).anyMatch(one -> one.contains("[entered]"));
    assertThat(log.list)
        .isNotEmpty()
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(line -> line.contains(secret) || line.contains(people.pin()));
    try (Stream<Path> files = Files.list(stage.server().data())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, ISO_8859_1)).as(file.toString()).doesNotContain(secret);
      }
    }
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
        stage.reports(
            account.equals("alohaa"),
            "Alohaa: a pool that asks callers for digits is refused (DIGITS_NOT_COLLECTED)");
      }
    }
  }
}
