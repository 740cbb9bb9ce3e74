package io.bauta.store;

import io.bauta.pool.PoolId;
import io.bauta.pool.PoolScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A select with the conditions that a question has. Conditions are written by us and only values
 * come from outside, so the number of different statements stays small.
 */
final class Filter {

  private final StringBuilder sql;
  private final List<Object> values = new ArrayList<>();
  private boolean hasCondition;

  Filter(String select) {
    this.sql = new StringBuilder(select);
  }

  /** Adds {@code condition}, which has one parameter, when there is a value for it. */
  Filter and(String condition, Optional<?> value) {
    value.ifPresent(
        present -> {
          add(condition);
          values.add(present);
        });
    return this;
  }

  private void add(String condition) {
    sql.append(hasCondition ? "and " : "where ").append(condition).append('\n');
    hasCondition = true;
  }

  /** Adds that {@code column} is one of the pools in {@code scope}. */
  Filter in(String column, PoolScope scope) {
    switch (scope) {
      case PoolScope.All() -> {}
      case PoolScope.Only(Set<PoolId> pools) -> {
        // A power of two, the last one again and again: so few statements are kept prepared.
        int places = pools.isEmpty() ? 0 : Integer.highestOneBit(2 * pools.size() - 1);
        add(places == 0 ? "1 = 0" : column + " in (?" + ", ?".repeat(places - 1) + ")");
        List<PoolId> listed = List.copyOf(pools);
        for (int place = 0; place < places; place++) {
          values.add(listed.get(Math.min(place, listed.size() - 1)).uuid());
        }
      }
    }
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
