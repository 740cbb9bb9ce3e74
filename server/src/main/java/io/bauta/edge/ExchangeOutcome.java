package io.bauta.edge;

/** What came of an exchange with a carrier, in one word. */
public enum ExchangeOutcome {
  /** A question, answered with somebody to ring. */
  CONNECTED,
  /** A question, answered with a refusal. */
  REFUSED,
  /** A question, answered with one to the caller: they are to enter digits. */
  CHALLENGED,
  /** What happened on a call, durable now. */
  TOLD,
  /** How numbers of the account are. */
  NUMBERS,
  /** Genuine, and nothing to us. */
  IRRELEVANT,
  /** It means nothing, or came to the wrong endpoint. */
  MALFORMED,
  /** It proves not to be the carrier's, or does not prove to be. */
  TURNED_AWAY,
  /** Told, but not durable in time: the carrier was asked to repeat it. */
  NOT_STORED,
  /** It came to a path of the account at which nothing is served. */
  WRONG_PATH,
  /** A command that the carrier has taken. */
  COMMAND_DONE,
  /** A command that the carrier could not take now, or did not reply to. */
  COMMAND_RETRY,
  /** A command about a call that is over. */
  COMMAND_GONE,
  /** A command that the carrier does not take. */
  COMMAND_REJECTED,
  /** A command that could not be sent while it was of use. */
  TOO_LATE
}
