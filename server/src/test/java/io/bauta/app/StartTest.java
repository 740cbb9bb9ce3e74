package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.HandClock;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server makes at its start, and what keeps it from starting. */
class StartTest {

  @Test
  void aPortInUseStopsTheStartAndLeavesTheStoreFree(@TempDir Path directory) throws Exception {
    Path data = directory.resolve("data");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Config config = config(data, taken.getLocalPort());
      assertThatThrownBy(() -> Bauta.start(config, new HandClock()))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("in use");
    }
    RunningServer.start(data, RunningServer.SECRET_PATH, new HandClock()).close();
  }

  private static Config config(Path data, int port) {
    return new ConfigReader(Map.of())
        .read(
            new ConfigReader.CommandLine(
                Optional.empty(), Optional.of(data), Optional.empty(), Optional.of(port)));
  }

  @Test
  void aSecondServerOnTheSameDataDoesNotStart(@TempDir Path data) throws Exception {
    try (RunningServer first =
        RunningServer.start(data, RunningServer.SECRET_PATH, new HandClock())) {
      assertThatThrownBy(
              () -> RunningServer.start(data, RunningServer.SECRET_PATH, new HandClock()))
          .hasMessageContaining("server");
      assertThat(first.get("/v1/pools").status()).isEqualTo(200);
    }
  }

  @Test
  void keysAndDataAreForTheirOwnerOnly(@TempDir Path directory) throws Exception {
    Path data = directory.resolve("made/by/the/server");
    Bauta.start(config(data, FreePort.of("127.0.0.1")), new HandClock()).close();
    assertThat(permissions(data)).isEqualTo("rwx------");
    assertThat(permissions(AdminKey.file(data))).isEqualTo("rw-------");
    assertThat(permissions(MasterKeyPlaces.file(data))).isEqualTo("rw-------");
    assertThat(Files.readString(AdminKey.file(data)).strip()).hasSizeGreaterThan(40);
    assertThat(Stores.clearKeyFile(data)).doesNotExist();
  }

  /** A volume that is mounted as the data directory is not always closed. */
  @Test
  void whatIsInADirectoryThatWasThereIsForItsOwnerOnly(@TempDir Path data) throws Exception {
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxr-x"));
    try (RunningServer server =
        RunningServer.start(data, RunningServer.SECRET_PATH, new HandClock())) {
      server.pool("");
      List<Path> files = new ArrayList<>();
      try (Stream<Path> all = Files.walk(data)) {
        all.filter(Files::isRegularFile)
            .filter(file -> !file.endsWith("bauta.yaml")) // the test's
            .forEach(files::add);
      }
      assertThat(files).extracting(Path::getFileName).contains(Path.of("bauta.db-wal"));
      for (Path file : files) {
        assertThat(permissions(file)).as(file.toString()).isEqualTo("rw-------");
      }
    }
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "nineteen-characters"})
  void aKeyFileWithoutAKeyStopsTheStartAndIsNamed(String text, @TempDir Path data)
      throws Exception {
    Path file = Files.writeString(AdminKey.file(data), text);
    assertThatThrownBy(() -> Bauta.start(config(data, 0), new HandClock()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(file + ": expected a key of at least 20 characters")
        .hasMessageContaining("delete the file")
        .message()
        .doesNotContain("nineteen");
  }
}
