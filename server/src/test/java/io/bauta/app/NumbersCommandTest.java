package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.api.PoolsApi;
import io.bauta.carrier.Carrier;
import io.bauta.simulator.ApiReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NumbersCommandTest {

  private static final String FIRST = "+919000000001";
  private static final String SECOND = "+919000000002";
  private static final String THIRD = "+919000000003";
  private static final String RIDER = "+918888800001";

  @TempDir private Path data;
  private final PretendCarrierApi carrier = new PretendCarrierApi();
  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    server = RunningServer.start(data, carrier.yaml(), new HandClock());
  }

  @AfterEach
  void close() {
    server.close();
    carrier.close();
  }

  private CommandRun numbers(String... arguments) throws IOException {
    return numbers(new PretendCarrier.WithApi(), arguments);
  }

  private CommandRun numbers(Carrier dialect, String... arguments) throws IOException {
    Path config = Files.writeString(data.resolve("numbers.yaml"), carrier.yaml());
    List<String> all =
        new ArrayList<>(
            List.of(
                "--carrier-account", "vobiz",
                "--config", "" + config,
                "--data", "" + data,
                "--url", "" + server.url()));
    all.addAll(Arrays.asList(arguments));
    return CommandRun.of(NumbersCommand::new, dialect, Map.of(), all.toArray(String[]::new));
  }

  private String stateOf(String number) throws Exception {
    for (JsonNode member : server.get("/v1/pools/rides/numbers?limit=200").body().path("data")) {
      if (member.path("number").asString("").equals(number)) {
        return member.path("state").asString("");
      }
    }
    return "absent";
  }

  private void setState(String number, String state) throws Exception {
    server.api("PATCH", "/v1/pools/rides/numbers/" + number, "{\"state\":\"%s\"}".formatted(state));
  }

  private void emptyPool(String name) throws Exception {
    server.post("/v1/pools", "{\"name\":\"%s\",\"carrier_account\":\"vobiz\"}".formatted(name));
  }

  @Test
  void whatTheCarrierListsIsListedWithItsHealth() throws Exception {
    carrier.owns(FIRST, "active").owns(SECOND, "expiring");
    CommandRun run = numbers();
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "+919000000001     active     (carrier's active)",
            "+919000000002     expiring   (carrier's expiring)",
            "Vobiz lists 2 numbers for vobiz, 1 active");
  }

  @Test
  void numbersThatWorkAreImportedAndTheOthersNamed() throws Exception {
    emptyPool("rides");
    carrier.owns(FIRST, "active").owns(SECOND, "unhealthy").owns(THIRD, "active");
    CommandRun run = numbers("--import", "rides");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("2 imported into rides")
        .contains("+919000000002 was not: it is unhealthy (--all imports it too)");
    assertThat(stateOf(FIRST)).isEqualTo("active");
    assertThat(stateOf(SECOND)).isEqualTo("absent");
  }

  @Test
  void withAllTheOthersAreImportedTooAndNotLent() throws Exception {
    emptyPool("rides");
    carrier.owns(FIRST, "inactive").owns(SECOND, "unhealthy").owns(THIRD, "expiring");
    CommandRun run = numbers("--import", "rides", "--all");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("3 imported", FIRST + " is inactive now, was active");
    assertThat(stateOf(FIRST)).isEqualTo("inactive");
    assertThat(stateOf(SECOND)).isEqualTo("unhealthy");
    assertThat(stateOf(THIRD)).isEqualTo("expiring");
  }

  @Test
  void statesOfThePoolFollowTheCarrierButNotWhatPeopleDecided() throws Exception {
    server.pool("");
    carrier.owns(FIRST, "unhealthy").owns(SECOND, "active").owns(THIRD, "active");
    numbers("--import", "rides");
    assertThat(stateOf(FIRST)).isEqualTo("unhealthy");

    carrier.owns(FIRST, "active");
    setState(SECOND, "draining");
    setState(THIRD, "retired");
    CommandRun run = numbers("--import", "rides");
    assertThat(run.out()).contains(FIRST + " is active now, was unhealthy");
    assertThat(stateOf(FIRST)).isEqualTo("active");
    assertThat(stateOf(SECOND)).isEqualTo("draining");
    assertThat(stateOf(THIRD)).isEqualTo("retired");
  }

  @Test
  void aListThatWouldLeaveNothingToLendChangesNoState() throws Exception {
    server.pool("");
    carrier.owns(FIRST, "inactive").owns(SECOND, "inactive");
    CommandRun run = numbers("--import", "rides");
    assertThat(run.exit()).isEqualTo(Main.FAILED);
    assertThat(run.out()).contains("no number of the pool would be left to lend");
    assertThat(stateOf(FIRST)).isEqualTo("active");
  }

  @Test
  void aNumberOfThePoolThatTheCarrierDoesNotListIsNamedAndLeft() throws Exception {
    server.pool("");
    carrier.owns(FIRST, "active");
    CommandRun run = numbers("--import", "rides");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains(SECOND + " is in the pool, and Vobiz does not list it");
    assertThat(stateOf(SECOND)).isEqualTo("active");
  }

  @Test
  void aNumberThatIsNotTakenIsNamedWithTheReason() throws Exception {
    server.pool("");
    emptyPool("food");
    assertThat(server.open(RIDER, "+918888800002", "").status()).isEqualTo(201);
    carrier.owns(FIRST, "active").owns(THIRD, "active").owns(RIDER, "active");
    CommandRun run = numbers("--import", "food");
    assertThat(run.exit()).isEqualTo(Main.FAILED);
    assertThat(run.out())
        .contains("1 imported into food")
        .contains(FIRST + " was not: it is in another pool, and can be in one only")
        .contains("+91••••••0001 was not: it is the number of a participant of an open session");
  }

  @Test
  void importedAgainNothingIsNew() throws Exception {
    emptyPool("rides");
    carrier.owns(FIRST, "active");
    numbers("--import", "rides");
    CommandRun run = numbers("--import", "rides");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("0 imported", FIRST + " was not: it is in the pool already");
  }

  @Test
  void moreThanTheServerTakesAtOnceAreImportedInTurns() throws Exception {
    emptyPool("rides");
    int count = PoolsApi.NUMBERS_PER_REQUEST_MAX + 1;
    IntStream.range(0, count).forEach(i -> carrier.owns("+91900000%04d".formatted(i), "active"));
    CommandRun run = numbers("--import", "rides");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("1001 imported into rides");
  }

  @Test
  void programsGetOneObject() throws Exception {
    server.pool("");
    carrier.owns(FIRST, "unhealthy").owns(SECOND, "active").owns(THIRD, "active");
    JsonNode json = JsonMapper.shared().readTree(numbers("--import", "rides", "--json").out());
    assertThat(json.at("/numbers/0/number").asString()).isEqualTo(FIRST);
    assertThat(json.at("/numbers/0/health").asString()).isEqualTo("unhealthy");
    assertThat(json.at("/numbers/0/carrier_state").asString()).isEqualTo("carrier's unhealthy");
    assertThat(json.at("/import/pool").asString()).isEqualTo("rides");
    assertThat(json.at("/import/added").asInt()).isEqualTo(1);
    assertThat(json.at("/import/rejected/0/code").asString()).isEqualTo("already_in_pool");
    assertThat(json.at("/import/states/0/to").asString()).isEqualTo("unhealthy");
    assertThat(JsonMapper.shared().readTree(numbers("--json").out()).has("import")).isFalse();
  }

  @Test
  void thePoolIsLookedForBeforeTheCarrierIsAsked() throws Exception {
    server.pool("");
    CommandRun run = numbers("--import", "ride");
    assertThat(run.exit()).isEqualTo(Main.FAILED);
    assertThat(run.err()).contains("no pool is called 'ride'; of vobiz there is: rides");
    assertThat(carrier.http.requests()).isEmpty();
  }

  @Test
  void aPoolOfAnotherAccountIsRefused() throws Exception {
    Path config =
        Files.writeString(
            data.resolve("other.yaml"), carrier.yaml().replace("  vobiz: {", "  other: {"));
    emptyPool("rides");
    CommandRun run =
        CommandRun.of(
            NumbersCommand::new,
            new PretendCarrier.WithApi(),
            Map.of(),
            ("--carrier-account other --import rides --config %s --data %s --url %s")
                .formatted(config, data, server.url())
                .split(" "));
    assertThat(run.exit()).isEqualTo(Main.FAILED);
    assertThat(run.err())
        .contains("the pool 'rides' is of the carrier account vobiz, not of other");
  }

  @Test
  void whatCannotBeDoneSaysWhy() throws Exception {
    assertThat(numbers(new PretendCarrier()).err())
        .contains("Vobiz does not tell through an API which numbers an account has");
    assertThat(numbers("--all").exit()).isEqualTo(2);
    assertThat(numbers("--all").err()).contains("only with --import");
    server.close();
    assertThat(numbers("--import", "rides").err()).contains("no server answers at");
    carrier.http.failsWith(ApiReply.withoutBody(401));
    assertThat(numbers().err()).contains("(check: carriers.vobiz.auth-token)");
  }

  @Test
  void aCarrierThatIsBusyIsAskedAgainAndStandardOutputStaysClean() throws Exception {
    carrier.owns(FIRST, "active");
    carrier.http.failsWith(ApiReply.withoutBody(500), ApiReply.withoutBody(429));
    CommandRun run = numbers("--json");
    assertThat(run.exit()).isZero();
    assertThat(run.err()).contains("list the numbers: HTTP 500; again in 1 s");
    assertThat(JsonMapper.shared().readTree(run.out()).path("numbers")).hasSize(1);
  }
}
