package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import io.bauta.number.PhoneNumber;
import io.bauta.store.SealedSearch;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody is erased from a whole server, and what is held on them is given to them before. */
@Timeout(120)
class ErasureFlowTest {

  private static final String RIDER = "+918888800001";
  private static final String DRIVER = "+918888800002";
  private static final String OTHER = "+918888800003";
  private static final String MASKED = "+91••••••0001";
  private static final String NAME = "Zebediah Quux";
  private static final String REFERENCE = "booking-of-zebediah";
  private static final String METADATA = "corner-of-zebediah";
  private static final Duration COOL_OFF = Duration.ofHours(6);

  private final RecordingCarrier carrier = new RecordingCarrier();
  private final HandClock clock = new HandClock();
  private Path data;
  private RunningServer server;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    data = directory;
    server = running();
    server.pool(",\"cool_off_seconds\":" + COOL_OFF.toSeconds());
    // Nobody answers there, so that what is told waits.
    server.post("/v1/event_endpoints", "{\"url\":\"http://127.0.0.1:9/\"}");
  }

  private RunningServer running() throws Exception {
    return RunningServer.start(
        data,
        "events: { allow-private-addresses: true }\n"
            + carrier.configuration("allow-private-addresses: true, delete-at-carrier: false"),
        clock);
  }

  @AfterEach
  void stop() {
    server.close();
    carrier.close();
  }

  private Answer open(String first, String second) throws Exception {
    return server.post(
        "/v1/sessions",
        """
        {"pool":"rides","reference":"%s","metadata":{"where":"%s"},"ttl_seconds":3600,
         "participants":[{"name":"%s","real_number":"%s"},{"name":"driver","real_number":"%s"}]}
        """
            .formatted(REFERENCE, METADATA, NAME, first, second));
  }

  private void calls(String id, String from, String dials) throws Exception {
    HttpResponse<String> answer =
        server.form(SECRET_WEBHOOKS + "answer", Map.of("CallUUID", id, "From", from, "To", dials));
    assertThat(answer.statusCode()).isEqualTo(200);
    clock.forward(Duration.ofSeconds(1));
  }

  private void hangsUp(String id) throws Exception {
    HttpResponse<String> told =
        server.form(
            SECRET_WEBHOOKS + "hangup",
            Map.of(
                "CallUUID", id,
                "Event", "Hangup",
                "CallStatus", "completed",
                "HangupCause", "NORMAL_CLEARING",
                "HangupCauseCode", "4000",
                "Duration", "70"));
    assertThat(told.statusCode()).isEqualTo(200);
  }

  private void recorded(String call, String id) throws Exception {
    carrier.tells(
        server,
        call,
        id,
        carrier.media().base().resolve("918888800001_918888800002.wav").toString());
  }

  private static String request(String number, String more) {
    return "{\"real_number\":\"%s\",\"reason\":\"asked for, ticket 17\"%s}".formatted(number, more);
  }

  private Answer erase(String number, String more) throws Exception {
    return server.post("/v1/erasures", request(number, more));
  }

  private Answer await(String id, String state) throws Exception {
    long giveUp = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (true) {
      Answer erasure = server.get("/v1/erasures/" + id);
      if (erasure.text("/state").equals(state)) {
        return erasure;
      }
      assertThat(System.nanoTime()).as(erasure.body().toString()).isLessThan(giveUp);
      Thread.sleep(50);
    }
  }

  private String awaitEvents(String type) throws Exception {
    long giveUp = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (true) {
      String events = server.get("/v1/events?limit=200").body().toString();
      if (events.contains(type)) {
        return events;
      }
      assertThat(System.nanoTime()).as(events).isLessThan(giveUp);
      Thread.sleep(50);
    }
  }

  private static long number(Answer erasure, String pointer) {
    assertThat(erasure.body().at(pointer).isNumber()).as(pointer).isTrue();
    return erasure.body().at(pointer).asLong();
  }

  /** Every way in which a number, a name or a word of the platform may stand in a file. */
  private static List<String> ways(String number) {
    String digits = number.substring(1);
    String national = digits.substring(2);
    return List.of(
        digits,
        national,
        "0" + national,
        "%2B" + digits,
        "91 88888 00001",
        "88888 00001",
        "88888-00001",
        new StringBuilder(digits).reverse().toString(),
        base64(digits),
        base64(number),
        base64(national),
        MASKED,
        NAME,
        base64(NAME),
        REFERENCE,
        METADATA);
  }

  private static String base64(String text) {
    return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private List<String> filesWithAnyOf(List<String> ways) throws Exception {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().equals("bauta.yaml"))
          .flatMap(
              file -> {
                String text = read(file);
                return ways.stream()
                    .filter(way -> text.contains(new String(way.getBytes(UTF_8), ISO_8859_1)))
                    .map(way -> data.relativize(file) + ": " + way);
              })
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1) + file.getFileName();
    } catch (java.io.IOException gone) {
      throw new java.io.UncheckedIOException(gone);
    }
  }

  private String answers() throws Exception {
    StringBuilder all = new StringBuilder();
    for (String path :
        List.of(
            "/v1/sessions?limit=200",
            "/v1/calls?limit=200",
            "/v1/calls/unmatched",
            "/v1/recordings",
            "/v1/webhooks",
            "/v1/deliveries?limit=200",
            "/v1/audit?limit=200",
            "/v1/erasures",
            "/v1/pools/rides/blocks",
            "/v1/events?limit=200")) {
      HttpResponse<String> answer = server.answer(server.adminKey(), "GET", path, "");
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      all.append(answer.body());
    }
    for (JsonNode call : server.get("/v1/calls?limit=200").body().path("data")) {
      all.append(server.get("/v1/calls/" + call.path("id").asString("")).body());
    }
    return all.append(csv()).toString();
  }

  private String csv() throws Exception {
    HttpResponse<String> answer =
        server.answer(server.adminKey(), "GET", "/v1/calls/export?format=csv", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private JsonNode totals() throws Exception {
    return server.get("/v1/calls/totals?since=2027-01-15&until=2027-01-16").body();
  }

  private Answer withTraces() throws Exception {
    Answer session = open(RIDER, DRIVER);
    String dials = session.text("/participants/0/dials");
    calls("talk", RIDER, dials);
    hangsUp("talk");
    recorded("talk", "rec-1");
    RecordingCarrier.awaitState(server, "stored");
    calls("back", DRIVER, session.text("/participants/1/dials"));
    hangsUp("back");
    // As a stranger, on a number that is not theirs.
    calls("stranger", RIDER, session.text("/participants/1/dials"));
    server.post("/v1/pools/rides/blocks", "{\"number\":\"%s\"}".formatted(RIDER));
    return session;
  }

  @Test
  void nothingTellsOfThemAnyMoreAndWhatCountsStays() throws Exception {
    Answer session = withTraces();
    Answer others = server.open(DRIVER, OTHER, "");
    JsonNode before = totals();
    Answer talkBefore = call("talk");
    assertThat(talkBefore.text("/ended_at")).isNotEmpty();
    assertThat(answers()).contains(MASKED, NAME, REFERENCE, METADATA);

    Answer refused = erase(RIDER, "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("/code")).isEqualTo("sessions_open");
    assertThat(refused.body().path("sessions").valueStream().map(one -> one.asString("")))
        .containsExactly(session.text("/id"));
    Answer audited = server.get("/v1/audit?limit=1");
    assertThat(audited.text("/data/0/action")).isEqualTo("person.erasure_refused");
    assertThat(audited.text("/data/0/subject")).isEqualTo(session.text("/id"));

    Answer asked = erase(RIDER, ",\"close_open_sessions\":true,\"remove_blocks\":true");
    assertThat(asked.status()).as(asked.body().toString()).isEqualTo(202);
    String id = asked.text("/id");
    Answer waiting = await(id, "waiting");
    if (waiting.text("/waits_for").equals("recordings")) {
      clock.forward(Duration.ofSeconds(10));
      Thread.sleep(3_000);
      waiting = await(id, "waiting");
    }

    // Already now nothing shows them, and only their token holds the number that rests.
    assertThat(answers()).doesNotContain(MASKED, NAME, REFERENCE, METADATA);
    Answer closed = server.get("/v1/sessions/" + session.text("/id"));
    assertThat(closed.text("/state")).isEqualTo("closed");
    assertThat(closed.text("/closed_reason")).isEqualTo("erased");
    assertThat(closed.body().at("/participants/0/real_number").isNull()).isTrue();
    assertThat(closed.body().at("/participants/0/erased").asBoolean()).isTrue();
    assertThat(closed.text("/participants/0/name")).isEmpty();
    assertThat(closed.text("/participants/1/real_number")).isEqualTo("+91••••••0002");
    assertThat(server.post("/v1/sessions/" + session.text("/id") + "/reopen", "").status())
        .isEqualTo(409);
    assertThat(
            server
                .reveal(
                    server.adminKey(),
                    session.text("/id"),
                    "{\"participant\":\"%s\",\"reason\":\"accident\"}"
                        .formatted(session.text("/participants/0/id")))
                .statusCode())
        .isEqualTo(422);

    clock.forward(COOL_OFF.plusMinutes(5));
    Answer done = await(id, "done");
    assertThat(number(done, "/removed/sessions")).isEqualTo(1);
    assertThat(number(done, "/removed/calls")).isEqualTo(3);
    assertThat(number(done, "/removed/recordings")).isEqualTo(1);
    assertThat(number(done, "/removed/blocks")).isEqualTo(1);
    assertThat(number(done, "/removed/events")).isGreaterThan(3);
    for (String left :
        List.of("open_sessions", "kept_blocks", "held_recordings", "audit_entries")) {
      assertThat(number(done, "/left/" + left)).as(left).isZero();
    }

    assertThat(totals()).isEqualTo(before);
    Answer call = call("talk");
    assertThat(call.body().path("caller").isNull()).isTrue();
    assertThat(call.body().path("erased").asBoolean()).isTrue();
    assertThat(call.text("/destination")).isEqualTo("+91••••••0002");
    for (String kept :
        List.of("status", "received_at", "ended_at", "dialed", "caller_id", "legs")) {
      assertThat(call.body().path(kept)).as(kept).isEqualTo(talkBefore.body().path(kept));
    }
    assertThat(server.get("/v1/calls/" + call.text("/id")).status()).isEqualTo(200);
    assertThat(call("back").body().path("destination").isNull()).isTrue();
    assertThat(call("stranger").body().path("caller").isNull()).isTrue();
    Answer stillThere = server.get("/v1/sessions/" + others.text("/id"));
    assertThat(stillThere.text("/state")).isEqualTo("open");
    assertThat(stillThere.text("/participants/0/real_number")).isEqualTo("+91••••••0002");
    assertThat(server.get("/v1/audit/verify").body().path("whole").asBoolean()).isTrue();
    assertThat(answers()).doesNotContain(MASKED, NAME, REFERENCE, METADATA);

    // Again: there is nothing.
    Answer again = erase(RIDER, "");
    assertThat(again.text("/id")).isNotEqualTo(id);
    Answer nothing = await(again.text("/id"), "done");
    nothing
        .body()
        .path("removed")
        .properties()
        .forEach(one -> assertThat(one.getValue().asLong()).as(one.getKey()).isZero());

    server.close();
    assertThat(filesWithAnyOf(ways(RIDER))).isEmpty();
    assertThat(filesWithAnyOf(List.of("driver"))).isNotEmpty();
    assertThat(SealedSearch.in(data, PhoneNumber.ofE164(RIDER))).isEmpty();
    assertThat(SealedSearch.in(data, PhoneNumber.ofE164(DRIVER)))
        .contains("participant.real_number", "binding.real_token");
    server = running();
    assertThat(answers()).doesNotContain(MASKED, NAME, REFERENCE, METADATA);
  }

  private Answer call(String carrierCall) throws Exception {
    return server
        .get("/v1/calls?limit=200")
        .body()
        .path("data")
        .valueStream()
        .filter(one -> one.path("carrier_call_id").asString("").equals(carrierCall))
        .map(one -> new Answer(200, one))
        .findFirst()
        .orElseThrow();
  }

  /** The search must be able to find. */
  @Test
  void theSearchFindsThemBefore() throws Exception {
    withTraces();
    server.close();
    assertThat(SealedSearch.in(data, PhoneNumber.ofE164(RIDER)))
        .contains(
            "participant.real_number",
            "binding.real_token",
            "call.caller_sealed",
            "pool_block.number_sealed",
            "pool_block.number_token",
            "event.data");
    assertThat(filesWithAnyOf(ways(RIDER)))
        .anyMatch(line -> line.endsWith(NAME))
        .anyMatch(line -> line.endsWith(MASKED))
        .anyMatch(line -> line.endsWith(METADATA));
    server = running();
  }

  @Test
  void theNumberThatTheyHadIsNotLentToThemAgainTooSoonAndTheyAreStrangers() throws Exception {
    Answer session = open(RIDER, DRIVER);
    String dials = session.text("/participants/0/dials");
    String id = erase(RIDER, ",\"close_open_sessions\":true").text("/id");
    assertThat(await(id, "waiting").text("/waits_for")).isEqualTo("cool_off");

    Answer anew = server.open(RIDER, OTHER, ",\"ttl_seconds\":3600");
    assertThat(anew.status()).isEqualTo(201);
    assertThat(anew.text("/participants/0/dials")).isNotEqualTo(dials);
    // The number that rests is not theirs, and nobody else's by it.
    calls("late", RIDER, dials);
    assertThat(call("late").text("/status")).isEqualTo("refused");
    // The other one of the session hears that it is over, and rings nobody.
    calls("other", DRIVER, session.text("/participants/1/dials"));
    assertThat(call("other").text("/refusal_reason")).isEqualTo("session_ended");
    server.close();
    server = running();
    calls("other-again", DRIVER, session.text("/participants/1/dials"));
    assertThat(call("other-again").text("/refusal_reason")).isEqualTo("session_ended");
    calls("late-again", RIDER, dials);
    assertThat(call("late-again").text("/status")).isEqualTo("refused");

    clock.forward(COOL_OFF.plusMinutes(1));
    await(id, "done");
    // Who came back since is here.
    assertThat(server.get("/v1/sessions/" + anew.text("/id")).text("/participants/0/real_number"))
        .isEqualTo(MASKED);
  }

  @Test
  void whatIsToldLateDoesNotBringThemBack() throws Exception {
    Answer session = open(RIDER, DRIVER);
    calls("talk", RIDER, session.text("/participants/0/dials"));
    hangsUp("talk");
    String id = erase(RIDER, ",\"close_open_sessions\":true").text("/id");
    await(id, "waiting");
    clock.forward(COOL_OFF.plusMinutes(1));
    await(id, "done");

    // The carrier repeats its question, tells the end again, and of a recording for the first time.
    calls("talk", RIDER, session.text("/participants/0/dials"));
    hangsUp("talk");
    recorded("talk", "rec-late");
    RecordingCarrier.awaitState(server, "deleted");
    Answer call = call("talk");
    assertThat(call.body().path("caller").isNull()).isTrue();
    assertThat(call.text("/recordings/0/state")).isEqualTo("deleted");
    assertThat(server.get("/v1/audit?limit=200&subject_kind=recording").body().toString())
        .contains("somebody in its call was erased");
    server.close();
    assertThat(SealedSearch.in(data, PhoneNumber.ofE164(RIDER))).isEmpty();
    assertThat(filesWithAnyOf(ways(RIDER))).isEmpty();
    try (Stream<Path> media = Files.list(data.resolve("recordings"))) {
      assertThat(media).isEmpty();
    }
    server = running();
  }

  @Test
  void aCallThatGoesOnIsLeftToItsEnd() throws Exception {
    Answer session = open(RIDER, DRIVER);
    calls("talk", RIDER, session.text("/participants/0/dials"));
    String id = erase(RIDER, ",\"close_open_sessions\":true").text("/id");
    assertThat(await(id, "waiting").text("/waits_for")).isEqualTo("calls");
    assertThat(call("talk").text("/caller")).isEqualTo(MASKED);
    // Asked for again meanwhile it is the same.
    assertThat(erase(RIDER, ",\"close_open_sessions\":true").text("/id")).isEqualTo(id);
    assertThat(server.get("/v1/audit?subject_kind=erasure&subject=" + id).body().path("data"))
        .as("both who asked")
        .hasSize(2);

    hangsUp("talk");
    clock.forward(COOL_OFF.plusMinutes(1));
    await(id, "done");
    assertThat(call("talk").body().path("caller").isNull()).isTrue();
    assertThat(call("talk").text("/ended_at")).isNotEmpty();
  }

  @Test
  void whatOnlyEventsToldOfTheirNumberGoesToo() throws Exception {
    Answer session = open(RIDER, DRIVER);
    String path = "/v1/sessions/" + session.text("/id");
    Answer replaced =
        server.api(
            "PATCH",
            path,
            "{\"participants\":[{\"id\":\"%s\",\"real_number\":\"%s\"}]}"
                .formatted(session.text("/participants/0/id"), OTHER));
    assertThat(replaced.status()).as(replaced.body().toString()).isEqualTo(200);
    // Somebody dials the number itself.
    calls("odd", DRIVER, RIDER);
    assertThat(call("odd").text("/dialed")).isEqualTo(MASKED);
    assertThat(awaitEvents("call.refused").split(Pattern.quote(MASKED), -1))
        .as("as who was first, and as dialled")
        .hasSizeGreaterThan(2);

    String id = erase(RIDER, "").text("/id");
    assertThat(await(id, "waiting").text("/waits_for")).isEqualTo("cool_off");
    assertThat(answers()).doesNotContain(MASKED);
    assertThat(server.get("/v1/events?limit=200").body().toString())
        .as("the session goes on, and so does what the platform wrote")
        .contains(REFERENCE, METADATA, "\"erased\":true");
    Answer after = server.get(path);
    assertThat(after.text("/state")).isEqualTo("open");
    assertThat(after.text("/participants/0/real_number")).isEqualTo("+91••••••0003");
    assertThat(after.text("/reference")).isEqualTo(REFERENCE);
  }

  @Test
  void aRecordingThatIsHeldStaysAndGoesWhenItIsLetGo() throws Exception {
    Answer session = open(RIDER, DRIVER);
    calls("talk", RIDER, session.text("/participants/0/dials"));
    hangsUp("talk");
    recorded("talk", "rec-1");
    String recording = RecordingCarrier.awaitState(server, "stored").text("/id");
    server.api(
        "PATCH", "/v1/recordings/" + recording, "{\"legal_hold\":true,\"reason\":\"case 4\"}");
    assertThat(server.get("/v1/recordings/" + recording).body().path("legal_hold").asBoolean())
        .isTrue();
    String id = erase(RIDER, ",\"close_open_sessions\":true").text("/id");
    await(id, "waiting");
    clock.forward(COOL_OFF.plusMinutes(1));
    Answer done = await(id, "done");
    assertThat(number(done, "/left/held_recordings")).isEqualTo(1);
    assertThat(number(done, "/removed/recordings")).isZero();
    RecordingCarrier.awaitState(server, "stored");

    server.api("PATCH", "/v1/recordings/" + recording, "{\"legal_hold\":false}");
    RecordingCarrier.awaitState(server, "deleted");
  }

  @Test
  void aBlockStaysUnlessItIsToGo() throws Exception {
    server.post("/v1/pools/rides/blocks", "{\"number\":\"%s\"}".formatted(RIDER));
    Answer kept = await(erase(RIDER, "").text("/id"), "done");
    assertThat(number(kept, "/left/kept_blocks")).isEqualTo(1);
    assertThat(server.get("/v1/pools/rides/blocks").body().path("data")).hasSize(1);
    Answer gone = await(erase(RIDER, ",\"remove_blocks\":true").text("/id"), "done");
    assertThat(number(gone, "/removed/blocks")).isEqualTo(1);
    assertThat(server.get("/v1/pools/rides/blocks").body().path("data")).isEmpty();
  }

  @Test
  void whatIsNoRequestIsRefusedAndNotRepeated() throws Exception {
    for (String body :
        List.of(
            "{\"reason\":\"asked for\"}",
            "{\"real_number\":\"88888 00001\",\"reason\":\"asked for\"}",
            "{\"real_number\":\"%s\"}".formatted(RIDER),
            "{\"real_number\":\"%s\",\"reason\":\"of 088888 00001\"}".formatted(RIDER),
            "{\"real_number\":\"%s\",\"reason\":\"x\"}".formatted(RIDER))) {
      for (String path : List.of("/v1/erasures", "/v1/persons/export")) {
        assertThat(server.post(path, body).status()).as(body).isEqualTo(422);
      }
    }
    Answer own = erase("+919000000001", "");
    assertThat(own.text("/code")).isEqualTo("number_configured");
    assertThat(server.get("/v1/erasures/era_" + "0".repeat(32)).status()).isEqualTo(404);
    assertThat(server.get("/v1/erasures").body().path("data")).isEmpty();
  }

  private List<JsonNode> export(String number) throws Exception {
    HttpResponse<String> answer =
        server.answer(server.adminKey(), "POST", "/v1/persons/export", request(number, ""));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(RunningServer.PARTICIPANT.matcher(answer.body()).find()).isFalse();
    return answer.body().lines().map(line -> JsonMapper.shared().readTree(line)).toList();
  }

  @Test
  void whatIsHeldIsExported() throws Exception {
    Answer session = withTraces();
    server.open(DRIVER, OTHER, "");
    List<JsonNode> lines = export(RIDER);
    List<String> kinds = lines.stream().map(line -> line.path("kind").asString("")).toList();
    assertThat(kinds).startsWith("export").endsWith("end");
    assertThat(kinds)
        .filteredOn(kind -> !kind.equals("event"))
        .containsExactly("export", "session", "call", "call", "recording", "call", "block", "end");
    assertThat(kinds).contains("event");
    JsonNode shown = lines.get(1);
    assertThat(shown.path("id").asString("")).isEqualTo(session.text("/id"));
    assertThat(shown.path("metadata").path("where").asString("")).isEqualTo(METADATA);
    assertThat(shown.at("/participants/0/is_person").asBoolean()).isTrue();
    assertThat(shown.at("/participants/0/name").asString("")).isEqualTo(NAME);
    assertThat(shown.at("/participants/1/is_person").asBoolean()).isFalse();
    assertThat(shown.at("/participants/1").has("name")).isFalse();
    assertThat(
            lines.stream()
                .filter(line -> line.path("kind").asString("").equals("call"))
                .map(
                    line ->
                        line.path("carrier_call_id").asString("")
                            + " "
                            + line.path("as").asString("")))
        .containsExactly("back destination", "talk caller", "stranger caller");
    assertThat(server.get("/v1/audit?limit=1").text("/data/0/action")).isEqualTo("person.exported");

    String id = erase(RIDER, ",\"close_open_sessions\":true,\"remove_blocks\":true").text("/id");
    await(id, "waiting");
    assertThat(export(RIDER)).hasSize(2);
  }

  @Test
  void onlySomeMayAskAndTheLogSaysWhoDid() throws Exception {
    for (String role : List.of("operator", "platform", "read_only", "reveal")) {
      String key =
          server
              .post("/v1/keys", "{\"name\":\"desk\",\"role\":\"%s\"}".formatted(role))
              .text("/key");
      assertThat(server.as(key, "POST", "/v1/erasures", request(RIDER, "")).status())
          .isEqualTo(403);
      assertThat(server.as(key, "POST", "/v1/persons/export", request(RIDER, "")).status())
          .isEqualTo(403);
    }
    assertThat(server.get("/v1/audit?limit=200").body().toString())
        .contains("person.export_refused")
        .doesNotContain("person.exported");
  }

  private static synchronized int command(String typed, StringWriter out, String... arguments) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(typed.getBytes(UTF_8)));
    try {
      return Main.commandLine()
          .setOut(new PrintWriter(out, true))
          .setErr(new PrintWriter(out, true))
          .execute(arguments);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void theCommandsReadTheNumberFromStandardInput() throws Exception {
    Answer session = open(RIDER, DRIVER);
    String url = server.url().toString();
    StringWriter export = new StringWriter();
    Path file = data.resolve("person.jsonl");
    assertThat(
            command(
                RIDER + "\n",
                export,
                "export-person",
                "--reason",
                "asked for",
                "--to",
                file.toString(),
                "--url",
                url,
                "--data",
                data.toString()))
        .as(export.toString())
        .isZero();
    assertThat(Files.readAllLines(file)).hasSizeGreaterThan(2);
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);

    StringWriter refused = new StringWriter();
    String[] erase = {"erase", "--reason", "asked for", "--url", url, "--data", data.toString()};
    assertThat(command(RIDER + "\n", refused, erase)).isEqualTo(1);
    assertThat(refused.toString()).contains(session.text("/id")).doesNotContain("88888");
    StringWriter closing = new StringWriter();
    String[] closes =
        Stream.concat(Stream.of(erase), Stream.of("--close-open-sessions")).toArray(String[]::new);
    assertThat(command(RIDER + "\n", closing, closes)).isZero();
    assertThat(closing.toString()).contains("waits for", "cool_off").doesNotContain("88888");
    assertThat(command("", new StringWriter(), closes)).isEqualTo(1);
  }
}
