package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_PATH;
import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.bauta.HandClock;
import io.bauta.app.PretendPlatform.Asked;
import io.bauta.app.RunningServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** A platform that is asked about callers, a server, and calls, all over HTTP. */
class AskFlowTest {

  private static final String RIDER = "+918888800001";
  private static final String DRIVER = "+918888800002";
  private static final String OTHER = "+918888800003";
  private static final String STRANGER = "+918888800009";
  private static final String SUPPORT = "+911140000001";
  private static final String M1 = "+919000000001";
  private static final String M2 = "+919000000002";
  private static final String ASK = ",\"unknown_caller\":\"ask\"";

  private static final String YAML =
      "server: { public-url: \"http://127.0.0.1:${PORT}\" }\n" + SECRET_PATH;

  private final HandClock clock = new HandClock();
  private PretendPlatform platform;
  private RunningServer server;
  private Path data;
  private int calls;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    data = directory;
    platform = new PretendPlatform();
    server = RunningServer.start(data, YAML + platform.yaml(), clock);
  }

  @AfterEach
  void stop() {
    server.close();
    platform.close();
  }

  private void restart(String yaml) throws Exception {
    server.close();
    server = RunningServer.start(data, yaml, clock);
  }

  private String answerTo(String call, String from, String to) throws Exception {
    Map<String, String> fields = new HashMap<>(Map.of("CallUUID", call, "From", from, "To", to));
    return server.form(SECRET_WEBHOOKS + "answer", fields).body();
  }

  /** The answer to a new call. */
  private String call(String from, String to) throws Exception {
    calls++;
    clock.forward(Duration.ofMillis(1));
    return answerTo("call-" + calls, from, to);
  }

  private static String rung(String answer) {
    int start = answer.indexOf("<Number>");
    return start < 0
        ? "nobody"
        : answer.substring(start + "<Number>".length(), answer.indexOf("</Number>"));
  }

  private Answer explain(String from, String to) throws Exception {
    return server.post(
        "/v1/explain",
        "{\"carrier_account\":\"vobiz\",\"from\":\"%s\",\"to\":\"%s\"}".formatted(from, to));
  }

  /** The record of the latest call, with its steps. */
  private Answer latestCall() throws Exception {
    return server.get("/v1/calls/" + server.get("/v1/calls?limit=1").text("/data/0/id"));
  }

  private static List<String> details(Answer call) {
    List<String> details = new ArrayList<>();
    for (JsonNode step : call.body().at("/decision_trace")) {
      details.add(step.path("detail").asString());
    }
    return details;
  }

  private String latestMeaning() throws Exception {
    return server.get("/v1/webhooks?limit=1").text("/data/0/meaning");
  }

  @Test
  void thePlatformIsAskedAboutStrangersAndNobodyElse() throws Exception {
    server.pool(ASK);
    server.open(RIDER, DRIVER, "");

    assertThat(rung(call(RIDER, M1))).isEqualTo(DRIVER);
    assertThat(platform.asked()).isEmpty();
    assertThat(rung(call(STRANGER, M1))).isEqualTo("nobody");

    Asked asked = platform.asked().getFirst();
    assertThat(asked.signature()).isEqualTo(asked.rightSignature());
    assertThat(asked.timestamp()).isEqualTo(Long.toString(clock.instant().getEpochSecond()));
    assertThat(asked.text("/type")).isEqualTo("call.unknown_caller");
    assertThat(asked.text("/data/call")).isEqualTo(latestCall().text("/id"));
    assertThat(asked.text("/data/carrier_call_id")).isEqualTo("call-2");
    assertThat(asked.text("/data/pool_name")).isEqualTo("rides");
    assertThat(asked.text("/data/dialed")).isEqualTo(M1);
    assertThat(asked.text("/data/caller")).isEqualTo(STRANGER);
    assertThat(latestCall().text("/refusal_reason")).isEqualTo("refused_by_platform");

    call("anonymous", M1);
    assertThat(platform.asked().get(1).json().at("/data/withheld").booleanValue()).isTrue();
    assertThat(platform.asked().get(1).json().at("/data/caller").isNull()).isTrue();
  }

  @Test
  void noSessionIsOpenedFromTheLastCallWhereOrdersAreMerged() throws Exception {
    server.pool(ASK + ",\"repeat_orders\":\"merge\"");
    platform.says(
        """
        {"action":"open_session","participant":{"real_number":"%s"},
         "ttl_seconds":600,"ttl_from":"last_call"}
        """
            .formatted(DRIVER));

    assertThat(rung(call(STRANGER, M1))).isEqualTo("nobody");

    assertThat(details(latestCall()))
        .anyMatch(detail -> detail.contains("stand for orders, and no call moves their end"));
    assertThat(server.get("/v1/sessions").body().at("/data")).isEmpty();
  }

  @Test
  void aRefusalIsSpokenInThePlatformsWords() throws Exception {
    server.pool(ASK);
    platform.says("{\"action\":\"refuse\",\"announcement\":\"Please call from the app.\"}");
    assertThat(call(STRANGER, M1)).contains("Please call from the app.");
    assertThat(latestMeaning()).endsWith("; the platform was asked, and refuses the caller");
  }

  @Test
  void whomThePlatformSaysIsRungOutsideAnySession() throws Exception {
    server.pool(ASK);
    platform.says("{\"action\":\"connect\",\"to\":\"%s\"}".formatted(OTHER));

    String answer = call(STRANGER, M2);

    assertThat(rung(answer)).isEqualTo(OTHER);
    assertThat(answer).contains("callerId=\"" + M2 + "\"").doesNotContain(STRANGER);
    Answer record = latestCall();
    assertThat(record.body().at("/session").isNull()).isTrue();
    assertThat(record.text("/destination")).isEqualTo("+91••••••0003");
    assertThat(record.text("/caller")).isEqualTo("+91••••••0009");
    assertThat(details(record)).contains("the platform says that +…03 is rung");
    assertThat(latestMeaning()).endsWith("; the platform was asked, and says whom to ring");
    Answer exchange = server.get("/v1/webhooks?limit=1");
    assertThat(exchange.text("/data/0/decision/reason")).isEqualTo("platform");

    restart(YAML + platform.yaml());
    assertThat(latestCall().body()).as("after a restart").isEqualTo(record.body());
  }

  @Test
  void aRepeatedQuestionIsAskedOnceAndAnsweredAlike() throws Exception {
    server.pool(ASK);
    platform.says("{\"action\":\"connect\",\"to\":\"%s\"}".formatted(OTHER));
    Callable<String> asking = () -> answerTo("call-1", STRANGER, M1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = threads.invokeAll(Collections.nCopies(8, asking));
      assertThat(answers)
          .extracting(Future::resultNow)
          .extracting(AskFlowTest::rung)
          .containsOnly(OTHER);
    }
    platform.says("{\"action\":\"refuse\"}");
    assertThat(rung(answerTo("call-1", STRANGER, M1))).isEqualTo(OTHER);
    assertThat(platform.asked()).hasSize(1);
    assertThat(server.get("/v1/calls").body().at("/data")).hasSize(1);
  }

  @Test
  void aSessionIsOpenedAndTheCallIsOfIt() throws Exception {
    server.pool(ASK);
    platform.says(
        """
        {"action":"open_session","participant":{"name":"driver","real_number":"%s"},
         "caller_name":"rider","ttl_seconds":600,"reference":"booking-7","metadata":{"a":"b"}}
        """
            .formatted(DRIVER));

    assertThat(rung(call(STRANGER, M2))).isEqualTo(DRIVER);

    Answer sessions = server.get("/v1/sessions?reference=booking-7");
    assertThat(sessions.body().at("/data")).hasSize(1);
    assertThat(sessions.text("/data/0/participants/0/name")).isEqualTo("rider");
    assertThat(sessions.text("/data/0/participants/0/dials")).isEqualTo(M2);
    assertThat(sessions.text("/data/0/participants/1/dials")).isEqualTo(M1);
    assertThat(latestCall().text("/session")).isEqualTo(sessions.text("/data/0/id"));
    assertThat(details(latestCall())).contains("the platform had a session opened");

    assertThat(rung(call(STRANGER, M2))).as("without asking").isEqualTo(DRIVER);
    assertThat(rung(call(DRIVER, M1))).as("back").isEqualTo(STRANGER);
    assertThat(platform.asked()).hasSize(1);
    clock.forward(Duration.ofMinutes(10));
    assertThat(rung(answerTo("call-1", STRANGER, M2)))
        .as("the first question once more, when the session is over")
        .isEqualTo("nobody");
    assertThat(latestCall().text("/session")).isEqualTo(sessions.text("/data/0/id"));
  }

  @Test
  void aRepetitionAfterARestartOpensNoSecondSession() throws Exception {
    server.pool(ASK);
    platform.says(
        "{\"action\":\"open_session\",\"participant\":{\"real_number\":\"%s\"}}".formatted(DRIVER));
    assertThat(rung(call(STRANGER, M1))).isEqualTo(DRIVER);

    restart(YAML + platform.yaml());

    assertThat(rung(answerTo("call-1", STRANGER, M1))).isEqualTo(DRIVER);
    assertThat(server.get("/v1/sessions").body().at("/data")).hasSize(1);
    assertThat(server.get("/v1/pools/rides").text("/unknown_caller")).isEqualTo("ask");
  }

  @Test
  void whoeverIsToEnterAPinIsAskedForIt() throws Exception {
    server.pool(ASK);
    Answer session = server.open(RIDER, DRIVER, "");
    assertThat(session.text("/participants/0/pin")).as("for the case").isNotEmpty();
    platform.says("{\"action\":\"challenge\"}");
    assertThat(call(STRANGER, M1)).contains("<Gather");
    assertThat(latestCall().text("/status")).isEqualTo("routing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          500 | {}                                       | it answered with status 500
          200 | good morning                             | what it said is wrong: the body is not JSON: error at line 1, column 1
          200 | {"action":"connect","to":"+918888800003","as":"+918888800004"} | what it said is wrong: as: unknown field; known are: action, announcement, caller_name, expires_at, language, metadata, participant, reference, to, ttl_from, ttl_seconds
          200 | {"action":"connect","to":"8888800003x"}  | what it said is wrong: to: expected a possible telephone number in E.164 form, such as +919000000001
          """)
  void whatCannotBeFollowedIsSilenceAndTheFallbackHolds(int status, String body, String why)
      throws Exception {
    server.pool(
        ASK + ",\"unknown_caller_fallback\":\"forward\",\"forward_to\":\"" + SUPPORT + "\"");
    platform.answers(exchange -> PretendPlatform.reply(exchange, status, body));

    assertThat(rung(call(STRANGER, M1))).isEqualTo(SUPPORT);

    assertThat(details(latestCall()))
        .contains("the platform gave no answer: " + why, "the pool's fallback is forward");
    assertThat(latestMeaning()).endsWith("; the platform was asked, and gave no answer: " + why);
  }

  @ParameterizedTest
  @CsvSource({
    "+918888800009, loop",
    "+919000000002, destination_is_proxy",
    "+918888800004, destination_blocked"
  })
  void nobodyIsRungWhomTheRouterWouldNotRing(String to, String reason) throws Exception {
    server.pool(ASK);
    server.post("/v1/pools/rides/blocks", "{\"number\":\"+918888800004\"}");
    platform.says("{\"action\":\"connect\",\"to\":\"%s\"}".formatted(to));
    assertThat(rung(call(STRANGER, M1))).isEqualTo("nobody");
    assertThat(latestCall().text("/refusal_reason")).isEqualTo(reason);
  }

  @Test
  void limitsOfThePoolHoldForWhatThePlatformConnects() throws Exception {
    server.pool(ASK + ",\"rules\":{\"calls_per_caller_per_hour\":2,\"calls_per_session\":1}");
    platform.says("{\"action\":\"connect\",\"to\":\"%s\"}".formatted(OTHER));
    assertThat(rung(call(STRANGER, M1))).isEqualTo(OTHER);
    restart(YAML + platform.yaml());
    assertThat(rung(call(STRANGER, M2))).isEqualTo(OTHER);
    assertThat(rung(call(STRANGER, M1))).isEqualTo("nobody");
    assertThat(latestCall().text("/refusal_reason")).isEqualTo("caller_too_often");
    assertThat(rung(call(RIDER, M1))).as("somebody else").isEqualTo(OTHER);
  }

  @Test
  void anExplanationAsksNobody() throws Exception {
    server.pool(ASK);
    Answer explained = explain(STRANGER, M1);
    assertThat(explained.text("/decision")).isEqualTo("refuse");
    assertThat(explained.text("/reason")).isEqualTo("unknown_caller");
    assertThat(explained.body().at("/steps").toString())
        .contains("an explanation does not ask the platform", "the pool's fallback is refuse");
    assertThat(platform.asked()).isEmpty();
  }

  @Test
  void aPoolAsksWhereItSaysAndOnTheConfiguredHostOnly() throws Exception {
    String taxi = platform.url().resolve("/taxi").toString();
    server.pool(ASK + ",\"ask_url\":\"" + taxi + "\"");
    call(STRANGER, M1);
    assertThat(platform.asked()).extracting(Asked::path).containsExactly("/taxi");

    Answer refused =
        server.api("PATCH", "/v1/pools/rides", "{\"ask_url\":\"https://example.com/calls\"}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/field")).isEqualTo("ask_url");
    assertThat(server.get("/v1/pools/rides").text("/ask_url")).isEqualTo(taxi);
  }

  @Test
  void asAFallbackAskingIsRefused() throws Exception {
    Answer refused =
        server.post(
            "/v1/pools",
            "{\"name\":\"p\",\"carrier_account\":\"vobiz\",\"unknown_caller\":\"ask\","
                + "\"unknown_caller_fallback\":\"ask\"}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/field")).isEqualTo("unknown_caller_fallback");
    Answer nowhere =
        server.post(
            "/v1/pools",
            "{\"name\":\"p\",\"carrier_account\":\"vobiz\",\"unknown_caller\":\"ask\","
                + "\"unknown_caller_fallback\":\"forward\"}");
    assertThat(nowhere.text("/field")).isEqualTo("forward_to");
  }

  /** What the server says while it starts with this configuration. */
  private List<String> warningsOf(String yaml) throws Exception {
    ch.qos.logback.classic.Logger log =
        (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Bauta.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    try {
      restart(yaml);
    } finally {
      log.detachAppender(lines);
    }
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void aStartWarnsOfPoolsThatAskNobody() throws Exception {
    server.pool(ASK + ",\"ask_url\":\"" + platform.url().resolve("/taxi") + "\"");
    String warning =
        "pool rides asks the platform about unknown callers, and the configuration has no"
            + " platform.url for it: they have its fallback, refuse";
    assertThat(warningsOf(YAML + platform.yaml())).doesNotContain(warning);
    assertThat(warningsOf(YAML)).contains(warning);
    try (PretendPlatform other = new PretendPlatform()) {
      assertThat(warningsOf(YAML + other.yaml())).as("on another host").contains(warning);
      call(STRANGER, M1);
      assertThat(other.asked()).isEmpty();
      assertThat(platform.asked()).isEmpty();
    }
  }

  @Test
  void withoutAPlatformNoPoolMayAskAndOneThatDoesHasItsFallback() throws Exception {
    server.pool(
        ASK + ",\"unknown_caller_fallback\":\"forward\",\"forward_to\":\"" + SUPPORT + "\"");
    restart(YAML);

    assertThat(rung(call(STRANGER, M1))).isEqualTo(SUPPORT);
    assertThat(details(latestCall()))
        .contains("the platform gave no answer: platform.url is not configured");
    assertThat(server.api("PATCH", "/v1/pools/rides", "{\"cool_off_seconds\":60}").status())
        .as("what has nothing to do with it")
        .isEqualTo(200);
    Answer refused =
        server.post(
            "/v1/pools",
            "{\"name\":\"p\",\"carrier_account\":\"vobiz\",\"unknown_caller\":\"ask\"}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/code")).isEqualTo("platform_not_configured");
    assertThat(refused.text("/field")).isEqualTo("unknown_caller");
    assertThat(refused.text("/detail")).contains("platform.url", "platform.secret");
  }
}
