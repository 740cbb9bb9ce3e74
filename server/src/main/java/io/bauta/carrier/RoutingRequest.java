package io.bauta.carrier;

import io.bauta.call.CarrierCallId;
import io.bauta.routing.IncomingCall;
import java.util.Optional;

/**
 * A carrier's question what to do with a call.
 *
 * @param call the carrier's id for the call; empty when it sent none, and then a repetition of the
 *     question cannot be told from a second call
 */
public record RoutingRequest(Optional<CarrierCallId> call, IncomingCall incoming) {}
