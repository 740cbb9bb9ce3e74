package io.bauta.simulator.telnyx;

import static io.bauta.simulator.telnyx.PretendTelnyx.M1;
import static io.bauta.simulator.telnyx.PretendTelnyx.M2;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TelnyxSetUpTest {

  private final PretendTelnyx world = new PretendTelnyx();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theFirstApplicationIsThereFromTheStart() {
    JsonNode listed = json(world.get("/call_control_applications"));

    assertThat(listed.path("data").size()).isEqualTo(1);
    assertThat(listed.at("/data/0/id").asString()).isEqualTo("1684641123236054244");
    assertThat(listed.at("/meta/total_results").asInt()).isEqualTo(1);
  }

  @Test
  void aNewApplicationHasTheOldFormatUnlessItSaysOtherwise() {
    JsonNode old = json(create("{\"application_name\":\"a\",\"webhook_event_url\":\"%s\"}"));
    JsonNode modern =
        json(
            create(
                "{\"application_name\":\"b\",\"webhook_event_url\":\"%s\","
                    + "\"webhook_api_version\":\"2\"}"));

    assertThat(old.at("/data/webhook_api_version").asString()).isEqualTo("1");
    assertThat(modern.at("/data/webhook_api_version").asString()).isEqualTo("2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"webhook_event_url\":\"%s\"}; 10004",
        "{\"application_name\":\"a\"}; 10004",
        "{\"application_name\":\"a\",\"webhook_event_url\":\"ftp://x\"}; 10032",
        "{\"application_name\":\"a\",\"webhook_event_url\":\"%s\",\"webhook_api_version\":\"3\"};"
            + " 10032",
      })
  void anImpossibleApplicationIsRefused(String body, String code) {
    HttpResponse<String> reply = create(body);

    assertThat(reply.statusCode()).isEqualTo(422);
    assertThat(TelnyxClient.code(reply)).isEqualTo(code);
  }

  @Test
  void applicationsAreFoundByNameChangedAndDeleted() {
    String id = idOf(create("{\"application_name\":\"bauta\",\"webhook_event_url\":\"%s\"}"));
    String one = "/call_control_applications/" + id;
    String found = "/call_control_applications?filter%5Bapplication_name%5D%5Bcontains%5D=bau";

    assertThat(json(world.get(found)).path("data").size()).isEqualTo(1);
    patch(one, "{\"webhook_api_version\":\"2\"}");
    assertThat(json(world.get(one)).at("/data/webhook_api_version").asString()).isEqualTo("2");
    world.server.rest("DELETE", one, Optional.empty());
    assertThat(world.get(one).statusCode()).isEqualTo(404);
    assertThat(json(world.get(found)).path("data").size()).isZero();
  }

  @Test
  void listsComeInPages() {
    JsonNode second = json(world.get("/phone_numbers?page%5Bnumber%5D=2&page%5Bsize%5D=1"));

    assertThat(second.path("data").size()).isEqualTo(1);
    assertThat(second.at("/meta/total_pages").asInt()).isEqualTo(2);
    assertThat(second.at("/meta/page_number").asInt()).isEqualTo(2);
    assertThat(world.get("/phone_numbers?page%5Bsize%5D=1000").statusCode()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource({
    "phone_number, %2B12025550131, 1",
    "phone_number, %2B12025550139, 0",
    "status, active, 2",
    "status, port-pending, 1",
    "connection_id, 1684641123236054244, 2",
    "voice.connection_name, simulated, 2",
    "tag, bauta, 1",
    "customer_reference, ours, 1",
    "country_iso_alpha2, IN, 1",
    "number_type, local, 3",
  })
  void numbersAreFoundByFilters(String filter, String value, int found) {
    world.telnyx.owns("+919000000001", "", "port-pending");
    patch(number(M2), "{\"tags\":[\"bauta\"],\"customer_reference\":\"ours\"}");

    JsonNode listed = json(world.get("/phone_numbers?filter%5B" + filter + "%5D=" + value));

    assertThat(listed.path("data").size()).isEqualTo(found);
  }

  @Test
  void aFilterThatDoesNotExistIsNoFilter() {
    assertThat(world.get("/phone_numbers?filter%5Bcolour%5D=red").statusCode()).isEqualTo(400);
  }

  @Test
  void aNumberCannotBeAttachedToNothing() {
    HttpResponse<String> reply = patch(number(M1), "{\"connection_id\":\"4711\"}");

    assertThat(TelnyxClient.code(reply)).isEqualTo("10015");
  }

  @Test
  void aNumberIsToldToTheApplicationThatItIsAttachedTo() {
    String id =
        idOf(
            create(
                "{\"application_name\":\"b\",\"webhook_event_url\":\"%s\","
                    + "\"webhook_api_version\":\"2\"}"));
    patch(number(M1), "{\"connection_id\":\"" + id + "\",\"tags\":[\"tenant\"]}");
    world.masks();

    world.agentCalls();

    var first = world.server.events().getFirst();
    assertThat(first.path()).isEqualTo("/set-up");
    assertThat(first.text("connection_id")).isEqualTo(id);
    assertThat(first.payload().at("/tags/0").asString()).isEqualTo("tenant");
  }

  @Test
  void anApplicationOfTheFirstVersionTellsInAnotherFormat() {
    String id = idOf(create("{\"application_name\":\"a\",\"webhook_event_url\":\"%s\"}"));
    patch(number(M1), "{\"connection_id\":\"" + id + "\"}");
    world.server.answers("", 400);

    world.agentCalls();

    assertThat(world.server.events().getFirst().body())
        .contains("\"event_type\":\"call_initiated\"")
        .doesNotContain("\"data\"");
  }

  @Test
  void aReleasedNumberIsGone() {
    String path = number(M2);
    world.server.rest("DELETE", path, Optional.empty());

    assertThat(world.get(path).statusCode()).isEqualTo(404);
    assertThat(json(world.get("/phone_numbers")).path("data").size()).isEqualTo(1);
  }

  @Test
  void everyReplyTellsHowManyRequestsAreLeft() {
    assertThat(world.get("/phone_numbers").headers().firstValue("x-ratelimit-remaining"))
        .isPresent();
  }

  private String number(String number) {
    String query = "?filter%5Bphone_number%5D=" + TelnyxClient.encoded(number);
    return "/phone_numbers/"
        + json(world.get("/phone_numbers" + query)).at("/data/0/id").asString();
  }

  private HttpResponse<String> create(String body) {
    String whole = body.replace("%s", world.server.url("/set-up").toString());
    return world.server.rest("POST", "/call_control_applications", Optional.of(whole));
  }

  private HttpResponse<String> patch(String path, String body) {
    return world.server.rest("PATCH", path, Optional.of(body));
  }

  private static String idOf(HttpResponse<String> created) {
    assertThat(created.statusCode()).isEqualTo(201);
    return json(created).at("/data/id").asString();
  }

  private static JsonNode json(HttpResponse<String> reply) {
    return TelnyxClient.json(reply);
  }
}
