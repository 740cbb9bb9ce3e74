package io.bauta.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the two databases differ: how an identifier is kept, what is locked, how lists go in. */
interface Dialect {

  /** Units of one kind that must not run beside each other. */
  enum Turn {
    CALLS(1);

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

  /** What ends a {@code select} whose rows must stay as they are until the unit is done. */
  String forUpdate();

  /**
   * Waits until no other unit of this kind runs, and keeps others waiting until this one is done.
   */
  void takeTurn(Link link, Turn turn) throws SQLException;

  /** All facts told about these calls. */
  <T> List<T> facts(Link link, Collection<CallKey> calls, Query.RowReader<T> reader)
      throws SQLException;

  /** A row with the key of each of these calls that has an early fact. */
  <T> List<T> earlyFacts(Link link, Collection<CallKey> calls, Query.RowReader<T> reader)
      throws SQLException;
}
