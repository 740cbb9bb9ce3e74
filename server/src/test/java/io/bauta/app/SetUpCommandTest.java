package io.bauta.app;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.carrier.Carrier;
import io.bauta.simulator.ApiReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SetUpCommandTest {

  private static final String FIRST = "+919000000001";
  private static final String SECOND = "+919000000002";
  private static final String ANSWER = "https://mask.example.com/carriers/vobiz/answer";
  private static final String NOBODY = "http://127.0.0.1:1";

  @TempDir private Path data;
  private final PretendCarrierApi carrier = new PretendCarrierApi();

  @AfterEach
  void close() {
    carrier.close();
  }

  private CommandRun setUp(String... arguments) throws IOException {
    return setUp(new PretendCarrier.WithApi(), carrier.yaml(), arguments);
  }

  private CommandRun setUp(Carrier dialect, String yaml, String... arguments) throws IOException {
    Path config = Files.writeString(data.resolve("setup.yaml"), yaml);
    List<String> all = new ArrayList<>(List.of("--config", "" + config, "--data", "" + data));
    all.addAll(Arrays.asList(arguments));
    return CommandRun.of(SetUpCommand::new, dialect, Map.of(), all.toArray(String[]::new));
  }

  /** A server that was stopped, with two numbers in a pool. */
  private void serverWithNumbers() throws Exception {
    try (RunningServer server = RunningServer.start(data, carrier.yaml(), new HandClock())) {
      server.pool("");
    }
  }

  @Test
  void theCarrierIsLedHereAndTheNumbersOfTheRunningServerToo() throws Exception {
    try (RunningServer server = RunningServer.start(data, carrier.yaml(), new HandClock())) {
      server.pool("");
      CommandRun run = setUp("vobiz", "--url", "" + server.url());
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(carrier.applications()).containsExactly(ANSWER);
      assertThat(carrier.attached()).containsExactly(FIRST, SECOND);
      assertThat(run.out())
          .contains("2 numbers of its pools (asked of the server at " + server.url() + ")")
          .contains("✓ make the application", "✓ attach " + FIRST)
          .contains("Changed:", "Done.");
    }
  }

  @Test
  void theNumbersAreReadFromTheStoreWhereNoServerRuns() throws Exception {
    serverWithNumbers();
    CommandRun run = setUp("vobiz", "--url", NOBODY);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(carrier.attached()).containsExactly(FIRST, SECOND);
    assertThat(run.out()).contains("read from sqlite:", "no server answers at " + NOBODY);
  }

  @Test
  void aServerThatHasTheStoreAndDoesNotAnswerIsToBeNamed() throws Exception {
    try (RunningServer server = RunningServer.start(data, carrier.yaml(), new HandClock())) {
      server.pool("");
      CommandRun run = setUp("vobiz", "--url", NOBODY);
      assertThat(run.exit()).isEqualTo(Main.FAILED);
      assertThat(run.err()).contains("Another server has the database", "give its --url");
      assertThat(carrier.http.requests()).isEmpty();
    }
  }

  @Test
  void aDirectoryWithoutAServerStaysEmpty() throws Exception {
    CommandRun run = setUp("vobiz", "--url", NOBODY);
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("0 numbers of its pools", "there is no sqlite:", "register numbers in a pool");
    assertThat(data.resolve("bauta.db")).doesNotExist();
    assertThat(data.resolve("master.key")).doesNotExist();
  }

  @Test
  void onlyNumbersOnWhichCallsAreAnsweredLeadHere() throws Exception {
    try (RunningServer server = RunningServer.start(data, carrier.yaml(), new HandClock())) {
      server.pool("");
      server.post("/v1/pools/rides/numbers", "{\"numbers\":[\"+919000000003\"]}");
      server.api("PATCH", "/v1/pools/rides/numbers/" + FIRST, "{\"state\":\"retired\"}");
      server.api("PATCH", "/v1/pools/rides/numbers/" + SECOND, "{\"state\":\"draining\"}");
      setUp("vobiz", "--url", "" + server.url());
    }
    assertThat(carrier.attached()).containsExactly(SECOND, "+919000000003");
  }

  @Test
  void theSecondRunChangesNothing() throws Exception {
    serverWithNumbers();
    setUp("vobiz", "--url", NOBODY);
    List<String> changes = carrier.changes();
    CommandRun again = setUp("vobiz", "--url", NOBODY);
    assertThat(again.exit()).isZero();
    assertThat(again.out()).contains("Nothing to change: all is as it should be.");
    assertThat(carrier.changes()).isEqualTo(changes);
  }

  @Test
  void aDryRunShowsTheRequestsAndSendsNone() throws Exception {
    serverWithNumbers();
    CommandRun run = setUp("vobiz", "--url", NOBODY, "--dry-run");
    assertThat(run.exit()).isZero();
    assertThat(carrier.changes()).isEmpty();
    assertThat(run.out())
        .contains("would make the application:")
        .contains("POST " + carrier.http.base() + "/application")
        .contains("{\"url\":\"" + ANSWER + "\",\"token\":\"[auth-token]\"}")
        .contains("POST " + carrier.http.base() + "/numbers/%2B919000000001")
        .contains("Would be changed:", "Nothing was changed")
        .doesNotContain(PretendCarrierApi.TOKEN);
  }

  @Test
  void thePathSecretIsShownOnlyWherePeopleNeedIt() throws Exception {
    String secret = "sixteen-letters-or-more";
    String yaml = carrier.yaml().replace("auth-id:", "path-secret: " + secret + ", auth-id:");
    CommandRun run =
        setUp(new PretendCarrier.WithApi(), yaml, "vobiz", "--url", NOBODY, "--dry-run");
    assertThat(run.out())
        .contains("/carriers/vobiz/[path-secret]/answer")
        .contains("1. look at https://mask.example.com/carriers/vobiz/" + secret + "/hangup");
  }

  @Test
  void aCarrierThatIsBusyIsAskedAgain() throws Exception {
    carrier.http.failsWith(ApiReply.withoutBody(500), ApiReply.withoutBody(500));
    CommandRun run = setUp("vobiz", "--url", NOBODY);
    assertThat(run.exit()).isZero();
    assertThat(run.pauses()).containsExactly(ofSeconds(1), ofSeconds(4));
    assertThat(run.out()).contains("… read the application: HTTP 500; again in 4 s");
    assertThat(carrier.applications()).hasSize(1);
  }

  @Test
  void anApplicationWhoseReplyWasLostIsNotMadeTwice() throws Exception {
    CommandRun run;
    try (PretendCarrierApi flaky = new PretendCarrierApi()) {
      flaky.losesTheReplyTo("POST");
      run = setUp(new PretendCarrier.WithApi(), flaky.yaml(), "vobiz", "--url", NOBODY);
      assertThat(flaky.applications()).hasSize(1);
    }
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("so it may be done or not; looks again from the beginning in 1 s")
        .contains("perhaps: make the application");
  }

  @Test
  void aWrongKeyIsNamedByItsSetting() throws Exception {
    String yaml = carrier.yaml().replace(PretendCarrierApi.TOKEN, "another-token");
    CommandRun run = setUp(new PretendCarrier.WithApi(), yaml, "vobiz", "--url", NOBODY);
    assertThat(run.exit()).isEqualTo(Main.FAILED);
    assertThat(run.err())
        .contains("not read: 401 (check: carriers.vobiz.auth-token)")
        .doesNotContain("another-token");
  }

  @Test
  void withoutAKeyNothingIsAsked() throws Exception {
    String yaml =
        carrier
            .yaml()
            .replace("auth-token: " + PretendCarrierApi.TOKEN, "path-secret: sixteen-or-more-x")
            .replace("auth-id:", "signature: \"off\", auth-id:");
    CommandRun run = setUp(new PretendCarrier.WithApi(), yaml, "vobiz", "--url", NOBODY);
    assertThat(run.exit()).isEqualTo(Main.FAILED);
    assertThat(run.err())
        .contains("the API asks for credentials (not configured: carriers.vobiz.auth-token");
    assertThat(carrier.http.requests()).isEmpty();
  }

  @Test
  void withoutAPublicUrlItSaysWhichKeyToSet() throws Exception {
    String yaml = carrier.yaml().replaceFirst("server: .*", "");
    CommandRun run = setUp(new PretendCarrier.WithApi(), yaml, "vobiz", "--url", NOBODY);
    assertThat(run.exit()).isEqualTo(Main.FAILED);
    assertThat(run.err()).contains("set server.public-url, or carriers.vobiz.public-url");
    assertThat(carrier.http.requests()).isEmpty();
  }

  @Test
  void anUnknownAccountIsWrongUsageAndTheKnownOnesAreListed() throws Exception {
    CommandRun run = setUp("vobis", "--url", NOBODY);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("no carrier account is called 'vobis'; there is: vobiz");
  }

  @Test
  void withoutAnyAccountTheConfigurationIsAskedFor() throws Exception {
    CommandRun run = setUp(new PretendCarrier(), "", "vobiz");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("no carrier account is configured", "--config FILE");
    assertThat(setUp().exit()).isEqualTo(2);
    assertThat(setUp("vobiz", "--url", "nonsense").exit()).isEqualTo(2);
  }

  @Test
  void aCarrierWithoutSuchAnApiIsDoneByHandWithWholeUrls() throws Exception {
    serverWithNumbers();
    CommandRun run = setUp(new PretendCarrier(), carrier.yaml(), "vobiz", "--url", NOBODY);
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("Vobiz cannot be set up through an API")
        .contains("2. " + ANSWER + " is the answer_url of the application")
        .contains("let these numbers lead there: " + FIRST + ", " + SECOND);
    assertThat(carrier.http.requests()).isEmpty();
  }

  @Test
  void programsGetOneObject() throws Exception {
    serverWithNumbers();
    JsonNode json = json(setUp("vobiz", "--url", NOBODY, "--dry-run", "--json"));
    assertThat(json.path("carrier_account").asString()).isEqualTo("vobiz");
    assertThat(json.path("dry_run").asBoolean()).isTrue();
    assertThat(json.path("numbers")).hasSize(2);
    assertThat(json.path("changed")).hasSize(3);
    assertThat(json.path("failed").isNull()).isTrue();
    assertThat(json.at("/steps/0/sent").asBoolean()).isTrue();
    assertThat(json.at("/steps/0/status").asInt()).isEqualTo(200);
    assertThat(json.at("/steps/1/sent").asBoolean()).isFalse();
    assertThat(json.at("/steps/1/body").asString()).contains("[auth-token]");
  }

  @Test
  void programsAreToldOfAFailureAsWell() throws Exception {
    carrier.http.failsWith(ApiReply.withoutBody(503), ApiReply.withoutBody(404));
    CommandRun run = setUp("vobiz", "--url", NOBODY, "--json");
    assertThat(run.exit()).isEqualTo(Main.FAILED);
    assertThat(json(run).path("failed").asString()).contains("not read: 404");
    assertThat(json(run).at("/steps/0/failed").asString()).isEqualTo("HTTP 503");
    assertThat(json(run).at("/steps/0/again_in_seconds").asInt()).isEqualTo(1);
  }

  private static JsonNode json(CommandRun run) {
    return JsonMapper.shared().readTree(run.out());
  }

  @Test
  void theTutorialsNumbersAreKnownBeforeTheFirstStart() throws Exception {
    CommandRun run =
        CommandRun.of(
            SetUpCommand::new,
            new PretendCarrier.WithApi(),
            Map.of(
                "FE",
                "+918888800001",
                "CUSTOMER",
                "+918888800002",
                "M1",
                FIRST,
                "M2",
                SECOND,
                "VOBIZ_AUTH_TOKEN",
                PretendCarrierApi.TOKEN,
                "VOBIZ_API_BASE",
                "" + carrier.http.base(),
                "PUBLIC_BASE_URL",
                "https://mask.example.com"),
            "vobiz",
            "--url",
            NOBODY,
            "--data",
            "" + data);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(carrier.attached()).containsExactly(FIRST, SECOND);
  }
}
