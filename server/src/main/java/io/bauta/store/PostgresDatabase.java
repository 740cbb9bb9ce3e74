package io.bauta.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

  /**
   * Among few rows it is cheaper to read them all, and the plan that is made then is kept: with
   * many rows it would be ruinous.
   */
  private static final String BY_INDEX = "set enable_seqscan = off; set jit = off";

  /** How those states begin that are about what was to be stored. */
  private static final String OF_DATA = "22";

  private static final String OF_CONSTRAINTS = "23";

  private final PostgresOwnership ownership;
  private final HikariDataSource connections;
  private final HikariDataSource forQuestions;
  private final HikariDataSource forOpenings;
  private final Grouped<HeldQuestion, List<List<Long>>> questions;
  private final Grouped<NewSession, Optional<Verdict>> openings;
  private final Dialect dialect = new PostgresDialect();

  private PostgresDatabase(
      PostgresOwnership ownership,
      HikariDataSource connections,
      HikariDataSource forQuestions,
      HikariDataSource forOpenings) {
    this.ownership = ownership;
    this.connections = connections;
    this.forQuestions = forQuestions;
    this.forOpenings = forOpenings;
    this.questions = Grouped.start("bauta-store-held", this::answers);
    this.openings = Grouped.start("bauta-store-openings", this::insertTogether);
  }

  static Database open(DatabaseUrl.Postgres url) {
    try {
      PostgresOwnership ownership = PostgresOwnership.take(url);
      try {
        migrate(url);
        return connect(ownership, url);
      } catch (RuntimeException e) {
        ownership.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreUnavailableException(
          "The database %s cannot be reached (%s).".formatted(url, e.getSQLState()), e);
    }
  }

  private static Database connect(PostgresOwnership ownership, DatabaseUrl.Postgres url) {
    List<HikariDataSource> opened = new ArrayList<>();
    try {
      opened.add(pool(url, "bauta-store", CONNECTIONS_MAX));
      // What is asked and stored for many goes over one connection: there is one group at a time.
      opened.add(pool(url, "bauta-store-held", 1));
      opened.add(pool(url, "bauta-store-openings", 1));
      return new PostgresDatabase(ownership, opened.get(0), opened.get(1), opened.get(2));
    } catch (RuntimeException e) {
      opened.forEach(HikariDataSource::close);
      throw e;
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

  private static HikariDataSource pool(DatabaseUrl.Postgres url, String name, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(url.jdbc());
    config.setDataSourceProperties(url.properties());
    // A batch of beginnings goes as one statement of many rows.
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    // Prepared from the first use on: the pool keeps connections, and so their statements.
    config.addDataSourceProperty("prepareThreshold", "1");
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(TURN_WAIT_MAX.toMillis());
    config.setConnectionInitSql(BY_INDEX);
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
  List<List<Long>> held(HeldQuestion question) {
    return questions.ask(question);
  }

  private List<List<List<Long>>> answers(List<HeldQuestion> asked) {
    return run(forQuestions, link -> PostgresHeld.answers(link, asked), true);
  }

  /**
   * Stores it together with others that are opened at the same time; empty when that could not be,
   * and it is to be tried by itself.
   */
  Optional<Verdict> insertWithOthers(NewSession session) {
    return PostgresOpenings.takes(session) ? openings.ask(session) : Optional.empty();
  }

  private List<Optional<Verdict>> insertTogether(List<NewSession> sessions) {
    ownership.require();
    try {
      return attempt(forOpenings, link -> PostgresOpenings.insert(link, sessions), true);
    } catch (SQLException e) {
      if (!isRefused(e)) {
        throw failed(e);
      }
      return Collections.nCopies(sessions.size(), Optional.empty());
    }
  }

  /**
   * Nothing was stored for certain, and perhaps because of one of many: not so when it went away.
   */
  private static boolean isRefused(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return isWorthAnotherRun(e) || state.startsWith(OF_DATA) || state.startsWith(OF_CONSTRAINTS);
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
    return run(connections, unit, autoCommit);
  }

  private <T> T run(HikariDataSource connections, UnitOfWork<T> unit, boolean autoCommit) {
    for (int run = 1; ; run++) {
      try {
        return attempt(connections, unit, autoCommit);
      } catch (SQLException e) {
        if (run == RUNS_MAX || !isWorthAnotherRun(e)) {
          throw failed(e);
        }
      }
    }
  }

  private static StoreUnavailableException failed(SQLException e) {
    return new StoreUnavailableException("The database failed (%s).".formatted(e.getSQLState()), e);
  }

  private static boolean isWorthAnotherRun(SQLException e) {
    return e.getSQLState() != null && UNDONE_FOR_ANOTHER.contains(e.getSQLState());
  }

  private <T> T attempt(HikariDataSource connections, UnitOfWork<T> unit, boolean autoCommit)
      throws SQLException {
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
      questions.close();
      openings.close();
      forQuestions.close();
      forOpenings.close();
      connections.close();
    } catch (SQLException e) {
      throw new StoreUnavailableException("The database cannot be closed.", e);
    }
  }
}
