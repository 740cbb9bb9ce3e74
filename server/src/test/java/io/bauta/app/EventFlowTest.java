package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import io.bauta.simulator.EventReceiver;
import io.bauta.simulator.EventReceiver.Received;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Events through a whole server to the platform's endpoints and to who follows them. */
@Timeout(90)
class EventFlowTest {

  private static final String EVENTS = "events: { allow-private-addresses: true }\n";
  private static final String RIDER = "+918888800001";
  private static final String DRIVER = "+918888800002";

  @TempDir private Path data;
  private final HandClock clock = new HandClock();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private RunningServer server;

  private void start(String more, Clock time) throws Exception {
    server = RunningServer.start(data, RunningServer.SECRET_PATH + more, time);
    opened.add(server);
  }

  private EventReceiver receiver(Clock time) {
    EventReceiver receiver = new EventReceiver(0, List.of(), event -> {}, time);
    opened.add(receiver);
    return receiver;
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : opened.reversed()) {
      one.close();
    }
  }

  private Answer endpoint(EventReceiver receiver, String events) throws Exception {
    Answer created =
        server.post(
            "/v1/event_endpoints",
            "{\"url\":\"%s\",\"events\":%s}".formatted(receiver.url(), events));
    assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
    receiver.verifiesWith(created.text("/secret"));
    return created;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static List<String> types(EventReceiver receiver) {
    return receiver.received().stream().map(Received::type).toList();
  }

  private void answer(String call, String from, String to) throws Exception {
    server.form(
        RunningServer.SECRET_WEBHOOKS + "answer",
        Map.of("From", from.substring(1), "To", to.substring(1), "CallUUID", call));
  }

  private void hangUp(String call) throws Exception {
    server.form(
        RunningServer.SECRET_WEBHOOKS + "hangup",
        Map.of(
            "CallUUID",
            call,
            "Event",
            "Hangup",
            "HangupCause",
            "NORMAL_CLEARING",
            "Duration",
            "5",
            "From",
            RIDER.substring(1),
            "To",
            "919000000001"));
  }

  private static String text(Received event) {
    return new String(event.body(), StandardCharsets.UTF_8);
  }

  private static Map<String, List<String>> headers(Received event) {
    return Map.of(
        "webhook-id", List.of(event.headers().get("webhook-id")),
        "webhook-timestamp", List.of(event.headers().get("webhook-timestamp")),
        "webhook-signature", List.of(event.headers().get("webhook-signature")));
  }

  @Test
  void aSessionAndItsCallsAreToldInOrderAndWithoutNumbers() throws Exception {
    start(EVENTS, clock);
    EventReceiver receiver = receiver(clock);
    endpoint(receiver, "[\"*\"]");
    server.pool("");
    Answer session = server.open(RIDER, DRIVER, ",\"reference\":\"booking-7\"");
    answer("call-1", RIDER, session.text("/participants/0/dials"));
    await(() -> types(receiver).contains("call.started"));
    hangUp("call-1");
    await(() -> types(receiver).contains("call.ended"));
    answer("call-2", "+918888800009", session.text("/participants/0/dials"));
    await(() -> types(receiver).contains("call.refused"));
    server.post("/v1/sessions/" + session.text("/id") + "/close", "{\"reason\":\"ride over\"}");
    await(() -> types(receiver).contains("session.closed"));
    server.api("PATCH", "/v1/pools/rides/numbers/+919000000001", "{\"state\":\"draining\"}");
    await(() -> types(receiver).contains("number.state_changed"));

    assertThat(types(receiver))
        .containsExactly(
            "session.opened",
            "call.started",
            "call.ended",
            "call.refused",
            "session.closed",
            "number.state_changed");
    for (Received event : receiver.received()) {
      assertThat(event.objection()).isEmpty();
      assertThat(event.text("/id")).isEqualTo(event.id()).startsWith("evt_");
      assertThat(event.text("/created_at")).isNotEmpty();
      assertThat(RunningServer.PARTICIPANT.matcher(text(event)).find()).isFalse();
    }
    Received closed = receiver.received().get(4);
    assertThat(closed.text("/data/closed_reason")).isEqualTo("ride over");
    assertThat(closed.text("/data/reference")).isEqualTo("booking-7");
    assertThat(closed.text("/data/participants/0/real_number")).isEqualTo("+91••••••0001");
    assertThat(receiver.received().get(3).text("/data/refusal_reason")).isEqualTo("unknown_caller");
    assertThat(receiver.received().getLast().text("/data/previous_state")).isEqualTo("active");
  }

  @Test
  void thePublicLibraryVerifiesEveryDeliveryAlsoWhileTheSecretChanges() throws Exception {
    start(EVENTS, Clock.systemUTC());
    EventReceiver receiver = receiver(Clock.systemUTC());
    Answer endpoint = endpoint(receiver, "[\"session.*\"]");
    server.pool("");
    server.open(RIDER, DRIVER, "");
    await(() -> receiver.received().size() == 1);
    Answer rotated =
        server.post(
            "/v1/event_endpoints/" + endpoint.text("/id") + "/secret",
            "{\"overlap_seconds\":3600}");
    assertThat(rotated.status()).isEqualTo(200);
    server.open("+918888800003", "+918888800004", "");
    await(() -> receiver.received().size() == 2);
    Answer atOnce =
        server.post(
            "/v1/event_endpoints/" + endpoint.text("/id") + "/secret", "{\"overlap_seconds\":0}");
    server.open("+918888800005", "+918888800006", "");
    await(() -> receiver.received().size() == 3);

    Webhook first = new Webhook(endpoint.text("/secret"));
    Webhook second = new Webhook(rotated.text("/secret"));
    Webhook third = new Webhook(atOnce.text("/secret"));
    List<Received> came = receiver.received();
    assertThat(verified(first, second, third, came.get(0))).containsExactly(true, false, false);
    assertThat(verified(first, second, third, came.get(1))).containsExactly(true, true, false);
    assertThat(verified(first, second, third, came.get(2))).containsExactly(true, false, true);
  }

  private static List<Boolean> verified(
      Webhook first, Webhook second, Webhook third, Received event) {
    List<Boolean> verified = new ArrayList<>();
    for (Webhook library : List.of(first, second, third)) {
      try {
        library.verify(text(event), headers(event));
        verified.add(true);
      } catch (WebhookVerificationException no) {
        verified.add(false);
      }
    }
    return verified;
  }

  @Test
  void aSessionThatEndsByTheClockIsToldOfBeforeAndAt() throws Exception {
    start(EVENTS, clock);
    EventReceiver receiver = receiver(clock);
    endpoint(receiver, "[\"session.*\"]");
    server.pool("");
    server.open(RIDER, DRIVER, ",\"ttl_seconds\":3600");
    await(() -> types(receiver).equals(List.of("session.opened")));
    clock.forward(Duration.ofMinutes(56));
    await(() -> types(receiver).contains("session.expiring"));
    clock.forward(Duration.ofMinutes(4));
    await(() -> types(receiver).contains("session.closed"));
    assertThat(types(receiver))
        .containsExactly("session.opened", "session.expiring", "session.closed");
    assertThat(receiver.received().getLast().text("/data/closed_reason")).isEqualTo("expired");
  }

  @Test
  void aPoolThatComesToItsEndIsToldOf() throws Exception {
    start(EVENTS, clock);
    EventReceiver receiver = receiver(clock);
    endpoint(receiver, "[\"pool.nearly_exhausted\"]");
    String pool = server.pool("");
    server.open(RIDER, DRIVER, "");
    server.open(RIDER, "+918888800003", "");
    assertThat(server.open(RIDER, "+918888800004", "").status()).isEqualTo(409);
    await(() -> !receiver.received().isEmpty());
    Received event = receiver.received().getFirst();
    assertThat(event.text("/data/pool")).isEqualTo(pool);
    assertThat(event.json().orElseThrow().at("/data/numbers").asInt()).isEqualTo(2);
  }

  @Test
  void anEndpointThatFailsIsSeenInTheLogAndGetsTheRestByAReplay() throws Exception {
    start(EVENTS, clock);
    EventReceiver receiver = receiver(clock);
    EventReceiver other = receiver(clock);
    String id = endpoint(receiver, "[\"session.opened\"]").text("/id");
    endpoint(other, "[\"session.opened\"]");
    receiver.answers(500);
    server.pool("");
    server.open(RIDER, DRIVER, "");
    await(() -> other.received().size() == 1);
    await(() -> attempts(id) == 1);
    Answer list = server.get("/v1/deliveries?endpoint=" + id + "&state=waiting");
    assertThat(list.text("/data/0/next_attempt_at")).isEqualTo("2027-01-15T08:00:05Z");
    String delivery = list.text("/data/0/id");
    Answer one = server.get("/v1/deliveries/" + delivery);
    assertThat(one.text("/log/0/cause")).isEqualTo("answered with status 500");
    assertThat(one.body().at("/log/0/status").asInt()).isEqualTo(500);
    assertThat(one.text("/event/type")).isEqualTo("session.opened");
    assertThat(server.post("/v1/deliveries/" + delivery + "/replay", "").text("/code"))
        .isEqualTo("delivery_waiting");

    receiver.answers(204);
    clock.forward(Duration.ofSeconds(5));
    await(() -> state(delivery).equals("delivered"));
    assertThat(receiver.received()).hasSize(2);
    assertThat(text(receiver.received().get(1))).isEqualTo(text(receiver.received().get(0)));

    assertThat(server.post("/v1/deliveries/" + delivery + "/replay", "").status()).isEqualTo(200);
    await(() -> receiver.received().size() == 3);
    await(() -> state(delivery).equals("delivered"));
    clock.forward(Duration.ofSeconds(1));
    Answer replayed =
        server.post("/v1/event_endpoints/" + id + "/replay", "{\"state\":\"delivered\"}");
    assertThat(replayed.body().path("replayed").asInt()).isEqualTo(1);
    await(() -> receiver.received().size() == 4);
    assertThat(receiver.received()).extracting(Received::id).containsOnly(one.text("/event_id"));
    assertThat(other.received()).hasSize(1);
  }

  private int attempts(String endpoint) {
    return quietly("/v1/deliveries?endpoint=" + endpoint).at("/data/0/attempts").asInt(0);
  }

  private String state(String delivery) {
    return quietly("/v1/deliveries/" + delivery).path("state").asString("");
  }

  private JsonNode quietly(String path) {
    try {
      return server.get(path).body();
    } catch (Exception fault) {
      throw new AssertionError(fault);
    }
  }

  @Test
  void anEndpointThatNeverAnswersKeepsNobodyElseWaiting() throws Exception {
    start(EVENTS, clock);
    EventReceiver hangs = receiver(clock);
    EventReceiver well = receiver(clock);
    CountDownLatch never = new CountDownLatch(1);
    hangs.answers(
        event -> {
          never.await();
          return new EventReceiver.Answer(204);
        });
    endpoint(hangs, "[\"session.opened\"]");
    endpoint(well, "[\"session.opened\"]");
    server.pool("");
    long begun = System.nanoTime();
    server.open(RIDER, DRIVER, "");
    server.open(RIDER, "+918888800003", "");
    await(() -> well.received().size() == 2);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(EventHttp.ANSWER_WAIT_MAX);
    never.countDown();
  }

  @Test
  void addressesThatAreNotPublicAreRefusedUnlessAllowed() throws Exception {
    start("", clock);
    for (String url :
        List.of(
            "https://127.0.0.1/events",
            "https://10.0.0.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://[::1]/",
            "https://localhost/",
            "http://platform.example.com/",
            "https://user:secret@platform.example.com/",
            "ftp://platform.example.com/",
            "platform.example.com/events",
            "https://")) {
      Answer answer = server.post("/v1/event_endpoints", "{\"url\":\"%s\"}".formatted(url));
      assertThat(answer.status()).as(url).isEqualTo(422);
      assertThat(answer.text("/code")).as(url).isEqualTo("invalid_url");
      assertThat(answer.text("/field")).isEqualTo("url");
    }
    assertThat(server.get("/v1/event_endpoints").body().path("data")).isEmpty();
  }

  @Test
  void wrongRequestsSayWhatWasExpected() throws Exception {
    start(EVENTS, clock);
    EventReceiver receiver = receiver(clock);
    String id = endpoint(receiver, "[\"call.*\"]").text("/id");
    assertProblem(server.post("/v1/event_endpoints", "{}"), 422, "missing_field", "url");
    String wrong = "{\"url\":\"%s\",\"events\":%s}";
    for (String events : List.of("[]", "[\"call.eaten\"]", "\"*\"", "[1]")) {
      Answer answer = server.post("/v1/event_endpoints", wrong.formatted(receiver.url(), events));
      assertProblem(answer, 422, "invalid_value", "events");
    }
    assertProblem(
        server.api("PATCH", "/v1/event_endpoints/" + id, "{\"state\":\"gone\"}"),
        422,
        "invalid_value",
        "state");
    assertProblem(
        server.post("/v1/event_endpoints/" + id + "/secret", "{\"overlap_seconds\":9999999}"),
        422,
        "invalid_value",
        "overlap_seconds");
    assertProblem(
        server.post("/v1/event_endpoints/" + id + "/replay", "{\"state\":\"waiting\"}"),
        422,
        "invalid_value",
        "state");
    assertProblem(server.get("/v1/deliveries?state=eaten"), 422, "invalid_value", "state");
    assertProblem(server.get("/v1/deliveries?endpoint=1"), 422, "invalid_value", "endpoint");
    assertProblem(server.get("/v1/events?types=call.eaten"), 422, "invalid_value", "types");
    assertThat(server.get("/v1/event_endpoints/ep_1").status()).isEqualTo(404);
    assertThat(server.get("/v1/deliveries/dlv_1").status()).isEqualTo(404);
    assertThat(server.api("DELETE", "/v1/event_endpoints/ep_1", "").status()).isEqualTo(404);
  }

  private static void assertProblem(Answer answer, int status, String code, String field) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    assertThat(answer.text("/code")).isEqualTo(code);
    assertThat(answer.text("/field")).isEqualTo(field);
  }

  @Test
  void endpointsAreCountedChangedAndTakenAway() throws Exception {
    start(EVENTS, clock);
    EventReceiver receiver = receiver(clock);
    String id = endpoint(receiver, "[\"call.*\"]").text("/id");
    Answer changed =
        server.api(
            "PATCH",
            "/v1/event_endpoints/" + id,
            "{\"events\":[\"session.*\"],\"description\":\"billing\",\"state\":\"paused\"}");
    assertThat(changed.text("/state")).isEqualTo("paused");
    assertThat(changed.text("/description")).isEqualTo("billing");
    assertThat(changed.body().has("secret")).isFalse();
    server.pool("");
    server.open(RIDER, DRIVER, "");
    await(() -> quietly("/v1/event_endpoints/" + id).path("waiting").asInt() == 1);
    assertThat(receiver.received()).isEmpty();
    for (int more = 1; more < 32; more++) {
      assertThat(
              server
                  .post("/v1/event_endpoints", "{\"url\":\"%s\"}".formatted(receiver.url()))
                  .status())
          .isEqualTo(201);
    }
    assertThat(
            server
                .post("/v1/event_endpoints", "{\"url\":\"%s\"}".formatted(receiver.url()))
                .text("/code"))
        .isEqualTo("too_many_endpoints");
    Answer page = server.get("/v1/event_endpoints?limit=31");
    assertThat(page.body().path("data")).hasSize(31);
    assertThat(
            server
                .get("/v1/event_endpoints?cursor=" + page.text("/next_cursor"))
                .body()
                .path("data"))
        .hasSize(1);
    for (int rotation = 0; rotation < 2; rotation++) {
      assertThat(server.post("/v1/event_endpoints/" + id + "/secret", "").status()).isEqualTo(200);
    }
    assertThat(server.post("/v1/event_endpoints/" + id + "/secret", "").text("/code"))
        .isEqualTo("too_many_secrets");
    assertThat(server.api("DELETE", "/v1/event_endpoints/" + id, "").status()).isEqualTo(204);
    assertThat(server.get("/v1/event_endpoints/" + id).status()).isEqualTo(404);
    assertThat(server.get("/v1/deliveries?endpoint=" + id).body().path("data")).isEmpty();
  }

  // Following.

  /** The stream, its lines as they come. */
  private List<String> follow(String query, String... headers) throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    HttpRequest.Builder request =
        server
            .request("/v1/events" + query)
            .header(
                "Authorization",
                "Bearer " + Files.readString(AdminKey.file(server.data())).strip());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    HttpClient http = HttpClient.newHttpClient();
    InputStream body = http.send(request.build(), BodyHandlers.ofInputStream()).body();
    opened.add(body);
    opened.add(http::shutdownNow);
    Thread.ofVirtual().start(() -> read(body, lines));
    await(() -> !lines.isEmpty());
    return lines;
  }

  private static void read(InputStream body, List<String> lines) {
    new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))
        .lines()
        .forEach(lines::add);
  }

  private static List<String> named(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("event: "))
        .map(line -> line.substring("event: ".length()))
        .toList();
  }

  @Test
  void eventsAreFollowedLiveAndTheStreamGoesOnWhereItBroke() throws Exception {
    start("", clock);
    server.pool("");
    server.open(RIDER, DRIVER, "");
    List<String> first = follow("");
    assertThat(first.getFirst()).isEqualTo(": follows");
    String session = server.open("+918888800003", "+918888800004", "").text("/id");
    await(() -> named(first).equals(List.of("session.opened")));
    String id = first.stream().filter(line -> line.startsWith("id: ")).findFirst().orElseThrow();
    assertThat(first.stream().filter(line -> line.startsWith("data: ")).findFirst().orElseThrow())
        .contains("\"type\":\"session.opened\"", session, "+91••••••0003")
        .doesNotContain("8888800003");
    server.post("/v1/sessions/" + session + "/close", "{}");
    await(() -> named(first).size() == 2);

    List<String> resumed = follow("", "Last-Event-ID", id.substring("id: ".length()));
    await(() -> named(resumed).equals(List.of("session.closed")));
    List<String> chosen =
        follow(
            "?types=session.closed&session=" + session,
            "Last-Event-ID",
            id.substring("id: ".length()));
    await(() -> named(chosen).equals(List.of("session.closed")));
    List<String> lost = follow("", "Last-Event-ID", "evt_" + "0".repeat(32));
    await(() -> named(lost).size() == 3);
    assertThat(named(lost)).containsExactly("gap", "session.opened", "session.closed");
  }

  @Test
  void aServerThatStopsLetsItsFollowersGo() throws Exception {
    start("", clock);
    follow("");
    long begun = System.nanoTime();
    server.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void theCommandPrintsTheLatestAndThenWhatComes() throws Exception {
    start("", clock);
    server.pool("");
    assertThat(events()).isEmpty();
    String session = server.open(RIDER, DRIVER, ",\"reference\":\"booking-7\"").text("/id");
    await(() -> quietlyEvents().contains("session.opened"));
    assertThat(events())
        .startsWith("08:00:00.000  session.opened         " + session + "  reference=booking-7");
    assertThat(events("--type", "call.*")).isEmpty();
    assertThat(events("--json")).startsWith("{\"type\":\"session.opened\"");

    StringWriter out = new StringWriter();
    Thread following =
        Thread.ofPlatform()
            .start(
                () ->
                    run(
                        out,
                        "--follow",
                        "--url",
                        server.url().toString(),
                        "--data",
                        data.toString()));
    await(() -> out.toString().contains("session.opened"));
    server.post("/v1/sessions/" + session + "/close", "{}");
    await(() -> out.toString().contains("session.closed"));
    assertThat(out.toString().lines()).hasSize(2);
    following.interrupt();
    following.join();
  }

  private String quietlyEvents() {
    return events();
  }

  private String events(String... arguments) {
    StringWriter out = new StringWriter();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", server.url().toString(), "--data", data.toString()));
    assertThat(run(out, all.toArray(String[]::new))).isZero();
    return out.toString();
  }

  private static int run(StringWriter out, String... arguments) {
    List<String> all = new ArrayList<>(List.of("events"));
    all.addAll(List.of(arguments));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(new StringWriter(), true))
        .execute(all.toArray(String[]::new));
  }
}
