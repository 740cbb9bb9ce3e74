package io.bauta.store;

import java.util.List;

/**
 * What the server writes when it opens a session, for whoever measures what that costs at least.
 */
public final class OpeningStatements {

  /** How many sessions one commit to SQLite takes in at most. */
  public static final int SESSIONS_OF_A_COMMIT = SqliteWriter.GROUP_MAX;

  private OpeningStatements() {}

  /** The inserts, each of one row, in the order in which rows refer to others. */
  public static List<String> inserts() {
    return List.of(
        SqliteSessionInsert.INSERT_SESSION,
        SqliteSessionInsert.INSERT_PARTICIPANT,
        SqliteSessionInsert.INSERT_BINDING);
  }
}
