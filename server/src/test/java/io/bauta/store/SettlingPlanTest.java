package io.bauta.store;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.session.SampleSessions;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * That a burst of calls finds its place in time even when PostgreSQL last looked at the tables
 * while they were empty, as it does by itself and at any moment.
 */
class SettlingPlanTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.postgres();

  private static final int AT_ONCE = CallInbox.TOLD_AT_ONCE_MAX;
  private static final int COMMITS = 8;

  /** Each beginning is read by several statements, and each of its calls by some. */
  private static final int READINGS_MAX = 12;

  @Test
  void eachBeginningIsReadAFewTimesHoweverManyCallsThereAre() {
    append(0, AT_ONCE);
    while (settle().rows() > 0) {}
    DATABASE.database().write(link -> link.query("delete from call").update());
    DATABASE.database().write(link -> link.query("analyze call, call_inbox").update());

    append(AT_ONCE, AT_ONCE * COMMITS);
    for (int commit = 0; commit < COMMITS; commit++) {
      Settled settled = settle();
      assertThat(settled.rows()).isEqualTo(AT_ONCE);
      assertThat(settled.read()).as("rows read").isLessThan((long) AT_ONCE * READINGS_MAX);
    }
  }

  private record Settled(int rows, long read) {}

  private static Settled settle() {
    return DATABASE
        .database()
        .write(
            link -> {
              long before = read(link);
              Set<UUID> told = new LinkedHashSet<>();
              CallInbox.settle(link, Optional.of(told));
              return new Settled(told.size(), read(link) - before);
            });
  }

  /** How many rows of these two tables this connection has read, as far as it has not reported. */
  private static long read(Link link) throws SQLException {
    return link.query(
            """
            select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) as rows_read
            from pg_stat_xact_user_tables where relname in ('call', 'call_inbox')
            """)
        .first(row -> row.number("rows_read"))
        .orElseThrow();
  }

  private static void append(int from, int count) {
    var calls = new SqlCallStore(DATABASE.database(), DATABASE.vault(), TestDatabase.heard());
    calls.append(
        IntStream.range(from, from + count).mapToObj(SettlingPlanTest::refused).toList(),
        List.of());
  }

  private static CallStart refused(int place) {
    return new CallStart(
        new CallId(SampleSessions.id(NOW.plusMillis(place))),
        new CarrierCallId("call-" + place),
        NOW.plusMillis(place),
        new IncomingCall("acme-in", person(1), Optional.empty()),
        new Refuse(Reason.CALLER_WITHHELD, Optional.empty(), Optional.empty()),
        Set.of());
  }
}
