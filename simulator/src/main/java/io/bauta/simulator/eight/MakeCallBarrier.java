package io.bauta.simulator.eight;

import io.bauta.simulator.CallStory;
import io.bauta.simulator.Phone;
import io.bauta.simulator.PhoneNetwork;
import java.util.Optional;

/** Looks at a {@code makeCall} before it is carried out, as the carrier and as an honest person. */
final class MakeCallBarrier {

  /** What stands in the way. */
  sealed interface Verdict {
    record Rings() implements Verdict {}

    /** The other telephone cannot be had. */
    record Unreachable() implements Verdict {}

    /**
     * The carrier does not try.
     *
     * @param withoutLeg whether not even a leg came to be
     */
    record Refused(EightError error, boolean withoutLeg) implements Verdict {}
  }

  private final EightCarrier carrier;
  private final CallStory story;
  private final PhoneNetwork network;

  MakeCallBarrier(EightCarrier carrier, CallStory story) {
    this.carrier = carrier;
    this.story = story;
    this.network = story.dialing().network();
  }

  Verdict judge(EightAction.MakeCall wanted, Phone destination) {
    Optional<EightError> trouble = carrier.trouble();
    if (trouble.isPresent()) {
      return new Verdict.Refused(trouble.get(), false);
    }
    if (carrier.lacksCoverage(destination.number())) {
      return new Verdict.Refused(EightError.NO_COVERAGE, true);
    }
    if (!mayShow(network.canonical(wanted.source()))) {
      return new Verdict.Refused(EightError.NOT_WHITELISTED, false);
    }
    return canReach(destination) ? new Verdict.Rings() : new Verdict.Unreachable();
  }

  /** Complains about what gives the caller away or leads a call back nowhere. */
  private boolean mayShow(String source) {
    if (source.equals(story.dialing().caller().number())) {
      story.complains("the caller ID shows the caller’s real number");
    }
    Optional<VirtualNumber> ours = carrier.account().number(source);
    if (ours.filter(number -> number.status() == NumberStatus.INACTIVE).isPresent()) {
      story.complains("the destination is shown a number that it cannot call back");
      return false;
    }
    boolean isKnown = carrier.account().numbers().isEmpty() || ours.isPresent();
    if (!isKnown || !network.owns(carrier, source)) {
      story.complains("the caller ID is not a virtual number of this account");
      return false;
    }
    return true;
  }

  private boolean canReach(Phone destination) {
    if (destination.equals(story.dialing().caller())) {
      story.complains("the destination is the caller");
      return false;
    }
    if (network.isProxyNumber(destination.number())) {
      story.complains("the destination is the proxy number " + destination.number());
      return false;
    }
    return !carrier.isOutOfReach(destination.number());
  }
}
