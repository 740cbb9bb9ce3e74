package io.bauta.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two servers never open one database. */
class OwnershipTest {

  @RegisterExtension static final TestDatabase SQLITE = TestDatabase.sqlite();
  @RegisterExtension static final TestDatabase POSTGRES = TestDatabase.postgres();

  @Test
  void aSecondServerIsKeptAwayFromAFile() {
    assertKeptAway(SQLITE);
  }

  @Test
  void aSecondServerIsKeptAwayFromAPostgresDatabase() {
    assertKeptAway(POSTGRES);
  }

  private static void assertKeptAway(TestDatabase database) {
    assertThatThrownBy(() -> Database.open(database.url()))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("nother server")
        .hasMessageContaining("its own");
  }

  @Test
  void aClosedDatabaseIsFreeForAnotherServer() {
    for (TestDatabase database : new TestDatabase[] {SQLITE, POSTGRES}) {
      Database before = database.database();
      database.reopen();
      assertThat(database.pools().pools()).isEmpty();
      assertThatThrownBy(() -> before.write(link -> true))
          .isInstanceOf(StoreUnavailableException.class);
    }
  }

  @Test
  void aServerThatIsAwayIsAClearFault() {
    assertThatThrownBy(
            () -> Database.open(DatabaseUrl.parse("postgresql://me:sesame@localhost:1/none")))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("postgresql://me@localhost:1/none")
        .hasMessageNotContaining("sesame");
  }
}
