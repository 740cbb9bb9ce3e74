package io.bauta.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.audit.AuditLog.AuditQuery;
import io.bauta.store.SqlVault.MasterOutcome;
import io.bauta.store.SqlVault.Outcome;
import io.bauta.vault.MasterKeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.Function;

/**
 * A change of the master key that fails leaves a key that opens the data keys, and the answer says
 * where it is.
 */
class MasterKeyRotationTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.sqlite();

  @TempDir Path directory;

  /** Something that happens in the middle of the transaction that wraps the data keys anew. */
  @FunctionalInterface
  private interface Mishap {
    void happen() throws IOException, SQLException;
  }

  private SqlVault open() {
    return TestVault.open(DATABASE.database(), directory);
  }

  private static MasterOutcome rotate(SqlVault vault) {
    return vault.rotateMaster(VaultRotationTest.entry("vault.rotated", "master"));
  }

  private MasterKeySource.InFile file() {
    return TestVault.inFile(directory);
  }

  private static void inTheMiddle(Mishap mishap) {
    DATABASE
        .database()
        .write(
            link -> {
              Function.create(
                  link.connection(),
                  "mishap",
                  new Function() {
                    @Override
                    protected void xFunc() throws SQLException {
                      try {
                        mishap.happen();
                      } catch (IOException e) {
                        throw new SQLException(e);
                      }
                      result(1);
                    }
                  });
              execute(
                  link,
                  "create temp trigger mishaps after update on main.vault begin select mishap(); end");
              return true;
            });
  }

  private static void execute(Link link, String sql) throws SQLException {
    try (Statement statement = link.connection().createStatement()) {
      statement.execute(sql);
    }
  }

  @AfterEach
  void nothingHappensAnyMore() {
    boolean _ = Thread.interrupted();
    DATABASE
        .database()
        .write(
            link -> {
              execute(link, "drop trigger if exists mishaps");
              return true;
            });
  }

  private void occupy(Path path) throws IOException {
    Files.createDirectory(path);
    Files.writeString(path.resolve("something"), "in it");
  }

  @Test
  void aFileThatCannotBeReplacedIsFoundOutBeforeAnythingIsDone() throws Exception {
    SqlVault vault = open();
    String before = Files.readString(file().file());
    occupy(directory.resolve("master.key.new"));

    MasterOutcome outcome = rotate(vault);

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(outcome.toString())
        .contains(file().file().toString())
        .contains("cannot be replaced")
        .contains("Nothing was changed");
    assertThat(file().file()).hasContent(before);
    assertThat(file().next()).doesNotExist();
    assertThat(
            vault
                .audit()
                .list(new AuditQuery(Optional.of("vault"), Optional.empty(), Optional.empty(), 9)))
        .isEmpty();
    open();
  }

  @Test
  void theFileHoldsAKeyOfTheDataKeysAtEachMoment() throws Exception {
    SqlVault vault = open();
    String before = Files.readString(file().file());
    StringBuilder next = new StringBuilder();
    inTheMiddle(
        () -> {
          assertThat(file().file()).hasContent(before);
          next.append(Files.readString(file().next()));
        });

    assertThat(rotate(vault)).isInstanceOf(Outcome.Done.class);

    assertThat(next.toString()).isNotBlank();
    assertThat(file().file()).hasContent(next.toString());
    open();
  }

  @Test
  void aKeyThatCannotBePutInPlaceAfterwardsIsSaidToBeTheOneInUse() throws Exception {
    SqlVault vault = open();
    Path away = directory.resolve("away");
    inTheMiddle(
        () -> {
          Files.move(file().file(), away);
          occupy(file().file());
        });

    MasterOutcome outcome = rotate(vault);

    assertThat(outcome).isInstanceOf(MasterOutcome.DoneBut.class);
    assertThat(outcome.toString())
        .contains("are wrapped with the new master key, which is in " + file().next())
        .contains("Keep a copy of it");
    nothingHappensAnyMore();
    open();
    assertThat(file().next()).as("a start uses it where it is").exists();

    Files.delete(file().file().resolve("something"));
    Files.delete(file().file());
    Files.move(away, file().file());
    assertThat(rotate(open())).as("a start has put it in place").isInstanceOf(Outcome.Done.class);
    open();
  }

  @Test
  void whatTheDatabaseDidNotDoIsAFaultAndNothingIsChanged() throws Exception {
    SqlVault vault = open();
    String before = Files.readString(file().file());
    inTheMiddle(
        () -> {
          throw new SQLException("the disk is full");
        });

    assertThatThrownBy(() -> rotate(vault)).isInstanceOf(StoreUnavailableException.class);
    assertThat(file().file()).hasContent(before);
    String next = Files.readString(file().next());
    nothingHappensAnyMore();
    open();

    assertThat(rotate(vault)).isInstanceOf(Outcome.Done.class);
    assertThat(file().file()).hasContent(next);
  }

  @Test
  void whatNobodyKnowsIsNotSaidToBeRefused() throws Exception {
    SqlVault vault = open();
    Thread asking = Thread.currentThread();
    inTheMiddle(asking::interrupt);

    MasterOutcome outcome = rotate(vault);

    assertThat(outcome).isInstanceOf(MasterOutcome.Unsure.class);
    assertThat(outcome.toString())
        .contains("keep")
        .contains(file().file().toString())
        .contains(file().next().toString());
    assertThat(file().next()).exists();
    nothingHappensAnyMore();
    String next = Files.readString(file().next());
    assertThat(rotate(vault)).as("it was done").isInstanceOf(Outcome.Done.class);
    assertThat(file().file()).hasContent(next);
    assertThat(file().next()).doesNotExist();
    open();
  }
}
