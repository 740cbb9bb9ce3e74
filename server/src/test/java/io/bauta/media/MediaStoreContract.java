package io.bauta.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link MediaStore} does. */
public interface MediaStoreContract {

  String NAME = "rec_0190f3c2aaaabbbbccccddddeeeeff00";

  MediaStore media();

  /** A directory for what is to be stored. */
  Path arriving();

  private Path file(byte[] bytes) throws IOException {
    return Files.write(arriving().resolve("arriving"), bytes);
  }

  static byte[] noise(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private byte[] read(String name, long from, int count) throws IOException {
    try (SeekableByteChannel channel = media().open(name)) {
      channel.position(from);
      ByteBuffer buffer = ByteBuffer.allocate(count);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        assertThat(channel.position()).isEqualTo(from + buffer.position());
      }
      return Arrays.copyOf(buffer.array(), buffer.position());
    }
  }

  @Test
  default void whatIsStoredIsReadFromAnyPosition() throws IOException {
    byte[] bytes = noise(3_000_017, 1);
    Path file = file(bytes);
    media().put(NAME, file);

    assertThat(file).doesNotExist();
    assertThat(read(NAME, 0, bytes.length + 10)).isEqualTo(bytes);
    assertThat(read(NAME, 1_500_000, 1_400_000))
        .isEqualTo(Arrays.copyOfRange(bytes, 1_500_000, 2_900_000));
    assertThat(read(NAME, bytes.length - 1, 5)).containsExactly(bytes[bytes.length - 1]);
    assertThat(read(NAME, bytes.length, 5)).isEmpty();
    try (SeekableByteChannel channel = media().open(NAME)) {
      assertThat(channel.size()).isEqualTo(bytes.length);
    }
  }

  @Test
  default void theLastOneStoredUnderANameIsThere() throws IOException {
    media().put(NAME, file(noise(1000, 1)));
    byte[] second = noise(500, 2);
    media().put(NAME, file(second));
    assertThat(read(NAME, 0, 2000)).isEqualTo(second);
  }

  @Test
  default void whatIsDeletedIsGone() throws IOException {
    media().put(NAME, file(noise(1000, 1)));
    media().delete(NAME);
    assertThatThrownBy(() -> media().open(NAME)).isInstanceOf(NoSuchFileException.class);
    media().delete(NAME);
  }

  @Test
  default void namesLeadNowhereElse() {
    for (String name :
        new String[] {"../../../etc/passwd", "short", "", "rec_/0123456789", "rec_0123456789/.."}) {
      assertThatThrownBy(() -> media().open(name)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> media().delete(name)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
