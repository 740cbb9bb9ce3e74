package io.bauta.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A telephone: what its owner does when it rings, and what it showed and let them hear.
 *
 * <p>Unless told otherwise its owner answers after {@link #ANSWERS_AFTER}, waits for as long as it
 * rings, and shows the number when calling. Safe for calls that run at the same time.
 */
public final class Phone {

  /** How long an owner of whom nothing was said takes to answer. */
  public static final Duration ANSWERS_AFTER = Duration.ofSeconds(4);

  /** How long an owner takes to decline. */
  public static final Duration REJECTS_AFTER = Duration.ofSeconds(2);

  private final PhoneNetwork network;
  private final String number;
  private final List<Screen> screens = new CopyOnWriteArrayList<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile String name = "";
  private volatile PhoneBehaviour behaviour = new PhoneBehaviour.Answers(ANSWERS_AFTER);
  private volatile Optional<Duration> patience = Optional.empty();
  private volatile boolean withheld;
  private volatile List<String> keys = List.of();
  private volatile boolean hangingUpWhenAsked;
  private volatile boolean hangingUpWhenSpokenTo;

  Phone(PhoneNetwork network, String number) {
    this.network = network;
    this.number = number;
  }

  /** Gives the owner a name for diagrams, such as {@code Agent}. */
  public Phone named(String newName) {
    name = newName;
    return this;
  }

  public Phone answersAfter(Duration after) {
    behaviour = new PhoneBehaviour.Answers(after);
    return this;
  }

  public Phone isBusy() {
    behaviour = new PhoneBehaviour.Busy();
    return this;
  }

  public Phone doesNotAnswer() {
    behaviour = new PhoneBehaviour.DoesNotAnswer();
    return this;
  }

  public Phone rejects() {
    behaviour = new PhoneBehaviour.Rejects(REJECTS_AFTER);
    return this;
  }

  /** Nobody has this number. */
  public Phone isUnallocated() {
    behaviour = new PhoneBehaviour.Unallocated();
    return this;
  }

  /** As a caller, hangs up when the other telephone has rung for {@code after}. */
  public Phone hangsUpWhileRinging(Duration after) {
    patience = Optional.of(after);
    return this;
  }

  /** As a caller, withholds the number. */
  public Phone withholdsItsNumber() {
    withheld = true;
    return this;
  }

  /**
   * As a caller, keys in the first of {@code attempts} when first asked for digits, the second when
   * asked again, and then nothing more.
   */
  public Phone keysIn(String... attempts) {
    keys = List.of(attempts);
    return this;
  }

  /** As a caller, hangs up when asked for digits once more than it has keys for. */
  public Phone hangsUpWhenAskedForDigits() {
    hangingUpWhenAsked = true;
    return this;
  }

  /** As a caller, hangs up while an announcement is spoken. */
  public Phone hangsUpWhenSpokenTo() {
    hangingUpWhenSpokenTo = true;
    return this;
  }

  /**
   * Calls {@code dialed} and lets the call run until it ended or the two talk.
   *
   * @throws IllegalArgumentException when no carrier serves {@code dialed}
   */
  public SimulatedCall dials(String dialed) {
    return network.dial(this, dialed);
  }

  /** The number in E.164. */
  public String number() {
    return number;
  }

  /** The owner's name, or empty. */
  public String name() {
    return name;
  }

  /** How often it rang. */
  public int rang() {
    return screens.size();
  }

  /** What it showed, ring by ring. */
  public List<Screen> screens() {
    return List.copyOf(screens);
  }

  /**
   * What it showed when it last rang.
   *
   * @throws IllegalStateException when it never rang
   */
  public Screen lastScreen() {
    if (screens.isEmpty()) {
      throw new IllegalStateException("the telephone of %s did not ring".formatted(label()));
    }
    return screens.getLast();
  }

  /** Every announcement that was spoken to its owner, in order. */
  public List<String> heard() {
    return List.copyOf(heard);
  }

  public PhoneBehaviour behaviour() {
    return behaviour;
  }

  public Optional<Duration> patience() {
    return patience;
  }

  public boolean isWithheld() {
    return withheld;
  }

  /** What it keys in, one entry each time digits are asked for in a call. */
  public List<String> keys() {
    return keys;
  }

  /** Whether its owner hangs up rather than key in nothing. */
  public boolean isHangingUpWhenAskedForDigits() {
    return hangingUpWhenAsked;
  }

  /** Whether its owner hangs up while an announcement is spoken. */
  public boolean isHangingUpWhenSpokenTo() {
    return hangingUpWhenSpokenTo;
  }

  /** Lets the owner hear {@code announcement}; for carriers. */
  public void hears(String announcement) {
    heard.add(announcement);
  }

  void rangWith(Screen screen) {
    screens.add(screen);
  }

  private String label() {
    return name.isEmpty() ? network.redaction().number(number) : name;
  }

  /** The name or the redacted number. */
  @Override
  public String toString() {
    return "Phone[" + label() + "]";
  }
}
