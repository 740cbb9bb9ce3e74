package io.bauta.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections that read a SQLite file while the writer writes to it. */
final class SqliteReaders implements AutoCloseable {

  /** How many reads run at once. */
  static final int READERS_MAX = 8;

  /** How long a read may wait for its turn. */
  static final Duration TURN_WAIT_MAX = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(SqliteReaders.class);

  private final List<Link> all;

  /** The one that was used last is taken first: each has a cache of pages, which only it fills. */
  private final BlockingDeque<Link> free;

  SqliteReaders(List<Link> links) {
    this.all = List.copyOf(links);
    this.free = new LinkedBlockingDeque<>(links);
  }

  <T> T read(UnitOfWork<T> work) {
    Link link = take();
    boolean done = false;
    try {
      T answer = work.run(link);
      done = true;
      return answer;
    } catch (SQLException e) {
      throw new StoreUnavailableException("The database cannot be read.", e);
    } finally {
      giveBack(link, done);
    }
  }

  private void giveBack(Link link, boolean sound) {
    try {
      if (!sound) {
        link.forgetStatements();
      }
    } catch (SQLException e) {
      LOG.warn("A statement of a reader cannot be closed", e);
    } finally {
      free.addFirst(link);
    }
  }

  private Link take() {
    try {
      Link link = free.pollFirst(TURN_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
      if (link == null) {
        throw new StoreUnavailableException(
            "The database did not answer within %s.".formatted(TURN_WAIT_MAX));
      }
      return link;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("Interrupted while waiting for the database.", e);
    }
  }

  /** Waits for the reads that run. */
  @Override
  public void close() throws SQLException {
    for (int i = 0; i < all.size(); i++) {
      take().close();
    }
  }
}
