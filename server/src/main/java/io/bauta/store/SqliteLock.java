package io.bauta.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps a second server away from a database file. The system frees it when the process dies. */
final class SqliteLock implements AutoCloseable {

  private final FileChannel channel;

  private SqliteLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Locks the file beside {@code database} whose name ends in {@code .lock}. */
  static SqliteLock take(Path database) {
    Path file = database.resolveSibling(database.getFileName() + ".lock");
    try {
      FileChannel channel = OwnFile.open(file, CREATE, WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new StoreUnavailableException(
            "Another server has the database %s open. Stop it, or give this one its own."
                .formatted(database));
      }
      return new SqliteLock(channel);
    } catch (IOException e) {
      throw new StoreUnavailableException("The lock %s cannot be taken: %s".formatted(file, e), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      // The lock goes with the channel. The file stays: removing it would race with a new owner.
      channel.close();
    } catch (IOException e) {
      throw new StoreUnavailableException("The lock cannot be given back.", e);
    }
  }
}
