package io.bauta.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.number.PhoneNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class VaultKeysTest {

  private static final PhoneNumber NUMBER = new PhoneNumber(447_700_900_001L);
  private static final UUID HERE = new UUID(1, 2);

  private final VaultKeys keys = VaultKeys.generate();
  private final MasterKey master = MasterKey.parse(MasterKey.newText(), "a test");

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("vault.key");
  }

  private static byte[] seal(VaultKeys with) {
    KeyRing ring = new KeyRing(with);
    try (KeyRing.Turn _ = ring.turn()) {
      return new NumberVault(ring).seal(NUMBER);
    }
  }

  private static PhoneNumber open(VaultKeys with, byte[] sealed) {
    return new NumberVault(new KeyRing(with)).open(sealed);
  }

  private static byte[] token(VaultKeys with) {
    try (KeyRing.Turn turn = new KeyRing(with).turn()) {
      return turn.tokens().wanted(NUMBER);
    }
  }

  @Test
  void wrappedKeysAreReadBackAsTheyWereMade() {
    VaultKeys back = VaultKeys.unwrap(keys.wrap(master, HERE), master, HERE);

    assertThat(open(back, seal(keys))).isEqualTo(NUMBER);
    assertThat(token(back)).isEqualTo(token(keys));
  }

  @Test
  void anotherMasterKeyOpensNothing() {
    WrappedKeys wrapped = keys.wrap(master, HERE);
    MasterKey another = MasterKey.parse(MasterKey.newText(), "a test");

    assertThatThrownBy(() -> VaultKeys.unwrap(wrapped, another, HERE))
        .isInstanceOf(VaultException.class);
  }

  @Test
  void wrappedKeysAreBoundToTheirInstallationAndToWhichTheyAre() {
    WrappedKeys wrapped = keys.wrap(master, HERE);

    assertThatThrownBy(() -> VaultKeys.unwrap(wrapped, master, new UUID(1, 3)))
        .isInstanceOf(VaultException.class);
    assertThatThrownBy(
            () ->
                VaultKeys.unwrap(
                    new WrappedKeys(wrapped.tokens(), wrapped.sealing()), master, HERE))
        .isInstanceOf(VaultException.class);
  }

  @Test
  void aNewSealingKeySealsAndTheFormerOneOpensUntilItIsTakenOut() {
    byte[] before = seal(keys);
    VaultKeys both = keys.withNewSealingKey();
    byte[] after = seal(both);

    assertThat(open(both, before)).isEqualTo(NUMBER);
    assertThatThrownBy(() -> open(keys, after)).isInstanceOf(VaultException.class);
    VaultKeys one = both.withoutFormerSealingKeys();
    assertThat(one.ids(Keyset.SEALING)).containsExactly(both.sealingId());
    assertThat(open(one, after)).isEqualTo(NUMBER);
    assertThatThrownBy(() -> open(one, before)).isInstanceOf(VaultException.class);
    assertThat(token(one)).isEqualTo(token(keys));
  }

  @Test
  void theOrderOfTheKeysOfTokensIsKept() {
    VaultKeys three = keys.withNewTokenKey().withNewTokenKey();
    VaultKeys back = VaultKeys.unwrap(three.wrap(master, HERE), master, HERE);

    assertThat(back.ids(Keyset.TOKENS)).isEqualTo(three.ids(Keyset.TOKENS)).hasSize(3);
    assertThat(token(back)).isEqualTo(token(three)).isNotEqualTo(token(keys));
  }

  @Test
  void theFileInClearOfAnEarlierVersionIsReadAndRemoved() throws Exception {
    ClearKeyFile.write(file, keys);

    assertThat(open(VaultKeys.readClear(file), seal(keys))).isEqualTo(NUMBER);
    VaultKeys.removeClear(file);
    assertThat(file).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFileOpenToOthersIsRefused() throws Exception {
    ClearKeyFile.write(file, keys);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> VaultKeys.readClear(file))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("rw-r-----")
        .hasMessageContaining("chmod 600 " + file);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> VaultKeys.readClear(file))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aDamagedFileIsNamedAndNotQuoted() throws Exception {
    ClearKeyFile.write(file, keys);
    String text = Files.readString(file);
    for (String damaged : new String[] {"", "[]", "{}", text.substring(0, text.length() / 2)}) {
      Files.writeString(file, damaged);
      assertThatThrownBy(() -> VaultKeys.readClear(file))
          .isInstanceOf(VaultException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("damaged")
          .hasNoCause();
    }
  }

  @Test
  void keysPrintAsNothing() {
    assertThat(keys).hasToString("VaultKeys[secret]");
    assertThat(master).hasToString("MasterKey[secret]");
    assertThat(keys.wrap(master, HERE)).hasToString("WrappedKeys[…]");
  }
}
