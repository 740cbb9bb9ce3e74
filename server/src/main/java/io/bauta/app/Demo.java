package io.bauta.app;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.number.HomeRegion;
import io.bauta.simulator.CallStatus;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.vobiz.VobizCarrier;
import io.bauta.simulator.vobiz.VobizSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays masked calls against a real server: a pool and a session through the API, then calls by a
 * simulated carrier with real signatures over HTTP, and says whether everybody saw what they
 * should.
 */
final class Demo implements AutoCloseable {

  static final String AGENT = "+918888800001";
  static final String CUSTOMER = "+918888800002";
  static final String STRANGER = "+918888800099";
  static final String M1 = "+919000000001";
  static final String M2 = "+919000000002";

  private static final String ACCOUNT = "vobiz";
  private static final String AUTH_ID = "MA_DEMO";
  private static final String AUTH_TOKEN = "the-token-of-the-demo";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Bauta bauta;
  private final ApiClient api;
  private final PhoneNetwork network = new PhoneNetwork();
  private final List<Expectation> expectations = new ArrayList<>();
  private String session = "";

  /** Something that must hold, in words, and whether it does. */
  record Expectation(String words, boolean holds) {}

  /** Starts a server of its own on {@code dataDirectory}, with a pool and a session. */
  Demo(Path dataDirectory, Clock clock) throws InterruptedException {
    int port = ConfigReader.freePort("127.0.0.1");
    URI url = URI.create("http://127.0.0.1:" + port);
    this.bauta =
        Bauta.start(
            new Config(
                "127.0.0.1",
                port,
                dataDirectory,
                new Secret("sqlite:" + dataDirectory.resolve("bauta.db")),
                Optional.empty(),
                List.of(account(url)),
                Optional.empty()),
            clock);
    this.api = new ApiClient(url, ApiClient.key(null, dataDirectory));
    network.routes(M1, M2).through(carrier(url));
    network.phone(AGENT).named("Agent");
    network.phone(CUSTOMER).named("Customer");
    network.phone(STRANGER).named("Stranger");
    openSession();
  }

  private static CarrierAccount account(URI url) {
    return new CarrierAccount(
        ACCOUNT,
        "vobiz",
        HomeRegion.of("IN"),
        Optional.of(url.toString()),
        Optional.empty(),
        SignatureMode.REQUIRE,
        Map.of("auth-id", new Secret(AUTH_ID), "auth-token", new Secret(AUTH_TOKEN)));
  }

  private static VobizCarrier carrier(URI url) {
    return new VobizCarrier(
        VobizSettings.answering(url.resolve("/carriers/vobiz/answer"))
            .hangupUrl(url.resolve("/carriers/vobiz/hangup"))
            .authId(AUTH_ID)
            .authToken(AUTH_TOKEN)
            .build());
  }

  private void openSession() throws InterruptedException {
    ObjectNode pool = JSON.createObjectNode().put("name", "demo").put("carrier_account", ACCOUNT);
    api.post("/v1/pools", pool);
    ObjectNode numbers = JSON.createObjectNode();
    numbers.putArray("numbers").add(M1).add(M2);
    api.post("/v1/pools/demo/numbers", numbers);
    ObjectNode request = JSON.createObjectNode().put("pool", "demo").put("ttl_seconds", 3600);
    request.putArray("participants").add(person("agent", AGENT)).add(person("customer", CUSTOMER));
    JsonNode opened = api.post("/v1/sessions", request);
    session = opened.path("id").asString("");
    expect(
        "the agent dials %s, the customer %s".formatted(M1, M2),
        opened.at("/participants/0/dials").asString("").equals(M1)
            && opened.at("/participants/1/dials").asString("").equals(M2));
  }

  private static ObjectNode person(String name, String number) {
    return JSON.createObjectNode().put("name", name).put("real_number", number);
  }

  URI url() {
    return bauta.url();
  }

