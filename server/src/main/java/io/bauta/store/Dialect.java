package io.bauta.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the two databases differ: how an identifier is kept, what is locked, how many are asked.
 */
interface Dialect {

  /** Units of one kind that must not run beside each other. */
  enum Turn {
    CALLS(1),
    DELIVERIES(2);

    private final int number;

    Turn(int number) {
      this.number = number;
    }

    /** Names it among the locks of this server; 0 is its owner's. */
    int number() {
      return number;
    }
  }

  /** {@code id} as a statement's parameter. */
  Object id(UUID id);

  @Nullable UUID id(ResultSet rows, String column) throws SQLException;

  /** How many rows of a batch go at once. */
  int rowsOfBatch();

  /** Whether units that change the same rows may wait for one another. */
  boolean locksRows();

  /** What ends a {@code select} whose rows must stay as they are until the unit is done. */
  String forUpdate();

  /** A statement that answers, as {@code number}, about how many rows {@code table} has. */
  String rowCount(String table);

  /**
   * Waits until no other unit of this kind runs, and keeps others waiting until this one is done.
   */
  void takeTurn(Link link, Turn turn) throws SQLException;

  /** The same, among the units that name this number: about the same two people, for one. */
  void takeTurn(Link link, int number) throws SQLException;

  /**
   * The rows of many keys.
   *
   * @param select a statement that ends in the column that the keys are of
   */
  <T> List<T> ofMany(Link link, String select, List<?> keys, Query.RowReader<T> reader)
      throws SQLException;
}
