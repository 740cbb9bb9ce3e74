package io.bauta.simulator.telnyx;

import io.bauta.simulator.CallClock;
import io.bauta.simulator.CallStory;
import java.time.Duration;
import java.time.Instant;

/** What the parts of a call's play share. */
record TelnyxScene(
    TelnyxCarrier carrier,
    CallStory story,
    TelnyxEvents events,
    LegRecorder recorder,
    TelnyxLeg caller) {

  CallClock clock() {
    return story.dialing().clock();
  }

  Instant now() {
    return clock().now();
  }

  void passes(Duration time) {
    clock().advance(time);
  }

  /** Ends a leg and tells so. */
  void ends(TelnyxLeg leg, TelnyxCause cause, HangupSource source) {
    leg.end(now());
    recorder.ends(leg);
    events.hangup(leg, cause, source);
  }

  @Override
  public String toString() {
    return "TelnyxScene";
  }
}
