package io.bauta.plan;

/** What may be said of a demand; whoever asks words it in their own way. */
public enum PlanField {
  SESSIONS_PER_HOUR,
  DURATION,
  COOL_OFF,
  PARTICIPANTS,
  CONCURRENCY,
  SKEW,
  COUNTERPARTS,
  COUNTERPARTS_SKEW,
  PEERS,
  GROUP_SIZE,
  PIN_DIGITS,
  PIN_GUESS
}
