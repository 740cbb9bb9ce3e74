package io.bauta.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

class MigrationHistoryTest {

  @TempDir private Path directory;
  private DatabaseUrl.Sqlite url;

  @BeforeEach
  void place() {
    url = new DatabaseUrl.Sqlite(directory.resolve("bauta.db"));
  }

  private void change(String sql) throws SQLException {
    OtherDatabase.change(url.file(), sql);
  }

  private boolean isComplete() {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + url.file());
    return MigrationHistory.isComplete(source, "sqlite");
  }

  /**
   * Whoever adds a migration adds its line, or a database that lacks it would be taken for
   * complete.
   */
  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void theFileSaysWhatTheLibraryWouldNote(String folder) {
    List<String> resolved =
        Arrays.stream(
                Flyway.configure()
                    .dataSource("jdbc:sqlite::memory:", null, null)
                    .locations("classpath:db/" + folder)
                    .load()
                    .info()
                    .all())
            .map(
                info ->
                    "%s %s %s %d"
                        .formatted(
                            info.getType().name(),
                            info.getVersion(),
                            info.getScript(),
                            info.getChecksum()))
            .toList();
    assertThat(MigrationHistory.expected(folder))
        .as("server/src/main/resources/db/%s/history.txt", folder)
        .isEqualTo(resolved);
  }

  @Test
  void isNotCompleteBeforeTheFirstStart() {
    assertThat(isComplete()).isFalse();
  }

  @Test
  void isCompleteAfterIt() {
    Database.open(url).close();
    assertThat(isComplete()).isTrue();
  }

  @Test
  void postgresqlNotesTheSame() throws SQLException {
    DatabaseUrl postgres = TestPostgres.create();
    SQLiteDataSource other = new SQLiteDataSource();
    other.setUrl("jdbc:sqlite::memory:");
    assertThat(MigrationHistory.isComplete(other, "postgresql")).isFalse();
    try (Database database = Database.open(postgres)) {
      assertThat(MigrationHistory.isComplete(database.dataSource(), "postgresql")).isTrue();
      assertThat(MigrationHistory.isComplete(database.dataSource(), "sqlite")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update flyway_schema_history set checksum = checksum + 1 where version = '3'",
        "update flyway_schema_history set checksum = null where version = '3'",
        "update flyway_schema_history set success = 0 where version = '21'",
        "update flyway_schema_history set script = 'V3__other.sql' where version = '3'",
        "update flyway_schema_history set type = 'BASELINE' where version = '1'",
        "delete from flyway_schema_history where version = '21'",
        "delete from flyway_schema_history where version = '2'",
        "insert into flyway_schema_history (installed_rank, version, description, type, script,"
            + " checksum, installed_by, execution_time, success)"
            + " values (99, '999', 'later', 'SQL', 'V999__later.sql', 1, 'x', 1, 1)"
      })
  void isNotCompleteWhenAnythingIsDifferent(String change) throws SQLException {
    Database.open(url).close();
    change(change);
    assertThat(isComplete()).isFalse();
  }

  @Test
  void aSchemaThatWasMadeByOtherMigrationsIsStillRefused() throws SQLException {
    Database.open(url).close();
    change("update flyway_schema_history set checksum = checksum + 1 where version = '3'");
    assertThatThrownBy(() -> Database.open(url))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("not what this version expects");
  }

  @Test
  void aSchemaOfANewerVersionIsRefused() throws SQLException {
    Database.open(url).close();
    change(
        "insert into flyway_schema_history (installed_rank, version, description, type, script,"
            + " checksum, installed_by, execution_time, success)"
            + " values (99, '999', 'later', 'SQL', 'V999__later.sql', 1, 'x', 1, 1)");
    assertThatThrownBy(() -> Database.open(url)).isInstanceOf(StoreUnavailableException.class);
  }
}
