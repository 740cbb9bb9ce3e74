package io.bauta.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** A PostgreSQL server through a pool of connections. */
final class PostgresDatabase extends Database {

  /** How many units run at once. More connections than the server has cores win little. */
  static final int CONNECTIONS_MAX = 16;

  /** How long a unit may wait for a connection. */
  static final Duration TURN_WAIT_MAX = Duration.ofSeconds(5);

  /** The library that runs migrations has one for its lock, and one for what it does. */
  private static final int MIGRATION_CONNECTIONS = 2;

  /** How often a unit runs again that PostgreSQL failed to break a deadlock. */
  static final int RUNS_MAX = 5;

  private static final Set<String> UNDONE_FOR_ANOTHER =
      Set.of(
          "40001" /* serialization failure */,
          "40P01" /* deadlock */,
          "23505" /* a key that was free when it was looked for */);

  private final PostgresOwnership ownership;
  private final HikariDataSource connections;
  private final Dialect dialect = new PostgresDialect();

  private PostgresDatabase(PostgresOwnership ownership, HikariDataSource connections) {
    this.ownership = ownership;
    this.connections = connections;
  }

  static Database open(DatabaseUrl.Postgres url) {
    try {
      PostgresOwnership ownership = PostgresOwnership.take(url);
      try {
        migrate(url);
        return new PostgresDatabase(ownership, pool(url));
      } catch (RuntimeException e) {
        ownership.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreUnavailableException(
          "The database %s cannot be reached (%s).".formatted(url, e.getSQLState()), e);
    }
  }

  private static void migrate(DatabaseUrl.Postgres url) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("bauta-store-migrations");
    config.setJdbcUrl(url.jdbc());
    config.setDataSourceProperties(url.propertiesToMigrate());
    config.setMaximumPoolSize(MIGRATION_CONNECTIONS);
    config.setConnectionTimeout(TURN_WAIT_MAX.toMillis());
    try (HikariDataSource connections = new HikariDataSource(config)) {
      Migrations.run(connections, "postgresql", url);
    }
  }

  private static HikariDataSource pool(DatabaseUrl.Postgres url) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("bauta-store");
    config.setJdbcUrl(url.jdbc());
    config.setDataSourceProperties(url.properties());
    // A batch of beginnings goes as one statement of many rows.
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    // Prepared from the first use on: the pool keeps connections, and so their statements.
    config.addDataSourceProperty("prepareThreshold", "1");
    config.setMaximumPoolSize(CONNECTIONS_MAX);
    config.setConnectionTimeout(TURN_WAIT_MAX.toMillis());
    return new HikariDataSource(config);
  }

  @Override
  <T> T write(UnitOfWork<T> unit) {
    ownership.require();
    return run(unit, false);
  }

  /** That is the matter of its vacuum, and of whoever keeps its logs. */
  @Override
  void letGoOfOldPages() {}

  @Override
  void ownAgainOnlyIf(UnitOfWork<Boolean> asLeft) {
    ownership.ownAgainOnlyIf(asLeft);
  }

  PostgresOwnership ownership() {
    return ownership;
  }

  @Override
  DataSource dataSource() {
    return connections;
  }

  @Override
  <T> T read(UnitOfWork<T> unit) {
    return run(unit, true);
  }

  @Override
  <T> T scan(UnitOfWork<T> unit) {
    // The driver hands out rows bit by bit only within a transaction.
    return run(unit, false);
  }

  @Override
  Verdict insert(NewSession session) {
    return PostgresSessionInsert.run(this, session);
  }

  @Override
  Verdict insert(NewSession session, UnitOfWork<Optional<Verdict>> objection) {
    return PostgresSessionInsert.run(this, session, objection);
  }

  /** Runs a unit of one statement, which is a transaction by itself: one journey, not two. */
  <T> T writeStatement(UnitOfWork<T> unit) {
    ownership.require();
    return run(unit, true);
  }

  private <T> T run(UnitOfWork<T> unit, boolean autoCommit) {
    for (int run = 1; ; run++) {
      try {
        return attempt(unit, autoCommit);
      } catch (SQLException e) {
        if (run == RUNS_MAX || !isWorthAnotherRun(e)) {
          throw new StoreUnavailableException(
              "The database failed (%s).".formatted(e.getSQLState()), e);
        }
      }
    }
  }

  private static boolean isWorthAnotherRun(SQLException e) {
    return e.getSQLState() != null && UNDONE_FOR_ANOTHER.contains(e.getSQLState());
  }

  private <T> T attempt(UnitOfWork<T> unit, boolean autoCommit) throws SQLException {
    Connection connection = connections.getConnection();
    connection.setAutoCommit(autoCommit);
    try (Link link = new Link(connection, dialect)) {
      try {
        T result = unit.run(link);
        if (!autoCommit) {
          connection.commit();
        }
        return result;
      } catch (SQLException | RuntimeException e) {
        if (!autoCommit) {
          connection.rollback();
        }
        throw e;
      }
    }
  }

  @Override
  public void close() {
    try (ownership) {
      connections.close();
    } catch (SQLException e) {
      throw new StoreUnavailableException("The database cannot be closed.", e);
    }
  }
}
