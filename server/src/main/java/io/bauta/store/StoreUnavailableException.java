package io.bauta.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The store cannot answer now: nothing was changed as far as it knows. Callers may try again; the
 * message holds no password and no telephone number.
 */
public final class StoreUnavailableException extends RuntimeException {

  public StoreUnavailableException(String message) {
    super(message);
  }

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether {@code fault} comes of a database that is away, goes down, or is not up yet. */
  public static boolean isBehind(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof StoreUnavailableException
          || (cause instanceof SQLException sql && isOfOutage(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  /** Class 08 is a connection that broke, class 57 an operator who stops the server. */
  private static boolean isOfOutage(@Nullable String sqlState) {
    return sqlState != null && (sqlState.startsWith("08") || sqlState.startsWith("57"));
  }
}
