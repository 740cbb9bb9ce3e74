package io.bauta.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryMediaTest implements MediaStoreContract {

  private Path directory;
  private Path arriving;
  private DirectoryMedia media;

  @BeforeEach
  void open(@TempDir Path temporary) throws IOException {
    directory = temporary.resolve("recordings");
    arriving = Files.createDirectories(temporary.resolve("arriving"));
    media = new DirectoryMedia(directory);
  }

  @Override
  public MediaStore media() {
    return media;
  }

  @Override
  public Path arriving() {
    return arriving;
  }

  @Test
  void onlyTheOwnerMayReadThem() throws IOException {
    media.put(NAME, Files.write(arriving.resolve("x"), new byte[] {1}));
    Path home = directory.resolve("00");
    assertThat(permissions(directory)).isEqualTo("rwx------");
    assertThat(permissions(home)).isEqualTo("rwx------");
    assertThat(permissions(home.resolve(NAME))).isEqualTo("rw-------");
    assertThat(files()).containsExactly(home.resolve(NAME));
    media.delete(NAME);
    assertThat(files()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (var all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
