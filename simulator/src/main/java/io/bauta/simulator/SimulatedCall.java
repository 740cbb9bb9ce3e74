package io.bauta.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One call, in the words of the trade: what became of it, and how a test ends it.
 *
 * <p>{@code call.isHungUpBy(AGENT).after(seconds(69))} ends a connected call; every other ending
 * happens by itself while the caller dials.
 */
public final class SimulatedCall {

  private final String carrierCallId;
  private final String carrierName;
  private final CallStory story;
  private final Conversation conversation;

  /** For carriers: the call that {@code story} tells, ended through {@code conversation}. */
  public SimulatedCall(
      String carrierCallId, String carrierName, CallStory story, Conversation conversation) {
    this.carrierCallId = carrierCallId;
    this.carrierName = carrierName;
    this.story = story;
    this.conversation = conversation;
  }

  /** The carrier's identifier of the call, as in its webhooks. */
  public String carrierCallId() {
    return carrierCallId;
  }

  public String carrierName() {
    return carrierName;
  }

  public CallStatus status() {
    return story.status();
  }

  /** Why it ended, in the carrier's words; empty while it lasts. */
  public String cause() {
    return story.cause();
  }

  /** How long the two talked; zero until they have hung up. */
  public Duration talkTime() {
    return story.talkTime();
  }

  /** Whether the owner of {@code number} talked, or talks, to the caller. */
  public boolean wasConnectedTo(String number) {
    return story.talkedTo().filter(phoneOf(number)::equals).isPresent();
  }

  /** Whether the server declined the caller, so that nobody was rung. */
  public boolean wasRefused() {
    return status() == CallStatus.REFUSED;
  }

  /**
   * Says who hangs up; what follows says when.
   *
   * @throws IllegalStateException when the two do not talk
   * @throws IllegalArgumentException when {@code number} is not in this call
   */
  public HangingUp isHungUpBy(String number) {
    requireTalk();
    Phone phone = phoneOf(number);
    if (phone.equals(caller())) {
      return talk -> end(Party.CALLER, talk);
    }
    if (wasConnectedTo(number)) {
      return talk -> end(Party.DESTINATION, talk);
    }
    throw new IllegalArgumentException("%s is not in this call".formatted(phone));
  }

  /** Lets the two talk for {@code talk}; where the talk limit comes first, the carrier ends it. */
  public SimulatedCall talksFor(Duration talk) {
    return isHungUpBy(caller().number()).after(talk);
  }

  public Phone caller() {
    return story.dialing().caller();
  }

  /** The dialled number in E.164. */
  public String dialed() {
    return story.dialing().dialed();
  }

  /** The telephone that was rung last, or that answered; empty when none was rung. */
  public Optional<Phone> destination() {
    return story.destination();
  }

  /** What the destination was shown in this call; empty when none was rung. */
  public Optional<Screen> screen() {
    return story.screen();
  }

  public List<Step> steps() {
    return story.steps();
  }

  /** Every webhook with its reply, in the order sent. */
  public List<Exchange> exchanges() {
    return steps().stream()
        .filter(Step.Asked.class::isInstance)
        .map(step -> ((Step.Asked) step).exchange())
        .toList();
  }

  /** The exchanges of one of the carrier's events, in the order sent. */
  public List<Exchange> exchanges(String event) {
    return exchanges().stream().filter(exchange -> exchange.event().equals(event)).toList();
  }

  /** What the server did that leaks a number, breaks the carrier's rules, or lost an event. */
  public List<String> complaints() {
    return story.complaints();
  }

  /** Hides every number but the dialled one, the network's proxy numbers and masked caller IDs. */
  public Redaction redaction() {
    PhoneNetwork network = story.dialing().network();
    return new Redaction(
        number -> network.isProxyNumber(number) || isShownProxy(number), network::canonical);
  }

  private boolean isShownProxy(String number) {
    boolean isParty =
        number.equals(caller().number())
            || destination().map(Phone::number).filter(number::equals).isPresent();
    boolean wasShown = screen().map(Screen::number).filter(number::equals).isPresent();
    return number.equals(dialed()) || (wasShown && !isParty);
  }

  private Phone phoneOf(String number) {
    return story.dialing().network().phone(number);
  }

  private SimulatedCall end(Party who, Duration talk) {
    requireTalk();
    conversation.endsBy(who, talk);
    return this;
  }

  private void requireTalk() {
    if (status() != CallStatus.CONNECTED) {
      throw new IllegalStateException("nobody talks: the call is %s".formatted(status()));
    }
  }

  @Override
  public String toString() {
    return "SimulatedCall[%s %s]".formatted(carrierCallId, status());
  }

  /** The second half of {@code call.isHungUpBy(AGENT).after(seconds(69))}. */
  @FunctionalInterface
  public interface HangingUp {
    /**
     * @param talk how long the two had talked
     */
    SimulatedCall after(Duration talk);
  }
}
