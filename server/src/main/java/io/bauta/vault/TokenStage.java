package io.bauta.vault;

/**
 * How far the rotation of the tokens' keys is. At every stage one column has the tokens that are
 * looked for, of every row, and its unique index forbids what must not be there twice.
 */
public enum TokenStage {
  /** Nothing is rotated. Every row has its token, and no next one. */
  REST,
  /** Rows get their next token. Tokens are looked for; new rows have both. */
  FILLING,
  /**
   * The next token becomes the token. Next tokens are looked for; new rows have the new one in
   * both.
   */
  MOVING,
  /** Next tokens are forgotten. Tokens are looked for again; new rows have no next one. */
  CLEARING
}
