package io.bauta.simulator.eight;

import java.time.Instant;

/**
 * A number of the sub-account.
 *
 * @param msisdn in E.164
 * @param updatedAt when its status last changed
 */
public record VirtualNumber(
    String msisdn, String referenceId, NumberStatus status, Instant updatedAt) {

  VirtualNumber becoming(NumberStatus newStatus, Instant at) {
    return new VirtualNumber(msisdn, referenceId, newStatus, at);
  }
}
