package io.bauta.carrier;

/** Something that a decision may want and a carrier cannot do. */
public enum Shortfall {
  /** The carrier, not we, decides which number the destination sees. */
  CALLER_ID_NOT_OURS,
  /** A refused caller hears the carrier's own words, or nothing. */
  ANNOUNCEMENT_NOT_SPOKEN,
  /** How long it rings is the carrier's choice. */
  RING_TIMEOUT_IGNORED,
  /** How long they may talk is the carrier's choice. */
  TALK_LIMIT_IGNORED,
  /** A caller cannot be asked to enter digits. */
  DIGITS_NOT_COLLECTED,
  /** Of several numbers only the first is rung. */
  ONLY_FIRST_RUNG,
  /** Words are read out by the voice of another language. */
  VOICE_OF_ANOTHER_LANGUAGE,
  /** A caller who is connected hears no words before that. */
  NOTICE_NOT_SPOKEN,
  /** Whether a call is recorded is the carrier's choice, or nobody is told of the recording. */
  RECORDING_NOT_STARTED
}
