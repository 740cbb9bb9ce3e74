package io.bauta.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Telephones by number, the carriers that serve proxy numbers, and the time of all calls.
 *
 * <p>Numbers may be given in any form of {@link NumberForm}; they are held in E.164. A telephone
 * comes into being when it is first mentioned. Safe for calls that run at the same time.
 */
public final class PhoneNetwork {

  /** India, where the first carrier is at home. */
  public static final String COUNTRY_CODE = "91";

  private final String countryCode;
  private final Map<String, Phone> phones = new ConcurrentHashMap<>();
  private final Map<String, SimulatedCarrier> routes = new ConcurrentHashMap<>();
  private volatile Instant now;
  private volatile Consumer<Phone> habits = _ -> {};
  private volatile Optional<SimulatedCarrier> everythingElse = Optional.empty();

  /** A network in India whose time starts now. */
  public PhoneNetwork() {
    this(COUNTRY_CODE, Clock.systemUTC().instant());
  }

  /**
   * A network whose time starts at {@code start}.
   *
   * @param countryCode the calling code of numbers written without one, digits only
   */
  public PhoneNetwork(String countryCode, Instant start) {
    this.countryCode = countryCode;
    this.now = start;
  }

  /** The telephone with this number; the same one each time. */
  public Phone phone(String number) {
    return phones.computeIfAbsent(canonical(number), this::newPhone);
  }

  /**
   * Says what the owners of telephones do of which nothing is known yet: {@code
   * network.newPhones(Phone::isBusy)}. Telephones that were mentioned before keep their ways.
   */
  public void newPhones(Consumer<Phone> habit) {
    habits = habit;
  }

  /** Says that these proxy numbers belong to a carrier, named in the call that follows. */
  public Routing routes(String... proxyNumbers) {
    return carrier -> {
      for (String number : proxyNumbers) {
        routes.put(canonical(number), carrier);
      }
    };
  }

  /**
   * Sends every dialled number to {@code carrier}, for when its numbers are not known here. Then
   * any caller ID passes for the carrier's own.
   */
  public void routesEverythingThrough(SimulatedCarrier carrier) {
    everythingElse = Optional.of(carrier);
  }

  /** Whether {@code carrier} would present {@code number} as its own customer's. */
  public boolean owns(SimulatedCarrier carrier, String number) {
    return everythingElse.filter(carrier::equals).isPresent()
        || carrier.equals(routes.get(canonical(number)));
  }

  /** Whether {@code number} is known to belong to a carrier rather than to a person. */
  public boolean isProxyNumber(String number) {
    return routes.containsKey(canonical(number));
  }

  /** Reads a number, however written, into E.164. */
  public String canonical(String number) {
    return NumberForm.read(number, countryCode);
  }

  public String countryCode() {
    return countryCode;
  }

  /** The latest moment that any call has reached. */
  public Instant now() {
    return now;
  }

  /** Lets {@code time} pass in which nothing happens: a caller hears silence, for example. */
  public synchronized void waits(Duration time) {
    now = now.plus(time);
  }

  /** Hides every number but the proxy numbers known here. */
  public Redaction redaction() {
    return new Redaction(this::isProxyNumber, this::canonical);
  }

  SimulatedCall dial(Phone caller, String dialed) {
    String number = canonical(dialed);
    SimulatedCarrier carrier =
        Optional.ofNullable(routes.get(number))
            .or(() -> everythingElse)
            .orElseThrow(() -> new IllegalArgumentException(noCarrier(number)));
    var clock = new CallClock(now(), this::reach);
    return carrier.place(new Dialing(this, caller, number, clock));
  }

  private Phone newPhone(String number) {
    var phone = new Phone(this, number);
    habits.accept(phone);
    return phone;
  }

  private String noCarrier(String number) {
    return "no carrier serves %s: say network.routes(…).through(carrier)"
        .formatted(redaction().number(number));
  }

  private synchronized void reach(Instant moment) {
    if (moment.isAfter(now)) {
      now = moment;
    }
  }

  /** The second half of {@code network.routes(M1, M2).through(carrier)}. */
  @FunctionalInterface
  public interface Routing {
    void through(SimulatedCarrier carrier);
  }
}
