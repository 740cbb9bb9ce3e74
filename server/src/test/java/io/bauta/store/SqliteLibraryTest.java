package io.bauta.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLibraryTest {

  private static final String FOLDER = "/org/sqlite/native/Linux/x86_64";
  private static final String NAME = "libsqlitejdbc.so";

  @TempDir private Path lib;

  private Path unpacked(String version) throws IOException {
    Path directory = lib.resolve("sqlite-jdbc-" + version + FOLDER);
    Files.createDirectories(directory);
    Files.createFile(directory.resolve(NAME));
    return directory;
  }

  @Test
  void isFoundBesideTheJarOfItsVersion() throws IOException {
    Path directory = unpacked("3.2");
    assertThat(SqliteLibrary.beside(lib.resolve("sqlite-jdbc-3.2.jar"), FOLDER, NAME))
        .contains(directory);
  }

  @Test
  void ofAnotherVersionIsNotTaken() throws IOException {
    unpacked("3.1");
    assertThat(SqliteLibrary.beside(lib.resolve("sqlite-jdbc-3.2.jar"), FOLDER, NAME)).isEmpty();
  }

  @Test
  void ofAnotherSystemIsNotTaken() throws IOException {
    unpacked("3.2");
    assertThat(
            SqliteLibrary.beside(
                lib.resolve("sqlite-jdbc-3.2.jar"), "/org/sqlite/native/Mac/aarch64", NAME))
        .isEmpty();
  }

  @Test
  void aDriverThatIsNoJarHasNone() {
    assertThat(SqliteLibrary.beside(lib.resolve("classes"), FOLDER, NAME)).isEmpty();
  }
}
