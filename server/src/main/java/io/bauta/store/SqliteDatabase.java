package io.bauta.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A SQLite file with one writer, several readers, and a checkpoint on a timer. */
final class SqliteDatabase extends Database {

  /** How long a statement waits for a lock of another connection. */
  private static final Duration LOCK_WAIT_MAX = Duration.ofSeconds(5);

  /**
   * After how many pages of write-ahead log a commit moves them into the file, which makes everyone
   * wait. The timed checkpoint moves most of them before, beside the writer.
   */
  private static final int WAL_PAGES_MAX = 20_000;

  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(1);

  /**
   * Of the writer. It holds the inner pages of every index many times over; what is beyond it is in
   * the system's own cache, and each page that is held here as well is memory of this process.
   */
  private static final int WRITER_CACHE_KIB = 16 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);

  private final SqliteLock lock;
  private final SqliteWriter writer;
  private final SqliteReaders readers;
  private final Connection checkpointing;
  private final HikariDataSource librarys;
  private final ScheduledExecutorService timer;

  private SqliteDatabase(
      SqliteLock lock,
      SqliteWriter writer,
      SqliteReaders readers,
      Connection checkpointing,
      HikariDataSource librarys) {
    this.lock = lock;
    this.writer = writer;
    this.readers = readers;
    this.checkpointing = checkpointing;
    this.librarys = librarys;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("bauta-store-checkpoint").factory());
  }

  static Database open(DatabaseUrl.Sqlite url) {
    Path file = url.file().toAbsolutePath();
    SqliteLock lock = null;
    try {
      Files.createDirectories(file.getParent());
      lock = SqliteLock.take(file);
      // SQLite gives its other files the rights that this one has.
      OwnFile.open(file, CREATE, WRITE).close();
      SqliteDatabase database = connect(url, file, lock);
      database.startCheckpoints();
      return database;
    } catch (IOException | SQLException | RuntimeException e) {
      if (lock != null) {
        lock.close();
      }
      throw e instanceof StoreUnavailableException known
          ? known
          : new StoreUnavailableException("The database %s cannot be opened.".formatted(url), e);
    }
  }

  private static SqliteDatabase connect(DatabaseUrl.Sqlite url, Path file, SqliteLock lock)
      throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource(config());
    source.setUrl("jdbc:sqlite:" + file);
    Migrations.run(source, "sqlite", url);
    Dialect dialect = new SqliteDialect();
    List<Link> reading = new ArrayList<>();
    for (int i = 0; i < SqliteReaders.READERS_MAX; i++) {
      Connection connection = source.getConnection();
      execute(connection, "pragma query_only = on");
      reading.add(new Link(connection, dialect));
    }
    Connection writing = source.getConnection();
    execute(writing, "pragma wal_autocheckpoint = " + WAL_PAGES_MAX);
    execute(writing, "pragma cache_size = -" + WRITER_CACHE_KIB);
    // What is deleted or changed is overwritten within the pages that are written anyway.
    execute(writing, "pragma secure_delete = fast");
    leaveTransactionsToUs(writing);
    return new SqliteDatabase(
        lock,
        SqliteWriter.start(new Link(writing, dialect)),
        new SqliteReaders(reading),
        source.getConnection(),
        librarys(source));
  }

  /**
   * While a connection is one that commits by itself, the driver tries to begin a transaction
   * before each statement. The writer begins and ends its own.
   */
  private static void leaveTransactionsToUs(Connection writing) throws SQLException {
    writing.setAutoCommit(false);
    execute(writing, "commit");
  }

  /** One connection: SQLite has one writer at a time anyway. */
  private static HikariDataSource librarys(DataSource source) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("bauta-store-library");
    config.setDataSource(source);
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(LOCK_WAIT_MAX.toMillis());
    return new HikariDataSource(config);
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // FULL waits for the disk at each commit: what was answered survives a power cut.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    // Else each insert is followed by a question for the number of its row, which nobody wants.
    config.setGetGeneratedKeys(false);
    config.setBusyTimeout((int) LOCK_WAIT_MAX.toMillis());
    return config;
  }

  private void startCheckpoints() {
    var _ =
        timer.scheduleWithFixedDelay(
            this::checkpoint,
            CHECKPOINT_EVERY.toMillis(),
            CHECKPOINT_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void checkpoint() {
    try {
      execute(checkpointing, "pragma wal_checkpoint(passive)");
    } catch (SQLException e) {
      // Nothing is lost: the write-ahead log holds it, and the next one tries again.
      LOG.warn("A checkpoint of the database failed", e);
    }
  }

  @Override
  void letGoOfOldPages() {
    try {
      execute(checkpointing, "pragma wal_checkpoint(truncate)");
    } catch (SQLException e) {
      // Whoever reads just then is not waited for: the next pages to be written take their place.
      LOG.warn("The write-ahead log could not be emptied now", e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  <T> T write(UnitOfWork<T> unit) {
    return writer.write(unit);
  }

  @Override
  <T> T read(UnitOfWork<T> unit) {
    return readers.read(unit);
  }

  @Override
  void ownAgainOnlyIf(UnitOfWork<Boolean> asLeft) {
    // The lock of a file is never lost while the process lives.
  }

  @Override
  DataSource dataSource() {
    return librarys;
  }

  @Override
  <T> T scan(UnitOfWork<T> unit) {
    return readers.read(unit);
  }

  @Override
  List<List<Long>> held(HeldQuestion question) {
    // By as few statements as can be: each first looks whether the file has changed.
    return readers.read(link -> SqliteHeld.answer(link, question));
  }

  @Override
  Verdict insert(NewSession session) {
    return write(link -> SqliteSessionInsert.run(link, session));
  }

  @Override
  Verdict insert(NewSession session, UnitOfWork<Optional<Verdict>> objection) {
    return write(
        link -> {
          Optional<Verdict> objected = objection.run(link);
          return objected.isPresent() ? objected.get() : SqliteSessionInsert.run(link, session);
        });
  }

  @Override
  public void close() {
    try (lock;
        checkpointing;
        librarys;
        readers;
        writer) {
      timer.close();
    } catch (SQLException e) {
      throw new StoreUnavailableException("The database cannot be closed.", e);
    }
  }
}
