package io.bauta.bench.load;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteConfig;

/** Where rows are written to without a server, as durably as by one. */
sealed interface RawStore extends AutoCloseable {

  /** As a server would be given it. */
  String url();

  /** An id that comes before all others. */
  Object firstId();

  Connection connectToRead() throws SQLException;

  Connection connectToWrite() throws SQLException;

  @Override
  void close() throws SQLException;

  /** A SQLite file; its pages come into it from beside the writer, as the server does it. */
  final class Sqlite implements RawStore {

    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(1);

    private final String file;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    Sqlite(String file) {
      this.file = file;
    }

    @Override
    public String url() {
      return "sqlite:" + file;
    }

    @Override
    public Object firstId() {
      return new byte[0];
    }

    @Override
    public Connection connectToRead() throws SQLException {
      return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    @Override
    public Connection connectToWrite() throws SQLException {
      SQLiteConfig config = new SQLiteConfig();
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
      config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
      config.enforceForeignKeys(true);
      Connection connection = config.createConnection("jdbc:sqlite:" + file);
      execute(connection, "pragma wal_autocheckpoint = 20000");
      execute(connection, "pragma cache_size = -65536");
      execute(connection, "pragma secure_delete = fast");
      var _ =
          timer.scheduleWithFixedDelay(
              this::checkpoint,
              CHECKPOINT_EVERY.toMillis(),
              CHECKPOINT_EVERY.toMillis(),
              TimeUnit.MILLISECONDS);
      return connection;
    }

    private void checkpoint() {
      try (Connection connection = connectToRead()) {
        execute(connection, "pragma wal_checkpoint(passive)");
      } catch (SQLException itsTurnComesAgain) {
        System.err.println("a checkpoint failed: " + itsTurnComesAgain.getMessage());
      }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    @Override
    public void close() {
      timer.close();
    }
  }

  /** A database of a PostgreSQL server. */
  record Postgres(String url, String jdbcUrl) implements RawStore {

    @Override
    public Object firstId() {
      return new UUID(0, 0);
    }

    @Override
    public Connection connectToRead() throws SQLException {
      return connectToWrite();
    }

    @Override
    public Connection connectToWrite() throws SQLException {
      Properties properties = new Properties();
      // What is batched goes as statements of many rows.
      properties.setProperty("reWriteBatchedInserts", "true");
      properties.setProperty("prepareThreshold", "1");
      return DriverManager.getConnection(jdbcUrl, properties);
    }

    @Override
    public void close() {}
  }
}
