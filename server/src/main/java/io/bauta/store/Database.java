package io.bauta.store;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * An open database, owned by this server alone until it is closed.
 *
 * <p>Safe for many threads, meant for virtual ones: whoever writes waits until the disk has it.
 */
public abstract sealed class Database implements AutoCloseable
    permits SqliteDatabase, PostgresDatabase {

  private final ReplacedNumbers replacedNumbers = new ReplacedNumbers();

  /** Of which calls may wait to be recorded. */
  final ReplacedNumbers replacedNumbers() {
    return replacedNumbers;
  }

  /**
   * Opens a database, brings its schema up to date, and keeps other servers out.
   *
   * @throws StoreUnavailableException when it cannot be reached, another server owns it, or its
   *     schema is not what this version expects
   */
  public static Database open(DatabaseUrl url) {
    return switch (url) {
      case DatabaseUrl.Sqlite sqlite -> SqliteDatabase.open(sqlite);
      case DatabaseUrl.Postgres postgres -> PostgresDatabase.open(postgres);
    };
  }

  /**
   * Runs {@code unit} as one transaction. When this returns, what it did is durable; when it
   * throws, nothing of it was done.
   *
   * @throws StoreUnavailableException when the database does not take it in time, or fails
   */
  abstract <T> T write(UnitOfWork<T> unit);

  /**
   * Runs {@code unit}, which only reads, and sees everything that was durable before.
   *
   * @throws StoreUnavailableException when the database does not answer in time, or fails
   */
  abstract <T> T read(UnitOfWork<T> unit);

  /**
   * As {@link #read}, for answers too long for memory: rows arrive as they are asked for.
   *
   * @throws StoreUnavailableException when the database does not answer in time, or fails
   */
  abstract <T> T scan(UnitOfWork<T> unit);

  /** The numbers that each of the holders has, or rests from; in the order of the holders. */
  abstract List<List<Long>> held(HeldQuestion question);

  /** Stores a session with its participants and bindings, all or nothing. */
  abstract Verdict insert(NewSession session);

  /** The same, unless {@code objection} has one, in one unit of work with it. */
  abstract Verdict insert(NewSession session, UnitOfWork<Optional<Verdict>> objection);

  /**
   * Has what was deleted or changed leave the files, as far as that is in our hands and nobody
   * waits for it.
   */
  abstract void letGoOfOldPages();

  /**
   * Should the lock be lost that keeps other servers out, it counts again only if {@code asLeft}
   * says then that no other server has changed what this one keeps in memory.
   */
  abstract void ownAgainOnlyIf(UnitOfWork<Boolean> asLeft);

  /** Connections of their own for a library that speaks SQL itself. */
  abstract DataSource dataSource();

  /** Finishes what was begun, and lets other servers in. */
  @Override
  public abstract void close();
}
