package io.bauta.app.play;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCarrier;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A carrier as {@code bauta call} plays it: the options with which it proves itself, and the
 * pretended carrier that they make.
 *
 * <p>{@link IllegalArgumentException} from {@link #carrier} means a wrong option; its message goes
 * to whoever wrote it.
 */
interface CarrierOptions {

  /** The carrier, as a configuration names it. */
  String id();

  /** The calling code of the carrier's country. */
  String countryCode();

  SimulatedCarrier carrier(Target target);

  /** How the carrier tells things out of order; empty where it tells only one thing of a call. */
  default Optional<UnaryOperator<Faults>> reordering() {
    return Optional.of(Faults::hangupBeforeDialResult);
  }

  /** What goes wrong besides webhooks, where the server does more than to answer them. */
  default void suffers(SimulatedCarrier pretended, Set<Mishap> mishaps) {}

  /** How the carrier tells a call that ended so, where it has no word of its own for it. */
  default Optional<String> toldOtherwise(CallStatus status) {
    return Optional.empty();
  }

  /** What a server must be told so that such a call goes well; for when it did not. */
  String hint(Target target);

  /**
   * Where the server is asked.
   *
   * @param url what is asked, and signed
   * @param listensAt what is connected to, where that is not {@code url}
   */
  record Target(URI url, Optional<URI> listensAt, String countryCode) {
    /** Another endpoint of the same account. */
    URI beside(String endpoint) {
      return url.resolve(endpoint);
    }
  }

  /** An option, or else an environment variable; empty where neither says anything. */
  static Optional<String> given(@Nullable String option, String variable) {
    return Optional.ofNullable(option)
        .or(() -> Optional.ofNullable(System.getenv(variable)))
        .filter(text -> !text.isBlank());
  }
}
