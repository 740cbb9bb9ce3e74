package io.bauta.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Both databases keep the same things under the same names. */
class SchemaTest {

  @RegisterExtension static final TestDatabase SQLITE = TestDatabase.sqlite();
  @RegisterExtension static final TestDatabase POSTGRES = TestDatabase.postgres();

  @Test
  void bothHaveTheSameTables() {
    assertThat(tables(SQLITE)).isEqualTo(tables(POSTGRES)).contains("session", "binding", "call");
  }

  @Test
  void bothHaveTheSameColumns() {
    for (String table : tables(SQLITE)) {
      assertThat(columns(SQLITE, table)).as(table).isEqualTo(columns(POSTGRES, table));
    }
  }

  @Test
  void bothHaveTheSameUniqueKeys() {
    for (String table : tables(SQLITE)) {
      assertThat(uniqueKeys(SQLITE, table)).as(table).isEqualTo(uniqueKeys(POSTGRES, table));
    }
  }

  private interface Reading<T> {
    T read(DatabaseMetaData data) throws SQLException;
  }

  private static <T> T read(TestDatabase database, Reading<T> reading) {
    return database.database().read(link -> reading.read(link.connection().getMetaData()));
  }

  private static TreeSet<String> tables(TestDatabase database) {
    return read(
        database,
        data -> {
          TreeSet<String> names = new TreeSet<>();
          try (ResultSet rows = data.getTables(null, null, "%", new String[] {"TABLE"})) {
            while (rows.next()) {
              names.add(rows.getString("TABLE_NAME"));
            }
          }
          // Libraries keep what they like, in the types that they like.
          names.removeIf(name -> name.startsWith("flyway") || name.startsWith("sqlite_"));
          names.remove("scheduled_tasks");
          return names;
        });
  }

  private static List<String> columns(TestDatabase database, String table) {
    return read(
        database,
        data -> {
          List<String> columns = new ArrayList<>();
          try (ResultSet rows = data.getColumns(null, null, table, "%")) {
            while (rows.next()) {
              columns.add(
                  "%s %s %s"
                      .formatted(
                          rows.getString("COLUMN_NAME"),
                          family(rows.getString("TYPE_NAME")),
                          rows.getString("IS_NULLABLE")));
            }
          }
          return columns;
        });
  }

  private static String family(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "integer", "int4", "int8" -> "number";
      case "text" -> "text";
      case "blob", "bytea", "uuid" -> "bytes";
      default -> type;
    };
  }

  /** Primary key included: what may not occur twice. */
  private static TreeSet<List<String>> uniqueKeys(TestDatabase database, String table) {
    return read(
        database,
        data -> {
          TreeMap<String, TreeMap<Integer, String>> keys = new TreeMap<>();
          try (ResultSet rows = data.getIndexInfo(null, null, table, true, true)) {
            while (rows.next()) {
              if (!rows.getBoolean("NON_UNIQUE")) {
                keys.computeIfAbsent(rows.getString("INDEX_NAME"), name -> new TreeMap<>())
                    .put(rows.getInt("ORDINAL_POSITION"), rows.getString("COLUMN_NAME"));
              }
            }
          }
          try (ResultSet rows = data.getPrimaryKeys(null, null, table)) {
            TreeMap<Integer, String> key = new TreeMap<>();
            while (rows.next()) {
              key.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
            keys.put("primary key", key);
          }
          return keys.values().stream()
              .map(columns -> List.copyOf(columns.values()))
              .collect(
                  Collectors.toCollection(
                      () -> new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()))));
        });
  }
}
