package io.bauta.doctor;

import static io.bauta.doctor.Findings.assertFailed;
import static io.bauta.doctor.Findings.assertOk;
import static io.bauta.doctor.Findings.assertSkipped;
import static io.bauta.doctor.Findings.assertWarning;
import static io.bauta.doctor.Findings.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.doctor.DatabaseExam.Absent;
import io.bauta.doctor.DatabaseExam.Kind;
import io.bauta.doctor.DatabaseExam.Postgres;
import io.bauta.doctor.DatabaseExam.Reached;
import io.bauta.doctor.DatabaseExam.Schema;
import io.bauta.doctor.DatabaseExam.Sqlite;
import io.bauta.doctor.DatabaseExam.Unreachable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseExamTest {

  private static final String PLACE = "postgresql://db/bauta";
  private static final Schema GOOD = new Schema(7, 7, false);
  private static final Kind WELL = new Sqlite("3.50", Optional.empty(), true);

  private static List<Finding> reached(Kind kind, Schema schema) {
    return DatabaseExam.judge(new Reached(PLACE, kind, Optional.of(schema)));
  }

  private static Postgres postgres(int version, String encoding, String... missing) {
    return new Postgres(version, encoding, List.of(missing), false);
  }

  @Test
  void oneThatIsWellIsWell() {
    List<Finding> sqlite = reached(WELL, GOOD);
    assertOk(of(sqlite, "database"), "SQLite 3.50");
    assertOk(of(sqlite, "schema"), "version 7");
    assertOk(of(sqlite, "integrity"), "no damage");
    List<Finding> postgres = reached(new Postgres(14, "UTF8", List.of(), true), GOOD);
    assertOk(of(postgres, "database"), "PostgreSQL 14, encoding UTF8, held by a server");
    assertOk(of(postgres, "privileges"), "all that a server does");
  }

  @Test
  void oneThatIsNotThereIsMadeByTheStart() {
    assertWarning(
        DatabaseExam.judge(new Absent(PLACE)).getFirst(), PLACE + " is not there", "--data DIR");
  }

  @ParameterizedTest
  @CsvSource({
    "28P01, the user or the password in data.url",
    "28000, pg_hba.conf",
    "3D000, createdb NAME",
    "53300, max_connections",
    "57P03, try again",
    "08001, is PostgreSQL running",
    "08006, is PostgreSQL running",
    "SQLITE_NOTADB, restore the backup",
    "SQLITE_CANTOPEN, run this as the server's user",
    "SQLITE_PERM, run this as the server's user",
    "SQLITE_READONLY, run this as the server's user",
    "SQLITE_AUTH, run this as the server's user",
    "42000, BAUTA_LOG_LEVEL=DEBUG"
  })
  void oneThatCannotBeOpenedSaysWhatMendsIt(String state, String mend) {
    assertFailed(
        DatabaseExam.judge(new Unreachable(PLACE, state)).getFirst(),
        PLACE + " cannot be opened (" + state + ")",
        mend);
  }

  @Test
  void oneThatSaysNoReasonIsSaidToSayNone() {
    assertFailed(
        DatabaseExam.judge(new Unreachable(PLACE, "")).getFirst(), "no word why", "run it again");
  }

  @Test
  void damageIsFoundAndAFileThatIsTooLargeIsNotCalledWell() {
    assertFailed(
        of(reached(new Sqlite("3", Optional.of("row 7 missing"), true), GOOD), "integrity"),
        "row 7 missing",
        "restore the backup");
    assertSkipped(
        of(reached(new Sqlite("3", Optional.empty(), false), GOOD), "integrity"),
        "too large",
        "sqlite3 COPY 'pragma quick_check'");
  }

  @Test
  void anOldPostgresqlAnotherEncodingAndMissingPrivilegesAreFound() {
    assertWarning(
        of(reached(postgres(13, "UTF8"), GOOD), "database"), "PostgreSQL 13", "move to 14");
    assertFailed(
        of(reached(postgres(17, "SQL_ASCII"), GOOD), "database"),
        "encoding SQL_ASCII",
        "createdb --encoding UTF8");
    assertFailed(
        of(reached(postgres(17, "UTF8", "make tables", "read them"), GOOD), "privileges"),
        "make tables, read them",
        "grant create on schema public to USER");
    assertThat(of(reached(postgres(17, "UTF8"), GOOD), "database").seen())
        .doesNotContain("held by a server");
  }

  @Test
  void aSchemaIsOfThisVersionOlderNewerBrokenOrUnread() {
    assertFailed(
        of(reached(WELL, new Schema(7, 7, true)), "schema"),
        "did not come to its end",
        "restore the backup");
    assertFailed(
        of(reached(WELL, new Schema(8, 7, false)), "schema"), "version 8", "run the newer Bauta");
    assertWarning(
        of(reached(WELL, new Schema(6, 7, false)), "schema"),
        "the next start brings it to 7",
        "make a backup");
    assertSkipped(
        of(DatabaseExam.judge(new Reached(PLACE, WELL, Optional.empty())), "schema"),
        "may not read its history");
    assertThat(GOOD.isReadable()).isTrue();
    assertThat(new Schema(7, 7, true).isReadable()).isFalse();
    assertThat(new Schema(6, 7, false).isReadable()).isFalse();
    assertThat(new Schema(8, 7, false).isReadable()).isFalse();
  }
}
