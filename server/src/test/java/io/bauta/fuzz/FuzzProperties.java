package io.bauta.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.bauta.app.RunningServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.slf4j.LoggerFactory;

/**
 * Hostile requests to every endpoint. Whatever comes: no answer of 500 or above, none that takes
 * long, none that tells a participant's number to somebody else, no fault in the log, and no memory
 * that stays taken.
 *
 * <p>In the normal build a fixed number of each; {@code -Dfuzz.seconds=600 -Dtest=FuzzProperties}
 * for longer, {@code -Dfuzz.seed=N} for a run again. What fails is printed as it was sent.
 */
class FuzzProperties {

  /** Without it the same requests are made in each build, so that one means what the last did. */
  private static final long SECONDS = Long.getLong("fuzz.seconds", 0);

  private static final int REQUESTS_OF_A_BUILD = 1_000;
  private static final long SEED_OF_A_BUILD = 17;

  /** What a server may hold more after all that than after a quarter of it. */
  private static final long GROWTH_BYTES_MAX = 96L << 20;

  private static final int THREADS_MORE_MAX = 40;

  /**
   * What the booking API's callers know as 503, as the example has it that they were written for.
   */
  private static final String EXHAUSTED = "{\"error\":\"No proxy numbers available\"}";

  private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.1 (\\d+)");

  /** All that {@link ApiRequests} has; longer runs of eights are in fractions such as 8/9. */
  private static final Pattern PARTICIPANT = Pattern.compile("88888000\\d{2}");

  private final long seed =
      Long.getLong("fuzz.seed", SECONDS == 0 ? SEED_OF_A_BUILD : System.nanoTime());
  private Path data;
  private Hostile hostile;
  private Mutations mutations;
  private final Faults faults = new Faults();
  private HostileServer attacked;
  private RunningServer server;
  private RawHttp http;
  private long heapBefore;
  private int threadsBefore;
  private long asked;
  private Duration slowest = Duration.ZERO;

