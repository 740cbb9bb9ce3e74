package io.bauta.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.store.VaultRows.Kept;
import io.bauta.vault.Keyset;
import io.bauta.vault.TokenStage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two servers never open one database. */
class OwnershipTest {

  @RegisterExtension static final TestDatabase SQLITE = TestDatabase.sqlite();
  @RegisterExtension static final TestDatabase POSTGRES = TestDatabase.postgres();

  @TempDir Path directory;

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
  void aDatabaseThatNobodyChangedIsOwnedAgain() throws Exception {
    SqlVault vault = TestVault.open(POSTGRES.database(), directory);
    vault.start(Keyset.SEALING, VaultRotationTest.entry("vault.rotation_begun", "sealing"));
    vault.step(TestVault.NOW, 1);
    PostgresOwnership ownership = ((PostgresDatabase) POSTGRES.database()).ownership();
    loseTheLock();

    ownership.check();

    while (TestVault.steps(vault, 1)) {
      assertThat(
              vault.progress().isPresent() || vault.ring().keys().ids(Keyset.SEALING).size() == 1)
          .isTrue();
    }
    assertThat(vault.ring().keys().ids(Keyset.SEALING)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Keyset.class)
  void whoseKeysAnotherServerChangedMeanwhileIsNotOwnedAgain(Keyset changed) throws Exception {
    SqlVault before = TestVault.open(POSTGRES.database(), directory);
    int sealing = before.ring().keys().sealingId();
    PostgresOwnership ownership = ((PostgresDatabase) POSTGRES.database()).ownership();
    loseTheLock();
    try (Database successor = Database.open(POSTGRES.url())) {
      SqlVault vault = TestVault.open(successor, directory);
      vault.start(changed, VaultRotationTest.entry("vault.rotation_begun", "key"));
      while (TestVault.steps(vault)) {
        assertThat(vault.progress().isPresent() || vault.ring().stage() == TokenStage.REST)
            .isTrue();
      }
      ownership.check();
      assertStoresNothing("is lost");
    }

    ownership.check();

    assertStoresNothing("changed its keys");
    ownership.check();
    assertStoresNothing("restart it");
    assertThat(before.ring().keys().sealingId()).isEqualTo(sealing);
    POSTGRES.reopen();
    assertThat(POSTGRES.database().<Boolean>write(link -> true)).isTrue();
  }

  private static void assertStoresNothing(String why) {
    assertThatThrownBy(() -> POSTGRES.database().write(link -> true))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(why);
  }

  /** A server that does not know yet that it is not the owner any more. */
  @Test
  void keysThatWereChangedElsewhereAreReadAgainFirst() {
    SqlVault stale = TestVault.open(POSTGRES.database(), directory);
    SqlVault other = TestVault.open(POSTGRES.database(), directory);
    other.start(Keyset.TOKENS, VaultRotationTest.entry("vault.rotation_begun", "tokens"));
    while (other.ring().stage() != TokenStage.MOVING) {
      assertThat(TestVault.steps(other)).isTrue();
    }

    assertThat(TestVault.steps(stale)).isTrue();
    assertThat(stale.ring().stage()).isEqualTo(TokenStage.MOVING);
    assertThat(stale.ring().keys().ids(Keyset.TOKENS)).hasSize(2);
    while (TestVault.steps(stale)) {
      assertThat(TestVault.steps(other)).isIn(true, false);
    }
    assertThat(stale.rotateMaster(VaultRotationTest.entry("vault.rotated", "master")))
        .isInstanceOf(SqlVault.Outcome.Done.class);
    assertThat(TestVault.open(POSTGRES.database(), directory).ring().keys().ids(Keyset.TOKENS))
        .hasSize(2);
  }

  /** Both looked at the same moment. */
  @Test
  void keysThatWereChangedElsewhereAreNotOverwritten() {
    SqlVault vault = TestVault.open(POSTGRES.database(), directory);
    Kept atRest = kept();
    vault.start(Keyset.SEALING, VaultRotationTest.entry("vault.rotation_begun", "sealing"));
    Kept begun = kept();
    TestVault.steps(vault);
    Kept gone = kept();

    assertNotChanged(link -> VaultRows.setKeys(link, atRest, begun));
    assertNotChanged(link -> VaultRows.progress(link, begun, begun.rotation().orElseThrow()));
    Kept otherKeys = gone.with(atRest.wrapped());
    assertNotChanged(link -> VaultRows.progress(link, otherKeys, gone.rotation().orElseThrow()));
    assertThat(kept()).isEqualTo(gone);
  }

  /** Something that changes rows. */
  @FunctionalInterface
  private interface ChangeOfRows {
    void in(Link link) throws SQLException;
  }

  private static void assertNotChanged(ChangeOfRows change) {
    assertThatThrownBy(
            () ->
                POSTGRES
                    .database()
                    .write(
                        link -> {
                          change.in(link);
                          return true;
                        }))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("another one has changed them");
  }

  private static Kept kept() {
    return POSTGRES.database().read(VaultRows::read).orElseThrow();
  }

  /** As PostgreSQL does when it restarts. */
  private static void loseTheLock() throws SQLException {
    DatabaseUrl.Postgres url = (DatabaseUrl.Postgres) POSTGRES.url();
    try (Connection connection = DriverManager.getConnection(url.jdbc(), url.properties());
        PreparedStatement statement =
            connection.prepareStatement(
                """
                select pg_terminate_backend(l.pid, 10000) from pg_locks l
                where l.locktype = 'advisory' and l.classid = ? and l.objid = 0
                  and l.database = (select oid from pg_database where datname = current_database())
                """)) {
      statement.setInt(1, PostgresDialect.LOCKS);
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next() && rows.getBoolean(1)).isTrue();
      }
    }
  }

  /** The other end hangs, or the network between: nobody waits for ever. */
  @Test
  void anAnswerThatDoesNotComeIsGivenUp() {
    assertThat(((DatabaseUrl.Postgres) POSTGRES.url()).properties())
        .containsEntry("socketTimeout", "30");
    String url = TestPostgres.createUrl() + "?socketTimeout=1";
    try (Database hasty = Database.open(DatabaseUrl.parse(url))) {
      assertThatThrownBy(() -> hasty.read(link -> link.query("select pg_sleep(9)").exists()))
          .isInstanceOf(StoreUnavailableException.class);
      assertThat(hasty.<Boolean>read(link -> link.query("select 1").exists())).isTrue();
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
