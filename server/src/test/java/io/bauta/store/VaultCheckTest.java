package io.bauta.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.number.PhoneNumber;
import io.bauta.vault.NumberVault;
import io.bauta.vault.VaultException;
import io.bauta.vault.VaultKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A database opens only with the keys that sealed its numbers. */
class VaultCheckTest {

  private static final PhoneNumber NUMBER = PhoneNumber.ofE164("+447700900001");

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.sqlite();

  @TempDir Path directory;
  private Path keyFile;

  @BeforeEach
  void nameTheKeyFile() {
    keyFile = directory.resolve("keys").resolve("bauta.keys");
  }

  private NumberVault open() {
    return VaultCheck.open(DATABASE.database(), keyFile);
  }

  @Test
  void theFirstOpeningMakesKeysThatLaterOnesUse() {
    byte[] sealed = open().seal(NUMBER);

    assertThat(open().open(sealed)).isEqualTo(NUMBER);
  }

  @Test
  void keysMadeBeforehandAreUsed() {
    VaultKeys keys = VaultKeys.create(keyFile);

    assertThat(new NumberVault(keys).open(open().seal(NUMBER))).isEqualTo(NUMBER);
  }

  @Test
  void aMissingKeyFileIsNotReplaced() throws Exception {
    open();
    Files.delete(keyFile);

    assertThatThrownBy(this::open)
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(keyFile.toString())
        .hasMessageContaining("is missing")
        .hasMessageContaining("backup");
    assertThat(keyFile).doesNotExist();
  }

  @Test
  void otherKeysAreRefused() throws Exception {
    open();
    Files.delete(keyFile);
    VaultKeys.create(keyFile);

    assertThatThrownBy(this::open)
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(keyFile.toString())
        .hasMessageContaining("not those that sealed");
  }
}
