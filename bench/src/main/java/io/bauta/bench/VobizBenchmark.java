package io.bauta.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.bauta.bench.NumberReadingBenchmark.Form;
import io.bauta.bench.wire.VobizWire;
import io.bauta.bench.wire.VobizWire.Signer;
import io.bauta.bench.wire.VobizWire.Version;
import io.bauta.carrier.Authenticity;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Asks;
import io.bauta.carrier.CarrierReply;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.carrier.Webhook;
import io.bauta.carrier.vobiz.Vobiz;
import io.bauta.number.HomeRegion;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.session.SessionId;
import java.time.Duration;
import java.time.Instant;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Translating one question of Vobiz and its answer. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:+UseCompactObjectHeaders"})
@State(Scope.Benchmark)
public class VobizBenchmark {

  private static final int WEBHOOKS = 1 << 10;
  private static final String URL = "https://mask.example.com/carriers/vobiz/answer";

  private final Vobiz vobiz = new Vobiz();
  private final CarrierAccount account =
      new CarrierAccount(
          "vobiz",
          "vobiz",
          HomeRegion.of(Numbers.REGION),
          Optional.of("https://mask.example.com"),
          Optional.empty(),
          SignatureMode.REQUIRE,
          Map.of(
              "auth-id", new Secret(VobizWire.AUTH_ID),
              "auth-token", new Secret(VobizWire.AUTH_TOKEN)));

  private final Webhook[] full = new Webhook[WEBHOOKS];
  private final Webhook[] national = new Webhook[WEBHOOKS];
  private final RoutingRequest[] requests = new RoutingRequest[WEBHOOKS];
  private final RoutingDecision[] decisions = new RoutingDecision[WEBHOOKS];
  private int next;

  @Setup(Level.Trial)
  public void write() throws MalformedWebhookException {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < WEBHOOKS; i++) {
      UUID call = new UUID(random.nextLong(), random.nextLong());
      int person = random.nextInt(1_000_000);
      int place = random.nextInt(2_000);
      full[i] = webhook(call, person, Form.FULL.write(Numbers.stranger(place)));
      national[i] = webhook(call, person, Form.NATIONAL.write(Numbers.stranger(place)));
      requests[i] = ((Asks) vobiz.read(full[i], account)).request();
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

  private static Webhook webhook(UUID call, int person, String to) {
    String nonce = "%020d".formatted(call.getMostSignificantBits() >>> 1);
    String from = Form.FULL.write(Numbers.person(person));
    return new Webhook(
        "answer",
        "",
        "POST",
        URL,
        "",
        Map.of(
            "content-type",
            "application/x-www-form-urlencoded",
            Version.V3.header().toLowerCase(Locale.ROOT),
            new String(new Signer(Version.V3, URL).sign(nonce.getBytes(US_ASCII)), US_ASCII),
            Version.V3.nonceHeader().toLowerCase(Locale.ROOT),
            nonce),
        VobizWire.form(call.toString(), from, to).getBytes(US_ASCII));
  }

  private int next() {
    next = (next + 1) & (WEBHOOKS - 1);
    return next;
  }

  @Benchmark
  public Authenticity authenticateV3() {
    return vobiz.authenticate(full[next()], account, Instant.EPOCH);
  }

  @Benchmark
  public CarrierMessage read() throws MalformedWebhookException {
    return vobiz.read(full[next()], account);
  }

  /** As {@code read}, with the number dialled in national form, as real requests have it. */
  @Benchmark
  public CarrierMessage readNational() throws MalformedWebhookException {
    return vobiz.read(national[next()], account);
  }

  @Benchmark
  public CarrierReply answer() {
    int i = next();
    return vobiz.answer(requests[i], decisions[i], account);
  }
}
