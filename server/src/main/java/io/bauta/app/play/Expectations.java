package io.bauta.app.play;

import io.bauta.app.play.Expectation.Verdict;
import io.bauta.carrier.Shortfall;
import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Phone;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * What must hold of one call: on the telephones, at the carrier, in the server's record. What the
 * carrier's profile says that it cannot do is not demanded, but said.
 */
final class Expectations {

  private final Stage stage;
  private final Platform platform;
  private final List<Expectation> all = new ArrayList<>();

  Expectations(Stage stage, Platform platform) {
    this.stage = stage;
    this.platform = platform;
  }

  /** All that was expected, in order. */
  List<Expectation> all() {
    return List.copyOf(all);
  }

  /** The two of {@code call} talk for {@code talk}, once {@code callee} has seen {@code shown}. */
  void talk(SimulatedCall call, Phone callee, String shown, Duration talk)
      throws InterruptedException {
    boolean connected = call.wasConnectedTo(callee.number());
    String who = callee.name().toLowerCase(Locale.ROOT);
    expect("the %s is reached".formatted(who), connected);
    if (!connected) {
      complaints(call);
      return;
    }
    screen(callee, shown, who);
    shortOf(Shortfall.TALK_LIMIT_IGNORED, "how long they may talk is %s's choice");
    call.isHungUpBy(stage.cast().agent()).after(talk);
    JsonNode record = record(call, "completed");
    expect(
        "and that they talked for %d seconds".formatted(talk.toSeconds()),
        record.path("talk_seconds").asLong(-1) == talk.toSeconds());
  }

  /** A name is shown in place of the number, or beside it: it must be no other. */
  private void screen(Phone callee, String shown, String who) {
    expect(
        "the %s's telephone shows %s, and no other number or name".formatted(who, shown),
        callee.lastScreen().number().equals(shown)
            && List.of(shown, "").contains(callee.lastScreen().name()));
    shortOf(Shortfall.CALLER_ID_NOT_OURS, "that is %s's choice; so one number is between the two");
  }

  /** Nobody is rung, and the caller is told. */
  void refusal(SimulatedCall call, boolean nobodyRang) throws InterruptedException {
    expect("the call is refused, and no telephone rings", call.wasRefused() && nobodyRang);
    if (!shortOf(Shortfall.ANNOUNCEMENT_NOT_SPOKEN, "the caller hears what %s likes")) {
      expect("the caller hears why", call.steps().stream().anyMatch(Step.Heard.class::isInstance));
    }
    record(call, "refused");
  }

  void busy(SimulatedCall call) throws InterruptedException {
    expect("the customer's telephone is busy", call.status() == CallStatus.BUSY);
    if (!stage.busyIsRecordedAs().equals(Stage.BUSY)) {
      fallsShort("%s does not tell busy from unanswered");
    }
    record(call, stage.busyIsRecordedAs());
  }

  void noAnswer(SimulatedCall call) throws InterruptedException {
    if (shortOf(Shortfall.RING_TIMEOUT_IGNORED, "how long it rings is %s's choice")) {
      expect("the customer's telephone rings in vain", call.status() == CallStatus.NO_ANSWER);
    } else {
      expect(
          "the customer's telephone rings for %d seconds in vain"
              .formatted(Plays.RING_TIMEOUT.toSeconds()),
          call.status() == CallStatus.NO_ANSWER && rangFor(call).equals(Plays.RING_TIMEOUT));
    }
    record(call, "no_answer");
  }

  private static Duration rangFor(SimulatedCall call) {
    return call.steps().stream()
        .filter(Step.RingEnded.class::isInstance)
        .map(step -> ((Step.RingEnded) step).rung().after())
        .reduce(Duration.ZERO, Duration::plus);
  }

  private JsonNode record(SimulatedCall call, String status) throws InterruptedException {
    complaints(call);
    JsonNode record = platform.recordOf(call);
    expect(
        "its record says %s".formatted(status), record.path("status").asString("").equals(status));
    return record;
  }

  private void complaints(SimulatedCall call) {
    for (String complaint : call.complaints()) {
      expect(
          "%s has no complaint, but: %s".formatted(stage.name(), call.redaction().text(complaint)),
          false);
    }
  }

  private void expect(String words, boolean holds) {
    all.add(new Expectation(words, holds ? Verdict.HOLDS : Verdict.BROKEN));
  }

  /** Whether the carrier falls short; if so, {@code words} say what it does. */
  private boolean shortOf(Shortfall shortfall, String words) {
    boolean isShort = stage.fallsShort(shortfall);
    if (isShort) {
      fallsShort(words);
    }
    return isShort;
  }

  private void fallsShort(String words) {
    all.add(new Expectation(words.formatted(stage.name()), Verdict.SHORT));
  }
}
