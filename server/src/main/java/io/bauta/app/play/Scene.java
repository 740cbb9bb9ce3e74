package io.bauta.app.play;

import io.bauta.simulator.SimulatedCall;
import java.util.List;

/** A call that was played, and what was to be seen in it. */
record Scene(Play play, SimulatedCall call, List<Expectation> expectations) {

  Scene {
    expectations = List.copyOf(expectations);
  }

  boolean isAsItMustBe() {
    return expectations.stream().noneMatch(Expectation::isBroken);
  }
}
