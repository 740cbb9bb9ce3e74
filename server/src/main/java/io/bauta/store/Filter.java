package io.bauta.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A select with the conditions that a question has. Conditions are written by us and only values
 * come from outside, so the number of different statements stays small.
 */
final class Filter {

  private final StringBuilder sql;
  private final List<Object> values = new ArrayList<>();

  Filter(String select) {
    this.sql = new StringBuilder(select);
  }

  /** Adds {@code condition}, which has one parameter, when there is a value for it. */
  Filter and(String condition, Optional<?> value) {
    value.ifPresent(
        present -> {
          sql.append(values.isEmpty() ? "where " : "and ").append(condition).append('\n');
          values.add(present);
        });
    return this;
  }

  /** The same, with the value as each of the condition's {@code times} parameters. */
  Filter and(String condition, Optional<?> value, int times) {
    boolean given = value.isPresent();
    and(condition, value);
    for (int i = 1; given && i < times; i++) {
      values.add(value.get());
    }
    return this;
  }

  /** The whole statement, ending in {@code ending}, whose parameters are {@code more}. */
  String sql(String ending, Object... more) {
    values.addAll(List.of(more));
    return sql + ending;
  }

  Object[] values() {
    return values.toArray();
  }
}
