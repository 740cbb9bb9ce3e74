package io.bauta.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.vault.MediaVault.MediaKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaVaultTest {

  private final MediaVault vault = new MediaVault(new KeyRing(VaultKeys.generate()));
  private final byte[] clear = new byte[2 * MediaVault.SEGMENT_BYTES + 4711];
  private Path file;

  @BeforeEach
  void fill(@TempDir Path directory) {
    new Random(7).nextBytes(clear);
    file = directory.resolve("sealed");
  }

  private MediaKey seal(String name) throws IOException {
    MediaKey key = vault.newKey(name);
    try (OutputStream out = key.sealing(Files.newOutputStream(file))) {
      out.write(clear);
    }
    return key;
  }

  private byte[] sealed(MediaKey key) {
    try (KeyRing.Turn _ = vault.turn()) {
      return key.sealed();
    }
  }

  private byte[] read(MediaKey key, long from, int count) throws IOException {
    try (SeekableByteChannel channel = key.opening(Files.newByteChannel(file))) {
      channel.position(from);
      ByteBuffer buffer = ByteBuffer.allocate(count);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        assertThat(buffer.position()).isPositive();
      }
      return Arrays.copyOf(buffer.array(), buffer.position());
    }
  }

  @Test
  void opensWhatItSealedFromAnyPosition() throws IOException {
    MediaKey key = vault.open(sealed(seal("one")), "one");
    assertThat(read(key, 0, clear.length)).isEqualTo(clear);
    int middle = MediaVault.SEGMENT_BYTES - 10;
    assertThat(read(key, middle, 100)).isEqualTo(Arrays.copyOfRange(clear, middle, middle + 100));
    assertThat(read(key, clear.length - 3, 3))
        .isEqualTo(Arrays.copyOfRange(clear, clear.length - 3, clear.length));
  }

  @Test
  void nothingOfItIsInTheFile() throws IOException {
    seal("one");
    byte[] sealed = Files.readAllBytes(file);
    byte[] part = Arrays.copyOf(clear, 16);
    for (int at = 0; at + part.length <= sealed.length; at++) {
      assertThat(Arrays.equals(sealed, at, at + part.length, part, 0, part.length)).isFalse();
    }
  }

  @Test
  void aKeyIsOfOneThingAndOneVault() throws IOException {
    byte[] sealed = sealed(seal("one"));
    assertThatThrownBy(() -> vault.open(sealed, "another")).isInstanceOf(VaultException.class);
    MediaVault stranger = new MediaVault(new KeyRing(VaultKeys.generate()));
    assertThatThrownBy(() -> stranger.open(sealed, "one")).isInstanceOf(VaultException.class);
    MediaKey other = vault.newKey("one");
    assertThatThrownBy(() -> read(other, 0, 10)).isInstanceOf(IOException.class);
  }

  @Test
  void whatWasChangedOrCutDoesNotOpen() throws IOException {
    MediaKey key = seal("one");
    byte[] sealed = Files.readAllBytes(file);
    sealed[sealed.length / 2] ^= 1;
    Files.write(file, sealed);
    assertThatThrownBy(() -> read(key, 0, clear.length)).isInstanceOf(IOException.class);
    sealed[sealed.length / 2] ^= 1;
    Files.write(file, Arrays.copyOf(sealed, sealed.length - 5000));
    assertThatThrownBy(() -> read(key, 0, clear.length))
        .isInstanceOfAny(IOException.class, AssertionError.class);
  }
}
