package io.bauta.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the master key may be, and what is said of one that is not as it must be. */
@DisabledOnOs(OS.WINDOWS)
class MasterKeyTest {

  private static final String KEY = "q83vEjRWeJCrze8SNFZ4kPvq2wBCmYd+ZxOTsTwKGTU=";
  private static final UUID HERE = new UUID(1, 2);

  @TempDir Path directory;

  private static boolean areTheSame(MasterKey one, MasterKey other) {
    try {
      VaultKeys.unwrap(VaultKeys.generate().wrap(one, HERE), other, HERE);
      return true;
    } catch (VaultException no) {
      return false;
    }
  }

  @Test
  void itIsReadInBase64OrInHex() {
    MasterKey key = MasterKey.parse(KEY + "\n", "a test");
    String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(KEY));
    String url = KEY.replace('+', '-').replace('/', '_').replace("=", "");

    assertThat(areTheSame(key, MasterKey.parse(hex, "a test"))).isTrue();
    assertThat(areTheSame(key, MasterKey.parse(url, "a test"))).isTrue();
    assertThat(areTheSame(key, MasterKey.parse(MasterKey.newText(), "a test"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  \n",
        "no key at all",
        "dG9vLXNob3J0",
        "q83vEjRWeJCrze8SNFZ4kPvq2wBCmYd+ZxOTsTwKGTUAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "abcd"
      })
  void whatIsNoKeyIsRefusedByNameAndNotRepeated(String text) {
    assertThatThrownBy(() -> MasterKey.parse(text, "the place"))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("the place")
        .hasMessageContaining("32 random bytes")
        .hasMessageContaining("openssl rand -base64 32")
        .message()
        .doesNotContain(text.isBlank() ? "\n\n" : text);
  }

  @Test
  void aFileIsReadOnlyWhenNobodyElseMayReadIt() throws Exception {
    Path file = directory.resolve("master.key");
    Files.writeString(file, KEY);
    MasterKeySource source = new MasterKeySource.InFile(file, false);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(source::read)
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("open to other users")
        .hasMessageContaining("chmod 600 " + file)
        .message()
        .doesNotContain(KEY);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertThat(areTheSame(source.read(), MasterKey.parse(KEY, "a test"))).isTrue();
  }

  @Test
  void aFileThatIsNotThereOrTooLongIsNamed() throws Exception {
    Path file = directory.resolve("master.key");
    MasterKeySource source = new MasterKeySource.InFile(file, false);

    assertThatThrownBy(source::read)
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(file.toString());
    ClearKeyFile.write(file, "A".repeat(MasterKey.TEXT_LENGTH_MAX + 1));
    assertThatThrownBy(source::read)
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("at most 1024");
  }

  @Test
  void aMadeFileIsForItsOwnerOnly() throws Exception {
    Path file = directory.resolve("new").resolve("master.key");
    MasterKeySource.InFile source = new MasterKeySource.InFile(file, true);
    source.make();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(areTheSame(source.read(), source.read())).isTrue();
  }

  private Path script(String body) throws Exception {
    Path script = directory.resolve("print-key");
    Files.writeString(script, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }

  @Test
  void aCommandPrintsItAndItsArgumentsMeetNoShell() throws Exception {
    Path script = script("printf '%s\\n' \"$1\"; echo noise >&2");
    MasterKeySource said = new MasterKeySource.ByCommand(List.of(script.toString(), KEY));

    assertThat(areTheSame(said.read(), MasterKey.parse(KEY, "a test"))).isTrue();
    assertThatThrownBy(
            () -> new MasterKeySource.ByCommand(List.of(script.toString(), "$(id)")).read())
        .hasMessageContaining("32 random bytes");
    assertThat(said.toString()).doesNotContain(KEY);
  }

  @Test
  void aCommandThatFailsIsNamedWithoutItsArguments() throws Exception {
    Path script = script("echo " + KEY + "; exit 3");
    assertThatThrownBy(
            () -> MasterKeyCommand.output(List.of(script.toString(), "argument-that-is-secret")))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(script.toString())
        .hasMessageContaining("status 3")
        .message()
        .doesNotContain(KEY)
        .doesNotContain("argument-that-is-secret");
    assertThatThrownBy(() -> MasterKeyCommand.output(List.of("/no/such/command")))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("cannot be run");
  }

  @Test
  void aCommandMayNeitherPrintNorTakeMuch() throws Exception {
    Path endless = script("yes " + KEY);
    assertThatThrownBy(() -> MasterKeyCommand.output(List.of(endless.toString())))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("more than 1024 bytes");
    Path slow = script("sleep 60");
    assertThatThrownBy(
            () -> MasterKeyCommand.output(List.of(slow.toString()), Duration.ofMillis(200)))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("did not end");
  }
}
