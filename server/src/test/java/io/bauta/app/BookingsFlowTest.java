package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_PATH;
import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The booking API of Telnyx's published example, over HTTP. */
class BookingsFlowTest {

  private static final String A = "+918888800001";
  private static final String B = "+918888800002";
  private static final String C = "+918888800003";
  private static final String X = "+919000000001";

  private final HandClock clock = new HandClock();
  private RunningServer server;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    server =
        RunningServer.start(data, SECRET_PATH + "\nbookings: { carrier-account: vobiz }\n", clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer book(String a, String b, String more) throws Exception {
    return server.post(
        "/bookings", "{\"party_a\":\"%s\",\"party_b\":\"%s\"%s}".formatted(a, b, more));
  }

  private void addNumber() throws Exception {
    Answer added = server.post("/pool", "{\"numbers\":[\"%s\"]}".formatted(X));
    assertThat(added.status()).as(added.body().toString()).isEqualTo(200);
    assertThat(added.text("/status")).isEqualTo("added");
    assertThat(added.body().path("pool_size").asInt()).isEqualTo(1);
  }

  private String answer(String from) throws Exception {
    return server
        .form(SECRET_WEBHOOKS + "answer", Map.of("CallUUID", "call-" + from, "From", from, "To", X))
        .body();
  }

  @Test
  void bookingsOfTheSamePartiesAreOrdersWhereThePoolMergesThem() throws Exception {
    addNumber();
    server.api("PATCH", "/v1/pools/bookings", "{\"repeat_orders\":\"merge\"}");
    Answer first = book(A, B, ",\"booking_id\":\"ride-1\",\"duration_hours\":1");
    Answer second = book(B, A, ",\"booking_id\":\"ride-2\",\"duration_hours\":2");
    assertThat(second.status()).as(second.body().toString()).isEqualTo(200);
    assertThat(second.text("/proxy_number")).isEqualTo(first.text("/proxy_number"));
    assertThat(second.body().path("expires_at").asDouble())
        .isEqualTo(clock.instant().plus(Duration.ofHours(2)).toEpochMilli() / 1000.0);
    assertThat(book(B, A, ",\"booking_id\":\"ride-2\",\"duration_hours\":2").body())
        .isEqualTo(second.body());
    Answer listed = server.get("/bookings");
    assertThat(listed.text("/bookings/0/booking_id")).isEqualTo("ride-1");
    assertThat(listed.text("/bookings/1/booking_id")).isEqualTo("ride-2");

    assertThat(server.api("DELETE", "/bookings/ride-2", "").text("/status")).isEqualTo("expired");
    assertThat(server.api("DELETE", "/bookings/ride-2", "").status()).isEqualTo(404);
    assertThat(book(B, A, ",\"booking_id\":\"ride-2\",\"duration_hours\":2").status())
        .isEqualTo(409);
    assertThat(answer(A)).contains("<Number>" + B);
    assertThat(server.api("DELETE", "/bookings/ride-1", "").status()).isEqualTo(200);
    assertThat(answer(A)).doesNotContain("<Number>");
  }

  @Test
  void numbersThatAreAddedAreInTheAuditLog() throws Exception {
    addNumber();

    JsonNode entry = server.get("/v1/audit?subject_kind=pool").body().path("data").path(0);
    assertThat(entry.path("action").asString("")).isEqualTo("pool.numbers_added");
    assertThat(entry.path("detail").asString("")).isEqualTo("1 numbers");
    assertThat(entry.path("actor").asString("")).isEqualTo("admin");
    assertThat(entry.path("subject").asString(""))
        .isEqualTo(server.get("/v1/pools/bookings").text("/id"));
  }

  @Test
  void aBookingIsNotMadeOfPartiesWhoseSessionLastsFromItsLastCall() throws Exception {
    addNumber();
    Answer opened =
        server.post(
            "/v1/sessions",
            """
            {"pool":"bookings","ttl_seconds":600,"ttl_from":"last_call",
             "participants":[{"real_number":"%s"},{"real_number":"%s"}]}
            """
                .formatted(A, B));
    assertThat(opened.status()).as(opened.body().toString()).isEqualTo(201);
    server.api("PATCH", "/v1/pools/bookings", "{\"repeat_orders\":\"merge\"}");

    Answer refused = book(A, B, ",\"booking_id\":\"ride-1\"");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("/error")).contains("lasts from its last call");
  }

