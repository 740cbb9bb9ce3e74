package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_PATH;
import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import io.bauta.store.TestPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Keys are rotated while sessions are opened and closed and calls are routed, over real HTTP. */
@Timeout(180)
class VaultFlowTest {

  private static final String PERSON = "+91888880%04d";
  private static final int CLIENTS = 3;
  private static final int KEPT_EVERY = 5;

  private final HandClock clock = new HandClock();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Queue<JsonNode> kept = new ConcurrentLinkedQueue<>();
  private final AtomicInteger people = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();

  @TempDir private Path data;

  static Stream<Map<String, String>> databases() {
    return Stream.of(Map.of(), Map.of("BAUTA_DATA_URL", TestPostgres.createUrl()));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void everyKeyIsRotatedUnderLoad(Map<String, String> environment) throws Exception {
    String oldMaster;
    try (RunningServer server = RunningServer.start(data, SECRET_PATH, clock, environment)) {
      server.pool("");
      oldMaster = Files.readString(MasterKeyPlaces.file(data));
      AtomicBoolean stop = new AtomicBoolean();
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(Thread.ofVirtual().start(() -> use(server, stop)));
      }
      for (String key : List.of("sealing", "tokens", "master", "tokens", "sealing", "master")) {
        int before = calls.get();
        rotate(server, key);
        while (calls.get() < before + 10 && failures.isEmpty()) {
          Thread.onSpinWait();
        }
      }
      stop.set(true);
      for (Thread client : clients) {
        client.join();
      }
      assertThat(failures).isEmpty();
      assertAllRoute(server);
      assertThat(actions(server))
          .containsExactlyInAnyOrder(
              "master vault.rotated",
              "master vault.rotated",
              "sealing vault.rotated",
              "sealing vault.rotated",
              "sealing vault.rotation_begun",
              "sealing vault.rotation_begun",
              "tokens vault.rotated",
              "tokens vault.rotated",
              "tokens vault.rotation_begun",
              "tokens vault.rotation_begun");
    }
    assertThat(Files.readString(MasterKeyPlaces.file(data))).isNotEqualTo(oldMaster);
    try (RunningServer server = RunningServer.start(data, SECRET_PATH, clock, environment)) {
      assertAllRoute(server);
      assertThat(server.get("/v1/vault").body().path("rotation").isNull()).isTrue();
    }
  }

  @Test
  void aNewMasterKeyThatCannotBePutInPlaceIsWarnedOf() throws Exception {
    RunningServer.start(data, SECRET_PATH, clock).close();
    Path master = MasterKeyPlaces.file(data);
    Path next = master.resolveSibling("master.key.next");
    Files.move(master, next);
    Path inTheWay = Files.createDirectory(master).resolve("something");
    Files.writeString(inTheWay, "in the way");
    try (RunningServer server = RunningServer.start(data, SECRET_PATH, clock)) {
      Answer answer = server.post("/v1/vault/rotate", "{\"key\":\"master\"}");
      assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
      assertThat(answer.text("/warning")).contains("which is in " + next, "Keep a copy of it");
      StringWriter out = new StringWriter();
      assertThat(
              Main.commandLine()
                  .setOut(new PrintWriter(out, true))
                  .execute(
                      "vault",
                      "rotate-master",
                      "--url",
                      server.url().toString(),
                      "--data",
                      data.toString()))
          .isZero();
      assertThat(out.toString()).contains("BUT: ", next.toString());

      Files.delete(inTheWay);
      Files.delete(master);
      Answer done = server.post("/v1/vault/rotate", "{\"key\":\"master\"}");
      assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
      assertThat(done.body().has("warning")).isFalse();
    }
    assertThat(next).doesNotExist();
    RunningServer.start(data, SECRET_PATH, clock).close();
  }

  private static void rotate(RunningServer server, String key) throws Exception {
    Answer answer = server.post("/v1/vault/rotate", "{\"key\":\"" + key + "\"}");
    assertThat(answer.status()).as(answer.body().toString()).isIn(200, 202);
    JsonNode vault = answer.body();
    while (!vault.path("rotation").isNull()) {
      vault = server.get("/v1/vault").body();
    }
    assertThat(server.get("/v1/audit/verify").body().path("whole").asBoolean()).isTrue();
  }

  private static List<String> actions(RunningServer server) throws Exception {
    List<String> actions = new ArrayList<>();
    for (JsonNode entry : server.get("/v1/audit?subject_kind=vault").body().path("data")) {
      actions.add(entry.path("subject").asString("") + " " + entry.path("action").asString(""));
    }
    return actions;
  }

