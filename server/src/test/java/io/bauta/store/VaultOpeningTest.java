package io.bauta.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.bauta.number.PhoneNumber;
import io.bauta.vault.ClearKeyFile;
import io.bauta.vault.KeyRing;
import io.bauta.vault.MasterKeySource;
import io.bauta.vault.NumberVault;
import io.bauta.vault.VaultException;
import io.bauta.vault.VaultKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A vault opens with its master key, however far the start before this one came. */
class VaultOpeningTest {

  private static final PhoneNumber NUMBER = PhoneNumber.ofE164("+447700900001");

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.sqlite();

  @TempDir Path directory;

  private SqlVault open() {
    return TestVault.open(DATABASE.database(), directory);
  }

  private Path master() {
    return directory.resolve("master.key");
  }

  private Path clear() {
    return TestVault.clearFile(directory);
  }

  private static byte[] seal(KeyRing ring) {
    try (KeyRing.Turn _ = ring.turn()) {
      return new NumberVault(ring).seal(NUMBER);
    }
  }

  private static byte[] token(KeyRing ring) {
    try (KeyRing.Turn turn = ring.turn()) {
      return turn.tokens().wanted(NUMBER);
    }
  }

  /** A database as an earlier version left it: the keys are in clear beside it. */
  private KeyRing earlierVersion() throws Exception {
    VaultKeys keys = VaultKeys.generate();
    ClearKeyFile.write(clear(), keys);
    KeyRing ring = new KeyRing(keys);
    DATABASE
        .database()
        .write(
            link -> {
              try (KeyRing.Turn turn = ring.turn()) {
                VaultCheck.insert(link, new NumberVault(ring), turn.tokens());
              }
              return true;
            });
    return ring;
  }

  private void assertOpensAs(KeyRing before) {
    SqlVault vault = open();
    assertThat(new NumberVault(vault.ring()).open(seal(before))).isEqualTo(NUMBER);
    assertThat(token(vault.ring())).isEqualTo(token(before));
  }

  @Test
  void theFirstOpeningMakesKeysThatLaterOnesUse() {
    KeyRing first = open().ring();

    assertOpensAs(first);
    assertThat(clear()).doesNotExist();
  }

  @Test
  void aMasterKeyOfAStartThatCameNoFurtherIsUsed() throws Exception {
    TestVault.inFile(directory).make();
    String made = Files.readString(master());

    open();
    assertThat(master()).hasContent(made);
  }

  @Test
  void theDatabaseAloneHoldsNoKey() throws Exception {
    open();
    Files.delete(master());

    assertThatThrownBy(this::open)
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(master().toString())
        .hasMessageContaining("is missing")
        .hasMessageContaining("backup");
    assertThat(master()).doesNotExist();
  }

  @Test
  void anotherMasterKeyIsRefused() throws Exception {
    open();
    Files.delete(master());
    TestVault.inFile(directory).make();

    assertThatThrownBy(this::open)
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(master().toString())
        .hasMessageContaining("is not the one of this database")
        .message()
        .doesNotContain(Files.readString(master()).strip());
  }

  @Test
  void aMasterKeyOpenToOthersIsRefused() throws Exception {
    open();
    Files.setPosixFilePermissions(master(), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(this::open).hasMessageContaining("chmod 600 " + master());
  }

  @Test
  void keysThatAreNotThoseOfTheNumbersAreRefused() {
    open();
    DATABASE
        .database()
        .write(link -> link.query("update vault_check set token = ?").with(new byte[16]).update());

    assertThatThrownBy(this::open)
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("not those that sealed the numbers");
  }

  @Test
  void aConfiguredFileIsNotMade() {
    MasterKeySource source = new MasterKeySource.InFile(master(), false);

    assertThatThrownBy(() -> TestVault.open(DATABASE.database(), source, directory))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(master().toString());
    assertThat(master()).doesNotExist();
  }

  @Test
  void keysInClearAreWrappedAndThenRemoved() throws Exception {
    KeyRing before = earlierVersion();

    assertOpensAs(before);
    assertThat(clear()).doesNotExist();
    assertOpensAs(before);
  }

  /** Killed when it had made the master key. */
  @Test
  void aTakeoverGoesOnAfterTheMasterKeyWasMade() throws Exception {
    KeyRing before = earlierVersion();
    TestVault.inFile(directory).make();

    assertOpensAs(before);
    assertThat(clear()).doesNotExist();
  }

  /** Killed when the master key was half written: it is written beside its place. */
  @Test
  void aTakeoverGoesOnAfterAHalfWrittenMasterKey() throws Exception {
    KeyRing before = earlierVersion();
    Files.writeString(directory.resolve("master.key.new"), "q83v");

    assertOpensAs(before);
  }

  /** Killed when the wrapped keys were durable, and the file in clear was still there. */
  @Test
  void aTakeoverGoesOnAfterTheKeysWereWrapped() throws Exception {
    KeyRing before = earlierVersion();
    Path kept = directory.resolve("kept");
    Files.copy(clear(), kept);
    open();
    Files.move(kept, clear());
    Files.setPosixFilePermissions(clear(), PosixFilePermissions.fromString("rw-------"));

    assertOpensAs(before);
    assertThat(clear()).doesNotExist();
  }

  @Test
  void keysInClearThatAreNotOfThisDatabaseAreLeft() throws Exception {
    open();
    ClearKeyFile.write(clear(), VaultKeys.generate());

    open();
    assertThat(clear()).exists();
  }

  @Test
  void aTakeoverWithOtherKeysIsRefusedAndRemovesNothing() throws Exception {
    earlierVersion();
    Files.delete(clear());
    ClearKeyFile.write(clear(), VaultKeys.generate());

    assertThatThrownBy(this::open)
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(clear().toString());
    assertThat(clear()).exists();
    assertThat(DATABASE.database().read(VaultRows::read)).isEmpty();
  }

  @Test
  void aTakeoverWithoutTheKeysIsRefused() throws Exception {
    earlierVersion();
    Files.delete(clear());

    assertThatThrownBy(this::open)
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(clear().toString())
        .hasMessageContaining("is missing");
  }

  @Test
  void aMasterKeyThatWasChangedWhileTheServerWasDownNeedsTheOneBeforeOnce() throws Exception {
    KeyRing before = open().ring();
    String old = Files.readString(master());
    Files.delete(master());
    TestVault.inFile(directory).make();
    MasterKeySource former = new MasterKeySource.Said(old, "vault.former-master-key");

    new VaultOpening(
            DATABASE.database(),
            TestVault.inFile(directory),
            Optional.of(former),
            clear(),
            TestVault.NOW)
        .open();

    assertOpensAs(before);
    Files.writeString(master(), old);
    assertThatThrownBy(this::open).hasMessageContaining("is not the one of this database");
  }

  @Test
  void aNextMasterKeyThatIsLeftOverIsSaid() {
    open();
    assertThat(linesOfAnOpening()).noneMatch(line -> line.contains("left over"));
    TestVault.inFile(directory).makeNext();

    assertThat(linesOfAnOpening())
        .anyMatch(
            line ->
                line.contains(directory.resolve("master.key.next") + " is left over")
                    && line.contains("bauta vault rotate-master")
                    && line.contains("remove it"));
    assertThat(TestVault.inFile(directory).hasNext()).isTrue();
  }

  private List<String> linesOfAnOpening() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger log = (Logger) LoggerFactory.getLogger(VaultOpening.class);
    log.addAppender(lines);
    try {
      open();
    } finally {
      log.detachAppender(lines);
    }
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
