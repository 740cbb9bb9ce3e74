package io.bauta.store;

import java.sql.SQLException;

/**
 * Reads or changes that belong together: all or nothing.
 *
 * <p>May run more than once, each time on the state before it, when another unit of its group fails
 * or a deadlock is broken; so it changes nothing but the database.
 */
@FunctionalInterface
public interface UnitOfWork<T> {

  T run(Link link) throws SQLException;
}
