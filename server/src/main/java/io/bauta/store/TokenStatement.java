package io.bauta.store;

import io.bauta.vault.Tokens;

/**
 * A statement that looks for tokens: the same twice, once for the column of tokens and once for the
 * column of next ones. Which has those that are wanted is a matter of the stage of a rotation.
 */
record TokenStatement(String ofToken, String ofNext) {

  /** What stands for the column in the text of a statement. */
  private static final String COLUMN = "{token}";

  private static final String NEXT = "next_token";

  /**
   * A statement.
   *
   * @param column the column of tokens
   * @param sql has {@code {token}} where the column is
   */
  static TokenStatement of(String column, String sql) {
    return new TokenStatement(sql.replace(COLUMN, column), sql.replace(COLUMN, NEXT));
  }

  String by(Tokens tokens) {
    return tokens.areNext() ? ofNext : ofToken;
  }
}
