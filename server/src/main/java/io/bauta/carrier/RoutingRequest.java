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
 * @param asked with which asking for digits this question goes on: 1 for the first of the call. The
 *     same when the carrier repeats the question, so that what was entered once is judged once. 0
 *     at the beginning of a call, and where the carrier does not say
 */
public record RoutingRequest(
    Optional<CarrierCallId> call, IncomingCall incoming, Optional<CallerLeg> callerLeg, int asked) {

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

  /** At the beginning of a call. */
  public RoutingRequest(
      Optional<CarrierCallId> call, IncomingCall incoming, Optional<CallerLeg> callerLeg) {
    this(call, incoming, callerLeg, 0);
  }

  /** At the beginning of a call, to be answered in the response. */
  public RoutingRequest(Optional<CarrierCallId> call, IncomingCall incoming) {
    this(call, incoming, Optional.empty());
  }

  /** In a call whose caller was asked for digits, to be answered in the response. */
  public RoutingRequest(Optional<CarrierCallId> call, IncomingCall incoming, int asked) {
    this(call, incoming, Optional.empty(), asked);
  }

  /** Says how often the caller was asked only where they were. */
  @Override
  public String toString() {
    return "RoutingRequest[call=%s, incoming=%s, callerLeg=%s%s]"
        .formatted(call, incoming, callerLeg, asked > 0 ? ", asked=" + asked : "");
  }
}
