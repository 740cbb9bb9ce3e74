package io.bauta.carrier;

import io.bauta.number.ProxyNumber;

/**
 * A number of the account, as its carrier sees it.
 *
 * @param carrierState the carrier's own word for its state; empty when it gives none
 */
public record CarrierNumber(ProxyNumber number, NumberHealth health, String carrierState) {

  public static final int CARRIER_STATE_LENGTH_MAX = 60;
}
