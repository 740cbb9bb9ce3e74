package io.bauta.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer;
import io.bauta.journey.Rig.Place;
import io.bauta.journey.Wire.Carried;
import io.bauta.simulator.PhoneNetwork;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls that are played once in good order, and whose webhooks are then told to a server that knows
 * none of these calls: some of them twice or more, late, and in another order.
 */
final class Disorder implements AutoCloseable {

  /** Longer ones break Telnyx's proof of freshness: it signs the time. */
  private static final Duration SIGNED_DELAY_MAX = Duration.ofMinutes(4);

  private static final Duration DELAY_MAX = Duration.ofHours(6);

  /** How far two times of the same moment are apart: the simulator's clock goes on meanwhile. */
  private static final Duration SAME = Duration.ofSeconds(5);

  private static final List<String> OF_ONE_RUN = List.of("id", "trace_id", "received_at");

  private static final List<String> TIMES =
      List.of("ringing_at", "began_at", "answered_at", "ended_at");

  /** Whatever the carrier asks, it waits for. */
  private static final Pattern QUESTION =
      Pattern.compile(
          "/carriers/(vobiz/(answer|digits)|eight/handle|alohaa/receiver)"
              + "|call\\.(answered|gather\\.ended|speak\\.ended)\"|\"incoming\"");

  /** A webhook of the clean run. */
  private record Taken(Instant at, Carried carried) {

    boolean isQuestion() {
      return carried.path().startsWith("/carriers/telnyx")
          ? QUESTION.matcher(new String(carried.body(), UTF_8)).find()
          : QUESTION.matcher(carried.path()).find();
    }

    Duration delayMax() {
      return carried.path().startsWith("/carriers/telnyx") ? SIGNED_DELAY_MAX : DELAY_MAX;
    }
  }

  /** A delivery to the second server. */
  private record Delivery(Instant at, Carried carried) {}

  /** Plays whatever there is to play at a carrier. */
  @FunctionalInterface
  interface Play {
    void at(Played carrier, Rig rig, RunningServer server, PhoneNetwork network) throws Exception;
  }

  private final List<Taken> tape = new CopyOnWriteArrayList<>();
  private final Map<Played, Rig> rigs = new EnumMap<>(Played.class);
  private final Path base;
  private final String configuration;
  private final Map<String, ObjectNode> clean;

  /**
   * Plays at {@code carriers}.
   *
   * @param pool what the pool of each says
   */
  Disorder(Path data, List<Played> carriers, Function<Played, String> pool, Play play)
      throws Exception {
    base = data.resolve("clean");
    int port = RunningServer.freePort();
    URI publicUrl = URI.create("http://127.0.0.1:" + port);
    PhoneNetwork network =
        new PhoneNetwork(PhoneNetwork.COUNTRY_CODE, Instant.parse("2027-01-15T08:00:00Z"));
    NetworkClock clock = new NetworkClock(network);
    Wire wire = new Wire(publicUrl, carried -> tape.add(new Taken(clock.instant(), carried)));
    for (Played carrier : carriers) {
      Rig rig = carrier.make(new Place(publicUrl, wire.base(), clock, carrier.numbers()));
      rigs.put(carrier, rig);
      network.routes(carrier.numbers()).through(rig.carrier());
    }
    // Signatures are of the address of the first server, wherever the second listens.
    configuration = Stage.configuration(rigs).replace("${PORT}", Integer.toString(port));
    try (wire;
        RunningServer server = RunningServer.start(base, configuration, clock, Map.of(), port)) {
      for (Played carrier : carriers) {
        Stage.makePool(server, carrier, pool.apply(carrier));
        play.at(carrier, rigs.get(carrier), server, network);
      }
      clean = records(server);
    }
    forgetCalls(base);
  }

  /** The records of the clean run, by account and the carrier's id. */
  Map<String, ObjectNode> clean() {
    return clean;
  }

  int webhooks() {
    return tape.size();
  }

  @Override
  public void close() throws Exception {
    for (Rig rig : rigs.values()) {
      rig.close();
    }
  }

