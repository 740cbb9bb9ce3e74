package io.bauta.simulator.eight;

/** A way in which a webhook can be somebody else's. */
public enum EightForgery {
  /** Not at all: the webhook is genuine. */
  NONE,
  /** Without the header that the account was given. */
  NO_HEADER,
  /** With another value in that header. */
  WRONG_HEADER,
  /** With the name of another sub-account. */
  OTHER_SUB_ACCOUNT
}
