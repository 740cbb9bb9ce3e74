package io.bauta.store;

/** A PostgreSQL server, in progress. */
@SuppressWarnings("DoNotCallSuggester")
final class PostgresDatabase extends Database {

  static Database open(DatabaseUrl.Postgres url) {
    throw new StoreUnavailableException("PostgreSQL is not supported yet: " + url);
  }

  @Override
  <T> T write(UnitOfWork<T> unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  <T> T read(UnitOfWork<T> unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  Verdict insert(NewSession session) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