  /** What the log calls an error, and any line of it with a participant's number. */
  private static final class Faults extends AppenderBase<ILoggingEvent> {
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      String line = event.getLoggerName() + ": " + event.getFormattedMessage();
      if (event.getLevel().isGreaterOrEqual(Level.ERROR) || PARTICIPANT.matcher(line).find()) {
        seen.add(line);
      }
    }
  }

  @BeforeProperty
  void start() throws Exception {
    data = Files.createTempDirectory("bauta-fuzz");
    hostile = new Hostile(new Random(seed));
    mutations = new Mutations(hostile);
    attacked = new HostileServer(data, Clock.systemUTC());
    server = attacked.server;
    http = new RawHttp(server.url());
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    faults.setContext(root.getLoggerContext());
    faults.start();
    root.addAppender(faults);
  }

  @AfterProperty
  void stop() throws IOException {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(faults);
    http.close();
    attacked.close();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 1)
  void vobiz() throws Exception {
    webhooksOf(CarrierRequests.VOBIZ);
  }

  @Property(tries = 1)
  void eight() throws Exception {
    webhooksOf(CarrierRequests.EIGHT);
  }

  @Property(tries = 1)
  void telnyx() throws Exception {
    webhooksOf(CarrierRequests.TELNYX);
  }

  @Property(tries = 1)
  void alohaa() throws Exception {
    webhooksOf(CarrierRequests.ALOHAA);
  }

  private void webhooksOf(CarrierRequests carrier) throws Exception {
    attacked.session(carrier);
    List<HttpMessage> seeds = carrier.seeds();
    assertThat(seeds).hasSizeGreaterThan(50);
    attack(
        () -> {
          HttpMessage message = mutations.of(hostile.oneOf(seeds));
          return hostile.chance(90)
              ? carrier.proven(message, server.url(), "nonce" + asked + "-" + seed)
              : message;
        },
        this::tellsNoStranger);
  }

  @Property(tries = 1)
  void theApi() throws Exception {
    attacked.session(CarrierRequests.VOBIZ);
    ApiRequests requests = new ApiRequests(hostile);
    assertThat(requests.operations()).isGreaterThan(40);
    String key = server.adminKey();
    attack(
        () -> {
          HttpMessage message = requests.next(key);
          return hostile.chance(60) ? mutations.of(message) : message;
        },
        (message, answer) -> {
          requests.learn(answer.text());
          boolean mayTell =
              message.target().endsWith("/reveal") || answer.body().startsWith("openapi: ");
          if (!mayTell && PARTICIPANT.matcher(answer.text()).find()) {
            throw new AssertionError("it tells a participant's number: " + answer.text());
          }
        });
  }

  /** Not even HTTP. */
  @Property(tries = 1)
  void garbage() throws Exception {
    attacked.session(CarrierRequests.VOBIZ);
    List<HttpMessage> seeds = CarrierRequests.VOBIZ.seeds();
    run(
        () -> {
          HttpMessage message = mutations.of(hostile.oneOf(seeds));
          byte[] bytes = message.bytes(http.host());
          for (int left = 1 + hostile.below(4); left > 0; left--) {
            bytes = hostile.damaged(bytes);
          }
          String answer = http.shout(bytes);
          try {
            // Several requests may be in it, and so several answers.
            STATUS
                .matcher(answer)
                .results()
                .forEach(
                    found ->
                        assertThat(Integer.parseInt(found.group(1))).as(answer).isLessThan(500));
            tellsNoStranger(message.withBody(bytes), new RawHttp.Answer(200, answer, answer));
          } catch (RuntimeException | AssertionError wrong) {
            throw failed(wrong, new String(bytes, ISO_8859_1));
          }
        });
  }

  private interface Source {
    HttpMessage next() throws Exception;
  }

  private interface Judge {
    void judge(HttpMessage message, RawHttp.Answer answer) throws Exception;
  }

  private interface Round {
    void play() throws Exception;
  }

  private void attack(Source source, Judge judge) throws Exception {
    run(
        () -> {
          HttpMessage message = source.next();
          try {
            RawHttp.Answer answer = http.ask(message);
            if (!answer.body().equals(EXHAUSTED)) {
              assertThat(answer.status()).as(answer.text()).isLessThan(500);
            }
            judge.judge(message, answer);
          } catch (IOException | RuntimeException | AssertionError wrong) {
            throw failed(wrong, message.toString());
          }
        });
  }

  private AssertionError failed(Throwable wrong, String sent) {
    return new AssertionError(
        "-Dfuzz.seed=%d, request %d: %s%n%s".formatted(seed, asked, wrong.getMessage(), sent),
        wrong);
  }

  private void run(Round round) throws Exception {
    long begun = System.nanoTime();
    boolean measured = false;
    while (done(begun) < 1) {
      long before = System.nanoTime();
      round.play();
      Duration took = Duration.ofNanos(System.nanoTime() - before);
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
      asked++;
      assertThat(faults.seen).as("-Dfuzz.seed=%d, request %d", seed, asked).isEmpty();
      if (!measured && done(begun) > 0.25) {
        measured = true;
        heapBefore = heap();
        threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
      }
    }
    assertThat(asked).isGreaterThan(100);
    assertThat(heap() - heapBefore).as("bytes more").isLessThan(GROWTH_BYTES_MAX);
    assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threadsBefore)
        .as("threads more")
        .isLessThan(THREADS_MORE_MAX);
    assertThat(server.get("/v1/pools").status()).isEqualTo(200);
    System.out.printf(
        "%d requests in %d s, the slowest %d ms%n",
        asked, Duration.ofNanos(System.nanoTime() - begun).toSeconds(), slowest.toMillis());
  }

  /** The share of the run that is over. */
  private double done(long begun) {
    return SECONDS == 0
        ? (double) asked / REQUESTS_OF_A_BUILD
        : (System.nanoTime() - begun) / (double) Duration.ofSeconds(SECONDS).toNanos();
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Of the pair each may be connected to the other, and nobody else to anybody. */
  private void tellsNoStranger(HttpMessage message, RawHttp.Answer answer) {
    String said = digits(message.target() + new String(message.body(), UTF_8));
    String told = answer.text();
    for (String[] pair :
        new String[][] {
          {HostileServer.RIDER, HostileServer.DRIVER}, {HostileServer.DRIVER, HostileServer.RIDER}
        }) {
      if (told.contains(pair[1].substring(3)) && !said.contains(pair[0].substring(3))) {
        throw new AssertionError("it tells a number to somebody else");
      }
    }
  }

  private static String digits(String text) {
    String decoded = text;
    try {
      decoded = URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      // As it is, then.
    }
    return decoded.replaceAll("\\D", "") + text.replaceAll("\\D", "");
  }
}