  /** Plays every call; {@code show} gets each one with a title as soon as it is over. */
  List<Expectation> play(Consumer<Scene> show) throws InterruptedException {
    show.accept(agentCallsCustomer());
    show.accept(customerCallsAgent());
    show.accept(strangerIsRefused());
    show.accept(customerIsBusy());
    show.accept(closedSessionIsRefused());
    return List.copyOf(expectations);
  }

  /** A call of the demo. */
  record Scene(String title, SimulatedCall call) {}

  private Scene agentCallsCustomer() throws InterruptedException {
    network.phone(CUSTOMER).answersAfter(Duration.ofSeconds(4));
    SimulatedCall call = network.phone(AGENT).dials(M1);
    expectTalk(call, CUSTOMER, M2, Duration.ofSeconds(69), AGENT);
    return new Scene("The agent calls the customer", call);
  }

  private Scene customerCallsAgent() throws InterruptedException {
    network.phone(AGENT).answersAfter(Duration.ofSeconds(7));
    SimulatedCall call = network.phone(CUSTOMER).dials(M2);
    expectTalk(call, AGENT, M1, Duration.ofSeconds(31), AGENT);
    return new Scene("The customer calls the agent back", call);
  }

  private void expectTalk(
      SimulatedCall call, String callee, String shown, Duration talk, String endedBy)
      throws InterruptedException {
    boolean connected = call.wasConnectedTo(callee);
    String who = network.phone(callee).name().toLowerCase(Locale.ROOT);
    expect("the %s is reached".formatted(who), connected);
    if (connected) {
      call.isHungUpBy(endedBy).after(talk);
      expect(
          "the %s's telephone shows %s, as number and as name".formatted(who, shown),
          network.phone(callee).lastScreen().number().equals(shown)
              && network.phone(callee).lastScreen().name().equals(shown));
    }
    expectRecord(call, "completed");
    expect(
        "the record says that they talked for %d seconds".formatted(talk.toSeconds()),
        callRecord(call).path("talk_seconds").asLong(-1) == talk.toSeconds());
  }

  private Scene strangerIsRefused() throws InterruptedException {
    int rangBefore = network.phone(CUSTOMER).rang();
    SimulatedCall call = network.phone(STRANGER).dials(M1);
    expect("the stranger is refused", call.wasRefused());
    expect("and nobody's telephone rings", network.phone(CUSTOMER).rang() == rangBefore);
    expectRecord(call, "refused");
    return new Scene("A stranger dials the agent's number", call);
  }

  private Scene customerIsBusy() throws InterruptedException {
    network.phone(CUSTOMER).isBusy();
    SimulatedCall call = network.phone(AGENT).dials(M1);
    expect("the agent finds the customer busy", call.status() == CallStatus.BUSY);
    expectRecord(call, "busy");
    return new Scene("The customer is busy", call);
  }

  private Scene closedSessionIsRefused() throws InterruptedException {
    api.post("/v1/sessions/" + session + "/close", JSON.createObjectNode().put("reason", "done"));
    int rangBefore = network.phone(CUSTOMER).rang();
    SimulatedCall call = network.phone(AGENT).dials(M1);
    expect(
        "after the session was closed nobody is connected",
        call.wasRefused() && network.phone(CUSTOMER).rang() == rangBefore);
    expectRecord(call, "refused");
    return new Scene("The session is closed; the agent dials again", call);
  }

  private void expectRecord(SimulatedCall call, String status) throws InterruptedException {
    expect(
        "the record of the call says %s".formatted(status),
        callRecord(call).path("status").asString("").equals(status));
    for (String complaint : call.complaints()) {
      expect("the carrier has no complaint, but: " + complaint, false);
    }
  }

  private JsonNode callRecord(SimulatedCall call) throws InterruptedException {
    for (JsonNode record : api.get("/v1/calls").path("data")) {
      if (record.path("carrier_call_id").asString("").equals(call.carrierCallId())) {
        return record;
      }
    }
    return JSON.createObjectNode();
  }

  private void expect(String words, boolean holds) {
    expectations.add(new Expectation(words, holds));
  }

  @Override
  public void close() {
    bauta.close();
  }
}
