package io.bauta.simulator.alohaa;

/** A way in which an Alohaa account may differ: its pages are silent, or disagree. */
public enum AlohaaVariant {
  /** The call details carry another {@code call_id} than the question did. */
  OTHER_CALL_ID,
  /** The question carries no {@code call_id}. */
  NO_CALL_ID,
  /** {@code call_duration} as a number of seconds, and not {@code HH:MM:SS}. */
  DURATION_IN_SECONDS,
  /** The call details end in a comma too many, as in Alohaa's sample. */
  TRAILING_COMMA,
  /** The account records; the URL of a recording holds both real numbers. */
  RECORDING,
  /** The call details say how long it rang and who hung up, as those of other webhooks do. */
  HANGUP_CAUSE,
  /** Nothing is told of a call that the server refused. */
  SILENT_ON_REFUSALS,
  /** A webhook that failed is sent again. */
  RETRIES
}
