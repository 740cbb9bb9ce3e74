package io.bauta.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.app.RunningServer;
import io.bauta.app.RunningServer.Answer;
import io.bauta.journey.Rig.Place;
import io.bauta.simulator.Faults;
import io.bauta.simulator.PhoneNetwork;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One server with an account at each carrier, the carriers, and the telephones behind them. Each
 * story has people of its own, so what one leaves behind is nothing to the next.
 */
final class Stage implements AutoCloseable {

  /** How long it rings, and how long they may talk, in the pools. */
  static final int RING_SECONDS = 20;

  static final int TALK_SECONDS = 1_800;

  private static final AtomicInteger PEOPLE = new AtomicInteger();

  private final Map<Played, Rig> rigs = new EnumMap<>(Played.class);
  private final Set<String> report = new TreeSet<>();
  private final PhoneNetwork network =
      new PhoneNetwork(PhoneNetwork.COUNTRY_CODE, Clock.systemUTC().instant());
  private final Wire wire;
  private final RunningServer server;

  /** Every carrier. */
  Stage(Path data) throws Exception {
    this(data, Map.of(), Stage::lendsPairs);
  }

  /** Only {@code carrier}, as {@code maker} makes it. */
  Stage(Path data, Played carrier, Function<Place, Rig> maker) throws Exception {
    this(data, Map.of(carrier, maker), Stage::lendsPairs);
  }

  /** These carriers, whose pools say {@code fields}. */
  Stage(Path data, String fields, Played... carriers) throws Exception {
    this(
        data,
        Stream.of(carriers).collect(Collectors.toMap(carrier -> carrier, carrier -> carrier::make)),
        carrier -> fields);
  }

  private Stage(
      Path data, Map<Played, Function<Place, Rig>> only, Function<Played, String> poolFields)
      throws Exception {
    int port = RunningServer.freePort();
    URI publicUrl = URI.create("http://127.0.0.1:" + port);
    NetworkClock clock = new NetworkClock(network);
    wire = new Wire(publicUrl);
    for (Played carrier : only.isEmpty() ? List.of(Played.values()) : only.keySet()) {
      Place place = new Place(publicUrl, wire.base(), clock, carrier.numbers());
      Rig rig = only.getOrDefault(carrier, carrier::make).apply(place);
      rigs.put(carrier, rig);
      network.routes(carrier.numbers()).through(rig.carrier());
    }
    server = RunningServer.start(data, configuration(rigs), clock, Map.of(), port);
    for (Played carrier : rigs.keySet()) {
      makePool(server, carrier, poolFields.apply(carrier));
    }
  }

  private static String lendsPairs(Played carrier) {
    return "\"mode\":\"" + carrier.mode() + "\"";
  }

  static String configuration(Map<Played, Rig> rigs) {
    return rigs.entrySet().stream()
        .map(rig -> "  %s: %s\n".formatted(rig.getKey().account(), rig.getValue().account()))
        .collect(
            Collectors.joining(
                "",
                "server: { public-url: \"http://127.0.0.1:${PORT}\" }\n"
                    + "recordings: { allow-private-addresses: true }\ncarriers:\n",
                ""));
  }

  static void makePool(RunningServer server, Played carrier) throws Exception {
    makePool(server, carrier, lendsPairs(carrier));
  }

  static void makePool(RunningServer server, Played carrier, String fields) throws Exception {
    Answer made =
        server.post(
            "/v1/pools",
            """
            {"name":"%s","carrier_account":"%s",%s,"ring_timeout_seconds":%d,
             "talk_limit_seconds":%d}
            """
                .formatted(
                    carrier.account(), carrier.account(), fields, RING_SECONDS, TALK_SECONDS));
    assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
    String numbers = String.join("\",\"", carrier.numbers());
    Answer added =
        server.post(
            "/v1/pools/%s/numbers".formatted(carrier.account()),
            "{\"numbers\":[\"" + numbers + "\"]}");
    assertThat(added.body().path("added").asInt()).isEqualTo(2);
  }

  /** A number that nobody has had yet. */
  static String newPerson() {
    return "+91888880%04d".formatted(PEOPLE.incrementAndGet());
  }

  PhoneNetwork network() {
    return network;
  }

  RunningServer server() {
    return server;
  }

  /** Between the carriers and the server. */
  Wire wire() {
    return wire;
  }

  Rig rig(Played carrier) {
    return rigs.get(carrier);
  }

  /** A new story at {@code carrier}, on which everything goes right until the story says more. */
  Story story(Played carrier) throws Exception {
    return story(carrier, "");
  }

  /** The same, where the session of the two says {@code more} fields. */
  Story story(Played carrier, String more) throws Exception {
    Rig rig = rigs.get(carrier);
    rig.carrier().suffers(Faults.none());
    return Story.open(server, network, carrier, rig, more);
  }

  /** Two people whose pool gives them codes, one way and the other; everything goes right. */
  List<People> people(Played carrier) throws Exception {
    Rig rig = rigs.get(carrier);
    rig.carrier().suffers(Faults.none());
    return People.open(server, network, carrier, rig);
  }

  /** Somebody who has no session calls one of two such people. */
  People stranger(Played carrier) throws Exception {
    return people(carrier).getFirst().calledBy(network.phone(newPerson()));
  }

  /**
   * Whether {@code rig} has this shortfall; if so it is said in the report what the carrier does
   * instead.
   */
  boolean fallsShort(Rig rig, String shortfall, String instead) {
    return reports(
        rig.fallsShortOf(shortfall),
        "%s: %s (%s)",
        rig.carrier().displayName(),
        instead,
        shortfall);
  }

  /** Whether it is {@code true} of the carrier that it does {@code instead}, which is reported. */
  boolean reports(boolean so, String format, Object... said) {
    if (so) {
      report.add(format.formatted(said));
    }
    return so;
  }

  /** The report is part of the test's output. */
  @Override
  public void close() throws Exception {
    report.forEach(line -> System.out.println("falls short: " + line));
    server.close();
    wire.close();
    for (Rig rig : rigs.values()) {
      rig.close();
    }
  }
}
