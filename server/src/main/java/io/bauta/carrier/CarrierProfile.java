package io.bauta.carrier;

import io.bauta.number.HomeRegion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * What a carrier is, takes and cannot do: the one source of its documentation and of the checks on
 * its configuration. Never used to steer a call.
 *
 * @param id as written in a configuration, {@code vobiz}
 * @param name as written by the carrier
 * @param documentation where the carrier describes its webhooks
 * @param aliases paths of the vendor's own tutorial and the endpoint that each means; they are
 *     served for the only account of this carrier
 * @param enteredFields the fields of its webhooks in which it tells what a caller entered, which
 *     nobody else may see
 * @param proof how it proves that a webhook is its own
 * @param shortfalls what this carrier can never do
 */
public record CarrierProfile(
    String id,
    String name,
    String documentation,
    List<Endpoint> endpoints,
    List<Alias> aliases,
    List<Setting> settings,
    Set<String> enteredFields,
    Proof proof,
    Set<Shortfall> shortfalls) {

  /**
   * A path element under which the carrier reaches us.
   *
   * @param asks whether the carrier waits there for what to do with a call
   */
  public record Endpoint(String name, boolean asks, String description) {}

  /** A path of the vendor's tutorial, {@code /answer}. */
  public record Alias(String path, String endpoint) {}

  /**
   * A setting of the carrier's own.
   *
   * @param required whether an account is useless without it
   * @param example a value of the right shape, fictitious
   * @param check what a value must be to work; empty where any may
   * @param need what makes a setting that may be missing required
   * @param list whether a configuration may write it as a list
   */
  public record Setting(
      String key,
      boolean secret,
      boolean required,
      String description,
      String example,
      Optional<Check> check,
      Optional<Need> need,
      boolean list) {

    /** A setting that takes any value. */
    public Setting(
        String key, boolean secret, boolean required, String description, String example) {
      this(key, secret, required, description, example, Optional.empty(), Optional.empty(), false);
    }

    /** A setting that may be missing. */
    public Setting(String key, boolean secret, String description, String example) {
      this(key, secret, false, description, example);
    }

    /** The same setting, that takes only what {@code check} lets pass. */
    public Setting checked(Check check) {
      return new Setting(
          key, secret, required, description, example, Optional.of(check), need, list);
    }

    /** The same setting, which must not be missing where {@code other} has that value. */
    public Setting neededWhere(String other, String value) {
      return new Setting(
          key,
          secret,
          required,
          description,
          example,
          check,
          Optional.of(new Need(other, value)),
          list);
    }

    /** The same setting, of which a configuration may write several values. */
    public Setting several() {
      return new Setting(key, secret, required, description, example, check, need, true);
    }
  }

  /**
   * A value of another setting with which this one is required.
   *
   * @param value of any case
   */
  public record Need(String key, String value) {}

  /**
   * What a value must be, looked at before the server starts.
   *
   * @param holds of the value, in an account of that home region
   * @param expected in words, which go on after "expected"
   */
  public record Check(BiPredicate<String, HomeRegion> holds, String expected) {

    /** One for which the home region does not matter. */
    public Check(Predicate<String> holds, String expected) {
      this((value, home) -> holds.test(value), expected);
    }

    /** Of a setting that is on or off. */
    public static final Check YES_OR_NO =
        new Check(
            value -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false"),
            "true or false");

    /** Short ones can be guessed. */
    public static final int PROOF_LENGTH_MIN = 16;

    /** Of a secret that alone tells the carrier from anybody else. */
    public static final Check PROOF =
        new Check(
            value -> value.length() >= PROOF_LENGTH_MIN,
            "at least %d characters, because nothing else tells the carrier from anybody"
                .formatted(PROOF_LENGTH_MIN));
  }

  /**
   * How a carrier proves that a webhook is its own.
   *
   * @param setting the key of the setting that proofs are checked with
   * @param best the most that this carrier gives
   * @param former keys of settings that hold what proofs were checked with before a change
   */
  public record Proof(String setting, Best best, Set<String> former) {

    public Proof {
      former = Set.copyOf(former);
    }

    /** One where nothing of before a change is kept in a setting of its own. */
    public Proof(String setting, Best best) {
      this(setting, best, Set.of());
    }

    /**
     * Whether it signs. One that does not may be configured without the setting, and then the path
     * secret is the proof.
     */
    public boolean signs() {
      return best == Best.SIGNATURE_OF_BODY || best == Best.SIGNATURE_OF_URL;
    }
  }

  /** The most that a carrier gives, the strongest first. */
  public enum Best {
    /** It signs the time and every byte of the body. */
    SIGNATURE_OF_BODY,
    /** It signs the URL and a nonce. */
    SIGNATURE_OF_URL,
    /** It sends a header of a value that it was given, and signs nothing. */
    HEADER,
    /** Nothing that is known to work: the path is all. */
    PATH
  }

  /** Whether {@code name} is one of the endpoints. */
  public boolean hasEndpoint(String name) {
    // On the way of every webhook.
    for (Endpoint endpoint : endpoints) {
      if (endpoint.name().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
