package io.bauta.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings a schema up to date. Migrations are only ever added: one that was changed after it ran is
 * refused, and nothing is repaired by guessing.
 */
final class Migrations {

  private Migrations() {}

  /** Runs what is missing of {@code db/<folder>}. */
  static void run(DataSource database, String folder, DatabaseUrl url) {
    if (MigrationHistory.isComplete(database, folder)) {
      return;
    }
    try {
      Flyway.configure()
          .dataSource(database)
          .locations("classpath:db/" + folder)
          .validateOnMigrate(true)
          // By default it leaves aside those that it does not know: a newer version's.
          .ignoreMigrationPatterns(new String[0])
          .cleanDisabled(true)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StoreUnavailableException(
          "The schema of %s is not what this version expects. Was it made by a newer version?"
              .formatted(url),
          e);
    }
  }
}
