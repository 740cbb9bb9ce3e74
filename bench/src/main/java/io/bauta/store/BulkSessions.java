package io.bauta.store;

import io.bauta.session.MaskingSession;
import io.bauta.vault.NumberVault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Puts many sessions into a database with the server's own statements, on SQLite thousands in each
 * transaction: what a server is measured with must not take longer to make than the measurement.
 */
public final class BulkSessions {

  private static final int IN_A_TRANSACTION = 5_000;

  private BulkSessions() {}

  /** Stores all of them, opened at {@code now}. */
  public static void insert(
      Database database, NumberVault vault, Iterator<MaskingSession> sessions, Instant now) {
    while (sessions.hasNext()) {
      List<NewSession> some = new ArrayList<>(IN_A_TRANSACTION);
      while (sessions.hasNext() && some.size() < IN_A_TRANSACTION) {
        some.add(sealed(sessions.next(), vault, now));
      }
      int stored =
          database instanceof PostgresDatabase
              ? insertEach(database, some)
              : database.write(link -> insertAll(link, some));
      if (stored != some.size()) {
        throw new IllegalStateException("two sessions of the benchmark want the same pair");
      }
    }
  }

  private static NewSession sealed(MaskingSession session, NumberVault vault, Instant now) {
    try (var turn = vault.turn()) {
      return NewSession.of(
          session, Optional.empty(), false, now, Optional.empty(), vault, turn.tokens());
    }
  }

  /** Side by side, so that they share their waits for the disk. */
  private static int insertEach(Database database, List<NewSession> sessions) {
    List<Future<Verdict>> verdicts = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(PostgresDatabase.CONNECTIONS_MAX)) {
      sessions.forEach(session -> verdicts.add(threads.submit(() -> database.insert(session))));
    }
    return (int)
        verdicts.stream()
            .filter(verdict -> verdict.resultNow() instanceof Verdict.Inserted)
            .count();
  }

  private static int insertAll(Link link, List<NewSession> sessions) throws java.sql.SQLException {
    int stored = 0;
    for (NewSession session : sessions) {
      if (SqliteSessionInsert.run(link, session) instanceof Verdict.Inserted) {
        stored++;
      }
    }
    return stored;
  }
}
