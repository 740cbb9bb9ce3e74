package io.bauta.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.number.PhoneNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class VaultKeysTest {

  private static final PhoneNumber NUMBER = new PhoneNumber(447_700_900_001L);

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("bauta.keys");
  }

  @Test
  void keysAreReadBackAsTheyWereMade() {
    NumberVault made = new NumberVault(VaultKeys.create(file));
    NumberVault read = new NumberVault(VaultKeys.read(file));

    assertThat(read.open(made.seal(NUMBER))).isEqualTo(NUMBER);
    assertThat(read.token(NUMBER)).isEqualTo(made.token(NUMBER));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheOwnerMayReadTheFile() throws Exception {
    VaultKeys.create(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(directory).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFileOpenToOthersIsRefused() throws Exception {
    VaultKeys.create(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> VaultKeys.read(file))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("rw-r-----")
        .hasMessageContaining("chmod 600 " + file);
  }

  @Test
  void aFileThatIsThereIsNotOverwritten() throws Exception {
    VaultKeys.create(file);
    String before = Files.readString(file);

    assertThatThrownBy(() -> VaultKeys.create(file)).isInstanceOf(VaultException.class);
    assertThat(file).hasContent(before);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> VaultKeys.read(file))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aDamagedFileIsNamedAndNotQuoted() throws Exception {
    VaultKeys.create(file);
    String keys = Files.readString(file);
    for (String damaged : new String[] {"", "[]", "{}", keys.substring(0, keys.length() / 2)}) {
      Files.writeString(file, damaged);
      assertThatThrownBy(() -> VaultKeys.read(file))
          .isInstanceOf(VaultException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("damaged")
          .hasNoCause();
    }
  }

  @Test
  void keysPrintAsNothing() {
    assertThat(VaultKeys.generate()).hasToString("VaultKeys[secret]");
  }
}
