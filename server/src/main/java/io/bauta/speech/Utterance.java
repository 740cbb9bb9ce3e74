package io.bauta.speech;

/** What a pool has said to callers. */
public enum Utterance {
  /** To whoever is refused. */
  ANNOUNCEMENT,
  /** To whoever calls when their session is over. */
  ENDED_ANNOUNCEMENT,
  /** Before somebody is rung. */
  NOTICE,
  /** Before a code is entered. */
  PIN_PROMPT,
  /** After a wrong one. */
  PIN_PROMPT_AGAIN
}
