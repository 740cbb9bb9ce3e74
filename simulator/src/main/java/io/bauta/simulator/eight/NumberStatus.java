package io.bauta.simulator.eight;

/** How a virtual number is doing, as a VNU says. */
public enum NumberStatus {
  ACTIVE("Active"),
  UNHEALTHY("Unhealthy"),
  EXPIRING("Expiring"),
  INACTIVE("Inactive");

  private final String written;

  NumberStatus(String written) {
    this.written = written;
  }

  String written() {
    return written;
  }

  /** The same in the list of numbers, where health stands apart. */
  String inList() {
    return this == UNHEALTHY ? ACTIVE.written : written;
  }
}
