package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_PATH;
import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** For how long what is kept, as an operator sees it. */
@Timeout(60)
class RetentionFlowTest {

  private static final String RIDER = "+918888800001";
  private static final String DRIVER = "+918888800002";

  private final HandClock clock = new HandClock();
  private RunningServer server;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    server =
        RunningServer.start(
            data,
            "retention: { calls-days: 2, sessions-days: 3, audit-days: 400 }\n" + SECRET_PATH,
            clock);
    server.pool("");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode kind(String name) throws Exception {
    for (JsonNode kind : server.get("/v1/retention").body().path("data")) {
      if (kind.path("kind").asString("").equals(name)) {
        return kind;
      }
    }
    throw new AssertionError("no kind " + name);
  }

  private void run() throws Exception {
    Answer answer = server.api("POST", "/v1/retention/run", "{}");
    assertThat(answer.status()).isEqualTo(202);
    String now = clock.instant().toString();
    await(() -> lastRun("audit").equals(now));
  }

  private String lastRun(String name) {
    try {
      return kind(name).path("last_run_at").asString("");
    } catch (Exception away) {
      throw new AssertionError(away);
    }
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private void talk(String id, String dials) throws Exception {
    assertThat(
            server
                .form(
                    SECRET_WEBHOOKS + "answer", Map.of("CallUUID", id, "From", RIDER, "To", dials))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            server
                .form(
                    SECRET_WEBHOOKS + "hangup",
                    Map.of(
                        "CallUUID", id,
                        "Event", "Hangup",
                        "CallStatus", "completed",
                        "HangupCause", "NORMAL_CLEARING",
                        "HangupCauseCode", "4000",
                        "Duration", "70"))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void callsAndThenTheirSessionsAreForgottenAndStayCounted() throws Exception {
    Answer session = server.open(RIDER, DRIVER, ",\"ttl_seconds\":3600");
    String path = "/v1/sessions/" + session.text("/id");
    talk("c1", session.text("/participants/0/dials"));
    String totals = "/v1/calls/totals?since=2027-01-15&until=2027-01-16";
    JsonNode before = server.get(totals).body();
    assertThat(before.at("/data/0/calls").asInt()).isEqualTo(1);
    assertThat(kind("calls").path("oldest_at").asString("")).isEqualTo("2027-01-15T08:00:00Z");

    clock.forward(Duration.ofDays(2).plusMinutes(1));
    run();
    assertThat(server.get("/v1/calls").body().path("data")).isEmpty();
    assertThat(server.get(path).status()).isEqualTo(200);
    assertThat(server.get(totals).body()).isEqualTo(before);
    assertThat(kind("calls").path("last_forgotten").asInt()).isEqualTo(1);

    clock.forward(Duration.ofDays(2));
    run();
    assertThat(server.get(path).status()).isEqualTo(404);
    assertThat(server.get("/v1/sessions").body().path("data")).isEmpty();
    assertThat(kind("sessions").path("forgotten").asInt()).isEqualTo(1);
    assertThat(kind("calls").path("last_forgotten").asInt()).isZero();
    assertThat(kind("calls").path("forgotten").asInt()).isEqualTo(1);
    assertThat(server.open(RIDER, DRIVER, ",\"ttl_seconds\":3600").status()).isEqualTo(201);
  }

  @Test
  void everyKindSaysForHowLongItIsKeptAndWhoChoseThat() throws Exception {
    assertThat(kind("calls").path("kept_days").asInt()).isEqualTo(2);
    assertThat(kind("calls").path("setting").asString("")).isEqualTo("retention.calls-days");
    assertThat(kind("recordings").path("kept_days").asInt()).isEqualTo(2);
    assertThat(kind("unmatched").path("kept_days").asInt()).isEqualTo(30);
    assertThat(kind("events").path("kept_days").asInt()).isEqualTo(3);
    assertThat(kind("events").path("setting").isNull()).isTrue();
    assertThat(kind("sessions").path("last_run_at").isNull()).isTrue();
  }

  @Test
  void theCommandShowsIt() {
    StringWriter out = new StringWriter();
    int exit =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute(
                "retention", "--url", server.url().toString(), "--data", server.data().toString());
    assertThat(exit).isZero();
    assertThat(out.toString().lines().toList())
        .hasSize(10)
        .anySatisfy(line -> assertThat(line).matches("calls +2 d +- +- +- +-"));
  }
}
