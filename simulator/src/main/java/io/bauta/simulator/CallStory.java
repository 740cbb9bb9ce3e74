package io.bauta.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happened in one call, as a carrier tells it while it plays the call. Readers see it through
 * {@link SimulatedCall}. Safe for one teller and any readers.
 */
public final class CallStory {

  private final Dialing dialing;
  private final List<Step> steps = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private CallStatus status = CallStatus.ROUTING;
  private String cause = "";
  private Optional<Phone> destination = Optional.empty();
  private Optional<Screen> screen = Optional.empty();
  private Optional<Phone> talkedTo = Optional.empty();
  private Duration talkTime = Duration.ZERO;

  public CallStory(Dialing dialing) {
    this.dialing = dialing;
    steps.add(new Step.Dialled(dialing.clock().now()));
  }

  public synchronized void asks(Delivery delivery) {
    for (Exchange exchange : delivery.exchanges()) {
      steps.add(new Step.Asked(dialing.clock().now(), exchange));
    }
  }

  /**
   * The server tells the carrier what to do.
   *
   * @param description what exactly, or empty
   * @param status what the carrier answered, as in HTTP; 0 where it gave no answer
   */
  public synchronized void commanded(String command, String description, int status) {
    steps.add(new Step.Commanded(dialing.clock().now(), command, description, status));
  }

  /** The caller hears {@code announcement}; the caller's telephone remembers it. */
  public synchronized void hears(String announcement) {
    dialing.caller().hears(announcement);
    steps.add(new Step.Heard(dialing.clock().now(), announcement));
  }

  public synchronized void keysIn() {
    steps.add(new Step.KeyedIn(dialing.clock().now()));
  }

  public synchronized void rings(Phone phone, Screen shown) {
    destination = Optional.of(phone);
    screen = Optional.of(shown);
    steps.add(new Step.Rang(dialing.clock().now(), phone, shown));
  }

  public synchronized void ringEnds(Rung rung) {
    steps.add(new Step.RingEnded(dialing.clock().now(), rung));
  }

  public synchronized void connects(Phone phone) {
    destination = Optional.of(phone);
    talkedTo = Optional.of(phone);
    status = CallStatus.CONNECTED;
    steps.add(new Step.Connected(dialing.clock().now(), phone));
  }

  public synchronized void talkEnds(Party by, Duration talk) {
    talkTime = talk;
    steps.add(new Step.TalkEnded(dialing.clock().now(), by, talk));
  }

  public synchronized void released(String reason) {
    steps.add(new Step.Released(dialing.clock().now(), reason));
  }

  public synchronized void notes(String note) {
    steps.add(new Step.Noted(dialing.clock().now(), note));
  }

  /** Something an honest and careful server would not have done. */
  public synchronized void complains(String complaint) {
    if (!complaints.contains(complaint)) {
      complaints.add(complaint);
    }
  }

  /**
   * The call is over.
   *
   * @param carrierCause the cause in the carrier's words
   */
  public synchronized void ends(CallStatus how, String carrierCause) {
    status = how;
    cause = carrierCause;
  }

  public Dialing dialing() {
    return dialing;
  }

  public synchronized List<Step> steps() {
    return List.copyOf(steps);
  }

  public synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  public synchronized CallStatus status() {
    return status;
  }

  public synchronized String cause() {
    return cause;
  }

  public synchronized Optional<Phone> destination() {
    return destination;
  }

  public synchronized Optional<Screen> screen() {
    return screen;
  }

  public synchronized Optional<Phone> talkedTo() {
    return talkedTo;
  }

  public synchronized Duration talkTime() {
    return talkTime;
  }
}
