package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** A pool's plan, and how near it is to its end, over HTTP. */
class PlanApiTest {

  private static final int NUMBERS = 10;
  private static final int COURIER = 0;

  private final HandClock clock = new HandClock();
  private RunningServer server;
  private String pool;

  @BeforeEach
  void makeAPool(@TempDir Path data) throws Exception {
    server = RunningServer.start(data, RunningServer.SECRET_PATH, clock);
    pool =
        server.post("/v1/pools", "{\"name\":\"city rides\",\"cool_off_seconds\":1800}").text("/id");
    String numbers =
        IntStream.range(0, NUMBERS)
            .mapToObj(i -> "\"+9190000000%02d\"".formatted(i))
            .collect(Collectors.joining(","));
    server.post("/v1/pools/" + pool + "/numbers", "{\"numbers\":[" + numbers + "]}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String person(int person) {
    return "+91888880%04d".formatted(person);
  }

  private Answer open(int first, int second) throws Exception {
    return server.post(
        "/v1/sessions",
        """
        {"pool":"city rides","ttl_seconds":1800,
         "participants":[{"real_number":"%s"},{"real_number":"%s"}]}
        """
            .formatted(person(first), person(second)));
  }

  /** For a day, a session every ten minutes of one of four couriers with ever new customers. */
  private void aDay() throws Exception {
    for (int i = 0; i < 144; i++) {
      assertThat(open(i % 4, 100 + i).status()).isEqualTo(201);
      clock.forward(Duration.ofMinutes(10));
    }
  }

  private Answer plan(String query) throws Exception {
    return server.get("/v1/pools/" + pool + "/plan" + query);
  }

  @Test
  void thePlanIsMeasuredFromWhatWasOpened() throws Exception {
    aDay();

    Answer plan = plan("");

    assertThat(plan.status()).isEqualTo(200);
    assertThat(plan.text("/pool")).isEqualTo(pool);
    assertThat(plan.body().at("/numbers").asInt()).isEqualTo(NUMBERS);
    assertThat(plan.body().at("/size").asInt()).isEqualTo(NUMBERS);
    assertThat(plan.body().at("/measured/sessions").asInt()).isEqualTo(144);
    assertThat(plan.text("/measured/since"))
        .as("when it was made")
        .startsWith("2027-01-15T08:00:00");
    assertThat(plan.body().at("/measured/sessions_per_hour").asDouble()).isCloseTo(6, within(0.01));
    assertThat(plan.body().at("/demand/duration_seconds").asInt()).isEqualTo(1_800);
    assertThat(plan.body().at("/demand/cool_off_seconds").asInt()).isEqualTo(1_800);
    // They take turns, so that each is found with a session less often than by chance.
    assertThat(plan.body().at("/demand/participants/people").asInt()).isBetween(4, 5);
    assertThat(plan.body().at("/demand/counterparts/people").isNull()).isTrue();
    assertThat(plan.body().at("/at_once").asDouble()).isCloseTo(6, within(0.01));
    assertThat(plan.body().at("/modes").size()).isEqualTo(5);
    assertThat(plan.text("/modes/0/mode")).isEqualTo("pair_two_numbers");
    assertThat(plan.body().at("/modes/0/needs/1/numbers").asInt()).isBetween(3, 8);
    assertThat(plan.body().at("/modes/0/refusal_at_size").asDouble()).isBetween(1e-9, 1e-3);
  }

  @Test
  void thePresentIsTold() throws Exception {
    open(COURIER, 101);
    open(COURIER, 102);
    open(COURIER, 103);
    open(1, 104);

    Answer plan = plan("");

    assertThat(plan.body().at("/held/people").asInt()).isEqualTo(6);
    assertThat(plan.body().at("/held/most").asInt()).isEqualTo(3);
    assertThat(plan.body().at("/held/head_room").asInt()).isEqualTo(NUMBERS - 3);
    assertThat(plan.body().at("/held/quantiles/0/numbers").asInt()).isEqualTo(1);
    assertThat(plan.body().at("/held/quantiles/2/numbers").asInt()).isEqualTo(3);

    server.api("PATCH", "/v1/pools/" + pool + "/numbers/+919000000000", "{\"state\":\"draining\"}");
    server.api("PATCH", "/v1/pools/" + pool + "/numbers/+919000000009", "{\"state\":\"draining\"}");
    Answer drained = plan("");
    assertThat(drained.body().at("/registered").asInt()).isEqualTo(NUMBERS);
    assertThat(drained.body().at("/numbers").asInt()).isEqualTo(NUMBERS - 2);
    assertThat(drained.body().at("/held/most").asInt()).isEqualTo(3);
    assertThat(drained.body().at("/held/head_room").asInt()).isEqualTo(NUMBERS - 2 - 2);
  }

  @Test
  void whatIsSaidTakesThePlaceOfWhatWasMeasured() throws Exception {
    aDay();

    Answer plan =
        plan(
            "?sessions_per_hour=5000&duration_seconds=1440&cool_off_seconds=86400"
                + "&participants=2000&skew=0&numbers=84&mode=pair_two_numbers,one_party"
                + "&refusal=0.001");

    assertThat(plan.body().at("/at_once").asDouble()).isCloseTo(122_000, within(1e-6));
    assertThat(plan.body().at("/modes").size()).isEqualTo(2);
    assertThat(plan.body().at("/modes/0/needs").size()).isEqualTo(1);
    assertThat(plan.body().at("/modes/0/needs/0/numbers").asInt()).isEqualTo(84);
    assertThat(plan.body().at("/modes/0/refusal_at_size").asDouble()).isLessThanOrEqualTo(0.001);
    assertThat(plan.body().at("/modes/1/needs/0/numbers").asInt()).isEqualTo(122_295);
  }

  @Test
  void aShorterWindowLooksAtLess() throws Exception {
    aDay();

    Answer plan = plan("?window_seconds=7200");

    assertThat(plan.body().at("/measured/sessions").asInt()).isEqualTo(12);
    assertThat(plan.body().at("/measured/sessions_per_hour").asDouble()).isCloseTo(6, within(1e-9));
  }

  @Test
  void aPoolWithoutAPastHasAPlanForWhatIsSaidOnly() throws Exception {
    Answer nothing = plan("");
    assertThat(nothing.status()).isEqualTo(409);
    assertThat(nothing.text("/code")).isEqualTo("nothing_measured");
    assertThat(nothing.text("/field")).isEqualTo("sessions_per_hour");

    Answer said = plan("?sessions_per_hour=10&duration_seconds=600&participants=3");
    assertThat(said.status()).isEqualTo(200);
    assertThat(said.body().at("/measured").isNull()).isTrue();
    assertThat(said.body().at("/demand/cool_off_seconds").asInt())
        .as("the pool's")
        .isEqualTo(1_800);
  }

  @ParameterizedTest
  @CsvSource({
    "?participants=-1, participants",
    "?participants=many, participants",
    "?skew=3&participants=2, skew",
    "?concurrency=1&participants=2, concurrency",
    "?window_seconds=60, window_seconds",
    "?duration_seconds=0, duration_seconds",
    "?mode=triple, mode",
    "?refusal=2, refusal",
    "'?refusal=0.1,', refusal",
    "?format=pdf, format",
    "?peers=maybe, peers",
    "?numbers=0, numbers",
    "?particpants=5, query"
  })
  void whatIsWrongIsNamed(String query, String field) throws Exception {
    open(COURIER, 101);

    Answer refused = plan(query);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/field")).isEqualTo(field);
  }

  @Test
  void anUnknownPoolIsNotFound() throws Exception {
    assertThat(server.get("/v1/pools/unknown/plan").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"?format=svg, */*", "'', image/svg+xml"})
  void thePictureIsThereToo(String query, String accept) throws Exception {
    aDay();
    String key = Files.readString(AdminKey.file(server.data())).strip();

    HttpResponse<String> picture =
        server.send(
            server
                .request("/v1/pools/" + pool + "/plan" + query)
                .header("Authorization", "Bearer " + key)
                .header("Accept", accept)
                .build());

    assertThat(picture.headers().firstValue("content-type")).contains("image/svg+xml");
    assertThat(picture.body())
        .startsWith("<svg ")
        .contains(">Pool city rides<", ">10 numbers<")
        .doesNotContain("NaN");
    assertThat(RunningServer.PARTICIPANT.matcher(picture.body()).find()).isFalse();
  }

  @Test
  void aPoolSaysWhatOpeningsFoundLately() throws Exception {
    assertThat(pressure().isNull()).isTrue();
    for (int i = 0; i < 8; i++) {
      open(COURIER, 101 + i);
    }

    assertThat(pressure().path("numbers").asInt()).isEqualTo(NUMBERS);
    assertThat(pressure().path("most_held").asInt()).isEqualTo(8);
    assertThat(pressure().path("nearly_exhausted").asBoolean()).isFalse();

    open(COURIER, 120);
    open(COURIER, 121);
    assertThat(open(COURIER, 122).status()).isEqualTo(409);

    assertThat(pressure().path("most_held").asInt()).isEqualTo(10);
    assertThat(pressure().path("share").asDouble()).isEqualTo(1);
    assertThat(pressure().path("refused").asInt()).isEqualTo(1);
    assertThat(pressure().path("nearly_exhausted").asBoolean()).isTrue();
  }

  private tools.jackson.databind.JsonNode pressure() throws Exception {
    return server.get("/v1/pools/" + pool).body().path("pressure");
  }

  @Test
  void theLogWarnsBeforeAPoolRunsOutAndNotWithEachSession() throws Exception {
    Logger log = (Logger) LoggerFactory.getLogger(PressureLog.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    try {
      for (int i = 0; i < 12; i++) {
        open(COURIER, 101 + i);
      }
    } finally {
      log.detachAppender(lines);
    }

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            pool
                + " is nearly exhausted: one participant holds or rests from 9 of the 10 numbers"
                + " that it lends; GET /v1/pools/"
                + pool
                + "/plan says how many it needs");
  }
}
