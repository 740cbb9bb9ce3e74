package io.bauta.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.app.RunningServer;
import io.bauta.app.ServerProcess;
import io.bauta.journey.Rig.Place;
import io.bauta.simulator.Phone;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.telnyx.TelnyxCarrier;
import io.bauta.simulator.telnyx.TelnyxSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * Telnyx, two people, and a data directory: servers come and go on it, in this process or in one of
 * their own. Wires lie both ways between them.
 */
final class TelnyxOutage implements AutoCloseable {

  /** What a stranger is asked, in the pool of the two. */
  static final String PROMPT = "Your code?";

  private static final String ASKS_STRANGERS =
      "\"mode\":\"pair_two_numbers\",\"unknown_caller\":\"challenge\",\"pin_prompt\":\"%s\""
          .formatted(PROMPT);

  private final PhoneNetwork network =
      new PhoneNetwork(PhoneNetwork.COUNTRY_CODE, Clock.systemUTC().instant());
  private final int port = RunningServer.freePort();
  private final Path data;
  private final Clock clock;
  private final Wire webhooks;
  private final Wire commands;
  private final TelnyxRig rig;
  private final Phone agent;
  private final Phone customer;
  private final String agentDials;
  private final People stranger;

  /** Telnyx and a session of two people; no server yet. */
  TelnyxOutage(Path data, Clock clock, Duration patience) throws Exception {
    this(data, clock, settings -> settings.patience(patience));
  }

  /** The same, with a Telnyx that is set like this. */
  TelnyxOutage(Path data, Clock clock, UnaryOperator<TelnyxSettings.Builder> settings)
      throws Exception {
    this.data = data;
    this.clock = clock;
    URI publicUrl = URI.create("http://127.0.0.1:" + port);
    webhooks = new Wire(publicUrl);
    rig =
        new TelnyxRig(
            new Place(publicUrl, webhooks.base(), clock, Played.TELNYX.numbers()), settings);
    commands = new Wire(rig.carrier().apiBase());
    rig.reachedAt(commands.base());
    network.routes(Played.TELNYX.numbers()).through(rig.carrier());
    try (RunningServer server = server()) {
      Stage.makePool(server, Played.TELNYX, ASKS_STRANGERS);
      Story story = Story.open(server, network, Played.TELNYX, rig);
      agent = story.agent();
      customer = story.customer();
      agentDials = story.agentDials();
      stranger =
          People.open(server, network, Played.TELNYX, rig)
              .getFirst()
              .calledBy(network.phone(Stage.newPerson()));
    }
  }

  /** A server in this process. */
  RunningServer server() throws Exception {
    return RunningServer.start(data, configuration(), clock, Map.of(), port);
  }

  /** One that can be killed. */
  ServerProcess process() throws Exception {
    return ServerProcess.start(data, configuration(), port);
  }

  private String configuration() {
    return Stage.configuration(Map.of(Played.TELNYX, rig));
  }

  TelnyxCarrier telnyx() {
    return rig.carrier();
  }

  Wire webhooks() {
    return webhooks;
  }

  /** Between the servers and Telnyx's API. */
  Wire commands() {
    return commands;
  }

  Phone customer() {
    return customer;
  }

  Phone agent() {
    return agent;
  }

  /** Somebody without a session, and one of another two whose code they may have. */
  People stranger() {
    return stranger;
  }

  /** The agent dials; what comes of it is there when they talk, or when it is over. */
  CompletableFuture<SimulatedCall> agentCalls() {
    return calling(() -> agent.dials(agentDials));
  }

  /** The stranger dials, and keys in these. */
  CompletableFuture<SimulatedCall> strangerCalls(String... keys) {
    return calling(() -> stranger.call(keys));
  }

  private static CompletableFuture<SimulatedCall> calling(Supplier<SimulatedCall> call) {
    return CompletableFuture.supplyAsync(call, Executors.newVirtualThreadPerTaskExecutor());
  }

  static SimulatedCall settled(CompletableFuture<SimulatedCall> call) throws Exception {
    return call.get(60, TimeUnit.SECONDS);
  }

  /** The agent was put through and talks for nine seconds; then everything is as it must be. */
  void assertTalked(SimulatedCall call, JsonNode record) {
    assertTalked(customer, call, record);
  }

  /** The same, of whoever called {@code called}. */
  void assertTalked(Phone called, SimulatedCall call, JsonNode record) {
    assertThat(call.complaints()).isEmpty();
    assertThat(call.wasConnectedTo(called.number())).isTrue();
    assertThat(called.rang()).isEqualTo(1);
    assertThat(Story.text(record, "status")).isEqualTo("completed");
    assertThat(record.path("talk_seconds").asInt()).isEqualTo(9);
    assertThat(telnyx().carriedOut("answer")).isEqualTo(1);
    assertThat(telnyx().carriedOut("transfer")).isEqualTo(1);
  }

  @Override
  public void close() {
    rig.close();
    commands.close();
    webhooks.close();
  }
}
