package io.bauta.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Future.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens to the neighbours of a unit that fails. */
class SqliteWriterFaultTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.sqlite();

  private static final String INSERT =
      """
      insert into vault_check (id, sealed, token) values (?, x'00', x'00')
      """;

  private static UnitOfWork<Boolean> inserting(int id) {
    return link -> link.query(INSERT).with(id).update() == 1;
  }

  private static long rows() {
    return DATABASE
        .database()
        .read(
            link ->
                link.query("select count(*) as n from vault_check")
                    .first(row -> row.number("n"))
                    .orElseThrow());
  }

  @Test
  void aFailingUnitLeavesItsNeighboursCommitted() throws Exception {
    CountDownLatch allWait = new CountDownLatch(1);
    List<Future<Boolean>> units = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // Holds the writer, so that the others meet in one group behind it.
      threads.submit(() -> DATABASE.database().write(link -> awaited(allWait)));
      for (int i = 0; i < 40; i++) {
        UnitOfWork<Boolean> unit = i % 4 == 3 ? failingAfter(inserting(i)) : inserting(i);
        units.add(threads.submit(() -> DATABASE.database().write(unit)));
      }
      allWait.countDown();
    }

    assertThat(units).filteredOn(unit -> unit.state() == State.FAILED).hasSize(10);
    assertThat(rows()).isEqualTo(30);
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static UnitOfWork<Boolean> failingAfter(UnitOfWork<Boolean> unit) {
    return link -> {
      unit.run(link);
      throw new IllegalStateException("planted");
    };
  }

  @Test
  void aUniqueViolationFailsItsUnitAlone() {
    DATABASE.database().write(inserting(1));

    assertThatThrownBy(() -> DATABASE.database().write(inserting(1)))
        .isInstanceOf(StoreUnavailableException.class)
        .hasRootCauseInstanceOf(SQLException.class);
    assertThat(DATABASE.database().write(inserting(2))).isTrue();
    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void aFaultOfTheCallerReachesTheCaller() {
    assertThatThrownBy(() -> DATABASE.database().write(failingAfter(inserting(1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("planted");
    assertThat(rows()).isZero();
  }

  @Test
  void rowsLeftInABatchDoNotReachTheNextUnit() {
    UnitOfWork<Boolean> interrupted =
        link -> {
          link.query(INSERT).addBatch(1);
          throw new IllegalStateException("planted");
        };
    UnitOfWork<Boolean> batch =
        link -> {
          link.query(INSERT).addBatch(2).executeBatch();
          return true;
        };

    assertThatThrownBy(() -> DATABASE.database().write(interrupted))
        .isInstanceOf(IllegalStateException.class);
    DATABASE.database().write(batch);

    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void whatFailedWholeIsToldToAllAndTheWriterGoesOn() {
    // As SQLite does by itself when the disk is full.
    UnitOfWork<Boolean> givingUp =
        link -> {
          inserting(1).run(link);
          link.query("rollback").update();
          throw new SQLException("planted");
        };

    assertThatThrownBy(() -> DATABASE.database().write(givingUp))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(DATABASE.database().write(inserting(2))).isTrue();
    assertThat(rows()).isEqualTo(1);
  }
}
