package io.bauta.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.store.SealedTable.Sealed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sealed, or a token, is in the one list from which rotation works; and only that. */
class SealedColumnsTest {

  @RegisterExtension static final TestDatabase POSTGRES = TestDatabase.postgres();

  /**
   * Bytes that are neither sealed nor a token. A new column of bytes is put here, or in the list.
   */
  private static final Set<String> OTHER_BYTES =
      Set.of(
          // A fingerprint of what a carrier calls a call by, which is in clear beside it.
          "call.carrier_key",
          "call_inbox.carrier_key",
          "early_fact.carrier_key",
          "recording.carrier_key",
          // Of secrets that are random themselves.
          "api_key.secret_hash",
          "api_key.previous_hash",
          // Of db-scheduler; what it is reminded of is a command's key or nothing.
          "scheduled_tasks.task_data");

  /** PostgreSQL tells bytes from identifiers. */
  private static Set<String> columnsOfBytes() {
    return POSTGRES
        .database()
        .read(
            link -> {
              Set<String> names = new TreeSet<>();
              DatabaseMetaData data = link.connection().getMetaData();
              try (ResultSet rows = data.getColumns(null, "public", "%", "%")) {
                while (rows.next()) {
                  if (rows.getString("TYPE_NAME").equals("bytea")) {
                    names.add(rows.getString("TABLE_NAME") + "." + rows.getString("COLUMN_NAME"));
                  }
                }
              }
              return names;
            });
  }

  private static Set<String> listed() {
    Set<String> names = new TreeSet<>();
    for (SealedTable table : SealedColumns.ALL) {
      for (Sealed column : table.sealed()) {
        names.add(table.name() + "." + column.column());
      }
      table
          .token()
          .ifPresent(
              token -> {
                names.add(table.name() + "." + token);
                names.add(table.name() + "." + SealedTable.NEXT_TOKEN);
              });
    }
    return names;
  }

  @Test
  void everyColumnOfBytesIsInTheListOrSaidToBeSomethingElse() {
    Set<String> known = new TreeSet<>(listed());
    known.remove("pool.policies");
    known.addAll(OTHER_BYTES);

    assertThat(columnsOfBytes()).isEqualTo(known);
  }

  @Test
  void aColumnThatIsCalledSealedIsInTheList() {
    assertThat(columnsOfBytes())
        .filteredOn(name -> name.contains("sealed") || name.contains("token"))
        .isNotEmpty()
        .isSubsetOf(listed());
  }

  @Test
  void theDocumentationNamesEveryOne() throws IOException {
    String privacy = Files.readString(Path.of("..", "docs", "privacy.md"));
    assertThat(listed())
        .filteredOn(name -> !name.endsWith("." + SealedTable.NEXT_TOKEN))
        .allSatisfy(name -> assertThat(privacy).contains("`" + name + "`"));
  }

  @Test
  void thePrimaryKeysAreThoseOfTheSchema() {
    for (SealedTable table : SealedColumns.ALL) {
      Set<String> columns =
          POSTGRES
              .database()
              .read(
                  link -> {
                    Set<String> names = new TreeSet<>();
                    DatabaseMetaData data = link.connection().getMetaData();
                    try (ResultSet rows = data.getPrimaryKeys(null, "public", table.name())) {
                      while (rows.next()) {
                        names.add(rows.getString("COLUMN_NAME"));
                      }
                    }
                    return names;
                  });
      assertThat(table.key().stream().map(SealedTable.Key::column))
          .as(table.name())
          .containsExactlyInAnyOrderElementsOf(columns);
    }
  }
}
