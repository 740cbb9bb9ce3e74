package io.bauta.simulator.eight;

import io.bauta.simulator.CallClock;
import io.bauta.simulator.CallStory;
import io.bauta.simulator.Dialing;
import java.util.Optional;

/** What 8x8 knows of one masked call: two legs at most, and why it broke if it did. */
final class EightSession {

  private final String sessionId;
  private final CallStory story;
  private final EightLeg callA;
  private Optional<EightLeg> callB = Optional.empty();
  private Optional<String> clientActionId = Optional.empty();
  private Optional<EightError> error = Optional.empty();
  private String lastAction = "";

  EightSession(String sessionId, CallStory story, EightLeg callA) {
    this.sessionId = sessionId;
    this.story = story;
    this.callA = callA;
  }

  void calls(EightLeg leg) {
    callB = Optional.of(leg);
  }

  void follows(Callflow callflow) {
    clientActionId = callflow.clientActionId();
  }

  void does(EightAction action) {
    lastAction = action.inSummary();
  }

  void breaks(EightError why) {
    error = Optional.of(why);
  }

  /** The status of the whole, from its legs and from whether it broke. */
  LegStatus status() {
    if (error.isPresent()) {
      return LegStatus.ERROR;
    }
    return callB.map(EightLeg::status).orElse(LegStatus.COMPLETED);
  }

  String sessionId() {
    return sessionId;
  }

  CallStory story() {
    return story;
  }

  Dialing dialing() {
    return story.dialing();
  }

  CallClock clock() {
    return story.dialing().clock();
  }

  EightLeg callA() {
    return callA;
  }

  Optional<EightLeg> callB() {
    return callB;
  }

  Optional<String> clientActionId() {
    return clientActionId;
  }

  Optional<EightError> error() {
    return error;
  }

  String lastAction() {
    return lastAction;
  }
}
