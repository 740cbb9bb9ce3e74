package io.bauta.store;

import io.bauta.number.PhoneNumber;
import io.bauta.store.SealedTable.Sealed;
import io.bauta.vault.KeyRing;
import io.bauta.vault.NumberVault;
import io.bauta.vault.SealedAs;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for a number in a database with its keys: opens everything that is sealed, makes the tokens
 * that the number would have, and reads every text.
 */
public final class SealedSearch {

  /** Of PostgreSQL itself. */
  private static final Set<String> SYSTEM = Set.of("pg_catalog", "information_schema");

  private SealedSearch() {}

  /** In which columns of a data directory's database the number is. The server must be stopped. */
  public static List<String> in(Path data, PhoneNumber number) {
    try (Database database = Database.open(new DatabaseUrl.Sqlite(data.resolve("bauta.db")))) {
      SqlVault vault = TestVault.open(database, data);
      return in(database, vault.ring(), number);
    }
  }

  static List<String> in(Database database, KeyRing ring, PhoneNumber number) {
    NumberVault vault = new NumberVault(ring);
    List<String> found = new ArrayList<>();
    for (SealedTable table : SealedColumns.ALL) {
      for (Sealed column : table.sealed()) {
        int hits = database.read(link -> sealed(link, table, column, vault, number));
        if (hits > 0) {
          found.add(table.name() + "." + column.column());
        }
      }
      table
          .token()
          .filter(column -> database.read(link -> token(link, table, column, ring, number)))
          .ifPresent(column -> found.add(table.name() + "." + column));
    }
    found.addAll(database.read(link -> texts(link, number)));
    return found;
  }

  private static int sealed(
      Link link, SealedTable table, Sealed column, NumberVault vault, PhoneNumber number)
      throws SQLException {
    String sql =
        "select %s as found from %s where %s is not null"
            .formatted(column.column(), table.name(), column.column());
    int[] hits = {0};
    link.query(sql)
        .forEach(
            row -> {
              if (holds(row, column, vault, number)) {
                hits[0]++;
              }
            });
    return hits[0];
  }

  private static boolean holds(Row row, Sealed column, NumberVault vault, PhoneNumber number)
      throws SQLException {
    return switch (column) {
      case Sealed.Whole(_, SealedAs what) ->
          switch (what) {
            case NUMBER -> vault.open(row.bytes("found")).equals(number);
            case TEXT -> number.isToldBy(vault.openText(row.bytes("found")));
            case AUDIT_KEY, MEDIA_KEY -> false;
          };
      case Sealed.Policies _ ->
          new PoliciesColumn(vault)
              .read(Optional.of(row.text("found")))
              .forwardTo()
              .filter(number::equals)
              .isPresent();
      case Sealed.KeyOf _ -> false;
    };
  }

  private static boolean token(
      Link link, SealedTable table, String column, KeyRing ring, PhoneNumber number)
      throws SQLException {
    byte[] token;
    try (KeyRing.Turn turn = ring.turn()) {
      token = turn.tokens().wanted(number);
    }
    return link.query("select %s as found, next_token from %s".formatted(column, table.name()))
        .all(
            row ->
                Arrays.equals(row.bytes("found"), token)
                    || Arrays.equals(row.optionalBytes("next_token").orElse(null), token))
        .contains(true);
  }

  /** Of every table and every column that holds words. */
  private static List<String> texts(Link link, PhoneNumber number) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet rows = link.connection().getMetaData().getColumns(null, null, "%", "%")) {
      while (rows.next()) {
        String schema = String.valueOf(rows.getString("TABLE_SCHEM"));
        if (!SYSTEM.contains(schema) && rows.getString("TYPE_NAME").equalsIgnoreCase("text")) {
          columns.add(rows.getString("TABLE_NAME") + " " + rows.getString("COLUMN_NAME"));
        }
      }
    }
    // Masked numbers show four digits, redacted ones two.
    String masked = number.masked();
    List<String> found = new ArrayList<>();
    for (String name : columns) {
      String[] parts = name.split(" ");
      boolean hit =
          link
              .query("select %s as found from %s".formatted(parts[1], parts[0]))
              .all(row -> row.optionalText("found").orElse(""))
              .stream()
              .anyMatch(text -> number.isToldBy(text) || text.contains(masked));
      if (hit) {
        found.add(parts[0] + "." + parts[1]);
      }
    }
    return found;
  }
}
