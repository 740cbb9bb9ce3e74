package io.bauta.bench.load;

import io.bauta.store.OpeningStatements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows of sessions as a server has stored them, to be put into another database by the server's own
 * inserts.
 *
 * @param sessions of how many sessions they are; all have as many rows as any other
 * @param ofTables the rows of each table, in the order of their sessions
 */
record RawRows(int sessions, List<List<@Nullable Object[]>> ofTables) {

  private static final List<String> POOL_TABLES = List.of("pool", "pool_number");
  private static final Pattern INSERT =
      Pattern.compile("insert into (\\w+)\\s*\\(([^)]*)\\)\\s*values.*", Pattern.DOTALL);

  /** What is read to be written by {@code insert}. */
  private record Table(String name, String columns, String insert) {

    static Table of(String insert) {
      Matcher parts = INSERT.matcher(insert);
      if (!parts.matches()) {
        throw new IllegalStateException("not an insert of one row: " + insert);
      }
      return new Table(parts.group(1), parts.group(2), insert);
    }

    String select() {
      String id = name.equals("session") ? "id" : "session_id";
      return "select %s from %s where %s > ? order by %s".formatted(columns, name, id, id);
    }
  }

  private static final List<Table> TABLES =
      OpeningStatements.inserts().stream().map(Table::of).toList();

  /** The rows of all sessions whose ids come after {@code id}. */
  static RawRows after(Object id, Connection from) throws SQLException {
    List<List<@Nullable Object[]>> ofTables = new ArrayList<>();
    for (Table table : TABLES) {
      try (PreparedStatement select = from.prepareStatement(table.select())) {
        select.setObject(1, id);
        ofTables.add(rows(select.executeQuery()));
      }
    }
    int sessions = ofTables.getFirst().size();
    if (ofTables.stream().anyMatch(rows -> sessions == 0 || rows.size() % sessions != 0)) {
      throw new IllegalStateException("no sessions, or some have more rows than others");
    }
    return new RawRows(sessions, ofTables);
  }

  private static List<@Nullable Object[]> rows(ResultSet found) throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    try (found) {
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        @Nullable Object[] row = new @Nullable Object[columns];
        for (int i = 0; i < columns; i++) {
          row[i] = found.getObject(i + 1);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** The id of the last of them. */
  Object lastSession() {
    return Objects.requireNonNull(ofTables.getFirst().getLast()[0]);
  }

  /** Copies what sessions refer to: pools and their numbers. */
  static void copyPools(Connection from, Connection to) throws SQLException {
    for (String table : POOL_TABLES) {
      try (Statement select = from.createStatement()) {
        List<@Nullable Object[]> rows = rows(select.executeQuery("select * from " + table));
        String values = String.join(", ", Collections.nCopies(rows.getFirst().length, "?"));
        try (PreparedStatement insert =
            to.prepareStatement("insert into %s values (%s)".formatted(table, values))) {
          add(insert, rows);
        }
      }
    }
  }

  private static void add(PreparedStatement insert, List<@Nullable Object[]> rows)
      throws SQLException {
    for (@Nullable Object[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        insert.setObject(i + 1, row[i]);
      }
      insert.addBatch();
    }
    insert.executeBatch();
  }

  /** The statements by which {@link #write} writes, on this connection. */
  static List<PreparedStatement> inserts(Connection to) throws SQLException {
    List<PreparedStatement> inserts = new ArrayList<>();
    for (Table table : TABLES) {
      inserts.add(to.prepareStatement(table.insert()));
    }
    return inserts;
  }

  /** Writes the rows of the sessions from {@code start} until before {@code end}. */
  void write(List<PreparedStatement> inserts, int start, int end) throws SQLException {
    for (int table = 0; table < inserts.size(); table++) {
      List<@Nullable Object[]> rows = ofTables.get(table);
      int ofASession = rows.size() / sessions;
      add(inserts.get(table), rows.subList(start * ofASession, end * ofASession));
    }
  }
}
