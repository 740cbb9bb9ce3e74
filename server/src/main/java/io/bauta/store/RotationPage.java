package io.bauta.store;

import io.bauta.store.SealedTable.Sealed;
import io.bauta.vault.KeyRing;
import io.bauta.vault.Keyset;
import io.bauta.vault.SealedAs;
import io.bauta.vault.Tokens;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Some rows of a table, and what a rotation changes in them. Every change is made only where the
 * row is as it was read: whoever changed it meanwhile did so with the new key.
 */
record RotationPage(SealedTable table, Keyset keyset, KeyRing ring, Tokens tokens, int limit) {

  /** One statement, with its parameters. */
  private record Statement(String sql, List<Object> values) {}

  /**
   * What is to be changed in one row.
   *
   * @param key its primary key
   */
  private record Change(List<Object> key, List<Statement> statements) {}

  /**
   * What was seen.
   *
   * @param reached the primary key of the last row
   */
  record Looked(SealedTable table, long rows, String reached, List<Change> changes) {

    /** Makes the changes; how many rows were changed. */
    long change(Link link) throws SQLException {
      long changed = 0;
      for (Change change : changes) {
        // A row that somebody has locked is left to the next pass: to wait for it while others
        // wait for this one would be a deadlock.
        if (link.dialect().locksRows()
            && !link.query(table.lock()).with(change.key().toArray()).exists()) {
          continue;
        }
        int rows = 0;
        for (Statement statement : change.statements()) {
          rows += link.query(statement.sql()).with(statement.values().toArray()).update();
        }
        changed += rows > 0 ? 1 : 0;
      }
      return changed;
    }
  }

  /** Looks at the rows after {@code reached}. */
  Looked look(Link link, Optional<String> reached) throws SQLException {
    List<Object> values = new ArrayList<>(reached.map(table::key).orElse(List.of()));
    values.add(limit);
    List<Change> changes = new ArrayList<>();
    List<List<Object>> keys =
        link.query(table.page(reached.isEmpty()))
            .with(values.toArray())
            .all(
                row -> {
                  List<Object> key = table.keyOf(row);
                  List<Statement> statements = statements(row, key);
                  if (!statements.isEmpty()) {
                    changes.add(new Change(key, statements));
                  }
                  return key;
                });
    return new Looked(
        table, keys.size(), keys.isEmpty() ? "" : SealedTable.text(keys.getLast()), changes);
  }

  private List<Statement> statements(Row row, List<Object> key) throws SQLException {
    List<Statement> statements = new ArrayList<>();
    switch (keyset) {
      case SEALING -> {
        for (Sealed column : table.sealed()) {
          resealed(row, column, key).ifPresent(statements::add);
        }
      }
      case TOKENS -> nextToken(row, key).ifPresent(statements::add);
    }
    return statements;
  }

  private Optional<Statement> resealed(Row row, Sealed column, List<Object> key)
      throws SQLException {
    String sql = table.change(column.column());
    return switch (column) {
      case Sealed.Whole whole ->
          stale(row, whole.column())
              .map(
                  old ->
                      statement(
                          sql,
                          open(old, whole, key, bytes -> ring.reseal(bytes, whole.what(), "")),
                          key,
                          old));
      case Sealed.KeyOf keyOf -> {
        Optional<byte[]> old = stale(row, keyOf.column());
        if (old.isEmpty()) {
          // What is not there yet has no name either.
          yield Optional.empty();
        }
        String name = row.text(keyOf.nameColumn());
        yield Optional.of(
            statement(
                sql,
                open(old.get(), keyOf, key, bytes -> ring.reseal(bytes, SealedAs.MEDIA_KEY, name)),
                key,
                old.get()));
      }
      case Sealed.Policies policies -> {
        Optional<String> old = row.optionalText(policies.column());
        yield old.flatMap(
                whole -> open(whole, policies, key, json -> PoliciesColumn.resealed(json, ring)))
            .map(text -> statement(sql, text, key, old.orElseThrow()));
      }
    };
  }

  private <S, T> T open(S sealed, Sealed column, List<Object> key, Function<S, T> opening) {
    String id = key.stream().map(String::valueOf).collect(Collectors.joining(" "));
    return SealedValue.open(sealed, table.name(), column.column(), id, opening);
  }

  private Optional<byte[]> stale(Row row, String column) throws SQLException {
    return row.optionalBytes(column).filter(bytes -> !ring.isCurrent(bytes));
  }

  private static Statement statement(String sql, Object value, List<Object> key, Object old) {
    List<Object> values = new ArrayList<>();
    values.add(value);
    values.addAll(key);
    values.add(old);
    return new Statement(sql, values);
  }

  private Optional<Statement> nextToken(Row row, List<Object> key) throws SQLException {
    byte[] token = row.bytes(table.token().orElseThrow());
    Optional<byte[]> next = row.optionalBytes(SealedTable.NEXT_TOKEN);
    return switch (tokens.stage()) {
      case REST -> throw new IllegalStateException("the key of tokens is not rotated");
      case FILLING -> filled(token, next, key);
      case MOVING -> moved(token, next, key);
      case CLEARING ->
          next.isEmpty() ? Optional.empty() : Optional.of(new Statement(table.clear(), key));
    };
  }

  /**
   * Also where another next token is there than follows from the token: that is found by nobody.
   */
  private Optional<Statement> filled(byte[] token, Optional<byte[]> next, List<Object> key) {
    byte[] expected = tokens.next(token);
    return next.filter(there -> Arrays.equals(there, expected)).isPresent()
        ? Optional.empty()
        : Optional.of(statement(table.fill(), expected, key, token));
  }

  private Optional<Statement> moved(byte[] token, Optional<byte[]> next, List<Object> key) {
    if (next.isEmpty()) {
      byte[] expected = tokens.next(token);
      List<Object> values = new ArrayList<>(List.of(expected, expected));
      values.addAll(key);
      values.add(token);
      return Optional.of(new Statement(table.both(), values));
    }
    return Arrays.equals(token, next.get())
        ? Optional.empty()
        : Optional.of(new Statement(table.move(), and(key, next.get())));
  }

  private static List<Object> and(List<Object> key, Object more) {
    List<Object> values = new ArrayList<>(key);
    values.add(more);
    return values;
  }
}
