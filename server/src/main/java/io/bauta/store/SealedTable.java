package io.bauta.store;

import io.bauta.vault.SealedAs;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table with columns that a rotation of keys changes.
 *
 * @param key its primary key, in whose order it is gone through
 * @param token the column of tokens; beside it is {@code next_token}
 */
record SealedTable(String name, List<Key> key, List<Sealed> sealed, Optional<String> token) {

  static final String NEXT_TOKEN = "next_token";

  /** What a column of a primary key holds. */
  enum Kind {
    ID,
    NUMBER,
    TEXT,
    BYTES
  }

  /** A column of the primary key. */
  record Key(String column, Kind kind) {}

  /** A column that holds something sealed. */
  sealed interface Sealed {

    String column();

    /** It is nothing but what was sealed. */
    record Whole(String column, SealedAs what) implements Sealed {}

    /** The key of something whose name is in another column. */
    record KeyOf(String column, String nameColumn) implements Sealed {}

    /** A JSON text with something sealed in it: see {@link PoliciesColumn}. */
    record Policies(String column) implements Sealed {}
  }

  SealedTable {
    key = List.copyOf(key);
    sealed = List.copyOf(sealed);
  }

  /** A page of rows after those that were looked at. */
  String page(boolean first) {
    return "select %s from %s%s order by %s limit ?"
        .formatted(
            String.join(
                ", ",
                Stream.of(
                        keyColumns().stream(),
                        sealed.stream().flatMap(SealedTable::columns),
                        token.stream().flatMap(column -> Stream.of(column, NEXT_TOKEN)))
                    .flatMap(columns -> columns)
                    .distinct()
                    .toList()),
            name,
            first ? "" : " where (%s) > (%s)".formatted(keyList(), questionMarks()),
            keyList());
  }

  private static Stream<String> columns(Sealed column) {
    return switch (column) {
      case Sealed.Whole whole -> Stream.of(whole.column());
      case Sealed.KeyOf keyOf -> Stream.of(keyOf.column(), keyOf.nameColumn());
      case Sealed.Policies policies -> Stream.of(policies.column());
    };
  }

  /** Whether a row is there and nobody has it locked, so that changing it waits for nobody. */
  String lock() {
    return "select 1 from %s where %s for update skip locked".formatted(name, ofOne());
  }

  /** Changes {@code column} of one row, if it is as it was read. */
  String change(String column) {
    return "update %s set %s = ? where %s and %s = ?".formatted(name, column, ofOne(), column);
  }

  String fill() {
    return "update %s set next_token = ? where %s and %s = ?"
        .formatted(name, ofOne(), token.orElseThrow());
  }

  /** Of a row that has no next token when it should have one: that becomes both. */
  String both() {
    return "update %s set %s = ?, next_token = ? where %s and next_token is null and %s = ?"
        .formatted(name, token.orElseThrow(), ofOne(), token.orElseThrow());
  }

  String move() {
    return "update %s set %s = next_token where %s and next_token = ?"
        .formatted(name, token.orElseThrow(), ofOne());
  }

  String clear() {
    return "update %s set next_token = null where %s".formatted(name, ofOne());
  }

  private List<String> keyColumns() {
    return key.stream().map(Key::column).toList();
  }

  private String keyList() {
    return String.join(", ", keyColumns());
  }

  private String questionMarks() {
    return key.stream().map(column -> "?").collect(Collectors.joining(", "));
  }

  private String ofOne() {
    return key.stream()
        .map(column -> column.column() + " = ?")
        .collect(Collectors.joining(" and "));
  }

  /** The primary key of {@code row}. */
  List<Object> keyOf(Row row) throws SQLException {
    List<Object> values = new ArrayList<>();
    for (Key column : key) {
      values.add(
          switch (column.kind()) {
            case ID -> row.id(column.column());
            case NUMBER -> row.number(column.column());
            case TEXT -> row.text(column.column());
            case BYTES -> row.bytes(column.column());
          });
    }
    return values;
  }

  /** A primary key as text. */
  static String text(List<Object> values) {
    return values.stream()
        .map(value -> value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : "" + value)
        .map(text -> Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
        .collect(Collectors.joining("."));
  }

  /** The primary key that {@code text} writes. */
  List<Object> key(String text) {
    String[] parts = text.split("\\.", -1);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      String part = new String(Base64.getUrlDecoder().decode(parts[i]), StandardCharsets.UTF_8);
      values.add(
          switch (key.get(i).kind()) {
            case ID -> UUID.fromString(part);
            case NUMBER -> Long.valueOf(part);
            case TEXT -> part;
            case BYTES -> HexFormat.of().parseHex(part);
          });
    }
    return values;
  }
}
