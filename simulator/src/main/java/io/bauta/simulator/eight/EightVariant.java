package io.bauta.simulator.eight;

/**
 * A way in which an 8x8 account may differ from the first sample in 8x8's pages: its pages disagree
 * with each other, or are silent, or the account manager decides.
 */
public enum EightVariant {
  /** {@code NO ANSWER} for {@code NO_ANSWER}. */
  NO_ANSWER_WITH_SPACE,
  /** {@code CANCELLED} for {@code CANCELED}. */
  CANCELLED_WITH_TWO_L,
  /** {@code CallA} for {@code callA}. */
  CAPITAL_LEGS,
  /** The text {@code "null"} where there is nothing. */
  NULL_AS_TEXT,
  /** {@code callDuration} as text. */
  DURATION_AS_TEXT,
  /** Times with milliseconds. */
  MILLISECONDS,
  /** Captured digits come with the {@code #} that ended them. */
  HASH_AFTER_DIGITS,
  /** The account accepts {@code sayAndCapture}, which the pages on masking do not list. */
  SAY_AND_CAPTURE,
  /** The account may record, and has somewhere to put recordings. */
  RECORDING,
  /** Numbers in a callflow are written without plus. */
  NO_PLUS_SIGN,
  /** Where a callflow ends and the caller is still there, another VCA is sent, as in IVR. */
  ASKS_AGAIN,
  /** A VCA or event that failed is sent again. */
  RETRIES,
  /** Status updates arrive as things happened, and not in any order. */
  STATUSES_IN_ORDER,
  /** A recording is there before the session is summed up. */
  RECORDING_BEFORE_SUMMARY,
  /** A second webhook of a type stands beside the first, which stays in use. */
  WEBHOOKS_ADD_UP,
  /** One number is looked up by ten digits at most, as the pattern in 8x8's pages says. */
  SHORT_NUMBER_LOOKUP
}
