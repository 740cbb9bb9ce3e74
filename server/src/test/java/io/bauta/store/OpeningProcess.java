package io.bauta.store;

import static io.bauta.session.SampleSessions.endless;
import static io.bauta.session.SampleSessions.participant;
import static io.bauta.session.SampleSessions.session;
import static io.bauta.session.SampleSessions.storedPool;

import io.bauta.pool.NumberPool;
import io.bauta.session.MaskingSession;
import io.bauta.session.SessionStore;
import io.bauta.vault.NumberVault;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Opens sessions and prints each when it is durable, until it is killed. */
final class OpeningProcess {

  private static final int THREADS = 32;
  private static final int OPENINGS_MAX = 200_000;

  private OpeningProcess() {}

  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    Database database = Database.open(new DatabaseUrl.Sqlite(directory.resolve("bauta.db")));
    var vault = new NumberVault(TestVault.open(database, directory).ring());
    SessionStore sessions = new SqlSessionStore(database, vault);
    NumberPool pool = storedPool(new SqlPoolStore(database, vault), 2);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      IntStream.range(0, OPENINGS_MAX)
          .forEach(i -> threads.execute(() -> out.println(opened(sessions, pool, i))));
    }
  }

  private static String opened(SessionStore sessions, NumberPool pool, int i) {
    MaskingSession session =
        endless(session(pool, participant(2 * i, 0), participant(2 * i + 1, 1)));
    sessions.insert(session, Optional.empty(), session.openedAt());
    return session.id().toString();
  }
}
