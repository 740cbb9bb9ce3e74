package io.bauta.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A unit of work on its way through the writer, and the one who waits for it. */
final class QueuedUnit<T> extends Awaited<T> {

  private final UnitOfWork<T> work;
  private @Nullable T result;
  private @Nullable Throwable failure;

  QueuedUnit(UnitOfWork<T> work) {
    this.work = work;
  }

  /** Runs the work. Its answer is kept back until {@link #committed}. */
  void run(Link link) throws SQLException {
    result = work.run(link);
  }

  /** Notes that the work failed by itself, while its neighbours may go on. */
  void failedAlone(Throwable cause) {
    failure = cause;
  }

  /** Lets the caller go on: what the work did is durable, or the work alone failed. */
  void committed() {
    if (failure == null) {
      answered(result);
    } else {
      super.failed(failure);
    }
  }

  /** Tells the caller that nothing was done. */
  @Override
  void failed(Throwable cause) {
    super.failed(failure == null ? cause : failure);
  }
}
