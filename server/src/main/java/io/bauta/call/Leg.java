package io.bauta.call;

/** One side of a masked call. */
public enum Leg {
  /** Between the caller and the carrier. */
  INBOUND,
  /** Between the carrier and the destination. */
  OUTBOUND
}
