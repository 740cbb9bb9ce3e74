package io.bauta.simulator;

/**
 * A caller has dialled: what a carrier gets to work with.
 *
 * @param dialed the dialled number in E.164
 */
public record Dialing(PhoneNetwork network, Phone caller, String dialed, CallClock clock) {

  @Override
  public String toString() {
    return "Dialing[" + network.redaction().text(caller.number() + " dials " + dialed) + "]";
  }
}
