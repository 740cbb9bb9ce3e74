package io.bauta.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.bauta.bench.NumberReadingBenchmark.Form;
import io.bauta.bench.wire.AlohaaWire;
import io.bauta.bench.wire.EightWire;
import io.bauta.bench.wire.TelnyxWire;
import io.bauta.carrier.Authenticity;
import io.bauta.carrier.Carrier;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Asks;
import io.bauta.carrier.CarrierReply;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.carrier.Webhook;
import io.bauta.carrier.alohaa.Alohaa;
import io.bauta.carrier.eight.Eight;
import io.bauta.carrier.telnyx.Telnyx;
import io.bauta.number.HomeRegion;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Translating one question and its answer, of each carrier but Vobiz, which asks in more ways. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseCompactObjectHeaders"})
@State(Scope.Benchmark)
public class CarrierBenchmark {

  private static final int WEBHOOKS = 1 << 10;
  private static final Instant NOW = Instant.parse("2026-01-01T06:07:35Z");

  /** How a carrier asks, and proves who it is. */
  public enum Asking {
    EIGHT(
        new Eight(),
        "handle",
        Map.of("sub-account-id", EightWire.SUB_ACCOUNT_ID, "auth-header", EightWire.AUTHORIZATION)),
    ALOHAA(
        new Alohaa(),
        "receiver",
        Map.of("header-name", AlohaaWire.HEADER, "header-value", AlohaaWire.HEADER_VALUE)),
    TELNYX(
        new Telnyx(),
        "voice",
        Map.of(
            "api-key",
            "KEY_OF_THE_BENCHMARK",
            "public-keys",
            TelnyxWire.publicKey(),
            "connection-id",
            TelnyxWire.CONNECTION_ID));

    private final Carrier carrier;
    private final String endpoint;
    private final Map<String, String> settings;

    Asking(Carrier carrier, String endpoint, Map<String, String> settings) {
      this.carrier = carrier;
      this.endpoint = endpoint;
      this.settings = settings;
    }

    private CarrierAccount account() {
      Map<String, Secret> secrets = new HashMap<>();
      settings.forEach((name, value) -> secrets.put(name, new Secret(value)));
      String name = name().toLowerCase(Locale.ROOT);
      return new CarrierAccount(
          name,
          name,
          HomeRegion.of(Numbers.REGION),
          Optional.of("https://mask.example.com"),
          Optional.empty(),
          SignatureMode.REQUIRE,
          secrets);
    }

    private String body(String call, int person, int place) {
      String from = Form.FULL.write(Numbers.person(person));
      String to = Form.FULL.write(Numbers.stranger(place));
      return switch (this) {
        case EIGHT -> EightWire.question(call, from, to);
        case ALOHAA -> AlohaaWire.question(call, Form.BARE.write(Numbers.person(person)), to);
        case TELNYX -> TelnyxWire.initiated(call, from, to);
      };
    }

    private Map<String, String> proof(byte[] body) {
      String timestamp = Long.toString(NOW.getEpochSecond());
      return switch (this) {
        case EIGHT -> Map.of("authorization", EightWire.AUTHORIZATION);
        case ALOHAA -> Map.of(AlohaaWire.HEADER, AlohaaWire.HEADER_VALUE);
        case TELNYX ->
            Map.of(
                "telnyx-timestamp",
                timestamp,
                "telnyx-signature-ed25519",
                new String(TelnyxWire.sign(timestamp, body), US_ASCII));
      };
    }

    private Webhook webhook(String call, int person, int place) {
      byte[] body = body(call, person, place).getBytes(US_ASCII);
      Map<String, String> headers = new HashMap<>(proof(body));
      headers.put("content-type", "application/json");
      return new Webhook(
          endpoint,
          "",
          "POST",
          "https://mask.example.com/carriers/it/" + endpoint,
          "",
          headers,
          body);
    }
  }

  @Param public Asking carrier = Asking.EIGHT;

  private final Webhook[] webhooks = new Webhook[WEBHOOKS];
  private final RoutingRequest[] requests = new RoutingRequest[WEBHOOKS];
  private final RoutingDecision[] decisions = new RoutingDecision[WEBHOOKS];
  private CarrierAccount account = carrier.account();
  private Carrier translator = carrier.carrier;
  private int next;

  @Setup(Level.Trial)
  public void write() throws MalformedWebhookException {
    account = carrier.account();
    translator = carrier.carrier;
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < WEBHOOKS; i++) {
      UUID call = new UUID(random.nextLong(), random.nextLong());
      int person = random.nextInt(1_000_000);
      int place = random.nextInt(2_000);
      webhooks[i] = carrier.webhook(call.toString(), person, place);
      if (!(translator.authenticate(webhooks[i], account, NOW) instanceof Authenticity.Genuine)) {
        throw new IllegalStateException("what is measured is the proof of a genuine webhook");
      }
      requests[i] = ((Asks) translator.read(webhooks[i], account)).request();
      decisions[i] =
          new Connect(
              new SessionId(call),
              0,
              1,
              Numbers.person(person + 1),
              Numbers.proxy(place + 1),
              Duration.ofSeconds(30),
              Duration.ofHours(1));
    }
  }

  private int next() {
    next = (next + 1) & (WEBHOOKS - 1);
    return next;
  }

  @Benchmark
  public Authenticity authenticate() {
    return translator.authenticate(webhooks[next()], account, NOW);
  }

  @Benchmark
  public CarrierMessage read() throws MalformedWebhookException {
    return translator.read(webhooks[next()], account);
  }

  @Benchmark
  public CarrierReply answer() {
    int i = next();
    return translator.answer(requests[i], decisions[i], account);
  }
}
