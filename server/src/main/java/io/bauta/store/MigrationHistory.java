package io.bauta.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The migrations of this version, as the library that runs them notes them in a database. Where the
 * notes are these and nothing else, the library has nothing to do, and is not loaded: that takes a
 * fifth of a server's time to start.
 */
final class MigrationHistory {

  private static final String NOTES =
      """
      select type, version, script, checksum, success from flyway_schema_history
      order by installed_rank
      """;

  private static final Logger LOG = LoggerFactory.getLogger(MigrationHistory.class);

  private MigrationHistory() {}

  /**
   * Whether all of {@code db/<folder>} ran as this version has it, and nothing more. Whatever else
   * is found, the library is to judge.
   */
  static boolean isComplete(DataSource database, String folder) {
    try (Connection connection = database.getConnection()) {
      return notes(connection).equals(expected(folder));
    } catch (SQLException notMadeYetOrAway) {
      LOG.debug("The history of the schema cannot be read", notMadeYetOrAway);
      return false;
    }
  }

  private static List<String> notes(Connection connection) throws SQLException {
    List<String> notes = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(NOTES)) {
      while (rows.next()) {
        notes.add(
            "%s %s %s %d%s"
                .formatted(
                    rows.getString("type"),
                    rows.getString("version"),
                    rows.getString("script"),
                    rows.getInt("checksum"),
                    rows.getBoolean("success") ? "" : " failed"));
      }
    }
    return notes;
  }

  /** What the build says that the notes are; a test holds it against the library. */
  static List<String> expected(String folder) {
    String file = "/db/" + folder + "/history.txt";
    try (InputStream text = MigrationHistory.class.getResourceAsStream(file)) {
      if (text == null) {
        throw new IllegalStateException(file + " is not in the jar");
      }
      return new String(text.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException notRead) {
      throw new UncheckedIOException(notRead);
    }
  }
}
