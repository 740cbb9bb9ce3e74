package io.bauta.simulator.vobiz;

import io.bauta.simulator.CallStory;
import io.bauta.simulator.Phone;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.Screen;
import java.util.Optional;

/**
 * What a {@code Dial} presents to the telephones it rings.
 *
 * <p>Where the server leaves out the caller ID or the caller name, the caller's own go through: the
 * leak that masking must not have.
 */
final class CallerIdentity {

  private final Verb.Dial dial;
  private final VobizCarrier carrier;
  private final PhoneNetwork network;
  private final Phone caller;
  private final CallStory story;
  private final String incomingName;

  CallerIdentity(Verb.Dial dial, CallerLeg leg, VobizCarrier carrier, String incomingName) {
    this.dial = dial;
    this.carrier = carrier;
    this.network = leg.dialing().network();
    this.caller = leg.dialing().caller();
    this.story = leg.story();
    this.incomingName = incomingName;
  }

  /** The caller ID as the server wrote it, or the caller's own. */
  String asWritten() {
    return dial.callerId().orElse(incomingName);
  }

  /** What the screen shows; complains when that gives the caller away. */
  Screen screen() {
    var screen = new Screen(network.canonical(asWritten()), dial.callerName().orElse(incomingName));
    if (screen.number().equals(caller.number())) {
      story.complains("the caller ID shows the caller’s real number");
    }
    if (givesAway(screen.name())) {
      story.complains("the caller name shows the caller’s real number");
    }
    return screen;
  }

  /** Why the carrier will not ring {@code destination}, if so. */
  Optional<VobizCause> barrier(Phone destination) {
    if (dial.callerId().filter(id -> !network.owns(carrier, id)).isPresent()) {
      story.complains("the caller ID is not a number of this account");
      return Optional.of(VobizCause.UNKNOWN_CALLER_ID);
    }
    if (destination.equals(caller)) {
      story.complains("the destination is the caller");
      return Optional.of(VobizCause.LOOP);
    }
    if (network.isProxyNumber(destination.number())) {
      story.complains("the destination is the proxy number " + destination.number());
      return Optional.of(VobizCause.INVALID_DESTINATION);
    }
    return Optional.empty();
  }

  private boolean givesAway(String name) {
    return network.canonical(name).equals(caller.number())
        || name.replaceAll("[^0-9]", "").contains(caller.number().substring(1));
  }
}