  private void use(RunningServer server, AtomicBoolean stop) {
    try {
      while (!stop.get()) {
        int n = people.getAndAdd(2);
        String rider = PERSON.formatted(n);
        String driver = PERSON.formatted(n + 1);
        Answer opened =
            server.post(
                "/v1/sessions",
                """
                {"pool":"rides","participants":[{"name":"p%d","real_number":"%s"},
                 {"name":"p%d","real_number":"%s"}]}
                """
                    .formatted(n, rider, n + 1, driver));
        if (opened.status() != 201) {
          failures.add("opening: " + opened.status() + " " + opened.text("/code"));
          return;
        }
        call(server, opened.body(), n);
        if (n / 2 % KEPT_EVERY == 0) {
          kept.add(opened.body());
        } else {
          Answer closed = server.post("/v1/sessions/" + opened.text("/id") + "/close", "{}");
          if (closed.status() != 200) {
            failures.add("closing: " + closed.status() + " " + closed.text("/code"));
          }
        }
      }
    } catch (Exception | AssertionError failed) {
      failures.add(String.valueOf(failed));
    }
  }

  private void call(RunningServer server, JsonNode session, int n) throws Exception {
    HttpResponse<String> answer =
        server.form(
            SECRET_WEBHOOKS + "answer",
            Map.of(
                "CallUUID", "call-" + calls.incrementAndGet(),
                "From", PERSON.formatted(n),
                "To", session.at("/participants/0/dials").asString("")));
    if (!answer.body().contains("<Number>" + PERSON.formatted(n + 1) + "</Number>")) {
      failures.add("a call was not put through: " + answer.statusCode());
    }
  }

  private void assertAllRoute(RunningServer server) throws Exception {
    assertThat(kept).isNotEmpty();
    for (JsonNode session : kept) {
      call(
          server,
          session,
          Integer.parseInt(session.at("/participants/0/name").asString("").substring(1)));
      assertThat(server.get("/v1/sessions/" + session.path("id").asString("")).status())
          .isEqualTo(200);
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void whatCannotBeRotatedIsSaid() throws Exception {
    String key = "q83vEjRWeJCrze8SNFZ4kPvq2wBCmYd+ZxOTsTwKGTU=";
    Map<String, String> environment = Map.of("BAUTA_VAULT_MASTER_KEY", key);
    try (RunningServer server = RunningServer.start(data, SECRET_PATH, clock, environment)) {
      Answer master = server.post("/v1/vault/rotate", "{\"key\":\"master\"}");
      assertThat(master.status()).isEqualTo(409);
      assertThat(master.text("/code")).isEqualTo("rotation_refused");
      assertThat(master.text("/detail")).contains("vault.former-master-key").doesNotContain(key);
      assertThat(server.post("/v1/vault/rotate", "{\"key\":\"all\"}").status()).isEqualTo(422);
      assertThat(server.post("/v1/vault/rotate", "{}").status()).isEqualTo(422);
      assertThat(server.get("/v1/vault").body().toString()).doesNotContain(key);
      assertThat(actions(server)).isEmpty();
    }
    assertThat(MasterKeyPlaces.file(data)).doesNotExist();
  }

  @Test
  void theCommandsSpeakToTheRunningServer() throws Exception {
    try (RunningServer server = RunningServer.start(data, SECRET_PATH, clock)) {
      String url = server.url().toString();
      CommandRun status = vault("status", "--url", url, "--data", data.toString());
      assertThat(status.exit()).as(status.err()).isZero();
      assertThat(status.out()).contains("master key").contains("none is under way");
      CommandRun rotated =
          vault("rotate", "sealing", "--follow", "--url", url, "--data", data.toString());
      assertThat(rotated.exit()).as(rotated.err()).isZero();
      assertThat(rotated.out()).contains("none is under way");
      CommandRun master = vault("rotate-master", "--url", url, "--data", data.toString());
      assertThat(master.exit()).as(master.err()).isZero();
      assertThat(master.out()).contains("keep a copy");
      CommandRun after = vault("status", "--url", url, "--data", data.toString());
      assertThat(after.out()).contains("taken out");
      String key = Files.readString(MasterKeyPlaces.file(data)).strip();
      assertThat(after.out() + master.out() + rotated.out()).doesNotContain(key);
    }
  }

  private static CommandRun vault(String... arguments) {
    return CommandRun.with(
        surroundings -> new VaultCommand(), id -> Optional.empty(), Map.of(), arguments);
  }
}
