package io.bauta.carrier;

import io.bauta.call.CarrierCallId;
import io.bauta.routing.IncomingCall;
import java.util.Optional;

/**
 * A carrier's question what to do with a call.
 *
 * @param call the carrier's id for the call; empty when it sent none, and then a repetition of the
 *     question cannot be told from a second call
 * @param callerLeg empty where the response is the instruction
 */
public record RoutingRequest(
    Optional<CarrierCallId> call, IncomingCall incoming, Optional<CallerLeg> callerLeg) {

  /**
   * The caller's leg, with carriers that are told by command what to do with it.
   *
   * @param handle what the carrier calls the leg in commands
   * @param answered whether it was answered, on our command: then the caller can hear words
   * @param phase how far the carrier's translator has brought this call, in its own words: given
   *     back to it with the decision, and nothing to anybody else. Empty at the beginning
   */
  public record CallerLeg(String handle, boolean answered, String phase) {

    /** A leg of which the translator needs to know nothing more. */
    public CallerLeg(String handle, boolean answered) {
      this(handle, answered, "");
    }
  }

  /** A question that is answered in the response. */
  public RoutingRequest(Optional<CarrierCallId> call, IncomingCall incoming) {
    this(call, incoming, Optional.empty());
  }
}
