package io.bauta.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Changes a database behind the back of any server. */
public final class OtherDatabase {

  private OtherDatabase() {}

  /** In a SQLite file that nobody has open. */
  public static void change(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** At a PostgreSQL server, as whoever the URL names. */
  public static void changePostgres(String url, String sql) throws SQLException {
    DatabaseUrl.Postgres postgres = (DatabaseUrl.Postgres) DatabaseUrl.parse(url);
    try (Connection connection =
            DriverManager.getConnection(postgres.jdbc(), postgres.properties());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
