package io.bauta.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks for calls in the database file itself, so that nothing in the server can hide a loss. */
record CallTables(Path database) {

  /** Where beginnings of calls wait, durable, for their place in the table of calls. */
  private static final String INBOX = "call_inbox";

  /** How many beginnings of calls are durable. */
  long stored() throws IOException {
    return number("select count(*) from call") + waiting();
  }

  /** How many of them are not in their place yet. */
  long waiting() throws IOException {
    return number("select count(*) from sqlite_master where name = '" + INBOX + "'") == 0
        ? 0
        : number("select count(*) from " + INBOX);
  }

  private long number(String sql) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException unreadable) {
      throw new IOException("the calls cannot be counted", unreadable);
    }
  }
}
