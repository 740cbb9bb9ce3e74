package io.bauta.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Looks for calls in the database itself, so that nothing in the server can hide a loss. */
record CallTables(String jdbc) {

  /** Those of a SQLite file. */
  CallTables(Path database) {
    this("jdbc:sqlite:" + database);
  }

  /** Where beginnings of calls wait, durable, for their place in the table of calls. */
  private static final String INBOX = "call_inbox";

  private static final Duration SETTLED_MAX = Duration.ofMinutes(2);

  /**
   * How many calls are durable. One that waits may be there already: what was stored and not yet
   * taken out of the journal when the server was killed is stored again.
   */
  long stored() throws IOException {
    return hasInbox()
        ? number(
            "select count(*) from (select carrier_key from call union select carrier_key from "
                + INBOX
                + ") as both_tables")
        : number("select count(*) from call");
  }

  /** How many of them are not in their place yet. */
  long waiting() throws IOException {
    return hasInbox() ? number("select count(*) from " + INBOX) : 0;
  }

  /** Waits until each is in its place; how long that took since {@code start}. */
  Duration settled(long start) throws IOException, InterruptedException {
    while (waiting() > 0) {
      if (System.nanoTime() - start > SETTLED_MAX.toNanos()) {
        throw new IOException("calls still wait for their place after " + SETTLED_MAX);
      }
      Thread.sleep(50);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** How many commands are owed to carriers at a moment that is known already. */
  long owed() throws IOException {
    return number(
        "select count(*) from owed_command where ended is null and wanted <> 'ENDED_UNANSWERED'");
  }

  /** What is recorded of each call, by {@link #key}. */
  Map<String, String> statuses() throws IOException {
    Map<String, String> statuses = new HashMap<>();
    try (Connection connection = DriverManager.getConnection(jdbc);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select carrier_account, carrier_call_id, status from call")) {
      while (rows.next()) {
        statuses.put(key(rows.getString(1), rows.getString(2)), rows.getString(3));
      }
      return statuses;
    } catch (SQLException unreadable) {
      throw new IOException("the calls cannot be read", unreadable);
    }
  }

  /** A call as its carrier names it. */
  static String key(String carrierAccount, String carrierCallId) {
    return carrierAccount + " " + carrierCallId;
  }

  private boolean hasInbox() throws IOException {
    return number(
            jdbc.startsWith("jdbc:sqlite:")
                ? "select count(*) from sqlite_master where name = '" + INBOX + "'"
                : "select count(*) from information_schema.tables where table_name = '"
                    + INBOX
                    + "'")
        > 0;
  }

  private long number(String sql) throws IOException {
    try (Connection connection = DriverManager.getConnection(jdbc);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException unreadable) {
      throw new IOException("the calls cannot be counted", unreadable);
    }
  }
}