  @Test
  void aBookingMasksTwoPeopleUntilItIsDeleted() throws Exception {
    addNumber();

    Answer booked = book(A, B, ",\"booking_id\":\"ride-1\",\"duration_hours\":1.5");

    assertThat(booked.status()).as(booked.body().toString()).isEqualTo(200);
    assertThat(booked.text("/status")).isEqualTo("created");
    assertThat(booked.text("/booking_id")).isEqualTo("ride-1");
    assertThat(booked.text("/proxy_number")).isEqualTo(X);
    assertThat(booked.body().path("expires_at").asDouble())
        .isEqualTo(clock.instant().plus(Duration.ofMinutes(90)).toEpochMilli() / 1000.0);
    assertThat(answer(A)).contains("<Number>" + B);
    assertThat(answer(B)).contains("<Number>" + A);
    assertThat(answer(C)).doesNotContain("<Number>");

    Answer listed = server.get("/bookings");
    assertThat(listed.text("/bookings/0/proxy")).isEqualTo(X);
    assertThat(listed.text("/bookings/0/party_a")).isEqualTo("+91••••••0001");
    assertThat(listed.text("/bookings/0/booking_id")).isEqualTo("ride-1");
    assertThat(listed.body().path("pool_available").asInt()).isZero();

    Answer deleted = server.api("DELETE", "/bookings/ride-1", "");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.text("/status")).isEqualTo("expired");
    assertThat(deleted.text("/proxy_returned")).isEqualTo(X);
    assertThat(answer(A)).doesNotContain("<Number>");
    assertThat(server.api("DELETE", "/bookings/ride-1", "").text("/error")).isEqualTo("Not found");
  }

  @Test
  void theSameBookingIsMadeOnce() throws Exception {
    addNumber();
    Answer first = book(A, B, ",\"booking_id\":\"ride-1\"");

    assertThat(book(A, B, ",\"booking_id\":\"ride-1\"").body()).isEqualTo(first.body());
    assertThat(book(A, C, ",\"booking_id\":\"ride-1\"").status()).isEqualTo(409);
    server.api("DELETE", "/bookings/ride-1", "");
    assertThat(book(A, B, ",\"booking_id\":\"ride-1\"").status()).isEqualTo(409);
  }

  @Test
  void aNumberServesSeveralPairsAndRestsForThoseWhoHadIt() throws Exception {
    addNumber();
    book(A, B, ",\"booking_id\":\"1\"");
    assertThat(book(C, "+918888800004", "").text("/proxy_number")).isEqualTo(X);

    Answer exhausted = book(A, "+918888800005", "");
    assertThat(exhausted.status()).isEqualTo(503);
    assertThat(exhausted.text("/error")).isEqualTo("No proxy numbers available");
    server.api("DELETE", "/bookings/1", "");
    assertThat(book(A, "+918888800005", "").status()).as("it rests").isEqualTo(503);
  }

  @Test
  void aBookingNeedsAnApiKey() throws Exception {
    assertThat(
            server
                .send(server.request("/bookings").POST(BodyPublishers.ofString("{}")).build())
                .statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/pool     | {}                                                       | numbers array required",
        "/pool     | {\"numbers\":\"+919000000001\"}                          | numbers: expected a list",
        "/pool     | {\"numbers\":[\"12\"]}                                   | numbers: expected a possible",
        "/bookings | {}                                                       | party_a and party_b required",
        "/bookings | {\"party_a\":\"12\",\"party_b\":\"+918888800002\"}       | party_a: expected a possible",
        "/bookings | {\"party_a\":\"+918888800002\",\"party_b\":\"+918888800002\"} | party_a and party_b are the same",
        "/bookings | {\"party_a\":\"+918888800001\",\"party_b\":\"+918888800002\",\"duration_hours\":\"x\"} | duration_hours: expected a number",
        "/bookings | {\"party_a\":\"+918888800001\",\"party_b\":\"+918888800002\",\"duration_hours\":0} | duration_hours: expected a number of hours",
        "/bookings | {\"party_a\":\"+918888800001\",\"party_b\":\"+918888800002\",\"duration_hours\":1e9} | duration_hours: expected a number of hours",
        "/bookings | {\"party_a\":\"+918888800001\",\"party_b\":\"+918888800002\",\"duration_hours\":1e999} | duration_hours: expected a number",
        "/bookings | not json                                                 | the body is not JSON",
      })
  void badInputIsToldInTheExamplesShape(String path, String body, String words) throws Exception {
    addNumber();
    Answer refused = server.post(path, body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/error")).startsWith(words);
    assertThat(server.get("/bookings").body().path("bookings")).isEmpty();
  }
}
