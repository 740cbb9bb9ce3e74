package io.bauta.journey;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.app.RunningServer;
import io.bauta.simulator.PhoneNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever the simulator can play, at every carrier: under random duplication, reordering and delay
 * the records are those of the clean run.
 *
 * <p>Another seed: {@code -Ddisorder.seed=N}.
 */
@Timeout(300)
class DisorderJourneyTest {

  private static final int SEEDS = 6;

  private static final List<Played> ASKING = List.of(Played.VOBIZ, Played.EIGHT, Played.TELNYX);

  private static final String PIN_POOL =
      "\"mode\":\"pin\",\"pin_length\":9,\"pin_attempts\":3,\"pin_prompt\":\"Your code?\"";

  private static final String WRONG = "0000#";

  private static Disorder pairs;
  private static Disorder pins;

  @BeforeAll
  static void playInGoodOrder(@TempDir Path data) throws Exception {
    pairs =
        new Disorder(
            data.resolve("pairs"),
            List.of(Played.values()),
            carrier -> "\"mode\":\"" + carrier.mode() + "\"",
            DisorderJourneyTest::playPairs);
    assertThat(pairs.clean()).hasSizeGreaterThan(50);
    assertThat(pairs.webhooks()).isGreaterThan(200);
    assertThat(pairs.clean().values().stream().map(record -> Story.text(record, "status")))
        .contains("completed", "busy", "rejected", "no_answer", "cancelled", "failed", "refused")
        .doesNotContain("ringing", "in_progress", "routing");
    pins =
        new Disorder(
            data.resolve("pins"), ASKING, carrier -> PIN_POOL, DisorderJourneyTest::playPins);
    assertThat(pins.clean()).hasSize(ASKING.size() * 6);
    assertThat(pins.clean().values().stream().map(record -> Story.text(record, "status")))
        .contains("completed", "no_answer", "cancelled", "refused");
  }

  private static void playPairs(Played carrier, Rig rig, RunningServer server, PhoneNetwork network)
      throws Exception {
    for (Script script : Script.values()) {
      // Alohaa speaks no words before a call.
      if (carrier != Played.ALOHAA || script.session().isEmpty()) {
        script.play(Story.open(server, network, carrier, rig, script.session()));
      }
    }
  }

  private static void playPins(Played carrier, Rig rig, RunningServer server, PhoneNetwork network)
      throws Exception {
    People people = strangers(carrier, rig, server, network);
    people.call(people.keys()).talksFor(ofSeconds(20));
    People mistaken = strangers(carrier, rig, server, network);
    mistaken.call(WRONG, mistaken.keys()).talksFor(ofSeconds(8));
    strangers(carrier, rig, server, network).call(WRONG, WRONG, WRONG);
    strangers(carrier, rig, server, network).call();
    People impatient = strangers(carrier, rig, server, network);
    impatient.caller().hangsUpWhenAskedForDigits();
    impatient.call();
    People absent = strangers(carrier, rig, server, network);
    absent.called().doesNotAnswer();
    absent.call(absent.keys());
  }

  private static People strangers(
      Played carrier, Rig rig, RunningServer server, PhoneNetwork network) throws Exception {
    return People.open(server, network, carrier, rig)
        .getFirst()
        .calledBy(network.phone(Stage.newPerson()));
  }

  @AfterAll
  static void close() throws Exception {
    pairs.close();
    pins.close();
  }

  static LongStream seeds() {
    String given = System.getProperty("disorder.seed");
    return given == null
        ? LongStream.concat(LongStream.range(1, SEEDS), LongStream.of(System.nanoTime()))
        : LongStream.of(Long.parseLong(given));
  }

  /** The carrier waits for the answer to a question, so that only its repetitions are late. */
  @ParameterizedTest
  @MethodSource("seeds")
  void factsInAnyOrderEndInTheSameRecord(long seed, @TempDir Path data) throws Exception {
    areTheSame(pairs, pairs.tellAgain(seed, data.resolve("pairs"), false), seed, true);
    areTheSame(pins, pins.tellAgain(seed, data.resolve("pins"), false), seed, true);
  }

  /** A question that nobody took the first time comes again, after what it was asked for. */
  @ParameterizedTest
  @MethodSource("seeds")
  void alsoWhenTheQuestionItselfIsLate(long seed, @TempDir Path data) throws Exception {
    areTheSame(pairs, pairs.tellAgain(seed, data.resolve("pairs"), true), seed, false);
  }

  private static void areTheSame(
      Disorder disorder, Map<String, ObjectNode> records, long seed, boolean alsoTheTimes) {
    assertThat(records.keySet())
        .as("calls with seed %d", seed)
        .isEqualTo(disorder.clean().keySet());
    disorder
        .clean()
        .forEach(
            (call, record) -> {
              String what = "%s with seed %d".formatted(call, seed);
              assertThat(Disorder.withoutTimes(records.get(call)))
                  .as(what)
                  .isEqualTo(Disorder.withoutTimes(record));
              if (alsoTheTimes) {
                Disorder.assertSameTimes(record, records.get(call), what);
              }
            });
  }
}
