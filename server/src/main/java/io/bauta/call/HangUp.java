package io.bauta.call;

/**
 * How a leg or a call ended.
 *
 * @param carrierCause the carrier's own code and words, as sent; empty when it sent none. Never
 *     holds a telephone number
 */
public record HangUp(HangupCause cause, String carrierCause, HangupSource source) {

  public static final int CARRIER_CAUSE_LENGTH_MAX = 100;
}
