package io.bauta.store;

import java.sql.SQLException;

/**
 * Reads or changes that belong together: all or nothing.
 *
 * <p>Runs on a thread of the database, perhaps twice (PostgreSQL breaks deadlocks by failing one
 * unit), so it touches nothing but its {@link Link}.
 */
@FunctionalInterface
public interface UnitOfWork<T> {

  T run(Link link) throws SQLException;
}
