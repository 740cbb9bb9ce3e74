package io.bauta.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.retention.Retention.Outcome;
import io.bauta.retention.Retention.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final Instant NOW = Instant.parse("2027-01-15T08:00:00Z");
  private static final UUID NEXT = new UUID(1, 1);

  private static final RetentionPolicy POLICY =
      new RetentionPolicy(
          Map.of(
              DataKind.CALLS, Duration.ofDays(30),
              DataKind.SESSIONS, Duration.ofDays(40),
              DataKind.RECORDINGS, Duration.ofDays(30),
              DataKind.AUDIT, Duration.ofDays(365)));

  /** Gives out pieces that were laid down for it, and writes down what it was asked. */
  private static final class Pieces implements RetentionStore {

    final Map<DataKind, Deque<Piece>> pieces = new EnumMap<>(DataKind.class);
    final List<String> asked = new ArrayList<>();
    final Map<DataKind, Run> runs = new EnumMap<>(DataKind.class);
    boolean isAway;

    void lay(DataKind kind, Piece... some) {
      pieces.put(kind, new ArrayDeque<>(List.of(some)));
    }

    private Piece next(DataKind kind, Instant before, Optional<UUID> after) {
      asked.add(
          "%s %d %s"
              .formatted(
                  kind,
                  Duration.between(before, NOW).toDays(),
                  after.map(UUID::toString).orElse("")));
      Deque<Piece> left = pieces.getOrDefault(kind, new ArrayDeque<>());
      if (isAway && kind == DataKind.CALLS && left.isEmpty()) {
        throw new IllegalStateException("away");
      }
      return left.isEmpty() ? new Piece(0, Optional.empty()) : left.remove();
    }

    @Override
    public Piece forgetCalls(Instant before, Optional<UUID> after) {
      return next(DataKind.CALLS, before, after);
    }

    @Override
    public Piece forgetSessions(Instant before, Instant now, Optional<UUID> after) {
      assertThat(now).isEqualTo(NOW);
      return next(DataKind.SESSIONS, before, after);
    }

    @Override
    public Piece forgetUnmatched(Instant before) {
      return next(DataKind.UNMATCHED, before, Optional.empty());
    }

    @Override
    public Piece forgetAudit(Instant before) {
      return next(DataKind.AUDIT, before, Optional.empty());
    }

    @Override
    public Optional<Instant> oldest(DataKind kind) {
      return kind == DataKind.EVENTS ? Optional.of(NOW) : Optional.empty();
    }

    @Override
    public void ran(DataKind kind, Instant at, int forgotten, int more, Optional<String> failure) {
      int before = runs.containsKey(kind) ? runs.get(kind).inAll() : 0;
      runs.put(kind, new Run(at, forgotten, before + more, failure));
    }

    @Override
    public Map<DataKind, Run> lastRuns() {
      return runs;
    }
  }

  private final Pieces store = new Pieces();
  private final Retention retention = new Retention(POLICY, store);

  @Test
  void everyKindThatHasATimeIsGoneThroughAndCallsBeforeSessions() {
    store.lay(
        DataKind.CALLS,
        new RetentionStore.Piece(200, Optional.of(NEXT)),
        new RetentionStore.Piece(7, Optional.empty()));

    List<Outcome> outcomes = retention.run(NOW, () -> false);

    assertThat(store.asked)
        .containsExactly("CALLS 30 ", "CALLS 30 " + NEXT, "SESSIONS 40 ", "AUDIT 365 ");
    assertThat(outcomes).extracting(Outcome::forgotten).containsExactly(207, 0, 0);
    assertThat(store.runs)
        .containsEntry(DataKind.CALLS, new RetentionStore.Run(NOW, 207, 207, Optional.empty()))
        .containsEntry(DataKind.AUDIT, new RetentionStore.Run(NOW, 0, 0, Optional.empty()));
  }

  @Test
  void aKindThatFailsStopsNoOtherAndIsSeen() {
    store.isAway = true;
    store.lay(DataKind.CALLS, new RetentionStore.Piece(200, Optional.of(NEXT)));

    List<Outcome> outcomes = retention.run(NOW, () -> false);

    assertThat(outcomes.getFirst().forgotten()).isEqualTo(200);
    assertThat(outcomes.getFirst().fault()).isPresent();
    assertThat(outcomes).hasSize(3);
    assertThat(store.runs.get(DataKind.CALLS).failure()).isPresent();
    assertThat(store.runs.get(DataKind.CALLS).inAll()).isEqualTo(200);
    assertThat(store.runs.get(DataKind.AUDIT).failure()).isEmpty();
  }

  @Test
  void itStopsBetweenTwoPieces() {
    store.lay(
        DataKind.CALLS,
        new RetentionStore.Piece(200, Optional.of(NEXT)),
        new RetentionStore.Piece(200, Optional.of(NEXT)));

    retention.run(NOW, () -> store.asked.size() == 1);
    assertThat(store.asked).containsExactly("CALLS 30 ");
  }

  @Test
  void everyKindHasAStanding() {
    retention.run(NOW, () -> false);
    List<Standing> standings = retention.standings();

    assertThat(standings).extracting(Standing::kind).containsExactly(DataKind.values());
    Standing events = standings.get(DataKind.EVENTS.ordinal());
    assertThat(events.keptFor()).isEmpty();
    assertThat(events.oldest()).contains(NOW);
    assertThat(events.lastRun()).isEmpty();
    assertThat(standings.getFirst().keptFor()).contains(Duration.ofDays(30));
    assertThat(standings.getFirst().lastRun()).isPresent();
  }

  @Test
  void whatStandsOnSomethingElseGoesNoLater() {
    assertThatThrownBy(() -> policy(DataKind.SESSIONS, 30)).hasMessageContaining("sessions");
    assertThatThrownBy(() -> policy(DataKind.CALLS, 30)).hasMessageContaining("recordings");
    assertThat(policy(DataKind.RECORDINGS, 30).of(DataKind.CALLS)).isEmpty();
  }

  private static RetentionPolicy policy(DataKind kind, int days) {
    return new RetentionPolicy(Map.of(kind, Duration.ofDays(days)));
  }
}
