package io.bauta.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Answers in SQLite what people hold. */
final class SqliteHeld {

  /** How many holders one statement asks about: as many as most sessions have. */
  private static final int HOLDERS = 2;

  private static final TokenStatement OF_SOME =
      TokenStatement.of(
          "real_token",
          """
          select {token} as held_token, proxy_number from binding
          where {token} in (%s) and released_at is null and pool_id = ?
            and (rests_until is null or rests_until > ?)
          """
              .formatted(String.join(", ", Collections.nCopies(HOLDERS, "?"))));

  private SqliteHeld() {}

  /** The numbers of each holder. */
  static List<List<Long>> answer(Link link, HeldQuestion question) throws SQLException {
    List<byte[]> held = question.held();
    List<List<Long>> numbers = new ArrayList<>();
    for (int first = 0; first < held.size(); first += HOLDERS) {
      List<byte[]> some = held.subList(first, Math.min(first + HOLDERS, held.size()));
      List<Object> values = new ArrayList<>(some);
      // The database knows the statement again when it is always the same.
      values.addAll(Collections.nCopies(HOLDERS - some.size(), some.getLast()));
      values.add(question.pool());
      values.add(question.now());
      List<List<Long>> ofSome = new ArrayList<>();
      some.forEach(token -> ofSome.add(new ArrayList<>()));
      link.query(OF_SOME.by(question.tokens()))
          .with(values.toArray())
          .forEach(row -> add(row, some, ofSome));
      numbers.addAll(ofSome);
    }
    return numbers;
  }

  private static void add(Row row, List<byte[]> holders, List<List<Long>> numbers)
      throws SQLException {
    byte[] token = row.bytes("held_token");
    for (int i = 0; i < holders.size(); i++) {
      if (Arrays.equals(holders.get(i), token)) {
        numbers.get(i).add(row.number("proxy_number"));
      }
    }
  }
}
