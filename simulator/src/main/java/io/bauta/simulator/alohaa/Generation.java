package io.bauta.simulator.alohaa;

/** Which of two of Alohaa's pages the call details follow. */
public enum Generation {
  /** {@code did_number}, {@code received_at}, {@code ended_at}, {@code organisation_id}. */
  CURRENT,
  /** {@code did}, {@code answered_at}. */
  OLDER
}
