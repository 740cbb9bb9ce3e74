package io.bauta.number;

/** A number that nobody's own telephone has. */
public enum SpecialNumber {
  /** Help in an emergency. */
  EMERGENCY,
  /** Whoever calls it pays the one who is called. */
  PREMIUM,
  /** A short number, such as a service of the network, behind its calling code. */
  SHORT
}
