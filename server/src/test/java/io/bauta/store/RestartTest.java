package io.bauta.store;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.participant;
import static io.bauta.session.SampleSessions.person;
import static io.bauta.session.SampleSessions.session;
import static io.bauta.session.SampleSessions.storedPool;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.session.Holder;
import io.bauta.session.MaskingSession;
import io.bauta.session.SampleSessions;
import io.bauta.vault.NumberVault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What was answered is there after the process ended, however it ended. */
class RestartTest {

  private static final int KILLED_AFTER = 2_000;

  @RegisterExtension static final TestDatabase SQLITE = TestDatabase.sqlite();
  @RegisterExtension static final TestDatabase POSTGRES = TestDatabase.postgres();

  @Test
  void everythingIsThereAfterARestart() {
    for (TestDatabase database : new TestDatabase[] {SQLITE, POSTGRES}) {
      MaskingSession session =
          session(storedPool(database.pools(), 2), participant(1, 0), participant(2, 1));
      database.sessions().insert(session, Optional.of("key"), NOW);

      database.reopen();

      assertThat(database.sessions().find(session.id())).contains(session);
      assertThat(database.sessions().heldBy(new Holder.Phone(person(1)), session.pool(), NOW))
          .hasSize(1);
      assertThat(database.pools().numbers(session.pool())).hasSize(2);
    }
  }

  @Test
  void callsThatWereNotSettledAreThereAfterARestart() {
    for (TestDatabase database : new TestDatabase[] {SQLITE, POSTGRES}) {
      List<CallStart> calls = IntStream.range(0, 3).mapToObj(RestartTest::refusedCall).toList();
      database.calls().append(calls, List.of());

      database.reopen();

      assertThat(database.calls().find(calls.getLast().id())).isPresent();
    }
  }

  private static CallStart refusedCall(int place) {
    return new CallStart(
        new CallId(SampleSessions.id(NOW.plusMillis(place))),
        new CarrierCallId("call-" + place),
        NOW.plusMillis(place),
        new IncomingCall("acme-in", person(1), Optional.empty()),
        new Refuse(Reason.CALLER_WITHHELD, Optional.empty(), Optional.empty()),
        Set.of());
  }

  @Test
  void everyAnsweredOpeningIsThereAfterTheProcessWasKilled(@TempDir Path directory)
      throws Exception {
    DatabaseUrl url = new DatabaseUrl.Sqlite(directory.resolve("bauta.db"));

    List<String> answered = openingsUntilKilled(directory);

    Set<String> stored = new HashSet<>();
    try (Database database = Database.open(url)) {
      var vault = new NumberVault(TestVault.open(database, directory).ring());
      new SqlSessionStore(database, vault)
          .forEachHeld(NOW, session -> stored.add(session.id().toString()));
    }
    assertThat(answered).hasSizeGreaterThanOrEqualTo(KILLED_AFTER);
    assertThat(stored).containsAll(answered);
  }

  /** Runs {@link OpeningProcess} and kills it in the middle; returns the ids that it printed. */
  private static List<String> openingsUntilKilled(Path directory)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                OpeningProcess.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> answered = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("ses_")) {
          answered.add(line);
        }
        if (answered.size() == KILLED_AFTER) {
          // SIGKILL: nothing of it can run any more. What it had answered is still read here.
          process.toHandle().destroyForcibly();
        }
      }
    }
    process.waitFor();
    // The last line may have been cut.
    answered.removeIf(line -> line.length() != answered.getFirst().length());
    return answered;
  }
}
