package io.bauta.app.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.app.FreePort;
import io.bauta.app.RunningServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** {@code bauta call}, against one server with an account of each carrier. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallCommandTest {

  private static final String AGENT = "+918888800001";
  private static final String CUSTOMER = "+918888800002";
  private static final String OTHER_SEED = "//////////////////////////////////////////8=";
  private static final String SECRET = "sixteen-letters-or-more";

  private final int apiPort = FreePort.of("127.0.0.1");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private RunningServer server;
  private List<String> callsBefore;

  @BeforeAll
  void startAServerWithFourAccounts(@TempDir Path data) throws Exception {
    server =
        RunningServer.start(
            data,
            """
            server: { public-url: "http://127.0.0.1:${PORT}" }
            carriers:
              vobiz: { carrier: vobiz, home-region: IN, auth-id: MA_TEST, auth-token: token }
              eight: { carrier: 8x8, home-region: IN, sub-account-id: acme, auth-header: Bearer of-the-test, say-and-capture: true }
              telnyx:
                carrier: telnyx
                home-region: IN
                api-key: KEY
                public-keys: A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=
                api-base: http://127.0.0.1:%d/v2
              alohaa: { carrier: alohaa, home-region: IN, path-secret: %s }
            """
                .formatted(apiPort, SECRET),
            // Telnyx's signatures hold the time of day.
            Clock.systemUTC());
    openSession("vobiz", "pair_two_numbers", "\"+919000000001\",\"+919000000002\"");
    openSession("eight", "pair_two_numbers", "\"+919000000011\",\"+919000000012\"");
    openSession("telnyx", "pair_two_numbers", "\"+919000000021\",\"+919000000022\"");
    openSession("alohaa", "pair_one_number", "\"+919000000031\"");
    openPinSession("vobiz", "+919000000041");
    openPinSession("eight", "+919000000051");
    openPinSession("telnyx", "+919000000061");
  }

  /** Whoever enters 4711 reaches the customer. */
  private void openPinSession(String account, String number) throws Exception {
    String pool = account + "-pin";
    server.post(
        "/v1/pools",
        """
        {"name":"%s","carrier_account":"%s","mode":"pin"}"""
            .formatted(pool, account));
    server.post("/v1/pools/" + pool + "/numbers", "{\"numbers\":[\"" + number + "\"]}");
    RunningServer.Answer opened =
        server.post(
            "/v1/sessions",
            """
            {"pool":"%s","participants":[{"real_number":"%s","pin":"4711"}]}"""
                .formatted(pool, CUSTOMER));
    assertThat(opened.status()).as(opened.body().toString()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({"vobiz, +919000000041", "8x8, +919000000051", "telnyx, +919000000061"})
  void aCallerEntersACode(String carrier, String number) throws Exception {
    String[] options =
        dialled().stream()
            .filter(one -> one.carrier().equals(carrier))
            .findFirst()
            .orElseThrow()
            .options();
    for (String digits : List.of("4711", "0000,4711", ",4711")) {
      forgetWhatWasBefore();
      assertThat(call(carrier, number, "answered", with(options, "--digits", digits)))
          .as(out.toString())
          .isZero();
      assertThat(recorded()).isEqualTo("completed");
      assertThat(out.toString()).contains("“Please enter the").doesNotContain("4711");
    }
  }

  @Test
  void digitsAreDigits() {
    assertThat(run("--from", AGENT, "--to", CUSTOMER, "--digits", "four")).isEqualTo(2);
    assertThat(err.toString()).contains("--digits: expected digits, with commas between");
  }

  private void openSession(String account, String mode, String numbers) throws Exception {
    server.post(
        "/v1/pools",
        """
        {"name":"%s","carrier_account":"%s","mode":"%s"}"""
            .formatted(account, account, mode));
    server.post("/v1/pools/" + account + "/numbers", "{\"numbers\":[" + numbers + "]}");
    RunningServer.Answer opened =
        server.post(
            "/v1/sessions",
            """
            {"pool":"%s","participants":[{"name":"agent","real_number":"%s"},
             {"name":"customer","real_number":"%s"}]}"""
                .formatted(account, AGENT, CUSTOMER));
    assertThat(opened.status()).as(opened.body().toString()).isEqualTo(201);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void forgetWhatWasBefore() throws Exception {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    callsBefore = calls().map(record -> record.path("id").asString("")).toList();
  }

  private Stream<JsonNode> calls() throws Exception {
    return server.get("/v1/calls?limit=200").body().path("data").valueStream();
  }

  private int call(String carrier, String dialed, String outcome, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--carrier", carrier, "--from", AGENT, "--to", dialed, "--outcome", outcome));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--url")) {
      arguments.addAll(List.of("--url", server.url().toString()));
    }
    return run(arguments.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return new CommandLine(new CallCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  /** The status of the only call since the test began. */
  private String recorded() throws Exception {
    List<JsonNode> since =
        calls().filter(call -> !callsBefore.contains(call.path("id").asString(""))).toList();
    assertThat(since).as(out.toString()).hasSize(1);
    return since.getFirst().path("status").asString("");
  }

  @ParameterizedTest
  @CsvSource({
    "answered, completed",
    "busy, busy",
    "no-answer, no_answer",
    "rejected, rejected",
    "cancelled, cancelled"
  })
  void vobizSigns(String outcome, String status) throws Exception {
    int code =
        call("vobiz", "+919000000001", outcome, "--auth-token", "token", "--auth-id", "MA_TEST");
    assertThat(code).as(out.toString()).isZero();
    assertThat(recorded()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "answered, completed",
    "busy, busy",
    "no-answer, no_answer",
    "rejected, busy",
    "cancelled, cancelled"
  })
  void eightSendsItsHeader(String outcome, String status) throws Exception {
    int code =
        call(
            "8x8",
            "+919000000011",
            outcome,
            "--sub-account-id",
            "acme",
            "--auth-header",
            "Bearer of-the-test");
    assertThat(code).as(out.toString()).isZero();
    assertThat(recorded()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "answered, completed",
    "busy, busy",
    "no-answer, no_answer",
    "rejected, rejected",
    "cancelled, cancelled"
  })
  void telnyxSignsAndIsCommanded(String outcome, String status) throws Exception {
    int code = call("telnyx", "+919000000021", outcome, telnyxOptions());
    assertThat(code).as(out.toString()).isZero();
    assertThat(recorded()).isEqualTo(status);
  }

  private String[] telnyxOptions() {
    return new String[] {"--api-key", "KEY", "--api-port", Integer.toString(apiPort)};
  }

  @ParameterizedTest
  @CsvSource({
    "answered, completed",
    "busy, no_answer",
    "no-answer, no_answer",
    "rejected, no_answer",
    "cancelled, no_answer"
  })
  void alohaaKnowsThePath(String outcome, String status) throws Exception {
    int code = call("alohaa", "+919000000031", outcome, "--path-secret", SECRET);
    assertThat(code).as(out.toString()).isZero();
    assertThat(recorded()).isEqualTo(status);
  }

  /** Each carrier with each fault: one call, recorded once, and what went wrong is drawn. */
  @ParameterizedTest
  @CsvSource({
    "duplicates, '(again)'",
    "concurrent, '3 of 3'",
    "reordering, ''",
    "delays, 'ms late'",
    "lost-replies, 'no reply: lost'",
    "5xx, 'turned away on the way'"
  })
  void whateverGoesWrongOnTheWay(String fault, String drawn) throws Exception {
    for (Dialled dialled : dialled()) {
      forgetWhatWasBefore();
      int code =
          call(
              dialled.carrier(),
              dialled.number(),
              "answered",
              with(dialled.options(), "--fault", fault));
      assertThat(code).as(out.toString()).isZero();
      assertThat(out.toString().replaceAll("[^\\x21-\\x7e]+", " ")).contains(drawn);
      assertThat(recorded()).isEqualTo("completed");
    }
  }

  private record Dialled(String carrier, String number, String... options) {}

  private List<Dialled> dialled() {
    return List.of(
        new Dialled("vobiz", "+919000000001", "--auth-token", "token", "--auth-id", "MA_TEST"),
        new Dialled(
            "8x8",
            "+919000000011",
            "--sub-account-id",
            "acme",
            "--auth-header",
            "Bearer of-the-test"),
        new Dialled("telnyx", "+919000000021", telnyxOptions()),
        new Dialled("alohaa", "+919000000031", "--path-secret", SECRET));
  }

  @Test
  void strangersAreRefusedWhateverGoesWrongOnTheWay() throws Exception {
    for (Dialled dialled : dialled()) {
      forgetWhatWasBefore();
      String[] stranger = {
        "--carrier", dialled.carrier(), "--to", dialled.number(), "--from", "+918888800099"
      };
      int code =
          run(
              with(
                  with(stranger, dialled.options()),
                  "--url",
                  server.url().toString(),
                  "--fault",
                  "duplicates,lost-replies"));
      assertThat(code).as(out.toString()).isZero();
      assertThat(recorded()).isEqualTo("refused");
    }
  }

  @Test
  void whatTheCarrierCannotDoIsSaidAndNothingElse() {
    String[] alohaa = {"--path-secret", SECRET};
    call("alohaa", "+919000000031", "busy", with(alohaa, "--fault", "reordering"));
    assertThat(out.toString().lines().filter(line -> line.contains("falls short")))
        .containsExactly(
            "  falls short: which number is shown is Alohaa's choice (CALLER_ID_NOT_OURS)",
            "  falls short: Alohaa tells only that it was not answered",
            "  falls short: Alohaa tells a call in one webhook, when it is over: nothing can come"
                + " out of order");
    out.getBuffer().setLength(0);
    String[] eight = {"--sub-account-id", "acme", "--auth-header", "Bearer of-the-test"};
    call("8x8", "+919000000011", "no-answer", eight);
    assertThat(out.toString().lines().filter(line -> line.contains("falls short")))
        .containsExactly("  falls short: how long it rings is 8x8's choice (RING_TIMEOUT_IGNORED)");
    out.getBuffer().setLength(0);
    call("telnyx", "+919000000021", "answered", telnyxOptions());
    assertThat(out.toString()).doesNotContain("falls short");
  }

  @Test
  void whoIsNotProvedIsToldWhatTheServerNeeds() throws Exception {
    assertThat(call("telnyx", "+919000000021", "answered", "--signing-seed", OTHER_SEED)).isOne();
    assertThat(out.toString())
        .contains("call.initiated was answered 401", "as api-base", "among its public-keys")
        .doesNotContain(OTHER_SEED);
    assertThat(call("8x8", "+919000000011", "answered", "--sub-account-id", "acme")).isOne();
    assertThat(out.toString()).contains("VCA was answered 403", "as auth-header");
    assertThat(call("vobiz", "+919000000001", "answered", "--auth-token", "another")).isOne();
    assertThat(out.toString()).contains("StartApp was answered 403", "as auth-token");
    assertThat(call("alohaa", "+919000000031", "answered")).isOne();
    assertThat(out.toString()).contains("ReceiverDetails was answered 404", "as path-secret");
    assertThat(calls().count()).isEqualTo(callsBefore.size());
  }

  @Test
  void aServerThatCommandsSomebodyElseLeavesTheCallerInSilence() {
    int elsewhere = FreePort.of("127.0.0.1");
    int code =
        call(
            "telnyx",
            "+919000000021",
            "answered",
            "--api-port",
            Integer.toString(elsewhere),
            "--api-key",
            "KEY",
            "--patience",
            "1");
    assertThat(code).isOne();
    assertThat(out.toString())
        .contains("no command came", "http://127.0.0.1:" + elsewhere + "/v2 as api-base");
  }

  @Test
  void anAccountIsFoundByItsNameOrByItsWholePath() throws Exception {
    String[] proof = {"--sub-account-id", "acme", "--auth-header", "Bearer of-the-test"};
    assertThat(call("8x8", "+919000000011", "busy", with(proof, "--account", "eight")))
        .as(err.toString())
        .isZero();
    URI whole = server.url().resolve("/carriers/eight/handle");
    assertThat(call("8x8", "+919000000011", "busy", with(proof, "--url", whole.toString())))
        .as(err.toString())
        .isZero();
  }

  @Test
  void aWithheldCallerIsRefusedAndThatIsFine() throws Exception {
    int code =
        run(
            "--from",
            "anonymous",
            "--to",
            "+919000000021",
            "--carrier",
            "telnyx",
            "--url",
            server.url().toString(),
            "--api-key",
            "KEY",
            "--api-port",
            Integer.toString(apiPort));
    assertThat(code).as(out.toString()).isZero();
    assertThat(recorded()).isEqualTo("refused");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--carrier nobody | --carrier: expected one of vobiz, 8x8, telnyx, alohaa",
        "--carrier 8x8 | --sub-account-id: required with 8x8",
        "--carrier 8x8 --sub-account-id a | --sub-account-id: required with 8x8, 3 to 50",
        "--carrier alohaa --auth-token t | --auth-token: not an option of --carrier alohaa",
        "--carrier telnyx --signing-seed short | --signing-seed: expected 32 bytes in base64",
        "--url http://h/answer --account a | --account and --path-secret go with a --url without",
        "--url mask.example.com | --url: expected an http or https URL",
        "--fault fire | expected one of duplicates, concurrent, reordering, delays, lost-replies, 5xx",
        "--outcome asleep | expected answered, busy, no-answer, rejected or cancelled"
      })
  void wrongUsageIsToldBeforeAnythingIsCalled(String arguments, String message) {
    String[] all = (arguments + " --from " + AGENT + " --to +919000000001").split(" ");
    assertThat(run(all)).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(call("telnyx", "+919000000021", "busy", "--api-port", port)).isOne();
      assertThat(err.toString()).contains("--api-port", port, "in use");
    }
  }

  private static String[] with(String[] some, String... more) {
    return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
  }
}
