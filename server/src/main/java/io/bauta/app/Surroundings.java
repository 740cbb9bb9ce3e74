package io.bauta.app;

import io.bauta.carrier.Carrier;
import io.bauta.carrier.Carriers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the commands that speak to carriers' APIs take from the world around them.
 *
 * @param environment the variables of the process
 * @param carriers finds a carrier by its id
 */
record Surroundings(
    Map<String, String> environment, Function<String, Optional<Carrier>> carriers, Pause pause) {

  /** Lets time go by. */
  @FunctionalInterface
  interface Pause {
    void last(Duration duration) throws InterruptedException;
  }

  static Surroundings real() {
    return new Surroundings(System.getenv(), Carriers::byId, Thread::sleep);
  }

  /** Redacted: credentials may be in the environment. */
  @Override
  public String toString() {
    return "Surroundings[…]";
  }
}
