package io.bauta.bench.load;

import java.io.IOException;

/** A database that stands still until this is closed. */
@FunctionalInterface
interface Standstill extends AutoCloseable {

  @Override
  void close() throws IOException;

  /** Makes a database stand still. */
  @FunctionalInterface
  interface Maker {
    Standstill begin() throws IOException;
  }
}