  /** What is left is what the server knew before the first call, and the sessions. */
  private static void forgetCalls(Path data) throws Exception {
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("bauta.db"));
        Statement statement = database.createStatement()) {
      for (String table :
          List.of(
              "call",
              "call_fact",
              "early_fact",
              "call_inbox",
              "owed_command",
              "scheduled_tasks",
              "call_sweep",
              "unended_call")) {
        statement.execute("delete from " + table);
      }
    }
  }

  /** The records of a server that was told all that once more, in the disorder of {@code seed}. */
  Map<String, ObjectNode> tellAgain(long seed, Path data, boolean lateQuestions) throws Exception {
    copy(base, data);
    HandClock clock = new HandClock(tape.getFirst().at());
    int port = RunningServer.freePort();
    try (HttpClient http = HttpClient.newHttpClient();
        RunningServer server = RunningServer.start(data, configuration, clock, Map.of(), port)) {
      for (Delivery delivery : disorder(new Random(seed), lateQuestions)) {
        clock.forward(Duration.between(clock.instant(), delivery.at()));
        int status =
            http.send(
                    delivery.carried().to(URI.create("http://127.0.0.1:" + port)),
                    BodyHandlers.discarding())
                .statusCode();
        assertThat(status).as("%s with seed %d", delivery.carried(), seed).isEqualTo(200);
      }
      Map<String, ObjectNode> records = records(server);
      assertThat(ids(records))
          .as("none is of the clean run")
          .doesNotContainAnyElementsOf(ids(clean));
      return records;
    }
  }

  private static List<String> ids(Map<String, ObjectNode> records) {
    return records.values().stream().map(record -> Story.text(record, "id")).toList();
  }

  private List<Delivery> disorder(Random random, boolean lateQuestions) {
    List<Delivery> deliveries = new ArrayList<>();
    for (Taken taken : tape) {
      boolean punctual = taken.isQuestion() && !lateQuestions;
      int copies = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
      Duration first = punctual ? Duration.ZERO : delay(random, taken);
      deliveries.add(new Delivery(taken.at().plus(first), taken.carried()));
      for (int i = 0; i < copies; i++) {
        deliveries.add(new Delivery(taken.at().plus(delay(random, taken)), taken.carried()));
      }
    }
    deliveries.sort(Comparator.comparing(Delivery::at));
    return deliveries;
  }

  /** A few seconds as often as very much more. */
  private static Duration delay(Random random, Taken taken) {
    long max = random.nextBoolean() ? 20_000 : taken.delayMax().toMillis();
    return Duration.ofMillis(random.nextLong(max));
  }

  /** By account and the carrier's id. */
  private static Map<String, ObjectNode> records(RunningServer server) throws Exception {
    Map<String, ObjectNode> records = new TreeMap<>();
    for (JsonNode record : server.get("/v1/calls?limit=200").body().path("data")) {
      records.put(
          Story.text(record, "carrier_account") + " " + Story.text(record, "carrier_call_id"),
          (ObjectNode) record);
    }
    return records;
  }

  static ObjectNode withoutTimes(ObjectNode record) {
    ObjectNode rest = record.deepCopy();
    rest.remove(OF_ONE_RUN);
    rest.remove(TIMES);
    // How far its recordings are fetched is no word of the carrier's.
    ((ArrayNode) rest.path("recordings")).forEach(one -> ((ObjectNode) one).remove("state"));
    ((ArrayNode) rest.path("legs")).forEach(leg -> ((ObjectNode) leg).remove(TIMES));
    return rest;
  }

  /** Those that the carrier tells: Vobiz tells none, so that its are those of the arrival. */
  static void assertSameTimes(JsonNode clean, JsonNode again, String what) {
    if (Story.text(clean, "carrier_account").equals(Played.VOBIZ.account())) {
      return;
    }
    for (String name : TIMES) {
      assertSameTime(clean.path(name), again.path(name), what + " " + name);
    }
    for (int i = 0; i < clean.path("legs").size(); i++) {
      for (String name : TIMES) {
        assertSameTime(
            clean.path("legs").path(i).path(name),
            again.path("legs").path(i).path(name),
            what + " leg " + i + " " + name);
      }
    }
  }

  private static void assertSameTime(JsonNode clean, JsonNode again, String what) {
    if (clean.asString("").isEmpty() || again.asString("").isEmpty()) {
      assertThat(again.asString("")).as(what).isEqualTo(clean.asString(""));
      return;
    }
    Duration apart =
        Duration.between(Instant.parse(clean.asString()), Instant.parse(again.asString())).abs();
    assertThat(apart).as("%s: %s and %s", what, clean, again).isLessThan(SAME);
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
